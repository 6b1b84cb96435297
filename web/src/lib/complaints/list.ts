/** Which complaints the list shows, and links to it. All of it lives in the URL, beside the filters. */
import { oneOf } from '../filters/filters.ts'
import { pageLink, type Changes, type Link } from '../filters/links.ts'
import type { Stretch } from '../period/stretch.ts'

export const LIST_ORDERS = ['newest', 'oldest', 'cost', 'lost', 'open'] as const
export type ListOrder = (typeof LIST_ORDERS)[number]

export const STATES = ['any', 'open', 'done'] as const
export type ListState = (typeof STATES)[number]

/** Complaints of customers, or about units, that had complained before; `any`: not asked for. */
export const AGAIN = ['any', 'customer', 'unit'] as const
export type Again = (typeof AGAIN)[number]

/** Days after the one before within which a complaint is one again. */
export const WITHIN = [30, 90] as const
export type Within = (typeof WITHIN)[number]

/** What the list is narrowed by, word for word as the warehouse has it; `unknown` is nothing. */
export const EXACT = ['cause_group', 'cause', 'label', 'method', 'responsibility', 'severity'] as const
export type Exact = (typeof EXACT)[number]

export interface AskedList {
  /** [since, until), local dates of the site; null: from the first, to the last. */
  readonly since: string | null
  readonly until: string | null
  readonly exact: Readonly<Record<Exact, string | null>>
  /** Whether causes beside the principal one count too. */
  readonly isEvery: boolean
  readonly state: ListState
  readonly again: Again
  readonly within: Within
  /** Key of a complaint: all those of its customer, or of its unit, as `again` says; null: not asked for. */
  readonly sameAs: string | null
  /** A term that the warehouse cut complaints into. */
  readonly word: string | null
  /** Any words. */
  readonly find: string | null
  readonly order: ListOrder
  readonly page: number
}

export type AskedListResult = { readonly ok: true; readonly asked: AskedList } | { readonly ok: false; readonly wrong: string }

const LONGEST = 200
const MOST_PAGES = 100_000

const isDay = (day: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day)

/** @param get the URL's parameter of that name; empty ones mean the default. @returns what is asked for, or the parameter that is none */
export function parseList(get: (name: string) => string | null): AskedListResult {
  const text = (name: string) => {
    const given = (get(name) ?? '').trim()
    return given === '' ? null : given
  }
  const tooLong = [...EXACT, 'word', 'find', 'same_as'].find((name) => (text(name) ?? '').length > LONGEST)
  const noDay = ['since', 'until'].find((name) => !isDay(text(name) ?? '2000-01-01'))
  const order = oneOf(LIST_ORDERS, get('order'), 'newest')
  const state = oneOf(STATES, get('state'), 'any')
  const again = oneOf(AGAIN, get('again'), 'any')
  const counting = oneOf(['principal', 'every'] as const, get('counting'), 'principal')
  const within = WITHIN.find((days) => String(days) === (text('within') ?? String(WITHIN[0])))
  const page = /^\d{1,6}$/.test(text('page') ?? '1') ? Number(text('page') ?? 1) : 0
  const wrong = (name: string): AskedListResult => ({ ok: false, wrong: `${name}=${(get(name) ?? '').slice(0, 50)}` })
  if (tooLong !== undefined) return wrong(tooLong)
  if (noDay !== undefined) return wrong(noDay)
  if (order === null) return wrong('order')
  if (state === null) return wrong('state')
  if (again === null) return wrong('again')
  if (again === 'any' && text('same_as') !== null) return wrong('same_as')
  if (counting === null) return wrong('counting')
  if (within === undefined) return wrong('within')
  if (page < 1 || page > MOST_PAGES) return wrong('page')
  const exact = { cause_group: null, cause: null, label: null, method: null, responsibility: null, severity: null }
  return {
    ok: true,
    asked: {
      since: text('since'),
      until: text('until'),
      exact: { ...exact, ...Object.fromEntries(EXACT.map((name) => [name, text(name)])) },
      isEvery: counting === 'every',
      state,
      again,
      within,
      sameAs: text('same_as'),
      word: text('word'),
      find: text('find'),
      order,
      page,
    },
  }
}

/** The complaints received in a stretch of time, narrowed by what was clicked. */
export const listLink = (
  search: string,
  { since, until }: Pick<Stretch, 'since' | 'until'>,
  narrower: Changes = {},
  hash = '',
): Link => pageLink('/complaints/list', search, { since, until, ...narrower }, hash)

/** Kept by the form and by the links of the list itself. */
export const LIST_PARAMETERS = [
  'since',
  'until',
  ...EXACT,
  'counting',
  'state',
  'again',
  'within',
  'same_as',
  'word',
  'find',
  'order',
] as const
