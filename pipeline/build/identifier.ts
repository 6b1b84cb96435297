/** Quoting for the few statements whose names come from contracts and file names. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const quoteText = (value: string): string => `'${value.replaceAll("'", "''")}'`
/** `schema.name` as an identifier. */
export const quoteTable = (id: string): string => id.split('.').map(quoteName).join('.')
