/** Which tickets the explorer shows, in which order and columns: all of it lives in the URL. */
import { oneOf, type DimensionFilter } from '../filters/filters.ts'
import { COLUMNS, DEFAULT_COLUMNS, type ColumnId } from './columns.ts'

/** Filters of the explorer that take one of the values the tickets have; `unknown` stands for none. */
export const VALUE_FILTERS = ['status', 'fault_family', 'service_mode', 'priority', 'warranty'] as const
export type ValueFilter = (typeof VALUE_FILTERS)[number]

/** Of a ticket: broken where any of its promises is, else running where any still runs, else kept. */
export const PROMISE_STATES = ['kept', 'broken', 'running'] as const
export type PromiseState = (typeof PROMISE_STATES)[number]

export const SORTS = ['received', 'resolved', 'first_response', 'resolution', 'wait', 'visits', 'reopened', 'cost'] as const
export type Sort = (typeof SORTS)[number]

export interface TicketSelection {
  readonly dimensions: DimensionFilter
  readonly values: Readonly<Record<ValueFilter, string | null>>
  /** Site-local days, both included. */
  readonly receivedFrom: string | null
  readonly receivedUntil: string | null
  readonly promise: PromiseState | null
  /** Searched for in number, model, fault and the customer's words. */
  readonly words: string | null
  readonly sort: Sort
  readonly isDescending: boolean
}

export interface TicketView {
  readonly selection: TicketSelection
  readonly columns: readonly ColumnId[]
  /** The first row that is shown, from 0. */
  readonly offset: number
}

export type ViewResult = { readonly ok: true; readonly view: TicketView } | { readonly ok: false; readonly wrong: string }

/** The parameters that are the explorer's own. */
export const OWN_PARAMETERS = [
  ...VALUE_FILTERS,
  'received_from',
  'received_until',
  'promise',
  'q',
  'sort',
  'columns',
  'offset',
] as const

const LONGEST = 200
const DAY = /^\d{4}-\d{2}-\d{2}$/
const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`)
  // Some engines roll the 30th of February over to March.
  return DAY.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/**
 * @param get the URL's parameter of that name, or null. Empty ones, as the form sends them, mean no filter.
 * @returns the view, or the parameter that is wrong, as `name=value`
 */
export function parseView(get: (name: string) => string | null, dimensions: DimensionFilter): ViewResult {
  const given = (name: string): string | null => {
    const value = get(name)?.trim() ?? ''
    return value === '' ? null : value
  }
  const wrong = (name: string): ViewResult => ({ ok: false, wrong: `${name}=${(get(name) ?? '').slice(0, LONGEST)}` })
  const tooLong = [...VALUE_FILTERS, 'q'].find((name) => (given(name) ?? '').length > LONGEST)
  if (tooLong !== undefined) return wrong(tooLong)
  const badDay = ['received_from', 'received_until'].find((name) => !isDay(given(name) ?? '2000-01-01'))
  if (badDay !== undefined) return wrong(badDay)
  const promise = given('promise') === null ? null : oneOf(PROMISE_STATES, given('promise'), 'kept')
  if (promise === null && given('promise') !== null) return wrong('promise')
  const order = parseSort(given('sort'))
  if (order === null) return wrong('sort')
  const columns = parseColumns(given('columns'))
  if (columns === null) return wrong('columns')
  const offset = Number(given('offset') ?? '0')
  if (!Number.isInteger(offset) || offset < 0 || offset > 2 ** 31 - 1) return wrong('offset')
  return {
    ok: true,
    view: {
      selection: {
        dimensions,
        values: {
          status: given('status'),
          fault_family: given('fault_family'),
          service_mode: given('service_mode'),
          priority: given('priority'),
          warranty: given('warranty'),
        },
        receivedFrom: given('received_from'),
        receivedUntil: given('received_until'),
        promise,
        words: given('q'),
        ...order,
      },
      columns,
      offset,
    },
  }
}

/** `-received`: the newest first; `resolution`: the shortest first. */
export const writeSort = (sort: Sort, isDescending: boolean): string => `${isDescending ? '-' : ''}${sort}`

function parseSort(text: string | null): { sort: Sort; isDescending: boolean } | null {
  const isDescending = text?.startsWith('-') ?? true
  const sort = oneOf(SORTS, text?.replace(/^-/, '') ?? null, 'received')
  return sort === null ? null : { sort, isDescending }
}

function parseColumns(text: string | null): readonly ColumnId[] | null {
  if (text === null) return DEFAULT_COLUMNS
  const names = new Set(text.split(','))
  const known = COLUMNS.filter(({ id }) => names.has(id)).map(({ id }) => id)
  return known.length === names.size ? known : null
}
