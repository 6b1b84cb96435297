/** Models as they lie in `sql/`: header, statement, contract. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { glob } from 'tinyglobby'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import { readContract, type TableContract } from './contract.ts'

export const LAYERS = ['staging', 'intermediate', 'marts'] as const
export type Layer = (typeof LAYERS)[number]

const headerSchema = z.strictObject({
  grain: z.string().min(1),
  key: z.string().min(1),
  clock: z.string().min(1),
  why: z.string().min(1),
  materialized: z.enum(['table', 'view']).default('table'),
  keep: z.enum(['true', 'false']).default('false'),
  /** The function that makes the table of what the statement reads (`pipeline/build/computed.ts`). */
  computed: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .optional(),
  /** Columns by which a table is stored, comma-separated. */
  order: z
    .string()
    .default('')
    .transform((columns) => columns.split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]))),
})

export interface Model {
  /** `layer.name`, also the name of its table. */
  readonly id: string
  readonly layer: Layer
  readonly name: string
  readonly file: string
  /** The statement without its header: what the table is, or what its function reads. */
  readonly sql: string
  readonly materialized: 'table' | 'view'
  /** The function that computes it, by name; null where the statement does. */
  readonly computed: string | null
  /** True when the table stays in the published warehouse; marts always do. */
  readonly keep: boolean
  /** Columns by which its rows are stored, so that a reader who filters by them skips most of the file; empty when it does not matter. */
  readonly order: readonly string[]
  readonly why: string
  readonly contract: TableContract
}

/** The folder of the models that come with the program. */
export const SQL_FOLDER = path.resolve(import.meta.dirname, '../../sql')

/** All models, by layer and name. Throws `model.header_unreadable`, `model.contract_missing`, `model.sql_missing`, `model.contract_unreadable`. */
export async function readModels(folder: string = SQL_FOLDER): Promise<Model[]> {
  const models: Model[] = []
  for (const layer of LAYERS) {
    const files = (await glob(['*.sql', '*.yaml'], { cwd: path.join(folder, layer) })).sort()
    for (const each of files) {
      const name = path.parse(each).name
      const where = path.join(folder, layer, each)
      if (each.endsWith('.sql')) {
        if (!files.includes(`${name}.yaml`)) throw absent('model.contract_missing', where, `${name}.yaml`)
        models.push(await readModel(layer, name, where))
      } else if (!files.includes(`${name}.sql`)) throw absent('model.sql_missing', where, `${name}.sql`)
    }
  }
  return models
}

async function readModel(layer: Layer, name: string, file: string): Promise<Model> {
  const { header, sql } = splitHeader(await readFile(file, 'utf8'))
  const parsed = headerSchema.safeParse(header)
  if (!parsed.success) {
    throw new AftercareError('model.header_unreadable', z.prettifyError(parsed.error), {
      where: file,
      remedy: 'Write grain, key, clock and why as `-- key: value` lines at the top.',
    })
  }
  const { materialized, keep, why, order, computed } = parsed.data
  const contract = await readContract(file.replace(/\.sql$/, '.yaml'))
  const unknown = order.find((name) => materialized === 'view' || !contract.columns.some((each) => each.name === name))
  if (unknown !== undefined) {
    throw new AftercareError('model.header_unreadable', 'a table is stored by columns of its contract, a view is not stored', {
      where: file,
      value: `order: ${unknown}`,
      remedy: 'Correct the line `-- order:` or leave it out.',
    })
  }
  if (computed !== undefined && (materialized === 'view' || order.length > 0)) {
    throw new AftercareError('model.header_unreadable', 'a computed model is a table, stored as its function gives the rows', {
      where: file,
      value: `computed: ${computed}`,
      remedy: 'Leave `-- materialized: view` and `-- order:` out.',
    })
  }
  return {
    id: `${layer}.${name}`,
    layer,
    name,
    file,
    sql,
    materialized,
    computed: computed ?? null,
    keep: keep === 'true' || layer === 'marts',
    order,
    why,
    contract,
  }
}

/** The `-- key: value` lines at the top, a line without a key continuing the one above, and what follows them. */
export function splitHeader(source: string): { header: Record<string, string>; sql: string } {
  const lines = source.split(/\r?\n/)
  const header: Record<string, string> = {}
  let last: string | undefined
  let at = 0
  for (; at < lines.length && lines[at]?.startsWith('--'); at += 1) {
    const line = lines[at]?.slice(2).trim() ?? ''
    const match = /^([a-z]+):\s*(.*)$/.exec(line)
    if (match?.[1] !== undefined) header[(last = match[1])] = match[2] ?? ''
    else if (last !== undefined && line !== '') header[last] = `${header[last] ?? ''} ${line}`
  }
  return { header, sql: lines.slice(at).join('\n').trim().replace(/;$/, '') }
}

const absent = (code: string, where: string, file: string) =>
  new AftercareError(code, `${file} is missing beside it`, { where, remedy: `Add ${file}, or remove this file.` })
