/** What the page of promises shows. */
import type { GroupShare } from '../groups/groups.ts'
import type { PackedSeries } from '../review/packed.ts'
import type { Stretch } from '../period/stretch.ts'

/** What may be promised about a ticket, in the order of the work. */
export const STAGES = [
  'response',
  'dispatch',
  'visit',
  'diagnosis',
  'repair',
  'supplier_contact',
  'handback',
  'resolution',
  'agreed',
] as const
export type Stage = (typeof STAGES)[number]

/** Kept rates that the registry knows; a promise of any other stage is counted, but no KPI. */
export const RATES = [
  'timeliness_rate',
  'response_kept_rate',
  'dispatch_kept_rate',
  'visit_kept_rate',
  'diagnosis_kept_rate',
  'handback_kept_rate',
  'resolution_kept_rate',
  'agreed_kept_rate',
  'overrun_explained_rate',
] as const

/** The KPI of a stage's kept promises, or null where there is none. */
export const rateOf = (stage: Stage): string | null => RATES.find((id) => id === `${stage}_kept_rate`) ?? null

/** Each counts time differently; figures of two clocks are never put together. */
export const CLOCKS = ['calendar', 'working', 'working_days', 'given'] as const
export type Clock = (typeof CLOCKS)[number]

export interface PromiseHead {
  /** Those with a figure. */
  readonly series: PackedSeries
  /** With any promise in the shown span, in the order of the work. */
  readonly stages: readonly { readonly stage: Stage; readonly n: number }[]
  readonly stage: Stage
  /** Null where the stage's kept rate is no KPI. */
  readonly kpi: string | null
  readonly stretch: Stretch
  /** All that is shown, for what one period has too few cases of. */
  readonly span: Stretch
  /** First days of the periods that can be chosen, ascending. */
  readonly starts: readonly string[]
}

export type Outcome =
  | 'kept'
  | 'late'
  | 'overdue'
  | 'running'
  | 'not_started'
  | 'cancelled'
  | 'impossible_order'
  | 'resolved_another_way'
  | 'replaced'
  | 'condition_empty'
  | 'start_not_recorded'
  | 'stop_not_recorded'
  | 'no_working_calendar'

export interface Outcomes {
  readonly n: number
  readonly counts: readonly { readonly outcome: Outcome; readonly n: number }[]
  readonly kept: number
  readonly broken: number
  /** Broken ones that were explained in time. */
  readonly explained: number
  /** Running ones whose clock stands still. */
  readonly paused: number
  /** By what exactly was promised. */
  readonly terms: readonly Share[]
  /** Clocks that the stage's promises run on, the most used first. */
  readonly clocks: readonly { readonly clock: Clock; readonly n: number }[]
}

/** So many of n decided ones, of one group. */
export interface Share {
  readonly label: string
  readonly kept: number
  readonly n: number
}

/** Of promises only: other figures know no preset. */
export const OWN_DIMENSIONS = ['priority', 'preset'] as const
export type OwnDimension = (typeof OWN_DIMENSIONS)[number]
export type OwnShares = Readonly<Record<OwnDimension, readonly GroupShare[]>>

/** `net`: minutes of the clock while it ran, what is held against the limit · `share`: of each promise's own limit · `against_due`: calendar minutes from when it was due. */
export type Measure = 'net' | 'share' | 'against_due'

interface Stopped {
  readonly clock: Clock
  /** Promises kept or broken that have stopped: the others have no time yet. */
  readonly n: number
  /** Broken ones that have not stopped yet. */
  readonly overdue: number
}

export interface TimeSpread extends Stopped {
  readonly kind: 'time'
  readonly measure: Measure
  /** In minutes; shares as fractions. */
  readonly median: number
  readonly p90: number
  readonly p95: number
  readonly limit: number
  readonly bins: readonly { readonly from: number; readonly until: number | null; readonly count: number }[]
  /** Whether the first stretch holds what lies before it too. */
  readonly isFirstOpen: boolean
}

export interface DaySpread extends Stopped {
  readonly kind: 'days'
  /** Null: limits differ, and `days` are counted from each promise's own last day. */
  readonly limit: number | null
  readonly median: number
  readonly p90: number
  readonly p95: number
  /** The last holds all that took longer. */
  readonly days: readonly { readonly day: number; readonly isOpen: boolean; readonly isKept: boolean; readonly n: number }[]
}

export type Spread = TimeSpread | DaySpread

export interface Hour {
  readonly weekday: number
  readonly hour: number
  readonly n: number
  readonly decided: number
  readonly broken: number
}
