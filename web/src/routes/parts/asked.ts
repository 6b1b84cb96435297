/** What the page of parts is asked for beyond the filters: how parts are ordered, over what time, and which one is shown in detail. */
import { oneOf } from '#lib/filters/filters.ts'

export const ORDERS = ['rise', 'replacements', 'money'] as const
export type Order = (typeof ORDERS)[number]

export const WINDOWS = ['quarter', 'year'] as const
export type Window = (typeof WINDOWS)[number]

export interface AskedParts {
  readonly order: Order
  readonly window: Window
  /** null: the first of the list. */
  readonly part: string | null
}

export type AskedResult = { readonly ok: true; readonly asked: AskedParts } | { readonly ok: false; readonly wrong: string }

const LONGEST_PART = 200

/** @param get the URL's parameter of that name; empty ones mean the default. @returns what is asked for, or the parameter that is none */
export function parseParts(get: (name: string) => string | null): AskedResult {
  const wrong = (name: string): AskedResult => ({ ok: false, wrong: `${name}=${(get(name) ?? '').slice(0, 50)}` })
  const order = oneOf(ORDERS, get('order'), 'rise')
  if (order === null) return wrong('order')
  const window = oneOf(WINDOWS, get('window'), 'quarter')
  if (window === null) return wrong('window')
  const given = get('part')
  if (given !== null && given.length > LONGEST_PART) return wrong('part')
  return { ok: true, asked: { order, window, part: given === null || given === '' ? null : given } }
}
