/** Random tables and their CSV, written here by other code than reads them. */
import { TextDecoder } from 'node:util'
import fc from 'fast-check'

export interface Table {
  readonly headers: string[]
  readonly rows: string[][]
  /** For each cell whether it is quoted although it need not be; repeated as long as needed. */
  readonly quoting: boolean[]
  readonly lineBreak: string
  readonly delimiter: string
  readonly endsWithBreak: boolean
}

const piece = fc.constantFrom(
  'a',
  'Z',
  '0',
  ' ',
  '"',
  '""',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r\n',
  '\r',
  '\\',
  "'",
  '#',
  'NULL',
  '\\N',
  '维修',
  '洗衣机',
  '，',
  '“',
  '号',
  '1.50',
  '\u0001',
  '\u0002',
)
const wildPiece = fc.oneof(
  { weight: 6, arbitrary: piece },
  { weight: 1, arbitrary: fc.constantFrom('😀', 'é', '\u00a0', '\u3000', '𠮷') },
)

export const tables = (alphabet: 'any' | 'chinese'): fc.Arbitrary<Table> =>
  fc.integer({ min: 1, max: 5 }).chain((width) =>
    fc.record({
      headers: fc.constant(Array.from({ length: width }, (_, index) => `字段 ${index}`)),
      rows: fc.array(
        fc.array(
          fc.array(alphabet === 'any' ? wildPiece : piece, { maxLength: 4 }).map((pieces) => pieces.join('')),
          { minLength: width, maxLength: width },
        ),
        { maxLength: 12 },
      ),
      quoting: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
      lineBreak: fc.constantFrom('\n', '\r\n', '\r'),
      delimiter: fc.constantFrom(',', ';', '\t', '|', ', '),
      endsWithBreak: fc.boolean(),
    }),
  )

/** RFC 4180. Rows of blanks only are quoted, because unquoted they are what a spreadsheet leaves behind. */
export function csvOf({ headers, rows, quoting, lineBreak, delimiter, endsWithBreak }: Table): string {
  let cell = 0
  const lines = [headers, ...rows].map((row) => {
    const isBlank = row.every((text) => text.trim() === '')
    return row
      .map((text) => {
        const isQuoted =
          isBlank || quoting[cell++ % quoting.length] || /["\r\n]/.test(text) || text.includes(delimiter) || text.startsWith(' ')
        return isQuoted ? `"${text.replaceAll('"', '""')}"` : text
      })
      .join(delimiter)
  })
  return lines.join(lineBreak) + (endsWithBreak ? lineBreak : '')
}

/** What the cells should be: line breaks become line feeds, nothing else changes. */
export const expected = ({ rows }: Table) => rows.map((row) => row.map((text) => text.replaceAll(/\r\n?/g, '\n')))

/** GB18030 has no encoder in Node: this one turns its decoder round, for the characters of two bytes. */
const gb18030 = new Map<string, Buffer>()
const decoder = new TextDecoder('gb18030')
for (let lead = 0xa1; lead <= 0xf7; lead++) {
  for (let trail = 0xa1; trail <= 0xfe; trail++)
    gb18030.set(decoder.decode(Buffer.from([lead, trail])), Buffer.from([lead, trail]))
}

export function gb18030Of(text: string): Buffer {
  return Buffer.concat(
    Array.from(text, (character) => {
      const bytes = character < '\u0080' ? Buffer.from(character) : gb18030.get(character)
      if (bytes === undefined) throw new TypeError(`not among the encoder's characters: ${character}`)
      return bytes
    }),
  )
}
