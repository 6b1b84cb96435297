/** The columns of the explorer. The ticket's number always stands first and is none of them. */
import type { TicketRow } from './row.ts'
import type { Sort } from './selection.ts'

/** `value` is a word of a vocabulary or the source's own; the others say how the figure is written. */
export type ColumnKind = 'value' | 'text' | 'stamp' | 'duration' | 'count' | 'money' | 'promise'

export interface Column {
  readonly id: string
  readonly kind: ColumnKind
  readonly of: (row: TicketRow) => string | number | null
  readonly sort: Sort | null
  /** In rem; the grid shares out what is left over by it. */
  readonly width: number
}

export const COLUMNS = [
  { id: 'status', kind: 'value', of: (row) => row.status, sort: null, width: 6.5 },
  { id: 'received', kind: 'stamp', of: (row) => row.receivedAt, sort: 'received', width: 9.5 },
  { id: 'product_family', kind: 'value', of: (row) => row.productFamily, sort: null, width: 9 },
  { id: 'product_model', kind: 'value', of: (row) => row.productModel, sort: null, width: 8 },
  { id: 'fault_family', kind: 'value', of: (row) => row.faultFamily, sort: null, width: 10 },
  { id: 'fault_text', kind: 'text', of: (row) => row.faultText, sort: null, width: 18 },
  { id: 'site', kind: 'value', of: (row) => row.site, sort: null, width: 7 },
  { id: 'region', kind: 'value', of: (row) => row.region, sort: null, width: 5.5 },
  { id: 'team', kind: 'value', of: (row) => row.team, sort: null, width: 7 },
  { id: 'service_mode', kind: 'value', of: (row) => row.serviceMode, sort: null, width: 6 },
  { id: 'work_kind', kind: 'value', of: (row) => row.workKind, sort: null, width: 5 },
  { id: 'priority', kind: 'value', of: (row) => row.priority, sort: null, width: 5 },
  { id: 'warranty', kind: 'value', of: (row) => row.warranty, sort: null, width: 5.5 },
  { id: 'promise', kind: 'promise', of: (row) => row.promise, sort: null, width: 6 },
  { id: 'first_response', kind: 'duration', of: (row) => row.firstResponseMinutes, sort: 'first_response', width: 7.5 },
  { id: 'resolved', kind: 'stamp', of: (row) => row.resolvedAt, sort: 'resolved', width: 9.5 },
  { id: 'resolution', kind: 'duration', of: (row) => row.resolutionMinutes, sort: 'resolution', width: 7.5 },
  { id: 'wait', kind: 'duration', of: (row) => row.waitMinutes, sort: 'wait', width: 7 },
  { id: 'visits', kind: 'count', of: (row) => row.visits, sort: 'visits', width: 5 },
  { id: 'reopened', kind: 'count', of: (row) => row.reopenCount, sort: 'reopened', width: 5.5 },
  { id: 'cost', kind: 'money', of: (row) => row.grossCost, sort: 'cost', width: 7 },
  { id: 'source', kind: 'value', of: (row) => row.source, sort: null, width: 8 },
] as const satisfies readonly Column[]

export type ColumnId = (typeof COLUMNS)[number]['id']

export const DEFAULT_COLUMNS: readonly ColumnId[] = [
  'status',
  'received',
  'product_family',
  'fault_family',
  'site',
  'service_mode',
  'priority',
  'first_response',
  'resolution',
]

/**
 * The usual columns that say something here: a source that knows no sites leaves that one out.
 * @param values what the tickets have in a column, as far as that is known
 */
export const usualColumns = (values: (id: ColumnId) => readonly string[] | null): readonly ColumnId[] =>
  DEFAULT_COLUMNS.filter((id) => values(id)?.some((value) => value !== 'unknown') ?? true)

export const columnsOf = (ids: readonly ColumnId[]): readonly (Column & { readonly id: ColumnId })[] =>
  COLUMNS.filter(({ id }) => ids.includes(id))

/** Columns whose values are read only where they are shown: each costs as much as all the others together. */
export interface Extras {
  readonly withText: boolean
  readonly withCost: boolean
  readonly withPromise: boolean
}
export const extrasOf = (ids: readonly ColumnId[]): Extras => ({
  withText: ids.includes('fault_text'),
  withCost: ids.includes('cost'),
  withPromise: ids.includes('promise'),
})
