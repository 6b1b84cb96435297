/** What the pages ask on which people decide about causes, each query with the schema of its rows. */
import { z } from 'zod'
import { LABEL_METHODS } from '#lib/complaints/labels.ts'
import { REASONS } from '#lib/complaints/review.ts'
import { day, figure, query, text } from './query.ts'

export const causeListRow = z.strictObject({
  taxonomy_version: z.int(),
  code: text,
  parent_code: text.nullable(),
  level: z.int(),
  name_zh: text,
  name_en: text,
  group_name_zh: text.nullable(),
  group_name_en: text.nullable(),
  responsibility: text,
  is_retired: z.boolean(),
})
export type CauseListRow = z.infer<typeof causeListRow>

export const reviewRow = z.strictObject({
  complaint_key: text,
  source: text,
  complaint_id: text,
  ticket_key: text.nullable(),
  ticket_id: text.nullable(),
  received_on: day,
  is_open: z.boolean(),
  text: text.nullable(),
  severity: text.nullable(),
  channel: text.nullable(),
  remedy_sought: text.nullable(),
  site: text.nullable(),
  region: text.nullable(),
  product_family: text.nullable(),
  product_model: text.nullable(),
  fault_family: text.nullable(),
  service_mode: text.nullable(),
  work_kind: text.nullable(),
  warranty: text.nullable(),
  fault_text: text.nullable(),
  outcome: text.nullable(),
  visits: z.int().nullable(),
  defect_confirmed: z.boolean().nullable(),
  exclusion_reason: text.nullable(),
  customer_wait_minutes: figure.nullable(),
  parts_wait_minutes: figure.nullable(),
  supplier_wait_minutes: figure.nullable(),
  root_cause: text.nullable(),
  root_cause_detail: text.nullable(),
  cause_method: text,
  cause_confidence: figure.nullable(),
  responsibility: text,
  proposed_responsibility: text.nullable(),
  proposed_cause: text.nullable(),
  proposed_method: z.enum(['rule', 'model']).nullable(),
  proposed_confidence: figure.nullable(),
  complaint_cost: figure.nullable(),
  lost_minutes: figure.nullable(),
  review_reason: z.enum(REASONS).nullable(),
  doubt: figure,
  assumed_cost: figure,
  at_stake: figure,
})
export type ReviewRow = z.infer<typeof reviewRow>

const proposalRow = z.strictObject({
  complaint_key: text,
  code: text,
  method: z.enum(['rule', 'model']),
  confidence: figure,
  words: text.nullable(),
})
export type ProposalRow = z.infer<typeof proposalRow>

const labelKey = { source: text, label: text }

export const causeQueries = {
  list: query('cause_list', causeListRow),
  queue: query('review_queue', reviewRow),
  proposals: query('review_proposals', proposalRow),
  counts: query('review_counts', z.strictObject({ review_reason: z.enum(REASONS), n: figure })),
  ruleCounts: query(
    'rule_counts',
    z.strictObject({ rule_id: text, caught: figure, decided: figure, agreed: figure, disagreed: figure }),
  ),
  ruleTexts: query('rule_texts', z.strictObject({ text, stated_cause: text.nullable() })),
  byCause: query('taxonomy_counts', z.strictObject({ code: text, complaints: figure })),
  labels: query('label_list', z.strictObject({ ...labelKey, complaints: figure })),
  labelProposals: query(
    'label_proposals',
    z.strictObject({ ...labelKey, place: z.int(), code: text, similarity: figure, method: z.enum(LABEL_METHODS) }),
  ),
  labelExamples: query('label_examples', z.strictObject({ ...labelKey, text })),
} as const
