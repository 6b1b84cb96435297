/** The queries of one ticket. */
import { z } from 'zod'
import { day, figure, query, stamp, text } from './query.ts'

const stages = {
  responded_at: stamp.nullable(),
  confirmed_at: stamp.nullable(),
  dispatched_at: stamp.nullable(),
  arrived_at: stamp.nullable(),
  unit_received_at: stamp.nullable(),
  diagnosed_at: stamp.nullable(),
  quoted_at: stamp.nullable(),
  supplier_contacted_at: stamp.nullable(),
  part_arrived_at: stamp.nullable(),
  repaired_at: stamp.nullable(),
  quality_checked_at: stamp.nullable(),
  returned_at: stamp.nullable(),
  resolved_at: stamp.nullable(),
  closed_at: stamp.nullable(),
  followed_up_at: stamp.nullable(),
  cancelled_at: stamp.nullable(),
}

const oneRow = z.strictObject({
  ticket_key: text,
  source: text,
  source_zh: text.nullable(),
  source_en: text.nullable(),
  ticket_id: text,
  status: text.nullable(),
  channel: text.nullable(),
  region: text.nullable(),
  site: text.nullable(),
  zone: text.nullable(),
  distance_km: figure.nullable(),
  team: text.nullable(),
  product_family: text.nullable(),
  product_model: text.nullable(),
  serial_no: text.nullable(),
  purchased_at: day.nullable(),
  warranty: text.nullable(),
  contract_id: text.nullable(),
  fault_family: text.nullable(),
  fault_text: text.nullable(),
  priority: text.nullable(),
  service_mode: text.nullable(),
  work_kind: text.nullable(),
  sla_preset: text.nullable(),
  supplier_involved: z.boolean().nullable(),
  outcome: text.nullable(),
  visits: z.int().nullable(),
  report_complete: z.boolean().nullable(),
  report_signed: z.boolean().nullable(),
  received_at: stamp,
  ...stages,
  promised_at: stamp.nullable(),
  appointment_from: stamp.nullable(),
  appointment_to: stamp.nullable(),
  cycles: z.int(),
  reopen_count: z.int(),
  is_job: z.boolean(),
  is_open: z.boolean(),
  is_first_time_fix: z.boolean().nullable(),
  is_followed_by_repeat: z.boolean().nullable(),
  repeat_of_ticket_key: text.nullable(),
  first_response_minutes: figure.nullable(),
  resolution_minutes: figure.nullable(),
  customer_wait_minutes: figure,
  parts_wait_minutes: figure,
  supplier_wait_minutes: figure,
  is_order_impossible: z.boolean(),
  impossible_order: text.nullable(),
})
export type TicketOneRow = z.infer<typeof oneRow>

const cycleRow = z.strictObject({ cycle: z.int(), started_at: stamp, ...stages })
export type TicketCycleRow = z.infer<typeof cycleRow>

const waitRow = z.strictObject({
  cycle: z.int(),
  waits_for: z.enum(['customer', 'parts', 'supplier']),
  started_at: stamp,
  ended_at: stamp,
  is_open: z.boolean(),
  minutes: figure,
})
export type TicketWaitRow = z.infer<typeof waitRow>

const promiseRow = z.strictObject({
  subject_kind: text,
  subject_id: text,
  promise_id: text,
  cycle: z.int(),
  preset: text,
  preset_version: z.int(),
  promise_name_zh: text,
  promise_name_en: text,
  stage: text,
  clock: z.enum(['calendar', 'working', 'working_days', 'given']),
  started_at: stamp.nullable(),
  due_at: stamp.nullable(),
  stopped_at: stamp.nullable(),
  elapsed_minutes: figure.nullable(),
  limit_minutes: figure.nullable(),
  limit_working_days: z.int().nullable(),
  verdict: z.enum(['kept', 'broken', 'running', 'not_started', 'void', 'unknown']),
  verdict_reason: text.nullable(),
  explained_at: stamp.nullable(),
  accepted_at: stamp.nullable(),
  is_explained_in_time: z.boolean().nullable(),
})
export type TicketPromiseRow = z.infer<typeof promiseRow>

const partRow = z.strictObject({
  usage_key: text,
  used_on: day,
  part_no: text,
  part_name: text.nullable(),
  supplier: text.nullable(),
  quantity: figure,
  unit_cost: figure.nullable(),
  cost: figure.nullable(),
  charged_amount: figure.nullable(),
  is_returnable: z.boolean().nullable(),
  old_part_returned: z.boolean().nullable(),
  claim_amount: figure.nullable(),
  recovered_amount: figure.nullable(),
  currency: text,
  is_rated: z.boolean(),
  home_cost: figure.nullable(),
})
export type TicketPartRow = z.infer<typeof partRow>

const costRow = z.strictObject({
  is_repair_job: z.boolean(),
  labour: figure,
  travel: figure,
  parts: figure,
  freight: figure,
  outside: figure,
  compensation: figure,
  gross_cost: figure,
  recovered_supplier: figure,
  charged_customer: figure,
  net_cost: figure,
  cost_entries: z.int(),
  foreign_entries: z.int(),
  rated_entries: z.int(),
  missing_components: text.nullable(),
  is_complete: z.boolean(),
})
export type TicketCostRow = z.infer<typeof costRow>

const complaintRow = z.strictObject({
  complaint_key: text,
  complaint_id: text,
  received_at: stamp,
  responded_at: stamp.nullable(),
  resolved_at: stamp.nullable(),
  outcome_told_at: stamp.nullable(),
  closed_at: stamp.nullable(),
  is_open: z.boolean(),
  channel: text.nullable(),
  severity: text.nullable(),
  remedy_sought: text.nullable(),
  text: text.nullable(),
  cause_zh: text.nullable(),
  cause_en: text.nullable(),
  group_zh: text.nullable(),
  group_en: text.nullable(),
  cause_method: text,
  responsibility: text,
  compensation: figure.nullable(),
  currency: text,
})
export type TicketComplaintRow = z.infer<typeof complaintRow>

const level = z.int().nullable()
const surveyRow = z.strictObject({
  survey_key: text,
  survey_id: text,
  channel: text.nullable(),
  asked_at: stamp.nullable(),
  answered_at: stamp.nullable(),
  is_answered: z.boolean(),
  overall: level,
  attitude: level,
  skill: level,
  arrival: level,
  promise: level,
  recommend: level,
  recommend_class: text.nullable(),
  is_satisfied: z.boolean().nullable(),
  comment: text.nullable(),
})
export type TicketSurveyRow = z.infer<typeof surveyRow>

const labourRow = z.strictObject({
  worked_on: day,
  work_kind: text,
  hours: figure,
  travel_hours: figure.nullable(),
  travel_km: figure.nullable(),
  labour_cost: figure.nullable(),
  travel_cost: figure.nullable(),
  is_labour_rated: z.boolean(),
  is_travel_rated: z.boolean(),
})
export type TicketLabourRow = z.infer<typeof labourRow>

const kpiCaseRow = z.strictObject({
  kpi_id: text,
  case_id: text,
  subject_kind: text,
  booked_on: day,
  period_start: day,
  numerator: figure,
  denominator: figure.nullable(),
  value: figure.nullable(),
  is_decided: z.boolean(),
})

const versionRow = z.strictObject({
  load_id: text,
  source_file: text,
  source_row: z.int(),
  updated_at: stamp.nullable(),
  is_latest: z.boolean(),
  loaded_at: stamp.nullable(),
})
export type TicketVersionRow = z.infer<typeof versionRow>

export const oneTicketQueries = {
  one: query('ticket_one', oneRow),
  cycles: query('ticket_cycles', cycleRow),
  waits: query('ticket_waits', waitRow),
  promises: query('ticket_promises', promiseRow),
  parts: query('ticket_parts', partRow),
  cost: query('ticket_cost', costRow),
  complaints: query('ticket_complaints', complaintRow),
  surveys: query('ticket_surveys', surveyRow),
  labour: query('ticket_labour', labourRow),
  kpis: query('ticket_kpis', kpiCaseRow),
  versions: query('ticket_versions', versionRow),
} as const
