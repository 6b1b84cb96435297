/** The state of the data: what came in, what was refused, how it was built, what is not known. */
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Language } from '#lib/language/language.ts'
import { healthQueries } from '../queries/health.ts'
import { home } from '../served.ts'
import type { Lease } from '../warehouse.ts'

const LOADS_SHOWN = 60
const REJECTS_SHOWN = 50

export interface HealthChoice {
  readonly source: string | null
  readonly code: string | null
}

export async function readSourceHealth(lease: Lease, language: Language) {
  const rows = await lease.rows(healthQueries.sources)
  return rows.map(({ title_zh, title_en, ...row }) => ({ ...row, title: language === 'zh-CN' ? title_zh : title_en }))
}
export type SourceHealth = Awaited<ReturnType<typeof readSourceHealth>>[number]

/** The newest loads, and how many there are. */
export async function readLoads(lease: Lease, { source }: HealthChoice) {
  const rows = await lease.rows(healthQueries.loads, { source, limit: LOADS_SHOWN })
  return { rows, total: rows[0]?.total ?? 0 }
}
export type LoadHealth = Awaited<ReturnType<typeof readLoads>>

/** Rejects by reason, and the newest of those that are chosen. */
export async function readRejects(lease: Lease, { source, code }: HealthChoice) {
  const [codes, rows] = await Promise.all([
    lease.rows(healthQueries.rejectCodes, { source }),
    lease.rows(healthQueries.rejects, { source, code, limit: REJECTS_SHOWN }),
  ])
  return { codes, rows, total: rows[0]?.total ?? 0 }
}
export type RejectHealth = Awaited<ReturnType<typeof readRejects>>

export async function readBuild(lease: Lease) {
  const [[build], checks, audits, models, versions] = await Promise.all([
    lease.rows(healthQueries.build),
    lease.rows(healthQueries.checks),
    lease.rows(healthQueries.audits),
    lease.rows(healthQueries.models),
    readVersions(lease.pointer.build_id),
  ])
  return { build: build ?? null, checks, audits, models, versions }
}
export type BuildHealth = Awaited<ReturnType<typeof readBuild>>

export interface KeptVersion {
  readonly id: string
  readonly bytes: number
  readonly isServed: boolean
}

/** The warehouse versions that lie in the home, the newest first: ids begin with their time. */
async function readVersions(served: string): Promise<readonly KeptVersion[]> {
  const files = (await readdir(home.versions)).filter((each) => each.endsWith('.duckdb')).sort()
  const versions = await Promise.all(
    files.map(async (file) => {
      const id = path.parse(file).name
      return { id, bytes: (await stat(path.join(home.versions, file))).size, isServed: id === served }
    }),
  )
  return versions.reverse()
}

/** What sources never record with the KPIs that it costs, and the years whose working days nobody has decreed. */
export async function readGaps(lease: Lease, language: Language) {
  const [unmeasured, calendars] = await Promise.all([lease.rows(healthQueries.unmeasured), lease.rows(healthQueries.calendars)])
  const bySourceAndThing = Map.groupBy(unmeasured, ({ source, thing }) => `${source} ${thing}`)
  return {
    calendars: calendars.map(({ name_zh, name_en, ...row }) => ({ ...row, name: language === 'zh-CN' ? name_zh : name_en })),
    unmeasured: [...bySourceAndThing.values()].flatMap((rows) => {
      const [first] = rows
      if (first === undefined) return []
      const kpis = rows.map((row) => ({ id: row.kpi_id, name: language === 'zh-CN' ? row.name_zh : row.name_en }))
      return [{ source: first.source, thing: first.thing, kpis }]
    }),
  }
}
export type Gaps = Awaited<ReturnType<typeof readGaps>>
