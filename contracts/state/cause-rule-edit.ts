/** What people changed about the rules that find causes in words. */
import { z } from 'zod'
import type { StateDatabase } from './open.ts'
import { bodySchema, jsonText, momentSchema, nameSchema, undoneSchema, type Stamp } from './record.ts'
import { insert, rowsOf, undo } from './rows.ts'

export const causeRuleEditSchema = z.object({
  edit_id: z.number().int(),
  rule_id: z.string().min(1),
  /** The whole rule as cause-rules.yaml has it; null: switched off. */
  body: jsonText(bodySchema).nullable(),
  edited_by: nameSchema,
  edited_at: momentSchema,
  ...undoneSchema,
})
export type CauseRuleEdit = z.infer<typeof causeRuleEditSchema>
export type NewCauseRuleEdit = Pick<CauseRuleEdit, 'rule_id' | 'body'>

/** @returns its number */
export const addCauseRuleEdit = (database: StateDatabase, { rule_id, body }: NewCauseRuleEdit, { by, at }: Stamp): number =>
  insert(database, 'insert into cause_rule_edit (rule_id, body, edited_by, edited_at) values (?, ?, ?, ?)', [
    rule_id,
    body === null ? null : JSON.stringify(body),
    by,
    at,
  ])

/** @returns whether anything was undone */
export const undoCauseRuleEdit = (database: StateDatabase, id: number, stamp: Stamp): boolean =>
  undo(database, 'cause_rule_edit', id, stamp)

/** The newest edit of each rule, in order. */
export const countingCauseRuleEdits = (database: StateDatabase): CauseRuleEdit[] =>
  rowsOf(
    database,
    causeRuleEditSchema,
    `
    select * from cause_rule_edit
    where edit_id in (select max(edit_id) from cause_rule_edit where undone_at is null group by rule_id)
    order by edit_id`,
  )

/** The last ones, undone ones too, newest first. */
export const lastCauseRuleEdits = (database: StateDatabase, limit: number): CauseRuleEdit[] =>
  rowsOf(database, causeRuleEditSchema, 'select * from cause_rule_edit order by edit_id desc limit ?', [limit])
