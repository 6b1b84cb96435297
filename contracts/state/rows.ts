/** Reading and undoing rows of any table of the state. */
import { z } from 'zod'
import { AftercareError } from '../errors.ts'
import type { StateDatabase } from './open.ts'
import type { Stamp } from './record.ts'

export type Value = string | number | null

/** Each row checked. Throws `state.row_unreadable`. */
export function rowsOf<T>(database: StateDatabase, schema: z.ZodType<T>, sql: string, values: readonly Value[] = []): T[] {
  const parsed = z.array(schema).safeParse(database.prepare(sql).all(...values))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AftercareError('state.row_unreadable', issue?.message ?? 'a row is not what this version writes', {
    where: `${database.location() ?? 'memory'}, ${issue?.path.join('.') ?? ''}`,
    remedy: 'Restore a copy of the file from before it was changed by hand.',
    cause: parsed.error,
  })
}

/** @returns the number of the new row */
export function insert(database: StateDatabase, sql: string, values: readonly Value[]): number {
  return Number(database.prepare(sql).run(...values).lastInsertRowid)
}

const UNDO = {
  cause_decision: 'update cause_decision set undone_by = ?, undone_at = ? where decision_id = ? and undone_at is null',
  cause_label: 'update cause_label set undone_by = ?, undone_at = ? where label_id = ? and undone_at is null',
  cause_rule_edit: 'update cause_rule_edit set undone_by = ?, undone_at = ? where edit_id = ? and undone_at is null',
  taxonomy_edit: 'update taxonomy_edit set undone_by = ?, undone_at = ? where edit_id = ? and undone_at is null',
} as const

export type StateTable = keyof typeof UNDO

/** @returns false where there is no such row, or it is undone already: then nothing was changed */
export function undo(database: StateDatabase, table: StateTable, id: number, { by, at }: Stamp): boolean {
  return database.prepare(UNDO[table]).run(by, at, id).changes === 1
}

const COUNT_SINCE = {
  cause_decision: 'select count(*) as n from cause_decision where decided_at >= ? or undone_at >= ?',
  cause_label: 'select count(*) as n from cause_label where decided_at >= ? or undone_at >= ?',
  cause_rule_edit: 'select count(*) as n from cause_rule_edit where edited_at >= ? or undone_at >= ?',
  taxonomy_edit: 'select count(*) as n from taxonomy_edit where edited_at >= ? or undone_at >= ?',
} as const

/** How many rows were written or undone after a moment: a build that began then does not know them. */
export function changesSince(database: StateDatabase, table: StateTable, moment: string): number {
  const [row] = rowsOf(database, z.object({ n: z.number().int() }), COUNT_SINCE[table], [moment, moment])
  return row?.n ?? 0
}
