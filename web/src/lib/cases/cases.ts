/** The cases behind one figure: which, in which order, and which of them count against it. */
import type { Filters } from '../filters/filters.ts'
import type { KpiDefinition } from '../review/series.ts'

/** Dimensions beyond the filters of every page, for instance of the bar that was clicked. */
export const NARROWER = ['fault_family', 'service_mode', 'priority', 'warranty', 'cause_group', 'cause', 'product_model'] as const
export type Narrower = (typeof NARROWER)[number]

/** Of a case: `neither` where a case can go neither way (a count, a duration), `open` while it can still go either way. */
export const OUTCOMES = ['all', 'against', 'for', 'neither', 'open'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Cases of a page. */
export const CASES_PAGE = 100
/** Cases of a CSV file: one answer holds no more rows than a query may give. */
export const CASES_CSV_CAP = 50_000

/** Which decided cases went wrong; `cases_list.sql` says what each word means. */
export type Rule = 'missing' | 'present' | 'counted' | 'sign' | 'none'

export function ruleOf({ statistic, direction, unit }: Pick<KpiDefinition, 'statistic' | 'direction' | 'unit'>): Rule {
  if (statistic !== 'ratio' || direction === 'none') return 'none'
  if (unit === 'per_100') return 'sign'
  if (unit === 'per_1000') return 'counted'
  return direction === 'more' ? 'missing' : 'present'
}

export interface CaseSelection {
  readonly filters: Filters
  readonly narrower: Readonly<Record<Narrower, string | null>>
  readonly outcome: Outcome
  readonly offset: number
}

/** A case as a page shows it. */
export interface Case {
  readonly id: string
  readonly subject: string
  readonly ticketKey: string | null
  /** Site-local day. */
  readonly bookedOn: string
  readonly dimensions: Readonly<Partial<Record<CaseDimension, string>>>
  readonly numerator: number
  readonly denominator: number | null
  readonly value: number | null
  readonly outcome: Exclude<Outcome, 'all'>
}

/** In the order of the table. */
export const CASE_DIMENSIONS = [
  'source',
  'site',
  'region',
  'team',
  'product_family',
  'product_model',
  'fault_family',
  'service_mode',
  'work_kind',
  'priority',
  'warranty',
  'cause',
] as const
export type CaseDimension = (typeof CASE_DIMENSIONS)[number]

/** The columns worth a place: those in which any of the cases says something and that are not the same for all by a filter. */
export const columnsWorth = (cases: readonly Case[], filtered: ReadonlySet<string>): readonly CaseDimension[] =>
  CASE_DIMENSIONS.filter((name) => {
    const values = new Set(cases.map(({ dimensions }) => dimensions[name]).filter((value) => value !== undefined))
    // One source says nothing; one region of all the cases does.
    return !filtered.has(name) && values.size > (name === 'source' ? 1 : 0)
  })

/** Without its source: what people call the ticket. */
export const ticketNumber = (ticketKey: string): string => ticketKey.slice(ticketKey.indexOf(':') + 1)

/** What of a case's id its ticket does not say. */
export interface CaseDetail {
  /** Of the complaint, survey, part … that the case is; '' for the ticket itself. */
  readonly number: string
  /** Of a promise: the round of work it belongs to; null for every other case. */
  readonly cycle: number | null
}

/** @param id `<source>:<number>[:<promise>:<cycle>]`, with `ticket:` or `complaint:` before it, `:in` or `:out` after it, or neither */
export function caseDetail({ id, ticketKey, subject }: Pick<Case, 'id' | 'ticketKey' | 'subject'>): CaseDetail {
  const bare = (id.startsWith(`${subject}:`) ? id.slice(subject.length + 1) : id).replace(/:(?:in|out)$/, '')
  const promise = /^(.+:.+):[a-z_]+:(\d+)$/.exec(bare)
  const key = promise?.[1] ?? bare
  return { number: key === ticketKey ? '' : ticketNumber(key), cycle: promise === null ? null : Number(promise[2]) }
}
