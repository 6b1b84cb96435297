/**
 * The contract of a table: names, order, types, what must be there, what is unique, what always holds.
 * Beside each model, and for the tables that the program fills (`sql/ref`, `sql/meta`).
 */
import { readFile } from 'node:fs/promises'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'

export const COLUMN_TYPES = ['VARCHAR', 'INTEGER', 'BIGINT', 'DOUBLE', 'BOOLEAN', 'DATE', 'TIMESTAMP', 'DECIMAL(18,4)'] as const
export type ColumnType = (typeof COLUMN_TYPES)[number]

const name = z.string().regex(/^[a-z][a-z0-9_]*$/)

export const columnSchema = z.strictObject({
  name,
  type: z.enum(COLUMN_TYPES),
  required: z.boolean().default(false),
  unit: z.string().optional(),
  meaning: z.string().optional(),
})
export type Column = z.infer<typeof columnSchema>

export const tableContractSchema = z.strictObject({
  what: z.string().optional(),
  columns: z.array(columnSchema).min(1),
  key: z.array(name).default([]),
  /** Of a view: the table that is made of its rows, whose contract is checked in its stead; a view computes itself anew for each check. */
  checked_by: z
    .string()
    .regex(/^[a-z]+\.[a-z0-9_]+$/)
    .optional(),
  invariants: z.array(z.strictObject({ id: name, holds: z.string().min(1), meaning: z.string().optional() })).default([]),
})
export type TableContract = z.infer<typeof tableContractSchema>

/** Reads one contract. Throws `model.contract_unreadable`. */
export async function readContract(file: string): Promise<TableContract> {
  const document = parseDocument(await readFile(file, 'utf8'), { prettyErrors: true })
  const broken = document.errors[0]
  if (broken) throw unreadable(file, broken.message)
  const parsed = tableContractSchema.safeParse(document.toJS())
  if (!parsed.success) throw unreadable(file, z.prettifyError(parsed.error))
  const columns = parsed.data.columns.map((each) => each.name)
  const twice = columns.find((each, at) => columns.indexOf(each) !== at)
  if (twice !== undefined) throw unreadable(file, `column ${twice} is named twice`)
  const stray = parsed.data.key.find((each) => !columns.includes(each))
  if (stray !== undefined) throw unreadable(file, `the key names ${stray}, which is not a column`)
  return parsed.data
}

const unreadable = (where: string, message: string) =>
  new AftercareError('model.contract_unreadable', message, { where, remedy: 'Write the contract as docs/architecture.md shows.' })
