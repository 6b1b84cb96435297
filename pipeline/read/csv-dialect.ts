/** The first records of a CSV as a person would read them: to find the header, and the delimiter where none is stated. */

export interface Dialect {
  /** One to four bytes. */
  readonly delimiter: string
  /** One ASCII character, or empty for a file that never quotes. */
  readonly quote: string
  /** The quote itself (doubling), or a character such as the backslash. */
  readonly escape: string
}

export interface HeadRecord {
  readonly fields: readonly string[]
  /** Index in the text behind the record and its line break. */
  readonly end: number
  /** False when the text ends inside a quoted field, or something follows a closing quote. */
  readonly isSound: boolean
}

const CANDIDATES = [',', ';', '\t', '|'] as const
const RECORDS_LOOKED_AT = 50
/** Blank lines may stand before the header; not more than these. */
export const HEADER_LOOKED_FOR = 1000

/** Splits the first records of a text; blank lines count as records of one empty field. */
export function headRecords(text: string, dialect: Dialect, limit: number): HeadRecord[] {
  const records: HeadRecord[] = []
  for (let at = 0; at < text.length && records.length < limit;) {
    const record = headRecord(text, at, dialect)
    records.push(record)
    at = record.end
  }
  return records
}

function headRecord(text: string, start: number, { delimiter, quote, escape }: Dialect): HeadRecord {
  const fields: string[] = []
  let at = start
  let isSound = true
  for (;;) {
    let field = ''
    const opening = quote === '' ? -1 : skipBlanks(text, at, delimiter)
    if (opening >= 0 && text[opening] === quote) {
      at = opening + 1
      for (;;) {
        if (at >= text.length) return { fields, end: text.length, isSound: false }
        if (escape !== '' && text[at] === escape && (text[at + 1] === quote || (escape !== quote && text[at + 1] === escape))) {
          field += text.charAt(at + 1)
          at += 2
        } else if (text[at] === quote) break
        else field += text.charAt(at++)
      }
      at = skipBlanks(text, at + 1, delimiter)
      isSound &&= at >= text.length || isLineBreak(text[at]) || text.startsWith(delimiter, at)
    }
    while (at < text.length && !isLineBreak(text[at]) && !text.startsWith(delimiter, at)) field += text.charAt(at++)
    fields.push(field)
    if (at >= text.length) return { fields, end: at, isSound }
    if (isLineBreak(text[at])) return { fields, end: at + (text.startsWith('\r\n', at) ? 2 : 1), isSound }
    at += delimiter.length
  }
}

function skipBlanks(text: string, at: number, delimiter: string): number {
  while ((text[at] === ' ' || text[at] === '\t') && !text.startsWith(delimiter, at)) at++
  return at
}

const isLineBreak = (character: string | undefined) => character === '\n' || character === '\r'

/**
 * Chooses among comma, semicolon, tab and bar: the one for which most of the first 50 records have as many fields as the
 * header and the header has the most; comma when none splits the header. Where every delimiter is followed by a blank,
 * the blank belongs to it.
 *
 * @param headerRow 1-based, blank lines counted; 0 or undefined for the first line that is not blank
 */
export function chooseDelimiter(text: string, quote: string, escape: string, headerRow: number | undefined): string {
  const scoreOf = (delimiter: string) =>
    score(headRecords(text, { delimiter, quote, escape }, RECORDS_LOOKED_AT + (headerRow ?? 1)), headerRow)
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of CANDIDATES) {
    const found = scoreOf(delimiter)
    if (found > best.score) best = { delimiter, score: found }
  }
  const withBlank = `${best.delimiter} `
  return best.score > 0 && scoreOf(withBlank) >= best.score ? withBlank : best.delimiter
}

/** Share of records that are as wide as the header, times that width; 0 when the header is not split. */
function score(records: readonly HeadRecord[], headerRow: number | undefined): number {
  const data = records
    .slice(headerIndex(records, headerRow))
    .filter((record) => record.fields.some((field) => field.trim() !== ''))
  const width = data[0]?.fields.length ?? 0
  if (width < 2) return 0
  // The last record may be cut by the end of the text that was looked at.
  const whole = data.length > 2 ? data.slice(0, -1) : data
  return (whole.filter((record) => record.isSound && record.fields.length === width).length / whole.length) * width
}

/** Index of the header among the head's records; -1 when there is none. */
export function headerIndex(records: readonly HeadRecord[], headerRow: number | undefined): number {
  if (headerRow !== undefined && headerRow > 0) return records.length >= headerRow ? headerRow - 1 : -1
  return records.findIndex((record) => record.fields.length > 1 || record.fields[0]?.trim() !== '')
}
