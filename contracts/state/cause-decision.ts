/** What people decided on single complaints: their causes, and whose responsibility it turned out to be. */
import { z } from 'zod'
import type { StateDatabase } from './open.ts'
import { jsonText, momentSchema, nameSchema, undoneSchema, type Stamp } from './record.ts'
import { RESPONSIBILITIES } from './responsibility.ts'
import { insert, rowsOf, undo } from './rows.ts'

export const causeDecisionSchema = z.object({
  decision_id: z.number().int(),
  source: z.string(),
  complaint_id: z.string(),
  /** Codes, the principal one first; `[]`: cannot be told from the words; null: says nothing of causes. */
  causes: jsonText(z.array(z.string().min(1))).nullable(),
  /** The taxonomy that the codes belong to; null with `causes`. */
  taxonomy_version: z.number().int().nullable(),
  /** Null: says nothing of responsibility. */
  responsibility: z.enum(RESPONSIBILITIES).nullable(),
  /** What the machine proposed when the person decided. */
  proposed_code: z.string().nullable(),
  proposed_method: z.enum(['rule', 'model']).nullable(),
  /** 0 to 1. */
  proposed_confidence: z.number().nullable(),
  note: z.string().nullable(),
  decided_by: nameSchema,
  decided_at: momentSchema,
  ...undoneSchema,
})
export type CauseDecision = z.infer<typeof causeDecisionSchema>
export type NewCauseDecision = Omit<CauseDecision, 'decision_id' | 'decided_by' | 'decided_at' | 'undone_by' | 'undone_at'>

const INSERT = `
  insert into cause_decision (source, complaint_id, causes, taxonomy_version, responsibility, proposed_code, proposed_method,
    proposed_confidence, note, decided_by, decided_at)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** @returns its number */
export function addCauseDecision(database: StateDatabase, decision: NewCauseDecision, { by, at }: Stamp): number {
  return insert(database, INSERT, [
    decision.source,
    decision.complaint_id,
    decision.causes === null ? null : JSON.stringify(decision.causes),
    decision.taxonomy_version,
    decision.responsibility,
    decision.proposed_code,
    decision.proposed_method,
    decision.proposed_confidence,
    decision.note,
    by,
    at,
  ])
}

/** @returns whether anything was undone */
export const undoCauseDecision = (database: StateDatabase, id: number, stamp: Stamp): boolean =>
  undo(database, 'cause_decision', id, stamp)

/**
 * The decisions that count, in order: of each complaint the newest that speaks of causes and the newest that speaks of responsibility, which
 * may be one. What another has replaced in a decision is null in it.
 */
export function countingCauseDecisions(database: StateDatabase): CauseDecision[] {
  return rowsOf(
    database,
    causeDecisionSchema,
    `
    with newest as (
      select source, complaint_id,
        max(case when causes is not null then decision_id end) as causes_id,
        max(case when responsibility is not null then decision_id end) as responsibility_id
      from cause_decision where undone_at is null
      group by source, complaint_id
    )
    select d.decision_id, d.source, d.complaint_id,
      case when d.decision_id = n.causes_id then d.causes end as causes,
      case when d.decision_id = n.causes_id then d.taxonomy_version end as taxonomy_version,
      case when d.decision_id = n.responsibility_id then d.responsibility end as responsibility,
      case when d.decision_id = n.causes_id then d.proposed_code end as proposed_code,
      case when d.decision_id = n.causes_id then d.proposed_method end as proposed_method,
      case when d.decision_id = n.causes_id then d.proposed_confidence end as proposed_confidence,
      d.note, d.decided_by, d.decided_at, d.undone_by, d.undone_at
    from cause_decision as d
    join newest as n on n.source = d.source and n.complaint_id = d.complaint_id
    where d.decision_id = n.causes_id or d.decision_id = n.responsibility_id
    order by d.decision_id`,
  )
}

/** The last ones, undone ones too, newest first. */
export const lastCauseDecisions = (database: StateDatabase, by: string, limit: number): CauseDecision[] =>
  rowsOf(database, causeDecisionSchema, 'select * from cause_decision where decided_by = ? order by decision_id desc limit ?', [
    by,
    limit,
  ])

/** What was decided or undone after a moment: a build that began then does not know it. */
export const causeDecisionsSince = (database: StateDatabase, moment: string): CauseDecision[] =>
  rowsOf(
    database,
    causeDecisionSchema,
    'select * from cause_decision where decided_at >= ? or undone_at >= ? order by decision_id',
    [moment, moment],
  )
