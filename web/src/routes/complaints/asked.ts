/** What the complaints page is asked for beyond the filters: the level of causes, and how the list is narrowed. */
import { oneOf } from '#lib/filters/filters.ts'

/** Groups and details of the taxonomy, and the sources' own words that it does not know. */
export const LEVELS = ['group', 'detail', 'label'] as const
export type Level = (typeof LEVELS)[number]

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
  /** null: the list is not narrowed by it. */
  readonly responsibility: Responsibility | null
  readonly method: Method | null
}

export type AskedResult = { readonly ok: true; readonly asked: AskedComplaints } | { readonly ok: false; readonly wrong: string }

/** @param get the URL's parameter of that name; empty ones mean the default. @returns what is asked for, or the parameter that is none */
export function parseComplaints(get: (name: string) => string | null): AskedResult {
  const wrong = (name: string): AskedResult => ({ ok: false, wrong: `${name}=${(get(name) ?? '').slice(0, 50)}` })
  const level = oneOf(LEVELS, get('level'), 'group')
  if (level === null) return wrong('level')
  const responsibility = oneOf([...RESPONSIBILITIES, 'any'] as const, get('responsibility'), 'any')
  if (responsibility === null) return wrong('responsibility')
  const method = oneOf([...METHODS, 'any'] as const, get('method'), 'any')
  if (method === null) return wrong('method')
  return {
    ok: true,
    asked: {
      level,
      responsibility: responsibility === 'any' ? null : responsibility,
      method: method === 'any' ? null : method,
    },
  }
}
