/**
 * A chart's table as CSV: UTF-8 with a byte order mark (Excel reads Chinese only with it), CRLF, one line of headings, raw values.
 * What one must know to read it follows after an empty line, each line beginning with `# `: the data stays a clean rectangle at
 * the top for whoever opens it in a spreadsheet, and readers that know comments (`comment = '#'`) skip the rest.
 */
import type { ChartTable, TableCell } from './table.ts'

export const BYTE_ORDER_MARK = '\ufeff'
const LINE_END = '\r\n'

/** @param context title, filters, unit, n, source, as-of: one line each */
export function writeCsv(table: ChartTable, context: readonly string[]): string {
  const header = table.columns.map(({ label }) => writeText(label)).join(',')
  const rows = table.rows.map((row) => row.map(writeCell).join(','))
  const remarks = context.length === 0 ? [] : ['', ...context.map(writeRemark)]
  return BYTE_ORDER_MARK + [header, ...rows, ...remarks].map((line) => line + LINE_END).join('')
}

/** One line of a file too long for a table, which is written as it is read. */
export const csvLine = (cells: readonly TableCell['raw'][]): string => cells.map((raw) => writeCell({ raw })).join(',') + LINE_END

function writeCell({ raw }: Pick<TableCell, 'raw'>): string {
  if (raw === null) return ''
  if (typeof raw === 'number') return Number.isFinite(raw) ? String(raw) : ''
  return writeText(raw)
}

/** Spreadsheets run what begins with = + - @, blanks before it or not; a text of ours is never a formula. */
const FORMULA = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n]/

function writeText(text: string): string {
  const defused = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused
}

/** Never quoted, so that the line begins with its mark: without line ends and commas, which would begin a cell. */
const writeRemark = (line: string): string =>
  `# ${line
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replaceAll(',', ';')
    .replace(/([;\t]\s*)(?=[=+\-@])/g, "$1'")}`
