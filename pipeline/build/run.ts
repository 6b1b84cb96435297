/** Runs ordered models, each checked against its contract before the next one reads it. */
import { performance } from 'node:perf_hooks'
import type { DuckDBConnection } from '@duckdb/node-api'
import { AftercareError } from '../../contracts/errors.ts'
import type { Effects } from '../effects.ts'
import { checkContract, type CheckResult } from './check.ts'
import { computedOf } from './computed.ts'
import { computeTable, type ComputingContext } from './computing.ts'
import { quoteName, quoteTable } from './identifier.ts'
import type { OrderedModel } from './order.ts'

export interface ModelRun {
  readonly model: string
  readonly run_order: number
  readonly materialized: 'table' | 'view'
  /** Null for a view that is checked by the table made of it. */
  readonly rows: number | null
  readonly seconds: number
  /** Comma-separated. */
  readonly depends_on: string
}

/** @returns how each model ran and what was checked. Throws `model.failed`, `model.contract_broken`. */
export async function runModels(
  connection: DuckDBConnection,
  models: readonly OrderedModel[],
  { paths }: Pick<ComputingContext, 'paths'>,
  effects: Effects,
): Promise<{ runs: ModelRun[]; checks: CheckResult[] }> {
  const runs: ModelRun[] = []
  const checks: CheckResult[] = []
  for (const [at, model] of models.entries()) {
    effects.progress(`models: ${model.id}`, at, models.length)
    const started = performance.now()
    await materialize(connection, model, { paths, progress: effects.progress.bind(effects) })
    const seconds = (performance.now() - started) / 1000
    const found = await checkModel(connection, model)
    checks.push(...found)
    runs.push({
      model: model.id,
      run_order: at + 1,
      materialized: model.materialized,
      rows: model.contract.checked_by === undefined ? await countRows(connection, model.id) : null,
      seconds,
      depends_on: model.dependsOn.join(','),
    })
  }
  effects.progress('models', models.length, models.length)
  return { runs, checks }
}

async function countRows(connection: DuckDBConnection, id: string): Promise<number> {
  return Number((await connection.runAndReadAll(`select count(*) from ${quoteTable(id)}`)).getRows()[0]?.[0] ?? 0)
}

async function materialize(connection: DuckDBConnection, model: OrderedModel, context: ComputingContext): Promise<void> {
  const compute = computedOf(model)
  try {
    if (compute !== null) {
      await computeTable(connection, model, compute, context)
      return
    }
    const stored =
      model.order.length === 0 ? model.sql : `from (${model.sql}) as model order by ${model.order.map(quoteName).join(', ')}`
    await connection.run(`create ${model.materialized} ${quoteTable(model.id)} as ${stored}`)
  } catch (cause) {
    // What a function refuses has its own code and remedy.
    throw cause instanceof AftercareError ? cause : failed(model, cause)
  }
}

async function checkModel(connection: DuckDBConnection, model: OrderedModel): Promise<CheckResult[]> {
  let checks: CheckResult[]
  try {
    const depth = model.contract.checked_by === undefined ? 'rows' : 'shape'
    checks = await checkContract(connection, model.id, model.contract, depth)
  } catch (cause) {
    // A view computes nothing until it is read; an invariant may itself be wrong SQL.
    throw failed(model, cause)
  }
  const broken = checks.find((each) => each.failures > 0)
  if (broken === undefined) return checks
  throw new AftercareError('model.contract_broken', `${broken.check_id}: ${broken.meaning} (${broken.failures} wrong)`, {
    where: model.file,
    ...(broken.sample === null ? {} : { value: broken.sample.slice(0, 600) }),
    remedy: 'Correct the model, or change its contract and its cases together.',
    exitCode: 1,
  })
}

const failed = (model: OrderedModel, cause: unknown) =>
  new AftercareError('model.failed', cause instanceof Error ? cause.message : String(cause), {
    where: model.file,
    remedy: 'Correct the statement.',
    exitCode: 1,
    cause,
  })
