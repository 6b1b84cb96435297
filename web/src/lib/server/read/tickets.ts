/** What the ticket explorer reads: how many, where in the table they stand in the order asked for, and the rows themselves. */
import { tableFromIPC } from '@uwdata/flechette'
import { z } from 'zod'
import { extrasOf, type ColumnId } from '#lib/tickets/columns.ts'
import { readTicketRows, type TicketRow } from '#lib/tickets/row.ts'
import { VALUE_FILTERS, type TicketSelection, type ValueFilter } from '#lib/tickets/selection.ts'
import type { Parameters } from '../named-query.ts'
import { ticketQueries } from '../queries/tickets.ts'
import type { Lease } from '../warehouse.ts'

/** Places of one row of `tickets_order`, and all that `tickets_first` gives. */
const BLOCK = 1000
/** Where there is nothing: a place that no ticket has. */
const NOWHERE = '-1'

/** What each filter can be set to, the most frequent first. */
export type FilterValues = Readonly<Record<ValueFilter, readonly string[]>>

export async function countTickets(lease: Lease, selection: TicketSelection): Promise<number> {
  const [row] = await lease.rows(ticketQueries.count, filterParameters(selection))
  return row?.tickets ?? 0
}

export async function readFilterValues(lease: Lease): Promise<FilterValues> {
  const rows = await lease.rows(ticketQueries.values)
  const valuesOf = (name: ValueFilter) => rows.filter(({ filter }) => filter === name).map(({ value }) => value)
  return {
    status: valuesOf('status'),
    fault_family: valuesOf('fault_family'),
    service_mode: valuesOf('service_mode'),
    priority: valuesOf('priority'),
    warranty: valuesOf('warranty'),
  }
}

/** The usual columns that are empty on every ticket: no source records what they are made of. */
export async function readEmptyColumns(lease: Lease): Promise<readonly ColumnId[]> {
  const [row] = await lease.rows(ticketQueries.filled)
  return (['first_response', 'resolution'] as const).filter((id) => row?.[id] !== true)
}

export interface Slice {
  readonly offset: number
  readonly limit: number
}

/**
 * Rows of a selection as an Arrow IPC stream, those beyond its end left out.
 * @throws AftercareError as `lease.arrow`
 */
export async function ticketsAsArrow(
  lease: Lease,
  selection: TicketSelection,
  columns: readonly ColumnId[],
  slice: Slice,
): Promise<Uint8Array> {
  const { withText, withCost, withPromise } = extrasOf(columns)
  return lease.arrow(ticketQueries.rows, {
    places: await placesOf(lease, selection, slice),
    with_text: withText,
    with_cost: withCost,
    with_promise: withPromise,
  })
}

export const readTickets = async (
  lease: Lease,
  selection: TicketSelection,
  columns: readonly ColumnId[],
  slice: Slice,
): Promise<readonly TicketRow[]> => readTicketRows(await ticketsAsArrow(lease, selection, columns, slice))

const firstSchema = z.array(z.object({ place: z.number() }))

/** @returns the places of the slice with commas between */
async function placesOf(lease: Lease, selection: TicketSelection, slice: Slice): Promise<string> {
  const parameters = { ...filterParameters(selection), sort: selection.sort, descending: selection.isDescending }
  const isBeginning = slice.offset + slice.limit <= BLOCK
  const places = await (isBeginning ? firstPlaces : orderedPlaces)(lease, parameters, slice)
  return places.length === 0 ? NOWHERE : places.join(',')
}

/** The beginning needs no whole order, which takes many times as long the first time. */
async function firstPlaces(lease: Lease, parameters: Parameters, { offset, limit }: Slice): Promise<readonly string[]> {
  const rows = firstSchema.parse(tableFromIPC(await lease.arrow(ticketQueries.first, parameters)).toArray())
  return rows.slice(offset, offset + limit).map(({ place }) => String(place))
}

async function orderedPlaces(lease: Lease, parameters: Parameters, { offset, limit }: Slice): Promise<readonly string[]> {
  const [from, until] = [Math.floor(offset / BLOCK), Math.ceil((offset + limit) / BLOCK)]
  // A million places are 7 MB of text: the cache weighs Arrow by its bytes. Blocks stand in their order, none is missing.
  const table = tableFromIPC(await lease.arrow(ticketQueries.order, parameters))
  const blocks: string[] = []
  const column = table.getChild('places')
  for (let block = from; block < Math.min(until, table.numRows); block += 1) blocks.push(z.string().parse(column.at(block)))
  const start = offset - from * BLOCK
  return blocks.length === 0
    ? []
    : blocks
        .join(',')
        .split(',')
        .slice(start, start + limit)
}

function filterParameters({ dimensions, values, receivedFrom, receivedUntil, promise, words }: TicketSelection): Parameters {
  // Chinese and digits have no case: searching them as they stand is several times quicker.
  const hasCase = words !== null && words.toLowerCase() !== words.toUpperCase()
  return {
    ...dimensions,
    ...Object.fromEntries(VALUE_FILTERS.map((name) => [name, values[name]])),
    received_from: receivedFrom,
    received_until: receivedUntil,
    promise,
    words: hasCase ? words.toLowerCase() : words,
    has_case: hasCase,
  }
}
