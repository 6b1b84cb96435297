/** Small homes and small model folders for the tests of builds. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { openWarehouse, readPointer, warehouseFile } from '../../../contracts/warehouse.ts'
import { SQL_FOLDER } from '../../../pipeline/build/model.ts'
import type { Effects } from '../../../pipeline/effects.ts'
import { loadHome, type Home } from '../../../pipeline/home/config.ts'
import { initHome } from '../../../pipeline/home/init.ts'
import { ingest } from '../../../pipeline/ingest/ingest.ts'

/** A clock that goes on one second each time it is asked, so that ids of builds differ and sort. */
export function steppedEffects(start = '2025-03-01T00:00:00Z'): Effects & { readonly lines: string[] } {
  let at = Date.parse(start)
  const lines: string[] = []
  return {
    lines,
    now: () => new Date((at += 1000)),
    log: (line) => lines.push(line),
    progress: () => undefined,
  }
}

/** Rows of the published warehouse. */
export async function ask(home: Home, sql: string): Promise<unknown[][]> {
  const pointer = await readPointer(home.paths)
  if (pointer === null) throw new Error('nothing is published')
  const instance = await openWarehouse(warehouseFile(home.paths, pointer))
  const connection = await instance.connect()
  try {
    return (await connection.runAndReadAll(sql)).getRowsJson()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** A folder that is removed when the test ends. */
export async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aftercare-build-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const TICKETS = [
  'ticket_id,received_at,responded_at,resolved_at,closed_at,status,outcome,service_mode,product_family,serial_no',
  '1,2025-01-06T01:00:00Z,2025-01-06T02:00:00Z,2025-01-07T02:00:00Z,2025-01-07T03:00:00Z,closed,repaired,onsite,washer,S1',
  '2,2025-01-08T01:00:00Z,2025-01-10T02:00:00Z,2025-01-20T02:00:00Z,2025-01-20T03:00:00Z,closed,repaired,onsite,washer,S2',
  '3,2025-02-08T01:00:00Z,,,,open,,workshop,fridge,S3',
  '4,not a time,,,,open,,workshop,fridge,S4',
]

export interface SmallHome {
  readonly home: Home
  readonly effects: ReturnType<typeof steppedEffects>
}

/** A home with four ticket rows, one of them a reject. @param config lines added to aftercare.yaml */
export async function smallHome(config: readonly string[] = ['as_of: 2025-02-20T00:00:00Z']): Promise<SmallHome> {
  const root = await scratchFolder()
  await initHome(root, { example: false })
  const lines = ['site: { zh-CN: 测试, en: Test }', 'time_zone: Asia/Shanghai', ...config]
  await writeFile(path.join(root, 'aftercare.yaml'), `${lines.join('\n')}\n`)
  const home = await loadHome(root)
  const effects = steppedEffects()
  await ingestTickets(home, effects, TICKETS)
  return { home, effects }
}

/** Loads lines of CSV as tickets of the source `direct`. */
export async function ingestTickets(home: Home, effects: Effects, lines: readonly string[], name = 'tickets.csv'): Promise<void> {
  const file = path.join(home.paths.inbox, name)
  await mkdir(home.paths.inbox, { recursive: true })
  await writeFile(file, `${lines.join('\n')}\n`)
  await ingest(home, { paths: [file], as: 'ticket' }, effects)
}

/** A folder of models with the program's macros, `ref` and `meta`, and the given files. */
export async function sqlFolder(files: Readonly<Record<string, string>>): Promise<string> {
  return writeSqlFolder(await scratchFolder(), files)
}

/** As `sqlFolder`, in a folder that the caller removes. */
export async function writeSqlFolder(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  for (const each of ['macros', 'ref', 'meta'])
    await cp(path.join(SQL_FOLDER, each), path.join(folder, each), { recursive: true })
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), content)
  }
  return folder
}

const HEADER = '-- grain: one row per ticket\n-- key: ticket_id\n-- clock: UTC\n-- why: a test\n'

/** Header and statement. @param more header lines such as `-- keep: true` */
export const model = (sql: string, more = ''): string => `${HEADER}${more === '' ? '' : `${more}\n`}${sql}\n`

/** A contract of one required text column that is the key. */
export const contract = (more = ''): string =>
  `columns:\n  - { name: ticket_id, type: VARCHAR, required: true }\nkey: [ticket_id]\n${more}`

/** staging.ticket → intermediate.ticket_kept → marts.ticket */
export const CHAIN: Readonly<Record<string, string>> = {
  'staging/ticket.sql': model('select l.ticket_id from lake.ticket as l'),
  'staging/ticket.yaml': contract(),
  'intermediate/ticket_kept.sql': model('select t.ticket_id from staging.ticket as t'),
  'intermediate/ticket_kept.yaml': contract(),
  'marts/ticket.sql': model('select t.ticket_id from intermediate.ticket_kept as t'),
  'marts/ticket.yaml': contract(),
}
