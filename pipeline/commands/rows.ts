/** Rows of a result as a table, CSV or JSON. */

export type Value = string | number | boolean | null
export interface Result {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Value[])[]
}

const PLAIN_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/
const FORMULA = /^[=+\-@\t\r]/

/** RFC 4180 with a line feed; text that a spreadsheet would take for a formula begins with an apostrophe. */
export function toCsv({ columns, rows }: Result): string {
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\n`).join('')
}

function csvCell(value: Value): string {
  if (value === null) return ''
  const text = String(value)
  const safe = FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const toObjects = ({ columns, rows }: Result): Record<string, Value>[] =>
  rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])))

/** Aligned columns; numbers to the right. */
export function toTable({ columns, rows }: Result): string {
  const cells = rows.map((row) => row.map((value) => (value === null ? '' : String(value).replace(/[\r\n\t]+/g, ' '))))
  const widths = columns.map((name, at) =>
    cells.reduce((most, row) => Math.max(most, displayWidth(row[at] ?? '')), displayWidth(name)),
  )
  const isNumber = columns.map((_, at) => rows.length > 0 && rows.every((row) => row[at] === null || typeof row[at] === 'number'))
  const line = (row: readonly string[]) =>
    row
      .map((text, at) => {
        const gap = ' '.repeat((widths[at] ?? 0) - displayWidth(text))
        return isNumber[at] === true ? gap + text : text + gap
      })
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '-'.repeat(width)).join('  ')
  const count = rows.length === 1 ? '1 row' : `${rows.length} rows`
  return [line(columns), rule, ...cells.map(line), `(${count})`].join('\n')
}

/** Columns that a text takes in a terminal: East Asian wide characters take two. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += WIDE.test(character) ? 2 : 1
  return width
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
