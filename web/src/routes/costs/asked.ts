/** What the page of costs is asked for beyond the filters: what repairs are broken down by, and how parts are ordered. */
import { oneOf } from '#lib/filters/filters.ts'

export const SLICES = ['product_family', 'region', 'work_kind', 'fault_family'] as const
export type CostSlice = (typeof SLICES)[number]

export const PART_ORDERS = ['money', 'pieces'] as const
export type PartOrder = (typeof PART_ORDERS)[number]

export interface AskedCosts {
  readonly by: CostSlice
  readonly parts: PartOrder
}

export type AskedResult = { readonly ok: true; readonly asked: AskedCosts } | { readonly ok: false; readonly wrong: string }

/** @param get the URL's parameter of that name; empty ones mean the default. @returns what is asked for, or the parameter that is none */
export function parseCosts(get: (name: string) => string | null): AskedResult {
  const wrong = (name: string): AskedResult => ({ ok: false, wrong: `${name}=${(get(name) ?? '').slice(0, 50)}` })
  const by = oneOf(SLICES, get('by'), 'product_family')
  if (by === null) return wrong('by')
  const parts = oneOf(PART_ORDERS, get('parts'), 'money')
  return parts === null ? wrong('parts') : { ok: true, asked: { by, parts } }
}
