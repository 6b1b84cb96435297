/** One ticket of the demonstration with all its moments, whether they have come by the end of the two years or not. */
import type { Technician } from './people.ts'
import type { Family, Fault, Part, Site } from './vocabulary.ts'

export type Mode = 'onsite' | 'workshop' | 'remote' | 'installation' | 'exchange' | 'return' | 'maintenance' | 'consultation'
export type Zone = 'urban' | 'suburban' | 'remote'
export type Outcome = 'repaired' | 'replaced' | 'refunded' | 'advised' | 'not_repaired' | 'cancelled'

export interface Customer {
  readonly id: string
  readonly name: string
  readonly phone: string
  readonly address: string
  readonly site: Site
  readonly zone: Zone
  readonly distanceKm: number
}

/** The machine. A repeat job has the same one as the job before. */
export interface Unit {
  readonly family: Family
  readonly model: string
  /** Empty where nobody wrote it down. */
  readonly serial: string
  /** Days since the first day. */
  readonly purchasedOn: number
}

/** Whoever reports the same fault again within 30 days. */
export interface Repeat {
  readonly at: number
  readonly seat: number
  readonly customer: Customer
  readonly unit: Unit
  readonly fault: Fault
}

export interface JobEvent {
  readonly at: number
  readonly event: string
  readonly value: string
  readonly actor: string
}

/** Moments in seconds since the first day (`NEVER` for what does not happen); filled in as the job goes on. */
export interface Job {
  readonly number: string
  /** Seat of its random streams. */
  readonly seat: number
  readonly receivedAt: number
  readonly customer: Customer
  readonly unit: Unit
  readonly fault: Fault | null
  readonly mode: Mode
  readonly channel: string
  readonly priority: string
  readonly warranty: string
  readonly workKind: 'A' | 'B' | 'C'
  readonly contractId: string
  readonly isRepeat: boolean
  /** Failure of the part that is watched: exactly that part is replaced. */
  readonly isPartFailure: boolean
  technician: Technician | null
  supplierInvolved: boolean
  respondedAt: number
  confirmedAt: number
  dispatchedAt: number
  arrivedAt: number
  unitReceivedAt: number
  diagnosedAt: number
  quotedAt: number
  partArrivedAt: number
  repairedAt: number
  qualityCheckedAt: number
  returnedAt: number
  resolvedAt: number
  closedAt: number
  followedUpAt: number
  promisedAt: number
  appointmentFrom: number
  appointmentTo: number
  cancelledAt: number
  reopenedAt: number
  /** Of the first cycle of a reopened job; its stages are those of the first cycle, save the resolution, which is the last. */
  firstResolvedAt: number
  visits: number
  outcome: Outcome
  /** Hands on the machine, hours of each visit or pass. */
  readonly workHours: number[]
  readonly events: JobEvent[]
  readonly usedParts: { readonly part: Part; readonly quantity: number }[]
  repeat: Repeat | null
  /** As it was meant: right the first time (null for other jobs than repairs). */
  isFixedFirst: boolean | null
  isVisitKept: boolean | null
  isResponseKept: boolean
  /** Nobody wrote down when the customer was answered. */
  isResponseLost: boolean
  isOrderImpossible: boolean
  text: string
}
