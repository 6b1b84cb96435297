/** What the page of costs is asked for beyond the filters: what repairs are broken down by, what a change is explained by, how parts are ordered. */
import { oneOf } from '#lib/filters/filters.ts'

export const SLICES = ['product_family', 'region', 'work_kind', 'fault_family'] as const
export type CostSlice = (typeof SLICES)[number]

export const PART_ORDERS = ['money', 'pieces'] as const
export type PartOrder = (typeof PART_ORDERS)[number]

/** What a change of cost can be split by. */
export const SPLIT_DIMENSIONS = [
  'product_family',
  'region',
  'fault_family',
  'work_kind',
  'service_mode',
  'site',
  'team',
  'warranty',
  'priority',
  'source',
] as const
export type SplitDimension = (typeof SPLIT_DIMENSIONS)[number]
const SECOND_DIMENSIONS = [...SPLIT_DIMENSIONS, 'none'] as const

export const HOUR_GRAINS = ['period', 'day'] as const
export type HourGrain = (typeof HOUR_GRAINS)[number]

export interface AskedCosts {
  /** Hours by the page's periods, or by the days of the chosen time. */
  readonly hours: HourGrain
  readonly by: CostSlice
  readonly parts: PartOrder
  readonly first: SplitDimension
  /** null: by one dimension only. */
  readonly second: SplitDimension | null
}

export type AskedResult = { readonly ok: true; readonly asked: AskedCosts } | { readonly ok: false; readonly wrong: string }

/** @param get the URL's parameter of that name; empty ones mean the default. @returns what is asked for, or the parameter that is none */
export function parseCosts(get: (name: string) => string | null): AskedResult {
  const wrong = (name: string): AskedResult => ({ ok: false, wrong: `${name}=${(get(name) ?? '').slice(0, 50)}` })
  const by = oneOf(SLICES, get('by'), 'product_family')
  if (by === null) return wrong('by')
  const parts = oneOf(PART_ORDERS, get('parts'), 'money')
  if (parts === null) return wrong('parts')
  const hours = oneOf(HOUR_GRAINS, get('hours'), 'period')
  if (hours === null) return wrong('hours')
  const first = oneOf(SPLIT_DIMENSIONS, get('first'), 'product_family')
  if (first === null) return wrong('first')
  const second = oneOf(SECOND_DIMENSIONS, get('second'), first === 'region' ? 'product_family' : 'region')
  if (second === null) return wrong('second')
  // Twice the same is once.
  return { ok: true, asked: { by, parts, hours, first, second: second === 'none' || second === first ? null : second } }
}
