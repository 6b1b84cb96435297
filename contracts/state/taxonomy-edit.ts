/** What people changed about the taxonomy of causes. Each edit makes a version of it. */
import { z } from 'zod'
import type { StateDatabase } from './open.ts'
import { bodySchema, jsonText, momentSchema, nameSchema, undoneSchema, type Stamp } from './record.ts'
import { insert, rowsOf, undo } from './rows.ts'

export const TAXONOMY_EDIT_KINDS = ['add', 'rename', 'merge', 'split', 'retire'] as const
export type TaxonomyEditKind = (typeof TAXONOMY_EDIT_KINDS)[number]

export const taxonomyEditSchema = z.object({
  edit_id: z.number().int(),
  kind: z.enum(TAXONOMY_EDIT_KINDS),
  body: jsonText(bodySchema),
  /** Site-local date from which the new version is in force; it is the mark on time axes. */
  changed_on: z.iso.date(),
  edited_by: nameSchema,
  edited_at: momentSchema,
  ...undoneSchema,
})
export type TaxonomyEdit = z.infer<typeof taxonomyEditSchema>
export type NewTaxonomyEdit = Pick<TaxonomyEdit, 'kind' | 'body' | 'changed_on'>

/** @returns its number */
export const addTaxonomyEdit = (
  database: StateDatabase,
  { kind, body, changed_on }: NewTaxonomyEdit,
  { by, at }: Stamp,
): number =>
  insert(database, 'insert into taxonomy_edit (kind, body, changed_on, edited_by, edited_at) values (?, ?, ?, ?, ?)', [
    kind,
    JSON.stringify(body),
    changed_on,
    by,
    at,
  ])

/** @returns whether anything was undone */
export const undoTaxonomyEdit = (database: StateDatabase, id: number, stamp: Stamp): boolean =>
  undo(database, 'taxonomy_edit', id, stamp)

/** All that are not undone, in the order in which they were made. */
export const countingTaxonomyEdits = (database: StateDatabase): TaxonomyEdit[] =>
  rowsOf(database, taxonomyEditSchema, 'select * from taxonomy_edit where undone_at is null order by edit_id')

/** The last ones, undone ones too, newest first. */
export const lastTaxonomyEdits = (database: StateDatabase, limit: number): TaxonomyEdit[] =>
  rowsOf(database, taxonomyEditSchema, 'select * from taxonomy_edit order by edit_id desc limit ?', [limit])
