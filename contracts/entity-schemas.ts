/**
 * The canonical input contract: what the pipeline understands, one zod schema an entity.
 *
 * Required fields say so; personal ones are dropped or become a keyed hash before the lake; free text is masked.
 * Times are UTC in the lake. Money is in the home's currency unless a `currency` column says otherwise.
 */
import { z } from 'zod'
import { code, date, flag, freeText, integer, money, number, stamp, text } from './field.ts'

const required = { required: true } as const
const hashed = { personal: 'hash' } as const
const dropped = { personal: 'drop' } as const
const notNegative = { min: 0 } as const

export const STAGES = [
  'received',
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

export const EVENTS = [
  ...STAGES,
  'wait_customer',
  'wait_parts',
  'wait_supplier',
  'resume',
  'supplier_contacted',
  'assigned',
  'priority_changed',
  'reopened',
  'cancelled',
  'escalated',
  'pickup_notified',
  'shipped_back',
  'overrun_explained',
  'overrun_accepted',
] as const

export const WORK_KINDS = ['A', 'B', 'C', 'D'] as const

const ticket = z.object({
  ticket_id: text(required),
  received_at: stamp(required),
  updated_at: stamp(),
  status: text(),
  channel: text(),
  customer_id: text(hashed),
  customer_name: text(dropped),
  customer_phone: text(dropped),
  customer_address: text(dropped),
  region: text(),
  site: text(),
  zone: code(['urban', 'suburban', 'remote']),
  distance_km: number(notNegative),
  product_family: text(),
  product_model: text(),
  serial_no: text(),
  purchased_at: date(),
  warranty: code(['in', 'out', 'contract', 'unknown']),
  contract_id: text(),
  fault_family: text(),
  fault_text: freeText(),
  priority: code(['emergency', 'high', 'normal', 'low']),
  service_mode: code(['onsite', 'workshop', 'remote', 'installation', 'exchange', 'return', 'maintenance', 'consultation']),
  work_kind: code(WORK_KINDS),
  sla_preset: text(),
  team: text(),
  technician_id: text(),
  supplier_involved: flag(),
  responded_at: stamp(),
  confirmed_at: stamp(),
  dispatched_at: stamp(),
  arrived_at: stamp(),
  unit_received_at: stamp(),
  diagnosed_at: stamp(),
  quoted_at: stamp(),
  part_arrived_at: stamp(),
  repaired_at: stamp(),
  quality_checked_at: stamp(),
  returned_at: stamp(),
  resolved_at: stamp(),
  closed_at: stamp(),
  followed_up_at: stamp(),
  promised_at: stamp(),
  appointment_from: stamp(),
  appointment_to: stamp(),
  delivered_at: stamp(),
  shipped_at: stamp(),
  defect_preconfirmed: flag(),
  defect_confirmed: flag(),
  exclusion_reason: code([
    'misuse',
    'water_or_drop',
    'own_repair',
    'label_missing',
    'force_majeure',
    'special_offer',
    'made_to_order',
    'none',
  ]),
  repair_warranty_until: date(),
  charged_labour: money(notNegative),
  charged_visit: money(notNegative),
  visits: integer(notNegative),
  outcome: code(['repaired', 'replaced', 'refunded', 'advised', 'not_repaired', 'cancelled']),
  report_complete: flag(),
  report_signed: flag(),
  currency: text(),
})

const ticketEvent = z.object({
  ticket_id: text(required),
  at: stamp(required),
  event: code(EVENTS, required),
  value: freeText(),
  actor: text(),
})

const complaint = z.object({
  complaint_id: text(required),
  received_at: stamp(required),
  updated_at: stamp(),
  ticket_id: text(),
  channel: text(),
  customer_id: text(hashed),
  region: text(),
  product_family: text(),
  product_model: text(),
  technician_id: text(),
  text: freeText(),
  severity: code(['low', 'normal', 'high', 'critical']),
  remedy_sought: text(),
  root_cause: text(),
  responsibility: code(['service', 'product', 'part', 'logistics', 'customer', 'information', 'policy', 'unsettled']),
  responded_at: stamp(),
  resolved_at: stamp(),
  outcome_told_at: stamp(),
  closed_at: stamp(),
  compensation: money(notNegative),
  currency: text(),
})

const survey = z.object({
  survey_id: text(required),
  ticket_id: text(),
  technician_id: text(),
  channel: text(),
  asked_at: stamp(),
  answered_at: stamp(),
  overall: integer(),
  attitude: integer(),
  skill: integer(),
  arrival: integer(),
  promise: integer(),
  recommend: integer({ min: 0, max: 10 }),
  comment: freeText(),
})

const partUsage = z.object({
  usage_id: text(required),
  used_at: stamp(required),
  part_no: text(required),
  quantity: number(required),
  ticket_id: text(),
  technician_id: text(),
  part_name: text(),
  unit_cost: money(),
  charged_amount: money(),
  supplier: text(),
  old_part_returned: flag(),
  claim_amount: money(),
  claimed_at: stamp(),
  recovered_amount: money(),
  recovered_at: stamp(),
  currency: text(),
})

const labour = z.object({
  labour_id: text(required),
  date: date(required),
  technician_id: text(required),
  work_kind: code(WORK_KINDS, required),
  hours: number({ ...required, min: 0 }),
  ticket_id: text(),
  travel_hours: number(notNegative),
  travel_km: number(notNegative),
  labour_cost: money(),
  travel_cost: money(),
  currency: text(),
})

const costItem = z.object({
  cost_id: text(required),
  at: stamp(required),
  ticket_id: text(),
  kind: code(['freight', 'outside', 'compensation', 'other'], required),
  amount: money(required),
  recovered_amount: money(),
  recovered_from: code(['supplier', 'customer']),
  currency: text(),
})

const technician = z.object({
  technician_id: text(required),
  name: text(dropped),
  team: text(),
  region: text(),
  role: text(),
  skill_level: text(),
  hired_at: date(),
  valid_from: date(),
  valid_to: date(),
})

const part = z.object({
  part_no: text(required),
  part_name: text(),
  supplier: text(),
  standard_cost: money(notNegative),
  returnable: flag(),
  stock_min: number(),
  stock_max: number(),
  introduced_on: date(),
  discontinued_on: date(),
  currency: text(),
})

const stockCount = z.object({
  part_no: text(required),
  location: text(required),
  counted_at: stamp(required),
  book_quantity: number(required),
  counted_quantity: number(required),
})

const stockIssue = z.object({
  issue_id: text(required),
  part_no: text(required),
  at: stamp(required),
  quantity: number(required),
  technician_id: text(),
  ticket_id: text(),
})

const stockRequest = z.object({
  request_id: text(required),
  part_no: text(required),
  requested_at: stamp(required),
  answered_at: stamp(),
  filled_at: stamp(),
})

const contract = z.object({
  contract_id: text(required),
  customer_id: text({ ...required, ...hashed }),
  starts_on: date(required),
  ends_on: date(required),
  notice_given_at: stamp(),
  renewal_visit_at: stamp(),
  renewed_on: date(),
})

const maintenanceVisit = z.object({
  visit_id: text(required),
  contract_id: text(),
  due_from: date(required),
  due_to: date(required),
  done_at: stamp(),
  technician_id: text(),
})

const processAudit = z.object({
  audit_id: text(required),
  at: stamp(required),
  step: code(['booking', 'reception', 'repair_check', 'handover', 'follow_up'], required),
  score: number(required),
  max_score: number(),
  ticket_id: text(),
  technician_id: text(),
})

const budget = z.object({
  month: date(required),
  cost_centre: text(required),
  kind: text(required),
  amount: money(required),
  currency: text(),
})

const exposure = z.object({
  period_start: date(required),
  product_family: text(),
  region: text(),
  units_in_service: number({ ...required, min: 0 }),
  jobs: number(notNegative),
})

export const ENTITIES = {
  ticket,
  ticket_event: ticketEvent,
  complaint,
  survey,
  part_usage: partUsage,
  labour,
  cost_item: costItem,
  technician,
  part,
  stock_count: stockCount,
  stock_issue: stockIssue,
  stock_request: stockRequest,
  contract,
  maintenance_visit: maintenanceVisit,
  process_audit: processAudit,
  budget,
  exposure,
} as const
