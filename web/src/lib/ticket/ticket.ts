/** One ticket as its page shows it: in the reader's language, without persons. Stamps are ISO 8601, durations calendar minutes. */
import type { TicketStage } from '#contracts/ticket-stages.ts'

/** Known times of a round of work; a ticket that was never reopened has one. */
export interface Round {
  readonly cycle: number
  readonly stamps: readonly { readonly stage: TicketStage; readonly at: string }[]
}

export interface Wait {
  readonly cycle: number
  readonly waitsFor: 'customer' | 'parts' | 'supplier'
  readonly start: string
  /** Null while it lasts. */
  readonly end: string | null
  readonly minutes: number
}

export type Verdict = 'kept' | 'broken' | 'running' | 'not_started' | 'void' | 'unknown'

export interface TicketPromise {
  readonly id: string
  readonly name: string
  /** Null: the ticket's own; else the number of the complaint it was made for. */
  readonly complaint: string | null
  readonly cycle: number
  readonly preset: string
  readonly stage: string
  readonly clock: 'calendar' | 'working' | 'working_days' | 'given'
  readonly start: string | null
  readonly due: string | null
  readonly stop: string | null
  /** On the promise's own clock. */
  readonly elapsedMinutes: number | null
  readonly limitMinutes: number | null
  readonly limitWorkingDays: number | null
  readonly verdict: Verdict
  readonly reason: string | null
  readonly explained: string | null
  readonly accepted: string | null
  readonly isExplainedInTime: boolean | null
}

/** Names and words of the ticket itself, null where nothing is known. */
export interface TicketFacts {
  readonly key: string
  readonly id: string
  readonly source: string
  readonly status: string | null
  readonly faultText: string | null
  readonly isOpen: boolean
  readonly isJob: boolean
  readonly reopenCount: number
  readonly isFirstTimeFix: boolean | null
  readonly isFollowedByRepeat: boolean | null
  readonly repeatOf: string | null
  readonly firstResponseMinutes: number | null
  readonly resolutionMinutes: number | null
  readonly waitMinutes: Readonly<Record<Wait['waitsFor'], number>>
  /** What came before what, when their order cannot be: `resolved before received`. */
  readonly impossibleOrder: string | null
  readonly fields: Readonly<Record<FactField, string | null>>
  readonly promisedAt: string | null
  readonly appointment: { readonly from: string; readonly to: string | null } | null
  readonly received: string
}

/** In the order of the page. */
export const FACT_FIELDS = [
  'product_family',
  'product_model',
  'serial_no',
  'purchased_at',
  'fault_family',
  'site',
  'region',
  'team',
  'zone',
  'distance_km',
  'service_mode',
  'work_kind',
  'priority',
  'warranty',
  'contract_id',
  'sla_preset',
  'channel',
  'outcome',
  'visits',
] as const
export type FactField = (typeof FACT_FIELDS)[number]

export interface TicketCourse {
  readonly rounds: readonly Round[]
  readonly waits: readonly Wait[]
  readonly promises: readonly TicketPromise[]
}
