/** A home in a temporary folder, its clock stopped, with the lake at hand for plain SQL. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Effects } from '../../../pipeline/effects.ts'
import { loadHome, type Home } from '../../../pipeline/home/config.ts'
import { initHome, type InitOptions } from '../../../pipeline/home/init.ts'
import { ingest, type IngestOptions, type IngestReport } from '../../../pipeline/ingest/ingest.ts'
import { activeLoads, readLoads } from '../../../pipeline/lake/ledger.ts'
import { engine } from '../../../pipeline/source/engine.ts'

export interface TestHome {
  readonly home: Home
  readonly lines: string[]
  source(id: string, yaml: string): Promise<void>
  file(name: string, content: string | Buffer): Promise<string>
  ingest(options?: IngestOptions): Promise<IngestReport>
  /** `lake.<entity>` and `reject` stand for the batches of active loads. */
  query(sql: string): Promise<Record<string, unknown>[]>
}

export const NOW = '2025-06-01T00:00:00.000Z'

export async function makeHome(options: InitOptions = {}): Promise<TestHome> {
  const root = await mkdtemp(path.join(tmpdir(), 'aftercare-home-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  await initHome(root, options)
  return openHome(root)
}

export async function openHome(root: string): Promise<TestHome> {
  const home = await loadHome(root)
  const lines: string[] = []
  const effects: Effects = { now: () => new Date(NOW), log: (line) => lines.push(line), progress: () => undefined }
  return {
    home,
    lines,
    source: (id, yaml) => writeFile(path.join(home.paths.sources, `${id}.yaml`), yaml),
    async file(name, content) {
      const file = path.join(home.paths.inbox, name)
      await writeFile(file, content)
      return file
    },
    ingest: (ingestOptions = {}) => ingest(home, ingestOptions, effects),
    query: (sql) => queryLake(home, sql),
  }
}

async function queryLake(home: Home, sql: string): Promise<Record<string, unknown>[]> {
  const loads = activeLoads(await readLoads(home.paths))
  return engine(async (connection) => {
    await connection.run('CREATE SCHEMA lake')
    const batches = new Map<string, string[]>()
    for (const map of loads.flatMap((load) => load.maps)) {
      if (map.batch !== null) batches.set(map.entity, [...(batches.get(map.entity) ?? []), path.join(home.paths.lake, map.batch)])
    }
    for (const [entity, files] of batches)
      await connection.run(`CREATE VIEW lake.${entity} AS SELECT * FROM read_parquet(${list(files)})`)
    const rejects = loads.map((load) => path.join(home.paths.lake, 'reject', `${load.load_id}.parquet`))
    if (rejects.length > 0) await connection.run(`CREATE VIEW reject AS SELECT * FROM read_parquet(${list(rejects)})`)
    const reader = await connection.runAndReadAll(sql)
    return reader.getRowObjectsJson()
  })
}

const list = (files: readonly string[]): string => `[${files.map((file) => `'${file.replaceAll("'", "''")}'`).join(', ')}]`

/** Rows as CSV; cells are quoted when they must be. */
export function csv(header: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null) => {
    const text = value === null ? '' : String(value)
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('')
}
