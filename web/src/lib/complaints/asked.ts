/** What the complaints page is asked for beyond the filters and the periods. */
import { oneOf } from '#lib/filters/filters.ts'

/** Groups and details of the taxonomy, and the sources' own words that it does not know. */
export const LEVELS = ['group', 'detail', 'label'] as const
export type Level = (typeof LEVELS)[number]

/** What causes are sized by: how many complaints, what they cost, how long their customers were without a solution. */
export const MEASURES = ['count', 'cost', 'lost'] as const
export type Measure = (typeof MEASURES)[number]

/** Whether a complaint counts once, under its principal cause, or under each of its causes. */
export const COUNTINGS = ['principal', 'every'] as const
export type Counting = (typeof COUNTINGS)[number]

export const TREND_FIGURES = ['count', 'rate'] as const
export type TrendFigure = (typeof TREND_FIGURES)[number]

export const RESPONSIBILITIES = [
  'service',
  'product',
  'part',
  'logistics',
  'customer',
  'information',
  'policy',
  'unsettled',
] as const
export type Responsibility = (typeof RESPONSIBILITIES)[number]

export const METHODS = ['given', 'rule', 'model', 'person', 'none'] as const
export type Method = (typeof METHODS)[number]

export interface AskedComplaints {
  readonly level: Level
  readonly measure: Measure
  /** Of money and time always the principal cause: their sums must add up. */
  readonly counting: Counting
  readonly trend: TrendFigure
}

export type AskedResult = { readonly ok: true; readonly asked: AskedComplaints } | { readonly ok: false; readonly wrong: string }

/** @param get the URL's parameter of that name; empty ones mean the default. @returns what is asked for, or the parameter that is none */
export function parseComplaints(get: (name: string) => string | null): AskedResult {
  const wrong = (name: string): AskedResult => ({ ok: false, wrong: `${name}=${(get(name) ?? '').slice(0, 50)}` })
  const level = oneOf(LEVELS, get('level'), 'group')
  if (level === null) return wrong('level')
  const measure = oneOf(MEASURES, get('measure'), 'count')
  if (measure === null) return wrong('measure')
  const counting = oneOf(COUNTINGS, get('counting'), 'principal')
  if (counting === null) return wrong('counting')
  const trend = oneOf(TREND_FIGURES, get('trend'), 'count')
  if (trend === null) return wrong('trend')
  return { ok: true, asked: { level, measure, counting: measure === 'count' ? counting : 'principal', trend } }
}
