/** Names of raw columns: as in the file, made unique because SQL does not tell upper from lower case. */

/** Columns that every raw table has beside those of the file. */
export const RESERVED = ['_row', '_problem', '_original'] as const

/**
 * Trims outer blanks and the byte order mark; an empty name becomes `column_<n>`, a name seen before gets ` (2)`, ` (3)`…
 *
 * @param headers as in the file, in file order
 */
export function columnNames(headers: readonly string[]): string[] {
  const taken = new Set<string>(RESERVED)
  return headers.map((header, index) => {
    const trimmed = header.trim()
    const wanted = trimmed === '' ? `column_${index + 1}` : trimmed
    let name = wanted
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${wanted} (${copy})`
    taken.add(name.toLowerCase())
    return name
  })
}

export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`
