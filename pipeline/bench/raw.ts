/**
 * The raw statements a stage is compared with: for each, the least work DuckDB could do to end with as much.
 * Run as a process of its own: `node raw.ts <stage> <home>`; prints `{"seconds": …}` of the statement alone.
 */
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { homePaths, type HomePaths } from '../../contracts/home.ts'

type RawStage = (connection: DuckDBConnection, home: HomePaths) => Promise<number>

const seconds = async (work: () => Promise<unknown>) => {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`

async function entitiesOf(home: HomePaths): Promise<string[]> {
  const found: string[] = []
  for (const name of await readdir(home.lake)) {
    if (name === 'loads' || name === 'reject' || name.startsWith('.')) continue
    const batches = path.join(home.lake, name)
    if ((await stat(batches)).isDirectory() && (await readdir(batches)).some((file) => file.endsWith('.parquet')))
      found.push(name)
  }
  return found.sort()
}

const batches = (home: HomePaths, entity: string) => quoted(path.join(home.lake, entity, '*.parquet'))

/** Land: hash every input file. */
const land: RawStage = (connection, home) =>
  seconds(() => connection.run(`SELECT count(sha256(content)) FROM read_blob(${quoted(path.join(home.inbox, '*'))})`))

/** Read to lake: the accepted rows as plain UTF-8 CSV (written beforehand, not timed) into Parquet, all text. */
const ingest: RawStage = async (connection, home) => {
  const entities = await entitiesOf(home)
  const csv = (entity: string) => quoted(path.join(home.scratch, `${entity}.csv`))
  for (const entity of entities)
    await connection.run(`COPY (FROM read_parquet(${batches(home, entity)})) TO ${csv(entity)} (HEADER)`)
  return seconds(async () => {
    for (const entity of entities) {
      const out = quoted(path.join(home.scratch, `${entity}.raw.parquet`))
      await connection.run(`COPY (FROM read_csv(${csv(entity)}, all_varchar = true, header = true)) TO ${out}`)
    }
  })
}

const LATEST_TICKET = (home: HomePaths) => `
  SELECT * FROM read_parquet(${batches(home, 'ticket')}) WHERE true
  QUALIFY row_number() OVER (PARTITION BY source, ticket_id ORDER BY updated_at DESC NULLS LAST, load_sequence DESC, source_row DESC) = 1`

/** marts.ticket: the latest version of each ticket, nothing else. */
const ticket: RawStage = (connection, home) => seconds(() => connection.run(`CREATE TABLE ticket AS ${LATEST_TICKET(home)}`))

/** marts.promise: one 24-hour verdict and its minutes for each ticket. */
const promise: RawStage = async (connection, home) => {
  await connection.run(`CREATE TABLE ticket AS ${LATEST_TICKET(home)}`)
  return seconds(() =>
    connection.run(`CREATE TABLE promise AS SELECT source, ticket_id, received_at + INTERVAL 24 HOUR AS due_at,
      date_diff('second', received_at, responded_at) / 60.0 AS elapsed_minutes, responded_at <= received_at + INTERVAL 24 HOUR AS is_kept FROM ticket`),
  )
}

/** marts.kpi_period: weekly count, kept share and exact 90th percentile of one duration, for the whole and by region. */
const kpiPeriod: RawStage = async (connection, home) => {
  await connection.run(`CREATE TABLE ticket AS ${LATEST_TICKET(home)}`)
  return seconds(() =>
    connection.run(`CREATE TABLE period AS SELECT date_trunc('week', received_at) AS week, region, count(*) AS n,
      avg((responded_at <= received_at + INTERVAL 24 HOUR)::INTEGER) AS kept,
      quantile_cont(date_diff('second', received_at, responded_at) / 60.0, 0.9) AS p90
      FROM ticket GROUP BY GROUPING SETS ((week), (week, region))`),
  )
}

/** The whole build: every entity from the lake into a table, then the three statements above. */
const build: RawStage = async (connection, home) => {
  const entities = await entitiesOf(home)
  const load = await seconds(async () => {
    for (const entity of entities.filter((each) => each !== 'ticket')) {
      await connection.run(`CREATE TABLE ${entity} AS FROM read_parquet(${batches(home, entity)})`)
    }
  })
  const latest = await ticket(connection, home)
  const rest = [promise, kpiPeriod]
  let total = load + latest
  for (const each of rest) {
    await connection.run('DROP TABLE ticket')
    total += await each(connection, home)
  }
  return total
}

const STAGES: Readonly<Record<string, RawStage>> = { land, ingest, ticket, promise, kpi_period: kpiPeriod, build }
export const RAW_STAGES = Object.keys(STAGES)

if (process.argv[1] === import.meta.filename) {
  const [stage = '', root = ''] = process.argv.slice(2)
  const run = STAGES[stage]
  if (run === undefined) throw new TypeError(`raw stage ${stage} is not one of ${RAW_STAGES.join(', ')}`)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  process.stdout.write(JSON.stringify({ seconds: await run(connection, homePaths(root)) }))
  connection.closeSync()
}
