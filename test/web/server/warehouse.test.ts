import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HomePaths } from '../../../contracts/home.ts'
import { Gate } from '../../../web/src/lib/server/gate.ts'
import { queries } from '../../../web/src/lib/server/queries.ts'
import { streamed } from '../../../web/src/lib/server/report.ts'
import { ResultCache } from '../../../web/src/lib/server/result-cache.ts'
import { HOLDER_DEFAULTS, WarehouseHolder } from '../../../web/src/lib/server/warehouse.ts'
import { emptyHome, publishFixture } from '../fixture.ts'

let folder: string
let home: HomePaths
let holder: WarehouseHolder
const log: string[] = []

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aftercare-holder-'))
  home = await emptyHome(folder)
  log.length = 0
  holder = new WarehouseHolder(home, { ...HOLDER_DEFAULTS, pollMilliseconds: 60_000, log: (line) => log.push(line) })
})
afterEach(async () => {
  await holder.close()
  await rm(folder, { recursive: true, force: true })
})

async function openFiles(): Promise<string[]> {
  if (!existsSync('/proc/self/fd')) return []
  const fds = await readdir('/proc/self/fd')
  const targets = await Promise.all(fds.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')))
  return [...new Set(targets.filter((target) => target.startsWith(folder)).map((target) => path.basename(target)))]
}

const buildServed = async () => {
  const lease = holder.lease()
  const [site] = (await lease?.rows(queries.site)) ?? []
  lease?.release()
  return site?.build_id
}

test('nothing published, then published, then taken away', async () => {
  await holder.start()
  expect(holder.lease()).toBeNull()
  await publishFixture(home, { buildId: 'first', weeks: 2 })
  await holder.look()
  expect(await buildServed()).toBe('first')
  await rm(home.currentPointer)
  await holder.look()
  expect(holder.lease()).toBeNull()
  expect(await openFiles()).toEqual([])
})

test('a reader keeps the version it began with; the file is closed when it leaves', async () => {
  await publishFixture(home, { buildId: 'old', weeks: 2 })
  await holder.start()
  const reader = holder.lease()
  await publishFixture(home, { buildId: 'new', weeks: 2 })
  await holder.look()
  expect(await buildServed()).toBe('new')
  expect(reader?.pointer.build_id).toBe('old')
  expect((await reader?.rows(queries.site))?.[0]?.build_id).toBe('old')
  if (existsSync('/proc/self/fd')) expect((await openFiles()).sort()).toEqual(['new.duckdb', 'old.duckdb'])
  reader?.release()
  reader?.release()
  if (existsSync('/proc/self/fd')) expect(await openFiles()).toEqual(['new.duckdb'])
  expect(await buildServed()).toBe('new')
})

test('an unreadable pointer leaves the old version served and is reported once', async () => {
  await publishFixture(home, { buildId: 'good', weeks: 2 })
  await holder.start()
  const { writeFile } = await import('node:fs/promises')
  await writeFile(home.currentPointer, '{ "build_id": 1 }')
  await holder.look()
  await holder.look()
  expect(await buildServed()).toBe('good')
  expect(holder.problem?.code).toBe('warehouse.pointer_unreadable')
  expect(log).toHaveLength(1)
  await publishFixture(home, { buildId: 'better', weeks: 2 })
  await holder.look()
  expect(holder.problem).toBeNull()
  expect(await buildServed()).toBe('better')
})

test('the gate lets so many in, so many wait, and turns the rest away', async () => {
  const gate = new Gate(2, 1)
  expect(await gate.enter()).toBe(true)
  expect(await gate.enter()).toBe(true)
  const third = gate.enter()
  expect(await gate.enter()).toBe(false)
  gate.leave()
  expect(await third).toBe(true)
  gate.leave()
  gate.leave()
  expect(await gate.enter()).toBe(true)
})

test('the cache asks once for what many want at the same time, forgets failures and the oldest', async () => {
  const cache = new ResultCache({ rows: 10, bytes: 100 })
  let asked = 0
  const read = (rows: number) => async () => {
    asked += 1
    await Promise.resolve()
    return Array.from({ length: rows }, (_, index) => index)
  }
  await Promise.all([cache.result('a', read(4)), cache.result('a', read(4))])
  expect(asked).toBe(1)
  await cache.result('b', read(4))
  await cache.result('a', read(4))
  expect(asked).toBe(2)
  await cache.result('c', read(4))
  expect(cache.kept.rows).toBeLessThanOrEqual(10)
  await cache.result('a', read(4))
  expect(asked).toBe(3)
  await cache.result('b', read(4))
  expect(asked).toBe(4)
  await expect(cache.result('d', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await cache.result('d', read(1))).toEqual([0])
})

test('the cache is bound by bytes as well, and does not give up everything for one that is too big alone', async () => {
  const cache = new ResultCache({ rows: 1000, bytes: 100 })
  let asked = 0
  const read = (bytes: number) => () => {
    asked += 1
    return Promise.resolve(new Uint8Array(bytes))
  }
  await cache.result('a', read(60))
  await cache.result('b', read(40))
  expect(cache.kept).toEqual({ rows: 2, bytes: 100 })
  expect((await cache.result('huge', read(101))).byteLength).toBe(101)
  expect(cache.kept).toEqual({ rows: 2, bytes: 100 })
  await cache.result('c', read(1))
  expect(cache.kept).toEqual({ rows: 2, bytes: 41 })
  await cache.result('b', read(40))
  expect(asked).toBe(4)
})

test('a streamed panel keeps its version open until it is settled, over a swap and the end of its request', async () => {
  await publishFixture(home, { buildId: 'old', weeks: 2 })
  await holder.start()
  const lease = holder.lease()
  if (lease === null) throw new Error('nothing is served')
  const gate = Promise.withResolvers<undefined>()
  const reading = streamed(lease, 'test', async () => {
    await gate.promise
    return lease.rows(queries.site)
  })
  lease.release()
  await publishFixture(home, { buildId: 'new', weeks: 2 })
  await holder.look()
  expect(await buildServed()).toBe('new')
  if (existsSync('/proc/self/fd')) expect((await openFiles()).sort()).toEqual(['new.duckdb', 'old.duckdb'])
  gate.resolve(undefined)
  expect(await reading).toMatchObject({ state: 'ready', data: [{ build_id: 'old' }] })
  if (existsSync('/proc/self/fd')) expect(await openFiles()).toEqual(['new.duckdb'])
})

test('a streamed panel that fails says so and lets its version go', async () => {
  await publishFixture(home, { buildId: 'old', weeks: 2 })
  await holder.start()
  const lease = holder.lease()
  if (lease === null) throw new Error('nothing is served')
  const failing = streamed(lease, 'test', () => lease.rows(queries.site, { unknown: 1 }))
  lease.release()
  expect(await failing).toMatchObject({ state: 'failed', code: 'query.bad_parameter' })
  await publishFixture(home, { buildId: 'new', weeks: 2 })
  await holder.look()
  if (existsSync('/proc/self/fd')) expect(await openFiles()).toEqual(['new.duckdb'])
})

test('a query that outlives its reader runs to its end on its version', async () => {
  await publishFixture(home, { buildId: 'old', weeks: 2 })
  await holder.start()
  const lease = holder.lease()
  const running = lease?.rows(queries.site)
  lease?.release()
  await publishFixture(home, { buildId: 'new', weeks: 2 })
  await holder.look()
  expect((await running)?.[0]?.build_id).toBe('old')
  if (existsSync('/proc/self/fd')) expect(await openFiles()).toEqual(['new.duckdb'])
})
