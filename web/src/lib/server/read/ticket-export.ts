/** The explorer's selection as a file. */
import { ticketsTexts } from '#lib/language/pages/tickets.ts'
import { BYTE_ORDER_MARK, csvLine } from '#lib/charts/csv.ts'
import { writeCell, type CellContext } from '#lib/tickets/cell.ts'
import { columnsOf, type Column, type ColumnId } from '#lib/tickets/columns.ts'
import { CSV_CAP } from '#lib/tickets/export.ts'
import type { TicketSelection } from '#lib/tickets/selection.ts'
import type { TicketRow } from '#lib/tickets/row.ts'
import type { Lease } from '../warehouse.ts'
import { readTickets } from './tickets.ts'

const CHUNK = 5_000

/** Raw figures: stamps as ISO 8601 in UTC, minutes and amounts as numbers with a point. */
const rawCell = (column: Column, row: TicketRow, context: CellContext): string | number | null => {
  const value = column.of(row)
  if (column.kind === 'stamp') return typeof value === 'number' ? new Date(value).toISOString() : null
  return column.kind === 'promise' ? writeCell(column, row, context) : value
}

/**
 * Lines of a CSV file, chunk by chunk; the caller keeps the version open until the last one.
 * @param total tickets of the selection
 */
export async function* ticketLines(
  lease: Lease,
  selection: TicketSelection,
  ids: readonly ColumnId[],
  context: CellContext,
  total: number,
): AsyncGenerator<string> {
  const columns = columnsOf(ids)
  const words = ticketsTexts(context.reader.texts)
  yield BYTE_ORDER_MARK + csvLine([words.id, ...columns.map(({ id, kind }) => words.column[id] + words.csvUnits[kind])])
  for (let offset = 0; offset < Math.min(total, CSV_CAP); offset += CHUNK) {
    const rows = await readTickets(lease, selection, ids, { offset, limit: Math.min(CHUNK, CSV_CAP - offset) })
    yield rows.map((row) => csvLine([row.id, ...columns.map((column) => rawCell(column, row, context))])).join('')
  }
}
