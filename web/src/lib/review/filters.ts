/** The filters of the review page. They live in the URL, so that a copied link shows the same figures. */
import { GRAINS, SLICES, type Grain, type Slice } from '#contracts/slice.ts'

export const SPANS = ['year', 'all'] as const
export type Span = (typeof SPANS)[number]

export interface Filters {
  readonly grain: Grain
  readonly slice: Slice
  /** `all` when the slice is `all`. */
  readonly sliceValue: string
  readonly span: Span
}

export type FilterResult = { readonly ok: true; readonly filters: Filters } | { readonly ok: false; readonly wrong: string }

const LONGEST_VALUE = 200
const slices = ['all', ...SLICES] as const

/**
 * @param get the URL's parameter of that name, or null. Empty ones, as the form sends them, mean the default; a slice
 * without a value means all.
 * @returns the filters, or the parameter that is none
 */
export function parseFilters(get: (name: string) => string | null): FilterResult {
  const grain = oneOf(GRAINS, get('grain'), 'week')
  const slice = oneOf(slices, get('slice'), 'all')
  const span = oneOf(SPANS, get('span'), 'year')
  const value = get('value') ?? ''
  const wrong = (name: string): FilterResult => ({ ok: false, wrong: `${name}=${(get(name) ?? '').slice(0, LONGEST_VALUE)}` })
  if (grain === null) return wrong('grain')
  if (slice === null) return wrong('slice')
  if (span === null) return wrong('span')
  if (value.length > LONGEST_VALUE) return wrong('value')
  const isWhole = slice === 'all' || value === ''
  return { ok: true, filters: { grain, span, slice: isWhole ? 'all' : slice, sliceValue: isWhole ? 'all' : value } }
}

function oneOf<Word extends string>(words: readonly Word[], given: string | null, absent: Word): Word | null {
  if (given === null || given === '') return absent
  return words.find((word) => word === given) ?? null
}

/** How many periods the page shows: a year and one more, so that the same period of last year is there to compare. */
export const periodsShown = ({ grain, span }: Filters): number => (span === 'all' ? 10_000 : grain === 'week' ? 53 : 25)

/** The review page with some parameters of the URL changed; null removes one. */
export function reviewWith(
  search: string,
  changes: Readonly<Record<string, string | null>>,
  hash: '' | '#detail' = '',
): `/?${string}` {
  const parameters = new URLSearchParams(search)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) parameters.delete(name)
    else parameters.set(name, value)
  }
  return `/?${parameters.toString()}${hash}`
}
