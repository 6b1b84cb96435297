/** A home in a temporary folder, ingested, built and published by the program itself, and asked with plain SQL. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect } from 'vitest'
import { openWarehouse, readPointer, warehouseFile } from '../contracts/warehouse.ts'
import { build } from '../pipeline/build/build.ts'
import { makeDemo } from '../pipeline/demo/demo.ts'
import type { Effects } from '../pipeline/effects.ts'
import { loadHome } from '../pipeline/home/config.ts'
import { initHome } from '../pipeline/home/init.ts'
import { ingest } from '../pipeline/ingest/ingest.ts'
import { oncePerRun } from './once.ts'

export type Row = Record<string, unknown>

export interface Published {
  readonly root: string
  /** Rows as plain values: numbers, texts, booleans; stamps and dates as text where the statement casts them. */
  query(sql: string): Promise<Row[]>
  /** The only row of a statement. */
  row(sql: string): Promise<Row>
}

/** A clock that stands still, and no lines. */
export const quiet: Effects = { now: () => new Date('2026-10-01T00:00:00Z'), log: () => undefined, progress: () => undefined }

/**
 * A home of the test's own. To be called within `beforeAll`; the folder goes when the tests of the file have ended.
 * @param fill puts configuration, sources and files into the empty folder
 */
export async function publishHome(fill: (root: string) => Promise<unknown>): Promise<Published> {
  const root = await mkdtemp(path.join(tmpdir(), 'aftercare-published-'))
  afterAll(() => rm(root, { recursive: true, force: true }))
  await fillAndPublish(root, fill)
  return openPublished(root)
}

/** Demonstrations that several files read; each is made once a run. */
export const DEMOS = {
  /** Enough for every page to have something to show. */
  small: { tickets: 3000, seed: 11 },
  /** The demonstration as it comes: what is planted can be told from chance, and people have their thirty cases. */
  whole: {},
} as const

/** A published demonstration, to be read only. To be called within `beforeAll`. */
export async function publishedDemo(name: keyof typeof DEMOS): Promise<Published> {
  return publishedOnce(`demo-${name}`, (at) => makeDemo(at, DEMOS[name], quiet))
}

/** A published home that several files read and none changes: made once a run. To be called within `beforeAll`. */
export async function publishedOnce(name: string, fill: (root: string) => Promise<unknown>): Promise<Published> {
  return openPublished(await oncePerRun(name, (folder) => fillAndPublish(folder, fill)))
}

async function fillAndPublish(root: string, fill: (root: string) => Promise<unknown>): Promise<void> {
  await fill(root)
  await initHome(root, { example: false })
  const home = await loadHome(root)
  const report = await ingest(home, {}, quiet)
  expect(report.exitCode).toBe(0)
  await build(home, {}, quiet)
}

async function openPublished(root: string): Promise<Published> {
  const { paths } = await loadHome(root)
  const pointer = await readPointer(paths)
  if (pointer === null) throw new Error('nothing was published')
  const instance = await openWarehouse(warehouseFile(paths, pointer))
  const connection = await instance.connect()
  afterAll(() => {
    connection.closeSync()
    instance.closeSync()
  })
  const query = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson()
  return {
    root,
    query,
    async row(sql) {
      const [first] = await query(sql)
      if (first === undefined) throw new Error(`no row: ${sql}`)
      return first
    },
  }
}

/** A copy of a folder as a home. */
export const copied = (folder: string) => (root: string) => cp(folder, root, { recursive: true })
