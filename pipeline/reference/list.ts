/** A list as the models search it (macro `has_code`): `,a,b,`; null when it is empty. */
export const listText = (values: readonly string[]): string | null => (values.length === 0 ? null : `,${values.join(',')},`)
