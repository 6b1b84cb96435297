/**
 * A home with a published warehouse of plausible figures, made straight from the contracts: for tests of the pages only.
 * Figures come from a fixed formula, so that a test can say what it expects.
 */
import { mkdir, readFile, rename, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { globSync } from 'tinyglobby'
import { parse } from 'yaml'
import { z } from 'zod'
import { homePaths, type HomePaths } from '../../contracts/home.ts'
import { kpiRegistrySchema, type Kpi } from '../../contracts/kpi.ts'
import type { LastBuild, Pointer } from '../../contracts/warehouse.ts'
import type { Row } from '../../pipeline/build/table.ts'
import { kpiRows } from '../../pipeline/reference/registry.ts'

const root = path.join(import.meta.dirname, '..', '..')
const contractSchema = z.object({ columns: z.array(z.object({ name: z.string(), type: z.string() })) })

export interface FixtureOptions {
  readonly buildId?: string
  /** Weeks of figures; the last one is not over. 0 leaves the marts empty. */
  readonly weeks?: number
  /** Added to every value, so that versions can be told apart. */
  readonly shift?: number
  /** Statements run last, for instance to break a table. */
  readonly after?: string
}

export const AS_OF = '2026-09-30T15:59:00Z'
/** The Monday of the week in which AS_OF lies. */
const LAST_WEEK = '2026-09-28'
const DAY = 86_400_000
const day = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** Makes an empty home: folders, no warehouse. */
export async function emptyHome(folder: string): Promise<HomePaths> {
  const home = homePaths(folder)
  for (const each of [home.versions, home.lake, home.state, home.inbox]) await mkdir(each, { recursive: true })
  return home
}

/** Builds a version aside and publishes it by renaming the pointer, as the pipeline does. @returns the file served */
export async function publishFixture(home: HomePaths, options: FixtureOptions = {}): Promise<string> {
  const buildId = options.buildId ?? 'fixture-1'
  const file = path.join('versions', `${buildId}.duckdb`)
  await buildFixture(path.join(home.warehouse, file), { ...options, buildId })
  const pointer: Pointer = {
    build_id: buildId,
    file,
    as_of: AS_OF,
    data_until: '2026-09-30T10:12:00Z',
    published_at: '2026-09-30T16:05:00Z',
  }
  await writeAside(home.currentPointer, pointer)
  await writeLastBuild(home, { build_id: buildId, status: 'published', finished_at: '2026-09-30T16:05:00Z', as_of: AS_OF })
  return path.join(home.warehouse, file)
}

export const writeLastBuild = (home: HomePaths, lastBuild: LastBuild): Promise<void> => writeAside(home.lastBuild, lastBuild)

async function writeAside(file: string, content: unknown): Promise<void> {
  const aside = `${file}.new`
  await writeFile(aside, JSON.stringify(content))
  const now = new Date()
  await utimes(aside, now, now)
  await rename(aside, file)
}

async function buildFixture(
  file: string,
  { buildId = 'fixture-1', weeks = 60, shift = 0, after }: FixtureOptions,
): Promise<void> {
  const instance = await DuckDBInstance.create(file)
  const connection = await instance.connect()
  try {
    await connection.run(await readFile(path.join(root, 'sql/macros/duckdb.sql'), 'utf8'))
    for (const schema of ['ref', 'meta', 'marts']) await connection.run(`create schema ${schema}`)
    for (const contract of globSync('sql/{ref,meta,marts}/*.yaml', { cwd: root })) await createTable(connection, contract)
    const kpis = kpiRegistrySchema.parse(parse(await readFile(path.join(root, 'data/reference/kpis.yaml'), 'utf8'))).kpis
    await fillReference(connection, kpis, buildId, weeks)
    await insert(
      connection,
      'marts.kpi_period',
      kpis.filter((kpi) => kpi.is_computed).flatMap((kpi) => kpiPeriods(kpi, weeks, shift)),
    )
    if (after !== undefined) await connection.run(after)
    await connection.run('checkpoint')
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

async function createTable(connection: DuckDBConnection, contract: string): Promise<void> {
  const { columns } = contractSchema.parse(parse(await readFile(path.join(root, contract), 'utf8')))
  const table = contract
    .replace(/^sql\//, '')
    .replace(/\.yaml$/, '')
    .replace('/', '.')
  await connection.run(`create table ${table} (${columns.map(({ name, type }) => `"${name}" ${type}`).join(', ')})`)
}

/** Columns that are not named are null. */
async function insert(connection: DuckDBConnection, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  const names = Object.keys(rows[0] ?? {})
  await connection.run(
    `insert into ${table} by name select ${names.map((name) => `r.${name}`).join(', ')} from (select unnest(from_json($rows,
      '[{${names.map((name) => `"${name}": "${duckType(rows, name)}"`).join(', ')}}]')) as r)`,
    { rows: JSON.stringify(rows) },
  )
}

function duckType(rows: readonly Row[], name: string): string {
  const value = rows.find((row) => row[name] !== null && row[name] !== undefined)?.[name]
  return typeof value === 'number' ? 'DOUBLE' : typeof value === 'boolean' ? 'BOOLEAN' : 'VARCHAR'
}

async function fillReference(connection: DuckDBConnection, kpis: readonly Kpi[], buildId: string, weeks: number): Promise<void> {
  await insert(connection, 'ref.parameter', [
    {
      as_of: AS_OF.slice(0, -1),
      time_zone: 'Asia/Shanghai',
      as_of_date: '2026-09-30',
      data_until: '2026-09-30T10:12:00',
      default_preset: 'standard',
      calendar_id: 'cn-office',
      currency: 'CNY',
      site_name_zh: '示例家电售后',
      site_name_en: 'Example appliance service',
      default_language: 'zh-CN',
      build_id: buildId,
    },
  ])
  await insert(connection, 'ref.kpi', kpiRows(kpis))
  await insert(
    connection,
    'ref.period',
    [...periods('week', weeks), ...periods('month', weeks)].map((period, index) => ({ ...period, period_index: index + 1 })),
  )
  await insert(connection, 'ref.source', [
    {
      source: 'service_system',
      title_zh: '服务系统导出',
      title_en: 'Service system export',
      data_until: '2026-09-30T10:12:00',
      quiet_days: 2,
    },
  ])
  await insert(connection, 'meta.build', [
    {
      build_id: buildId,
      as_of: AS_OF.slice(0, -1),
      data_until: '2026-09-30T10:12:00',
      started_at: '2026-09-30T16:00:00',
      finished_at: '2026-09-30T16:05:00',
      program_version: '0.1.0',
      engine_version: '1.5.6',
      models: 40,
      audits_passed: 20,
      audits_warned: 0,
    },
  ])
}

function periods(grain: 'week' | 'month', weeks: number): { grain: string; period_start: string; period_end: string }[] {
  const last = Date.parse(LAST_WEEK)
  if (grain === 'week') {
    return Array.from({ length: weeks }, (_, index) => {
      const start = last - (weeks - 1 - index) * 7 * DAY
      return { grain, period_start: day(start), period_end: day(start + 7 * DAY) }
    })
  }
  const months = Math.ceil(weeks / 4.35)
  return Array.from({ length: months }, (_, index) => {
    const month = 8 - (months - 1 - index)
    return { grain, period_start: day(Date.UTC(2026, month, 1)), period_end: day(Date.UTC(2026, month + 1, 1)) }
  })
}

/** KPIs of this id have rows nowhere, as when no source maps what they need. */
export const WITHOUT_ROWS = 'process_audit_score'

const SLICES = [
  ['all', 'all', 1],
  ['region', '华东', 0.5],
  ['region', '华南', 0.3],
  ['region', '西南', 0.05],
  ['service_mode', 'onsite', 0.8],
] as const

function kpiPeriods(kpi: Kpi, weeks: number, shift: number): Row[] {
  if (kpi.id === WITHOUT_ROWS) return []
  return (['week', 'month'] as const).flatMap((grain) => {
    const all = periods(grain, weeks)
    return SLICES.flatMap(([slice, sliceValue, share]) =>
      all.map(({ period_start, period_end }, index) => {
        const wave = Math.sin(index / 5 + kpi.id.length) + 0.5 * Math.sin(index * 1.7 + kpi.id.length * 3)
        const isOver = period_end <= '2026-09-30'
        const n = Math.round((grain === 'week' ? 400 : 1700) * share * (isOver ? 1 : 0.4) * (1 + 0.08 * wave))
        const value = valueOf(kpi, wave, n, index, all.length) + shift
        const daysOver = (Date.parse('2026-09-30') - Date.parse(period_end)) / DAY
        const isMature = daysOver >= kpi.mature_after_days && !(kpi.waits_for_decision && daysOver < 7)
        const isRatio = kpi.statistic === 'ratio'
        return {
          kpi_id: kpi.id,
          definition_version: kpi.version,
          grain,
          period_start,
          period_end,
          slice,
          slice_value: sliceValue,
          numerator: isRatio ? value * n : value,
          denominator: isRatio ? n : null,
          value,
          n,
          mean: kpi.statistic === 'median' ? value / 0.82 : kpi.statistic === 'mean' ? value : null,
          median: kpi.statistic === 'median' ? value : kpi.statistic === 'mean' ? value * 0.82 : null,
          p90: kpi.statistic === 'mean' || kpi.statistic === 'median' ? value * 2.1 : null,
          undecided: isMature ? 0 : Math.round(n * 0.1),
          is_complete: isOver,
          is_mature: isMature && isOver,
          target: kpi.targets[0]?.value ?? (kpi.unit === 'percent' && kpi.direction === 'more' ? 0.9 : null),
        }
      }),
    )
  })
}

function valueOf(kpi: Kpi, wave: number, n: number, index: number, count: number): number {
  const drift = index > count * 0.7 ? -1 : 0
  switch (kpi.unit) {
    case 'percent':
      return Math.min(
        1,
        (kpi.direction === 'less' ? 0.07 : 0.91) + 0.02 * wave + (kpi.direction === 'less' ? -0.02 : 0.03) * drift,
      )
    case 'count':
      return kpi.id === 'net_flow' ? Math.round(12 * wave) : Math.round(n * (1 + 0.1 * wave))
    case 'money':
      return 186.4 + 14 * wave - 9 * drift
    case 'per_1000':
      return 34 + 4 * wave
    case 'per_100':
      return 41 + 5 * wave + 4 * drift
    case 'minutes':
      return kpi.id.startsWith('first_response') ? 74 + 9 * wave : 4100 + 420 * wave
    case 'days':
    case 'hours':
    case 'score':
      return 4.2 + 0.6 * wave
  }
}
