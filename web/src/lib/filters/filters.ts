/** The filters of the pages. They live in the URL, so that a copied link shows the same figures. */
import { GRAINS, type Grain } from '#contracts/slice.ts'

export const SPANS = ['year', 'all'] as const
export type Span = (typeof SPANS)[number]

/** What a period is compared with: the one directly before it, or the same one of the year before. */
export const COMPARISONS = ['previous', 'year'] as const
export type Comparison = (typeof COMPARISONS)[number]

/** What a page can let its reader choose beside the dimensions. */
export const CHOICES = ['grain', 'span', 'compare'] as const
export type Choice = (typeof CHOICES)[number]

/** The dimensions of every page's filters; `kpi_cell` has the figures of all their combinations. */
export const DIMENSIONS = ['source', 'site', 'region', 'team', 'product_family', 'work_kind'] as const
export type Dimension = (typeof DIMENSIONS)[number]
/** null: not filtered by that dimension. */
export type DimensionFilter = Readonly<Record<Dimension, string | null>>

export interface Filters {
  readonly grain: Grain
  readonly span: Span
  readonly compare: Comparison
  readonly dimensions: DimensionFilter
}

export type FilterResult = { readonly ok: true; readonly filters: Filters } | { readonly ok: false; readonly wrong: string }

const LONGEST_VALUE = 200

/**
 * @param get the URL's parameter of that name, or null. Empty ones, as the form sends them, mean the default.
 * @returns the filters, or the parameter that is none
 */
export function parseFilters(get: (name: string) => string | null): FilterResult {
  const grain = oneOf(GRAINS, get('grain'), 'week')
  const span = oneOf(SPANS, get('span'), 'year')
  const compare = oneOf(COMPARISONS, get('compare'), 'previous')
  const wrong = (name: string): FilterResult => ({ ok: false, wrong: `${name}=${(get(name) ?? '').slice(0, LONGEST_VALUE)}` })
  if (grain === null) return wrong('grain')
  if (span === null) return wrong('span')
  if (compare === null) return wrong('compare')
  const tooLong = DIMENSIONS.find((name) => (get(name) ?? '').length > LONGEST_VALUE)
  if (tooLong !== undefined) return wrong(tooLong)
  const value = (name: Dimension) => {
    const given = get(name)
    return given === null || given === '' ? null : given
  }
  return {
    ok: true,
    filters: {
      grain,
      span,
      compare,
      dimensions: {
        source: value('source'),
        site: value('site'),
        region: value('region'),
        team: value('team'),
        product_family: value('product_family'),
        work_kind: value('work_kind'),
      },
    },
  }
}

/** @returns the one of `words` that is given, `absent` when nothing is, null when it is none of them */
export function oneOf<Word extends string>(words: readonly Word[], given: string | null, absent: Word): Word | null {
  if (given === null || given === '') return absent
  return words.find((word) => word === given) ?? null
}

/** How many periods a page shows: a year and one more, so that the same period of last year is there to compare. */
export const periodsShown = ({ grain, span }: Pick<Filters, 'grain' | 'span'>): number =>
  span === 'all' ? 10_000 : grain === 'week' ? 53 : 25

/** A year in periods. */
export const PERIODS_OF_YEAR: Readonly<Record<Grain, number>> = { week: 52, month: 12 }

/** How many a page reads: with a year more when each is compared with the year before. */
export const periodsRead = (filters: Pick<Filters, 'grain' | 'span' | 'compare'>): number =>
  periodsShown(filters) + (filters.compare === 'year' ? PERIODS_OF_YEAR[filters.grain] : 0)

/** The dimensions that are filtered by, in the order of DIMENSIONS. */
export const activeDimensions = ({ dimensions }: Pick<Filters, 'dimensions'>): readonly (readonly [Dimension, string])[] =>
  DIMENSIONS.flatMap((name) => {
    const value = dimensions[name]
    return value === null ? [] : [[name, value] as const]
  })
