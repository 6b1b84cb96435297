/**
 * What a random warehouse is made of, as plain data: what a home's reference files say, and the rows of the lake. The slow
 * computation reads nothing else.
 *
 * Stamps are microseconds since 1970 UTC: whole numbers up to 2^53 hold them until the year 2255.
 */
export type Micros = number

export const MINUTE: Micros = 60_000_000
export const HOUR: Micros = 60 * MINUTE
export const DAY: Micros = 24 * HOUR

/** `2025-03-30 01:30:00.000001` as UTC. */
export function micros(text: string): Micros {
  const [whole = '', fraction = ''] = text.split('.')
  return Date.parse(`${whole.replace(' ', 'T')}Z`) * 1000 + Number(fraction.padEnd(6, '0'))
}

/** ISO text in UTC, with microseconds where there are any. */
export function stamp(at: Micros): string {
  const text = new Date(Math.floor(at / 1000)).toISOString().replace('T', ' ').slice(0, 19)
  const below = at % 1_000_000
  return below === 0 ? text : `${text}.${String(below).padStart(6, '0')}`
}

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

export interface HolidaySet {
  readonly id: string
  /** ISO dates. */
  readonly off: readonly string[]
  readonly work: readonly string[]
}

export interface Calendar {
  readonly id: string
  readonly timeZone: string | null
  readonly holidays: string | null
  /** As written: `09:00-18:00`, `22:00-06:00`. */
  readonly week: Readonly<Partial<Record<Weekday, readonly string[]>>>
  readonly makeup: readonly string[] | null
  /** ISO dates. */
  readonly closed: readonly string[]
}

export interface CalendarRule {
  readonly calendar: string
  readonly sites: readonly string[] | null
  readonly regions: readonly string[] | null
}

export type Clock = 'calendar' | 'working' | 'working_days' | 'given'
export type WaitKind = 'customer' | 'parts' | 'supplier'

export interface Conditions {
  readonly service_modes?: readonly string[]
  readonly zones?: readonly string[]
  readonly priorities?: readonly string[]
  readonly fault_families?: readonly string[]
  readonly work_kinds?: readonly ('A' | 'B' | 'C' | 'D')[]
  readonly warranties?: readonly string[]
  readonly distance_km?: { readonly above?: number; readonly up_to?: number }
  readonly supplier_involved?: boolean
  readonly not_dispatched_same_day?: boolean
}

export interface PromiseTerms {
  readonly id: string
  readonly stage: string
  readonly from: string
  readonly to: string
  readonly clock: Clock
  /** Minutes, or working days, or 0 for `given`. */
  readonly limit: number
  readonly for: Conditions
  readonly pauses: readonly WaitKind[]
  readonly calendar: string | null
  readonly mustExplainBefore: boolean
}

export interface Preset {
  readonly id: string
  readonly version: number
  /** ISO date */
  readonly inForceFrom: string
  readonly promises: readonly PromiseTerms[]
}

export interface PresetRule {
  readonly preset: string
  readonly inForceFrom: string
  readonly inForceUntil: string | null
  readonly for: {
    readonly sources?: readonly string[]
    readonly service_modes?: readonly string[]
    readonly priorities?: readonly string[]
    readonly product_families?: readonly string[]
    readonly regions?: readonly string[]
  }
}

/** The fields of a ticket by which promises and calendars are chosen, and which may change. */
export interface Fields {
  readonly priority: string | null
  readonly region: string | null
  readonly site: string | null
  readonly zone: string | null
  readonly distance_km: number | null
  readonly supplier_involved: boolean | null
  readonly fault_family: string | null
  readonly service_mode: string | null
  readonly work_kind: string | null
  readonly warranty: string | null
  readonly product_family: string | null
}

/** Stages that a ticket has a column for. */
export const STAGE_COLUMNS = [
  'responded',
  'confirmed',
  'dispatched',
  'arrived',
  'unit_received',
  'diagnosed',
  'quoted',
  'part_arrived',
  'repaired',
  'quality_checked',
  'returned',
  'resolved',
  'closed',
  'followed_up',
] as const
export type StageColumn = (typeof STAGE_COLUMNS)[number]

export interface Version {
  readonly updatedAt: Micros | null
  readonly loadSequence: number
  readonly fields: Fields
  readonly stages: Readonly<Partial<Record<StageColumn, Micros>>>
  readonly sla_preset: string | null
  readonly outcome: string | null
  readonly visits: number | null
  readonly promisedAt: Micros | null
  readonly appointmentTo: Micros | null
  /** Of the person who has it: a change must change nothing. */
  readonly team: string
  readonly technician: string
}

export interface TicketEvent {
  readonly at: Micros
  readonly event: string
  readonly value: string | null
}

export interface Ticket {
  readonly source: string
  readonly id: string
  readonly receivedAt: Micros
  readonly versions: readonly Version[]
  readonly events: readonly TicketEvent[]
}

export interface World {
  readonly timeZone: string
  readonly asOf: Micros
  readonly calendar: string
  readonly preset: string
  readonly holidaySets: readonly HolidaySet[]
  readonly calendars: readonly Calendar[]
  readonly calendarRules: readonly CalendarRule[]
  readonly presets: readonly Preset[]
  readonly rules: readonly PresetRule[]
  /** Fields of tickets that each source fills. */
  readonly mapped: Readonly<Record<string, readonly string[]>>
  readonly tickets: readonly Ticket[]
}

export type Verdict = 'kept' | 'broken' | 'running' | 'not_started' | 'void' | 'unknown'

/** What must stand in marts.promise. Durations are microseconds here, so that nothing is rounded. */
export interface PromiseRow {
  readonly ticket: string
  readonly promise_id: string
  readonly cycle: number
  readonly round: number
  readonly preset: string
  readonly preset_version: number
  /** Of the calendar at the start; null unless the clock is a working one, and before the start. */
  readonly calendar_id: string | null
  readonly started_at: Micros | null
  readonly due_at: Micros | null
  readonly stopped_at: Micros | null
  readonly elapsed: Micros | null
  readonly paused: Micros
  readonly net: Micros | null
  readonly verdict: Verdict
  readonly verdict_reason: string | null
  readonly replaced_at: Micros | null
  readonly is_paused: boolean
  readonly is_at_risk: boolean
}
