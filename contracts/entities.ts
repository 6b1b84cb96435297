/** What the pipeline reads off the entities' schemas: fields, keys, rules of order, stamps of facts. */
import type { z } from 'zod'
import { ENTITIES } from './entity-schemas.ts'
import { metaOf, type FieldMeta } from './field.ts'

export { ENTITIES, EVENTS, STAGES, WORK_KINDS } from './entity-schemas.ts'

export type EntityName = keyof typeof ENTITIES
export const ENTITY_NAMES = Object.keys(ENTITIES) as EntityName[]

/**
 * What makes a row the same row again, beside its source. `ticket_event` is keyed by all its fields.
 * A missing `valid_from` of a technician counts as a value of its own.
 */
const KEYS: Readonly<Record<EntityName, readonly string[]>> = {
  ticket: ['ticket_id'],
  ticket_event: ['ticket_id', 'at', 'event', 'value', 'actor'],
  complaint: ['complaint_id'],
  survey: ['survey_id'],
  part_usage: ['usage_id'],
  labour: ['labour_id'],
  cost_item: ['cost_id'],
  technician: ['technician_id', 'valid_from'],
  part: ['part_no'],
  stock_count: ['part_no', 'location', 'counted_at'],
  stock_issue: ['issue_id'],
  stock_request: ['request_id'],
  contract: ['contract_id'],
  maintenance_visit: ['visit_id'],
  process_audit: ['audit_id'],
  budget: ['month', 'cost_centre', 'kind'],
  exposure: ['period_start', 'product_family', 'region'],
}

/** A rule of order inside one row: `earlier` must not be after `later`. A breach rejects the row (tickets are marked instead, see sql/). */
export interface OrderRule {
  readonly earlier: string
  readonly later: string
}

const ORDER_RULES: Partial<Record<EntityName, readonly OrderRule[]>> = {
  complaint: [
    { earlier: 'received_at', later: 'resolved_at' },
    { earlier: 'received_at', later: 'responded_at' },
  ],
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

export interface EntityField extends FieldMeta {
  readonly name: string
}

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
  const shape: Readonly<Record<string, z.ZodType>> = ENTITIES[name].shape
  const fields = Object.entries(shape).map(([field, schema]) => ({ name: field, ...metaOf(schema) }))
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
