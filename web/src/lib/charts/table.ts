/** The values behind a chart: shown as a table, and written as CSV. */

import type { Link } from '../filters/links.ts'

export interface TableCell {
  /** What CSV gets: a number stays one, percentages are fractions. */
  readonly raw: string | number | null
  /** What the reader sees. */
  readonly text: string
  /** The cases behind it; without the folder that the application is served from. */
  readonly href?: Link
}

export interface ChartTable {
  readonly columns: readonly { readonly label: string; readonly isNumber: boolean }[]
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly TableCell[])[]
}

export const NO_FIGURE = '–'

export function cell(raw: TableCell['raw'], text?: string, href?: Link): TableCell {
  const shown = text ?? (raw === null ? NO_FIGURE : String(raw))
  return href === undefined ? { raw, text: shown } : { raw, text: shown, href }
}
