/**
 * The server time of the pages' queries on a published warehouse, opened as the server opens it, beside a raw scan of the
 * same table in the same run. `node pipeline/bench/pages.ts <home>` prints a table; with `--json` the results; with
 * `--only=cases_list,ticket_kpis` of these queries alone.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { BOOLEAN, DATE, DOUBLE, DuckDBDateValue, INTEGER, VARCHAR } from '@duckdb/node-api'
import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import { homePaths } from '../../contracts/home.ts'
import { openWarehouse, readPointer, warehouseFile } from '../../contracts/warehouse.ts'
import { quoteName, quoteTable } from '../build/identifier.ts'
import { splitHeader, SQL_FOLDER } from '../build/model.ts'
import { readYaml } from '../home/yaml.ts'
import { pageLineOf, PAGES_HEADER, type PageResult } from './page-result.ts'

const RUNS = 20
const MOST_ROWS = 100_000
const FILTERS = ['source', 'site', 'region', 'team', 'product_family', 'work_kind'] as const
const TYPES = { VARCHAR, INTEGER, DOUBLE, BOOLEAN, DATE } as const

const column = z.string().regex(/^[a-z]+\.[a-z_]+\.[a-z_]+$/)
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const parameterSchema = z.union([
  scalar,
  z.array(scalar).min(1),
  z.strictObject({ before: z.int().min(0) }),
  z.strictObject({ sampled: column }),
])
const querySchema = z.strictObject({
  query: z.string(),
  scans: column,
  least_filters: z.int().min(0).default(0),
  parameters: z.record(z.string(), parameterSchema).default({}),
})
const pagesSchema = z.strictObject({
  filters: z.array(z.array(z.enum(FILTERS))),
  pages: z.array(z.strictObject({ page: z.string(), queries: z.array(querySchema) })),
})
type PageQuery = z.output<typeof querySchema>
type Given = z.output<typeof parameterSchema>
type Scalar = z.output<typeof scalar>

export interface Choice {
  /** Names of queries; default all that are listed. */
  readonly only?: readonly string[] | undefined
  /** How often each is asked; from five on every combination of filters comes up. */
  readonly runs?: number
}

/**
 * @param root a home with a published warehouse
 * @throws AftercareError `bench.stage_failed`, `config.*` of the list of queries
 */
export async function benchPages(root: string, { only, runs = RUNS }: Choice = {}): Promise<PageResult[]> {
  const list = await readYaml(path.join(import.meta.dirname, 'pages.yaml'), pagesSchema)
  const home = homePaths(root)
  const pointer = await readPointer(home)
  if (pointer === null) throw failed('nothing was published', root, 'Run `aftercare build` first.')
  const instance = await openWarehouse(warehouseFile(home, pointer))
  const connection = await instance.connect()
  try {
    const bench = new PageBench(connection, list.filters, Date.parse(pointer.as_of), runs)
    const results: PageResult[] = []
    for (const { page, queries } of list.pages) {
      const asked = queries.filter(({ query }) => only?.includes(query) ?? true)
      for (const each of asked) results.push({ page, ...(await bench.measure(each)) })
    }
    return results
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

class PageBench {
  readonly #samples = new Map<string, Promise<Scalar[][]>>()
  readonly connection: DuckDBConnection
  readonly combinations: readonly (readonly string[])[]
  /** Milliseconds UTC. */
  readonly asOf: number
  readonly runs: number

  constructor(connection: DuckDBConnection, combinations: readonly (readonly string[])[], asOf: number, runs: number) {
    this.connection = connection
    this.combinations = combinations
    this.asOf = asOf
    this.runs = runs
  }

  async measure(page: PageQuery): Promise<Omit<PageResult, 'page'>> {
    const file = path.join(SQL_FOLDER, 'queries', `${page.query}.sql`)
    const text = await readFile(file, 'utf8')
    const declared = (splitHeader(text).header['parameters'] ?? '').split(',').flatMap((each) => {
      const [name = '', type = ''] = each.trim().split(/\s+/)
      return name === '' ? [] : [{ name, type: z.enum(['VARCHAR', 'INTEGER', 'DOUBLE', 'BOOLEAN', 'DATE']).parse(type) }]
    })
    const [schema = '', table = '', name = ''] = page.scans.split('.')
    const scan = `select bit_xor(hash(${quoteName(name)})) from ${quoteTable(`${schema}.${table}`)}`
    const times: number[] = []
    const raw: number[] = []
    let rows = 0
    for (let run = 0; run < this.runs; run += 1) {
      const values: Record<string, DuckDBValue> = {}
      const types: Record<string, DuckDBType> = {}
      for (const { name: parameter, type } of declared) {
        const value = await this.#valueOf(page, parameter, run)
        values[parameter] = type === 'DATE' && value !== null ? dateOf(String(value)) : value
        types[parameter] = TYPES[type]
      }
      times.push(
        await milliseconds(async () => {
          const reader = await this.connection.streamAndReadUntil(text, MOST_ROWS, values, types)
          rows = Math.max(rows, reader.getRowObjectsJson().length)
        }),
      )
      raw.push(await milliseconds(() => this.connection.runAndReadAll(scan)))
    }
    return { query: page.query, rows, p50: quantile(times, 0.5), p95: quantile(times, 0.95), rawP50: quantile(raw, 0.5) }
  }

  async #valueOf({ query, parameters, least_filters }: PageQuery, name: string, run: number): Promise<Scalar> {
    const given: Given | undefined = parameters[name]
    if (given === undefined && isFilter(name)) {
      const combinations = this.combinations.filter((each) => each.length >= least_filters)
      const chosen = combinations[run % combinations.length] ?? []
      return chosen.includes(name) ? this.#sampled('marts.ticket', FILTERS, name, run) : null
    }
    if (given === undefined)
      throw failed(`no value for $${name}`, `pipeline/bench/pages.yaml: ${query}`, 'Give each parameter a value.')
    if (Array.isArray(given)) return given[run % given.length] ?? null
    if (typeof given !== 'object' || given === null) return given
    if ('before' in given) return new Date(this.asOf - given.before * 86_400_000).toISOString().slice(0, 10)
    const [schema = '', table = '', sampled = ''] = given.sampled.split('.')
    return this.#sampled(`${schema}.${table}`, [sampled], sampled, run)
  }

  /** A value of the run's row, of as many rows as there are runs: the columns of one row go together. */
  async #sampled(table: string, columns: readonly string[], name: string, run: number): Promise<Scalar> {
    const list = columns.map((each) => `coalesce(cast(${quoteName(each)} as varchar), 'unknown')`).join(', ')
    const sql = `select ${list} from ${quoteTable(table)} using sample reservoir(${RUNS} rows) repeatable (1)`
    const rows =
      this.#samples.get(sql) ??
      this.connection.runAndReadAll(sql).then((reader) => z.array(z.array(scalar)).parse(reader.getRowsJson()))
    this.#samples.set(sql, rows)
    const taken = await rows
    return taken[run % taken.length]?.[columns.indexOf(name)] ?? null
  }
}

const isFilter = (name: string): boolean => (FILTERS as readonly string[]).includes(name)
const dateOf = (day: string) => new DuckDBDateValue(Date.parse(`${day}T00:00:00Z`) / 86_400_000)

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Nearest rank. */
function quantile(values: readonly number[], at: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * at) - 1] ?? Number.NaN
}

const failed = (message: string, where: string, remedy: string) =>
  new AftercareError('bench.stage_failed', message, { where, remedy, exitCode: 1 })

if (process.argv[1] === import.meta.filename) {
  const [root = '', ...flags] = process.argv.slice(2)
  const only = flags.find((each) => each.startsWith('--only='))?.slice('--only='.length)
  const results = await benchPages(root, { only: only?.split(',') })
  if (flags.includes('--json')) process.stdout.write(JSON.stringify(results))
  else process.stdout.write(`${PAGES_HEADER}\n${results.map((each) => `${pageLineOf(null, each)}\n`).join('')}`)
}
