/** How complaints were answered and resolved, and which wait, as the page shows it. */
export const HANDLING_KPIS = [
  'complaint_response_kept_rate',
  'complaint_resolution_kept_rate',
  'complaint_feedback_rate',
] as const
export type HandlingKpi = (typeof HANDLING_KPIS)[number]

export interface HandlingRate {
  readonly kpi: HandlingKpi
  readonly kept: number
  /** Decided cases. */
  readonly n: number
  readonly undecided: number
}

export interface Spread {
  readonly n: number
  readonly median: number | null
  readonly p90: number | null
}

export interface Handling {
  readonly rates: readonly HandlingRate[]
  /** Hours to the first response, of complaints received in the stretch. */
  readonly response: Spread
  /** Days to the resolution, of complaints resolved in the stretch. */
  readonly resolution: Spread
  /** Open at as_of, whenever they came in; the youngest first. */
  readonly open: readonly { readonly fromDays: number; readonly n: number; readonly oldestDays: number }[]
}

/** Open complaints are banded by days of 24 hours: [from, next). */
export const AGE_BANDS = [0, 1, 3, 7, 14, 30] as const

export interface RecurrenceCause {
  readonly key: string
  readonly name: string | null
  readonly group: string | null
  /** Complaints whose subject is known. */
  readonly known: number
  readonly within: Readonly<Record<30 | 90, number>>
  /** With the same cause as the complaint before. */
  readonly same: Readonly<Record<30 | 90, number>>
}

export interface Recurrence {
  readonly kind: 'customer' | 'unit'
  readonly causes: readonly RecurrenceCause[]
}

export const totalOf = (causes: readonly RecurrenceCause[], of: (cause: RecurrenceCause) => number): number =>
  causes.reduce((sum, cause) => sum + of(cause), 0)
