/** The promises that may break or have just broken, as a page shows them: which are asked for, and how far each is. */
import { oneOf } from '../filters/filters.ts'
import type { Language } from '../language/language.ts'
import { formatDuration } from '../tickets/duration.ts'
import { STAGES, type Stage } from './promises.ts'

/** `at_risk`: more than three quarters of the time used · `due_today`: on the site's day of as_of · `overdue`: due, and not stopped. */
export const RISKS = ['at_risk', 'due_today', 'overdue'] as const
export type Risk = (typeof RISKS)[number]

/** Promises of a page. */
export const RISK_PAGE = 100
/** Promises of a CSV file: one answer holds no more rows than a query may give. */
export const RISK_CSV_CAP = 50_000

export interface RiskSelection {
  /** Null: any of them. */
  readonly risk: Risk | null
  readonly stage: Stage | null
  readonly offset: number
}

export type RiskResult = { readonly ok: true; readonly selection: RiskSelection } | { readonly ok: false; readonly wrong: string }

/** @param get the URL's parameter of that name, or null; empty ones mean the default */
export function parseRisk(get: (name: string) => string | null): RiskResult {
  const given = (name: string) => (get(name) ?? '').slice(0, 50)
  const risk = oneOf([...RISKS, 'all'], get('risk'), 'all')
  if (risk === null) return { ok: false, wrong: `risk=${given('risk')}` }
  const stage = oneOf([...STAGES, 'all'], get('stage'), 'all')
  if (stage === null) return { ok: false, wrong: `stage=${given('stage')}` }
  const offset = Number(given('offset'))
  if (!Number.isInteger(offset) || offset < 0 || offset > 2 ** 31 - 1) return { ok: false, wrong: `offset=${given('offset')}` }
  return { ok: true, selection: { risk: risk === 'all' ? null : risk, stage: stage === 'all' ? null : stage, offset } }
}

export type RiskCount = Readonly<Record<Risk | 'n', number>>
export type StageCount = RiskCount & { readonly stage: Stage }

/** A promise at risk and due today is one of each, and one of all. */
export const countOf = (counts: readonly StageCount[], { risk, stage }: Pick<RiskSelection, 'risk' | 'stage'>): number =>
  counts.filter((each) => stage === null || each.stage === stage).reduce((sum, each) => sum + each[risk ?? 'n'], 0)

/** What a ticket may wait for. */
export const WAITS = ['customer', 'parts', 'supplier'] as const
export type Wait = (typeof WAITS)[number]

export interface RiskPromise {
  readonly ticketKey: string
  /** Unique among the shown: ticket, promise and cycle. */
  readonly id: string
  readonly name: string
  readonly stage: Stage
  /** 1, and one more for each reopening. */
  readonly round: number
  /** ISO 8601, UTC. */
  readonly due: string
  /** Calendar minutes from as_of until due; negative: since it was due. */
  readonly minutesLeft: number
  /** Of the promise's own clock; above 1 once it is overdue. Null for an overdue time that was agreed. */
  readonly used: number | null
  /** The clock stands still: the wait is one that pauses it. */
  readonly isPaused: boolean
  /** What the ticket waits for at as_of, whether that pauses the clock or not. */
  readonly waitsFor: Wait | null
  readonly isAtRisk: boolean
  readonly isDueToday: boolean
  readonly isOverdue: boolean
  readonly site: string | null
  readonly region: string | null
  readonly team: string | null
  readonly hasTechnician: boolean
  readonly productFamily: string | null
  readonly productModel: string | null
}

/** How long until due or since then; a size without a sign, since words say which. */
export const timeLeft = (minutesLeft: number, language: Language): string => formatDuration(Math.abs(minutesLeft), language)

/** The width of the bar, in percent: full when all the time is used, however much more it was. */
export const barWidth = (used: number | null, isOverdue: boolean): number =>
  isOverdue ? 100 : Math.round(Math.min(1, Math.max(0, used ?? 0)) * 100)

const DAY = 86_400_000
/** Whole days that the data is older than the clock; 0 while they are less than one. @param asOf ISO 8601 @param now milliseconds */
export const daysOld = (asOf: string, now: number): number => Math.max(0, Math.floor((now - Date.parse(asOf)) / DAY))
