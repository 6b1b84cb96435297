/**
 * How fast promises are made, timed and judged, beside the raw floor in the same run: the same table written once more, its minutes and verdicts
 * by two date joins to a cumulative calendar and one comparison. `node pipeline/bench/promises.ts <home> [copies]` takes the tickets of
 * a home, each so many times; prints JSON.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { AftercareError } from '../../contracts/errors.ts'
import { homePaths } from '../../contracts/home.ts'
import { readPointer } from '../../contracts/warehouse.ts'
import { openBuild } from '../build/engine.ts'
import { quoteName, quoteTable } from '../build/identifier.ts'
import { firstFactDate, lakeColumns, lakeTables, openLake } from '../build/lake.ts'
import { readModels, SQL_FOLDER } from '../build/model.ts'
import { orderModels, type OrderedModel } from '../build/order.ts'
import { loadHome } from '../home/config.ts'
import { activeLoads, readLoads } from '../lake/ledger.ts'
import { EMPTY_STATE } from '../../contracts/state/snapshot.ts'
import { fillReference, readTableContracts } from '../reference/fill.ts'
import { loadReference } from '../reference/load.ts'
import { readSources } from '../source/read.ts'
import type { PromiseResult } from './promise-result.ts'

const WANTED = 'marts.promise_piece'
/** Subjects of promises, by the column that numbers them. */
const COPIED = {
  ticket: ['ticket_id'],
  ticket_event: ['ticket_id'],
  complaint: ['complaint_id', 'ticket_id'],
  stock_request: ['request_id'],
  contract: ['contract_id'],
} as const
/** What is not the making of promises: tickets as such, and what other marts need as well. */
const IS_ENGINE = /^(?:intermediate\.(?:promise_|working_|ticket_state_|ticket_calendar_)|marts\.promise)/

/**
 * @param root a home with a published warehouse
 * @param copies how often each ticket is taken
 * @throws AftercareError `bench.stage_failed`
 */
export async function benchPromises(root: string, copies: number): Promise<PromiseResult> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'aftercare-bench-promises-'))
  const engine = await openBuild(path.join(scratch, 'warehouse.duckdb'), scratch)
  try {
    const { connection } = engine
    const models = await prepare(connection, root, copies)
    const runs = []
    for (const model of models) {
      const seconds = await timed(connection, `create ${model.materialized} ${quoteTable(model.id)} as ${model.sql}`)
      runs.push({ model: model.id, seconds })
    }
    const tickets = await count(connection, 'intermediate.ticket_latest')
    const promises = await count(connection, 'marts.promise')
    const pieces = await count(connection, 'marts.promise_piece')
    const seconds = runs.filter(({ model }) => IS_ENGINE.test(model)).reduce((sum, each) => sum + each.seconds, 0)
    return { tickets, promises, pieces, seconds, rawSeconds: await rawFloor(connection), runs }
  } finally {
    engine.close()
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Opens the lake, fills `ref`. @returns the models that promises need, in order */
async function prepare(connection: DuckDBConnection, root: string, copies: number): Promise<OrderedModel[]> {
  const pointer = await readPointer(homePaths(root))
  if (pointer === null) {
    throw new AftercareError('bench.stage_failed', 'nothing was published', {
      where: root,
      remedy: 'Run `aftercare run` first.',
      exitCode: 1,
    })
  }
  const home = await loadHome(root)
  const active = activeLoads(await readLoads(home.paths))
  const contracts = await readTableContracts('ref')
  await openLake(connection, home.paths, active)
  const ordered = await orderModels(connection, await readModels(SQL_FOLDER), new Set([...lakeTables(), ...contracts.keys()]))
  await fillReference(connection, contracts, await loadReference(home.paths, home.config, EMPTY_STATE), {
    build_id: pointer.build_id,
    as_of: pointer.as_of,
    first_fact: await firstFactDate(connection, home.config.time_zone),
    config: home.config,
    loads: active,
    sources: await readSources(home),
  })
  if (copies > 1) await copyLake(connection, copies)
  return needed(ordered, WANTED)
}

async function copyLake(connection: DuckDBConnection, copies: number): Promise<void> {
  for (const [entity, numbered] of Object.entries(COPIED) as [keyof typeof COPIED, readonly string[]][]) {
    const list = lakeColumns(entity).map(({ name }) => {
      const column = `t.${quoteName(name)}`
      return `${numbered.includes(name) ? `${column} || '-' || copy.n` : column} as ${quoteName(name)}`
    })
    const [table, once] = [`lake.${quoteName(entity)}`, `lake.${quoteName(`${entity}_once`)}`]
    const found = await connection.runAndReadAll(
      `select count(*) from duckdb_views() where schema_name = 'lake' and view_name = '${entity}'`,
    )
    const kind = Number(found.getRows()[0]?.[0]) === 1 ? 'view' : 'table'
    await connection.run(`alter ${kind} ${table} rename to ${quoteName(`${entity}_once`)}`)
    await connection.run(
      `create view ${table} as select ${list.join(', ')} from ${once} as t cross join range(${copies}) as copy(n)`,
    )
  }
}

/** A model and all that it reads, in the order given. */
function needed(ordered: readonly OrderedModel[], id: string): OrderedModel[] {
  const wanted = new Set([id])
  for (const model of ordered.toReversed()) if (wanted.has(model.id)) for (const each of model.dependsOn) wanted.add(each)
  return ordered.filter((each) => wanted.has(each.id))
}

/** The calendar has one span a day, nothing pauses, nothing has a reason: less cannot be done for a table of this width. */
async function rawFloor(connection: DuckDBConnection): Promise<number> {
  await connection.run(`
    create temp table calendar as
    select day, opens, worked, sum(worked) over (order by day) - worked as before
    from (
      select
        cast(from_at as date) as day, min(epoch_us(from_at) - epoch_us(cast(from_at as date)::timestamp)) as opens,
        sum(epoch_us(until_at) - epoch_us(from_at))::bigint as worked
      from ref.working_span where calendar_id = (select calendar_id from ref.parameter)
      group by 1
    )`)
  // Each day has to be there: a moment on a day off is joined to it as well.
  await connection.run(`
    insert into calendar
    select d.day, 0, 0, coalesce((select max(c.before + c.worked) from calendar as c where c.day < d.day), 0)
    from ref.day as d anti join calendar as c on c.day = d.day`)
  return timed(
    connection,
    `create table marts.floor as
     with counted as (
       select
         p.* exclude (elapsed_minutes, verdict),
         (b.before + least(b.worked, greatest(0, epoch_us(p.stopped_at) - epoch_us(b.day::timestamp) - b.opens))
           - a.before - least(a.worked, greatest(0, epoch_us(p.started_at) - epoch_us(a.day::timestamp) - a.opens))) / 6e7 as elapsed_minutes
       from marts.promise as p
       left join calendar as a on a.day = cast(p.started_at as date)
       left join calendar as b on b.day = cast(p.stopped_at as date)
     )
     select c.*, case when c.elapsed_minutes <= c.limit_minutes then 'kept' else 'broken' end as verdict from counted as c`,
  )
}

async function timed(connection: DuckDBConnection, sql: string): Promise<number> {
  const started = performance.now()
  await connection.run(sql)
  return (performance.now() - started) / 1000
}

async function count(connection: DuckDBConnection, id: string): Promise<number> {
  return Number((await connection.runAndReadAll(`select count(*) from ${quoteTable(id)}`)).getRows()[0]?.[0])
}

if (process.argv[1] === import.meta.filename) {
  const [root = '', copies = '1'] = process.argv.slice(2)
  process.stdout.write(JSON.stringify(await benchPromises(root, Number(copies)), null, 1))
}
