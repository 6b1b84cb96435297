/** What people said a source's own labels mean. */
import { z } from 'zod'
import type { StateDatabase } from './open.ts'
import { momentSchema, nameSchema, undoneSchema, type Stamp } from './record.ts'
import { insert, rowsOf, undo } from './rows.ts'

export const causeLabelSchema = z.object({
  label_id: z.number().int(),
  /** '' for all sources. */
  source: z.string(),
  label: z.string().min(1),
  /** Null: it means no cause, and none is to be proposed again. */
  code: z.string().min(1).nullable(),
  decided_by: nameSchema,
  decided_at: momentSchema,
  ...undoneSchema,
})
export type CauseLabel = z.infer<typeof causeLabelSchema>
export type NewCauseLabel = Pick<CauseLabel, 'source' | 'label' | 'code'>

/** @returns its number */
export const addCauseLabel = (database: StateDatabase, { source, label, code }: NewCauseLabel, { by, at }: Stamp): number =>
  insert(database, 'insert into cause_label (source, label, code, decided_by, decided_at) values (?, ?, ?, ?, ?)', [
    source,
    label,
    code,
    by,
    at,
  ])

/** @returns whether anything was undone */
export const undoCauseLabel = (database: StateDatabase, id: number, stamp: Stamp): boolean =>
  undo(database, 'cause_label', id, stamp)

/** The newest word on each label of each source, in order. */
export const countingCauseLabels = (database: StateDatabase): CauseLabel[] =>
  rowsOf(
    database,
    causeLabelSchema,
    `
    select * from cause_label
    where label_id in (select max(label_id) from cause_label where undone_at is null group by source, label)
    order by label_id`,
  )

/** The last ones, undone ones too, newest first. */
export const lastCauseLabels = (database: StateDatabase, limit: number): CauseLabel[] =>
  rowsOf(database, causeLabelSchema, 'select * from cause_label order by label_id desc limit ?', [limit])
