/** Rows of the named queries that explain a ticket's promises, as both the command line and the page read them. */
import { z } from 'zod'

const stamp = z.iso.datetime()
const day = z.iso.date()
const text = z.string()

const promiseKey = { subject_kind: text, subject_id: text, promise_id: text, cycle: z.int() }

const waitsFor = z.enum(['customer', 'parts', 'supplier'])

export const intervalRow = z.strictObject({
  ticket_key: text,
  ...promiseKey,
  from_at: stamp,
  until_at: stamp,
  kind: z.enum(['worked', 'calendar', 'paused', 'closed']),
  calendar_id: text.nullable(),
  waits_for: waitsFor.nullable(),
  is_ahead: z.boolean(),
  is_after_due: z.boolean(),
  /** On the promise's own clock. */
  minutes: z.number(),
  sum_minutes: z.number(),
})
export type IntervalRow = z.infer<typeof intervalRow>

export const closeRow = z.strictObject({
  ticket_key: text,
  ...promiseKey,
  day,
  closes_at: stamp,
  calendar_id: text,
  waits_for: waitsFor.nullable(),
  is_ahead: z.boolean(),
  working_day: z.int().nullable(),
})
export type CloseRow = z.infer<typeof closeRow>

/** `,a,b,` as a list; null means any. */
const list = text.transform((each) => each.split(',').filter((word) => word !== '')).nullable()

export const reasonRow = z.strictObject({
  ...promiseKey,
  round: z.int(),
  preset: text,
  preset_version: z.int(),
  in_force_from: day,
  in_force_until: day.nullable(),
  chosen_by: z.enum(['named', 'rule', 'site', 'agreed']).nullable(),
  rule_order: z.int().nullable(),
  rule_preset: text.nullable(),
  rule_in_force_from: day.nullable(),
  rule_in_force_until: day.nullable(),
  rule_sources: list,
  rule_service_modes: list,
  rule_priorities: list,
  rule_product_families: list,
  rule_regions: list,
  promise_name_zh: text,
  promise_name_en: text,
  stage: text,
  clock: z.enum(['calendar', 'working', 'working_days', 'given']),
  start_event: text,
  stop_event: text,
  limit_minutes: z.number().nullable(),
  limit_working_days: z.int().nullable(),
  pauses: list,
  must_explain_before: z.boolean(),
  service_modes: list,
  zones: list,
  priorities: list,
  fault_families: list,
  work_kinds: list,
  warranties: list,
  min_distance_km: z.number().nullable(),
  max_distance_km: z.number().nullable(),
  supplier_involved: z.boolean().nullable(),
  needs_not_same_day: z.boolean().nullable(),
  calendar_id: text.nullable(),
  is_calendar_its_own: z.boolean(),
  is_calendar_of_site: z.boolean().nullable(),
  started_at: stamp.nullable(),
  due_at: stamp.nullable(),
  stopped_at: stamp.nullable(),
  replaced_at: stamp.nullable(),
  counted_until: stamp.nullable(),
  elapsed_minutes: z.number().nullable(),
  paused_minutes: z.number(),
  net_minutes: z.number().nullable(),
  net_working_days: z.int().nullable(),
  verdict: z.enum(['kept', 'broken', 'running', 'not_started', 'void', 'unknown']),
  verdict_reason: text.nullable(),
  is_paused: z.boolean(),
  used_share: z.number().nullable(),
  is_at_risk: z.boolean(),
  explained_at: stamp.nullable(),
  accepted_at: stamp.nullable(),
  is_explained_in_time: z.boolean().nullable(),
  as_of: stamp,
  time_zone: text,
})
export type ReasonRow = z.infer<typeof reasonRow>

export const calendarRow = z.strictObject({ calendar_id: text, name_zh: text, name_en: text, time_zone: text })
export type CalendarRow = z.infer<typeof calendarRow>

export const specialDayRow = z.strictObject({
  calendar_id: text,
  day,
  status: z.enum(['holiday', 'makeup', 'not_decreed']),
})
export type SpecialDayRow = z.infer<typeof specialDayRow>

/** What presets, conditions and calendars look at. */
const values = {
  priority: text.nullable(),
  region: text.nullable(),
  site: text.nullable(),
  zone: text.nullable(),
  distance_km: z.number().nullable(),
  supplier_involved: z.boolean().nullable(),
  fault_family: text.nullable(),
  product_family: text.nullable(),
  service_mode: text.nullable(),
  work_kind: text.nullable(),
  warranty: text.nullable(),
}

export const stateRow = z.strictObject({ state_no: z.int(), from_at: stamp, until_at: stamp.nullable(), ...values })
export type StateRow = z.infer<typeof stateRow>

/** Of the ticket as it is now; its other columns do not matter here. */
export const valuesRow = z.object({ source: text, ...values })
export type TicketValues = z.infer<typeof valuesRow>

/** All that explains the promises of one ticket. */
export interface ExplanationRows {
  readonly reasons: readonly ReasonRow[]
  readonly intervals: readonly IntervalRow[]
  readonly closes: readonly CloseRow[]
  readonly calendars: readonly CalendarRow[]
  readonly specialDays: readonly SpecialDayRow[]
  readonly states: readonly StateRow[]
  readonly values: TicketValues
}
