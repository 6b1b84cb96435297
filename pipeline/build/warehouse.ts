/** Fills one new warehouse file: lake, reference, models, audits, and the record of all this in `meta`. */
import { access } from 'node:fs/promises'
import path from 'node:path'
import { version as engineVersion, type DuckDBConnection } from '@duckdb/node-api'
import type { HomePaths } from '../../contracts/home.ts'
import type { Load } from '../../contracts/load.ts'
import type { StateSnapshot } from '../../contracts/state/snapshot.ts'
import type { Effects } from '../effects.ts'
import type { Home } from '../home/config.ts'
import { fillReference, readTableContracts } from '../reference/fill.ts'
import { loadReference } from '../reference/load.ts'
import { newestFact } from '../reference/source.ts'
import { sourceColumnRows } from '../source/column-rows.ts'
import { readSources } from '../source/read.ts'
import { readAudits, refuseFailedAudits, runAudits } from './audit.ts'
import type { CheckResult } from './check.ts'
import type { TableContract } from './contract.ts'
import { openBuild } from './engine.ts'
import { quoteName, quoteText } from './identifier.ts'
import { programVersion } from './inputs.ts'
import { dependencyRows, kpiColumnRows } from './lineage-rows.ts'
import { firstFactDate, lakeTables, loadRows, openLake } from './lake.ts'
import { readModels } from './model.ts'
import { orderModels } from './order.ts'
import { runModels, type ModelRun } from './run.ts'
import { createTable, fillTable, type Row } from './table.ts'

export interface WarehousePlan {
  readonly buildId: string
  /** ISO UTC */
  readonly asOf: string
  readonly loads: readonly Load[]
  readonly active: readonly Load[]
  /** What people wrote. */
  readonly state: StateSnapshot
  /** The models' folder. */
  readonly folder: string
  /** The new file; must not exist. */
  readonly file: string
  readonly scratch: string
}

export interface BuiltWarehouse {
  readonly runs: readonly ModelRun[]
  readonly checks: readonly CheckResult[]
  /** ISO UTC, the newest fact of the active loads. */
  readonly dataUntil: string | null
}

/** Throws when a model, a contract or an audit says no; the file is then worthless. */
export async function buildWarehouse(home: Home, plan: WarehousePlan, effects: Effects): Promise<BuiltWarehouse> {
  const started = effects.now()
  const reference = await loadReference(home.paths, home.config, plan.state)
  const sources = await readSources(home)
  const [models, audits] = await Promise.all([readModels(plan.folder), readAudits(plan.folder)])
  const contracts = { ref: await readTableContracts('ref', plan.folder), meta: await readTableContracts('meta', plan.folder) }

  const engine = await openBuild(plan.file, plan.scratch, plan.folder)
  try {
    const { connection } = engine
    const tables = new Set([...lakeTables(), ...contracts.ref.keys()])
    const ordered = await orderModels(connection, models, tables)
    await openLake(connection, home.paths, plan.active)
    const firstFact = await firstFactDate(connection, home.config.time_zone)
    await fillReference(connection, contracts.ref, reference, {
      build_id: plan.buildId,
      as_of: plan.asOf,
      first_fact: firstFact,
      config: home.config,
      loads: plan.active,
      sources,
    })
    const fill = (name: string, rows: readonly Row[]) => fillMeta(connection, contracts.meta, name, rows)
    await fill('load', loadRows(plan.loads, plan.active))
    await fill('source_column', await sourceColumnRows(connection, sources, plan.active))
    await fill('model_dependency', dependencyRows(ordered))
    await fill('kpi_column', kpiColumnRows(ordered))
    await fill('reject', [])
    await copyRejects(connection, home.paths, plan.active, contracts.meta)

    const { runs, checks } = await runModels(connection, ordered, { paths: home.paths }, effects)
    await fill(
      'model_run',
      runs.map((each) => ({ ...each })),
    )
    const found = await runAudits(connection, audits)
    refuseFailedAudits(found)
    const all = [...checks, ...found]
    await fill(
      'audit_result',
      all.map((each) => ({ ...each })),
    )
    const dataUntil = newestFact(plan.active)
    const row = {
      build_id: plan.buildId,
      as_of: plan.asOf,
      data_until: dataUntil,
      started_at: started.toISOString(),
      finished_at: effects.now().toISOString(),
      program_version: await programVersion(),
      engine_version: engineVersion(),
      models: runs.length,
      audits_passed: all.filter((each) => each.failures === 0).length,
      audits_warned: all.filter((each) => each.failures > 0).length,
    }
    await fill('build', [row])
    for (const model of ordered) if (model.keep && model.layer !== 'marts') await engine.keep(model.id)
    await engine.finish()
    return { runs, checks: all, dataUntil }
  } finally {
    engine.close()
  }
}

async function fillMeta(
  connection: DuckDBConnection,
  contracts: ReadonlyMap<string, TableContract>,
  name: string,
  rows: readonly Row[],
): Promise<void> {
  const columns = contracts.get(`meta.${name}`)?.columns
  if (columns === undefined) throw new TypeError(`meta.${name} has no contract`)
  await createTable(connection, `meta.${name}`, columns)
  await fillTable(connection, `meta.${name}`, columns, rows)
}

/** Rejects of active loads; a load without any has no file. */
async function copyRejects(
  connection: DuckDBConnection,
  home: HomePaths,
  active: readonly Load[],
  contracts: ReadonlyMap<string, TableContract>,
): Promise<void> {
  const list = (contracts.get('meta.reject')?.columns ?? []).map((each) => quoteName(each.name)).join(', ')
  for (const load of active) {
    const file = path.join(home.lake, 'reject', `${load.load_id}.parquet`)
    if (!(await exists(file))) continue
    await connection.run(`insert into meta.reject (${list}) select ${list} from read_parquet(${quoteText(file)})`)
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )
