/**
 * The canonical input contract: what the pipeline understands, one zod schema an entity.
 *
 * Required fields say so; personal ones are dropped or become a keyed hash before the lake; free text is masked.
 * Times are UTC in the lake. Money is in the home's currency unless a `currency` column says otherwise.
 */
import { z } from 'zod'
import { code, date, flag, freeText, integer, metaOf, money, number, stamp, text, type FieldMeta } from './field.ts'

const required = { required: true } as const
const hashed = { personal: 'hash' } as const
const dropped = { personal: 'drop' } as const
const notNegative = { min: 0 } as const

export const STAGES = [
  'received', 'responded', 'confirmed', 'dispatched', 'arrived', 'unit_received', 'diagnosed', 'quoted', 'part_arrived',
  'repaired', 'quality_checked', 'returned', 'resolved', 'closed', 'followed_up',
] as const

export const EVENTS = [
  ...STAGES, 'wait_customer', 'wait_parts', 'wait_supplier', 'resume', 'supplier_contacted', 'assigned',
  'priority_changed', 'reopened', 'cancelled', 'escalated', 'pickup_notified', 'shipped_back', 'overrun_explained',
  'overrun_accepted',
] as const

export const WORK_KINDS = ['A', 'B', 'C', 'D'] as const

const ticket = z.object({
  ticket_id: text(required), received_at: stamp(required), updated_at: stamp(), status: text(), channel: text(),
  customer_id: text(hashed), customer_name: text(dropped), customer_phone: text(dropped), customer_address: text(dropped),
  region: text(), site: text(), zone: code(['urban', 'suburban', 'remote']), distance_km: number(notNegative),
  product_family: text(), product_model: text(), serial_no: text(), purchased_at: date(),
  warranty: code(['in', 'out', 'contract', 'unknown']), contract_id: text(), fault_family: text(), fault_text: freeText(),
  priority: code(['emergency', 'high', 'normal', 'low']),
  service_mode: code(['onsite', 'workshop', 'remote', 'installation', 'exchange', 'return', 'maintenance', 'consultation']),
  work_kind: code(WORK_KINDS), sla_preset: text(), team: text(), technician_id: text(), supplier_involved: flag(),
  responded_at: stamp(), confirmed_at: stamp(), dispatched_at: stamp(), arrived_at: stamp(), unit_received_at: stamp(),
  diagnosed_at: stamp(), quoted_at: stamp(), part_arrived_at: stamp(), repaired_at: stamp(), quality_checked_at: stamp(),
  returned_at: stamp(), resolved_at: stamp(), closed_at: stamp(), followed_up_at: stamp(), promised_at: stamp(),
  appointment_from: stamp(), appointment_to: stamp(), delivered_at: stamp(), shipped_at: stamp(),
  defect_preconfirmed: flag(), defect_confirmed: flag(),
  exclusion_reason: code(['misuse', 'water_or_drop', 'own_repair', 'label_missing', 'force_majeure', 'special_offer', 'made_to_order', 'none']),
  repair_warranty_until: date(), charged_labour: money(notNegative), charged_visit: money(notNegative),
  visits: integer(notNegative),
  outcome: code(['repaired', 'replaced', 'refunded', 'advised', 'not_repaired', 'cancelled']),
  report_complete: flag(), report_signed: flag(), currency: text(),
})

const ticketEvent = z.object({
  ticket_id: text(required), at: stamp(required), event: code(EVENTS, required), value: freeText(), actor: text(),
})

const complaint = z.object({
  complaint_id: text(required), received_at: stamp(required), updated_at: stamp(), ticket_id: text(), channel: text(),
  customer_id: text(hashed), region: text(), product_family: text(), product_model: text(), technician_id: text(),
  text: freeText(), severity: code(['low', 'normal', 'high', 'critical']), remedy_sought: text(), root_cause: text(),
  responsibility: code(['service', 'product', 'part', 'logistics', 'customer', 'information', 'policy', 'unsettled']),
  responded_at: stamp(), resolved_at: stamp(), outcome_told_at: stamp(), closed_at: stamp(), compensation: money(notNegative),
  currency: text(),
})

const survey = z.object({
  survey_id: text(required), ticket_id: text(), technician_id: text(), channel: text(), asked_at: stamp(), answered_at: stamp(),
  overall: integer(), attitude: integer(), skill: integer(), arrival: integer(), promise: integer(),
  recommend: integer({ min: 0, max: 10 }), comment: freeText(),
})

const partUsage = z.object({
  usage_id: text(required), used_at: stamp(required), part_no: text(required), quantity: number(required), ticket_id: text(),
  technician_id: text(), part_name: text(), unit_cost: money(), charged_amount: money(), supplier: text(),
  old_part_returned: flag(), claim_amount: money(), claimed_at: stamp(), recovered_amount: money(), recovered_at: stamp(),
  currency: text(),
})

const labour = z.object({
  labour_id: text(required), date: date(required), technician_id: text(required), work_kind: code(WORK_KINDS, required),
  hours: number({ ...required, min: 0 }), ticket_id: text(), travel_hours: number(notNegative), travel_km: number(notNegative),
  labour_cost: money(), travel_cost: money(), currency: text(),
})

const costItem = z.object({
  cost_id: text(required), at: stamp(required), ticket_id: text(),
  kind: code(['freight', 'outside', 'compensation', 'other'], required), amount: money(required), recovered_amount: money(),
  recovered_from: code(['supplier', 'customer']), currency: text(),
})

const technician = z.object({
  technician_id: text(required), name: text(dropped), team: text(), region: text(), role: text(), skill_level: text(),
  hired_at: date(), valid_from: date(), valid_to: date(),
})

const part = z.object({
  part_no: text(required), part_name: text(), supplier: text(), standard_cost: money(notNegative), returnable: flag(),
  stock_min: number(), stock_max: number(), currency: text(),
})

const stockCount = z.object({
  part_no: text(required), location: text(required), counted_at: stamp(required), book_quantity: number(required),
  counted_quantity: number(required),
})

const stockIssue = z.object({
  issue_id: text(required), part_no: text(required), at: stamp(required), quantity: number(required), technician_id: text(),
  ticket_id: text(),
})

const stockRequest = z.object({
  request_id: text(required), part_no: text(required), requested_at: stamp(required), answered_at: stamp(), filled_at: stamp(),
})

const contract = z.object({
  contract_id: text(required), customer_id: text({ ...required, ...hashed }), starts_on: date(required), ends_on: date(required),
  notice_given_at: stamp(), renewal_visit_at: stamp(), renewed_on: date(),
})

const maintenanceVisit = z.object({
  visit_id: text(required), contract_id: text(), due_from: date(required), due_to: date(required), done_at: stamp(),
  technician_id: text(),
})

const processAudit = z.object({
  audit_id: text(required), at: stamp(required),
  step: code(['booking', 'reception', 'repair_check', 'handover', 'follow_up'], required), score: number(required),
  max_score: number(), ticket_id: text(), technician_id: text(),
})

const budget = z.object({
  month: date(required), cost_centre: text(required), kind: text(required), amount: money(required), currency: text(),
})

const exposure = z.object({
  period_start: date(required), product_family: text(), region: text(), units_in_service: number({ ...required, min: 0 }),
  jobs: number(notNegative),
})

export const ENTITIES = {
  ticket, ticket_event: ticketEvent, complaint, survey, part_usage: partUsage, labour, cost_item: costItem, technician, part,
  stock_count: stockCount, stock_issue: stockIssue, stock_request: stockRequest, contract,
  maintenance_visit: maintenanceVisit, process_audit: processAudit, budget, exposure,
} as const

export type EntityName = keyof typeof ENTITIES
export const ENTITY_NAMES = Object.keys(ENTITIES) as EntityName[]

/**
 * What makes a row the same row again, beside its source. `ticket_event` is keyed by all its fields.
 * A missing `valid_from` of a technician counts as a value of its own.
 */
const KEYS: Readonly<Record<EntityName, readonly string[]>> = {
  ticket: ['ticket_id'], ticket_event: ['ticket_id', 'at', 'event', 'value', 'actor'], complaint: ['complaint_id'],
  survey: ['survey_id'], part_usage: ['usage_id'], labour: ['labour_id'], cost_item: ['cost_id'],
  technician: ['technician_id', 'valid_from'], part: ['part_no'], stock_count: ['part_no', 'location', 'counted_at'],
  stock_issue: ['issue_id'], stock_request: ['request_id'], contract: ['contract_id'], maintenance_visit: ['visit_id'],
  process_audit: ['audit_id'], budget: ['month', 'cost_centre', 'kind'], exposure: ['period_start', 'product_family', 'region'],
}

/** A rule of order inside one row: `earlier` must not be after `later`. A breach rejects the row (tickets are marked instead, see sql/). */
export interface OrderRule { readonly earlier: string; readonly later: string }

const ORDER_RULES: Partial<Record<EntityName, readonly OrderRule[]>> = {
  complaint: [{ earlier: 'received_at', later: 'resolved_at' }, { earlier: 'received_at', later: 'responded_at' }],
  survey: [{ earlier: 'asked_at', later: 'answered_at' }],
  stock_request: [{ earlier: 'requested_at', later: 'answered_at' }],
  contract: [{ earlier: 'starts_on', later: 'ends_on' }],
  maintenance_visit: [{ earlier: 'due_from', later: 'due_to' }],
  technician: [{ earlier: 'valid_from', later: 'valid_to' }],
}

/** Fields that must not be zero. */
const NOT_ZERO: Partial<Record<EntityName, readonly string[]>> = { part_usage: ['quantity'], stock_issue: ['quantity'] }

/** Stamps of things that have happened: the newest of them says how far a source has been loaded. Plans and promises are not facts. */
const NOT_OBSERVED = new Set(['promised_at', 'appointment_from', 'appointment_to', 'delivered_at', 'shipped_at'])

export interface EntityField extends FieldMeta { readonly name: string }

export interface EntityContract {
  readonly name: EntityName
  readonly fields: readonly EntityField[]
  readonly key: readonly string[]
  readonly orderRules: readonly OrderRule[]
  readonly notZero: readonly string[]
  /** The field that says which version of a row is newer, if the entity has one; else the load decides. */
  readonly updatedField: 'updated_at' | undefined
  /** Stamp fields of facts, never of plans. */
  readonly observedFields: readonly string[]
}

/** The contract of one entity as plain data, in the order in which its fields are declared. */
export function entityContract(name: EntityName): EntityContract {
  const fields = Object.entries(ENTITIES[name].shape).map(([field, schema]) => ({ name: field, ...metaOf(schema) }))
  return {
    name,
    fields,
    key: KEYS[name],
    orderRules: ORDER_RULES[name] ?? [],
    notZero: NOT_ZERO[name] ?? [],
    updatedField: fields.some((each) => each.name === 'updated_at') ? 'updated_at' : undefined,
    observedFields: fields.filter((each) => each.kind === 'stamp' && !NOT_OBSERVED.has(each.name)).map((each) => each.name),
  }
}
