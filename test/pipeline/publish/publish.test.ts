import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLastBuild, readPointer } from '../../../contracts/warehouse.ts'
import { build } from '../../../pipeline/build/build.ts'
import type { Home } from '../../../pipeline/home/config.ts'
import { rollBack } from '../../../pipeline/publish/publish.ts'
import { writeRecord } from '../../../pipeline/publish/record.ts'
import { listVersions } from '../../../pipeline/publish/version.ts'
import { CHAIN, scratchFolder, smallHome, writeSqlFolder, type SmallHome } from '../build/home.ts'

let folder = ''
beforeAll(async () => {
  folder = await writeSqlFolder(await mkdtemp(path.join(tmpdir(), 'aftercare-publish-')), CHAIN)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function versions(count: number, config: readonly string[] = []): Promise<SmallHome & { ids: string[] }> {
  const small = await smallHome(['as_of: 2025-02-20T00:00:00Z', ...config])
  const ids: string[] = []
  for (let at = 0; at < count; at += 1) {
    const result = await build(small.home, { sqlFolder: folder, asOf: `2025-02-1${at}T00:00:00Z` }, small.effects)
    ids.push(String(result?.pointer.build_id))
  }
  return { ...small, ids }
}
const served = async (home: Home) => (await readPointer(home.paths))?.build_id

test('the newest versions are kept, as many as the home says', async () => {
  const { home, ids } = await versions(4, ['keep_versions: 2'])
  expect(await listVersions(home.paths)).toEqual(ids.slice(2))
  expect(await served(home)).toBe(ids[3])
})

test('rollback goes to the version before, again to the one before that, and then says that there is none', async () => {
  const { home, effects, ids } = await versions(3)
  const { from, to } = await rollBack(home.paths, undefined, effects)
  expect([from, to.build_id]).toEqual([ids[2], ids[1]])
  expect(await readPointer(home.paths)).toMatchObject({
    build_id: ids[1],
    as_of: '2025-02-11T00:00:00.000000Z',
    data_until: '2025-02-08T01:00:00.000000Z',
  })
  expect(await readLastBuild(home.paths)).toMatchObject({ build_id: ids[1], status: 'rolled_back' })
  await rollBack(home.paths, undefined, effects)
  expect(await served(home)).toBe(ids[0])
  await expect(rollBack(home.paths, undefined, effects)).rejects.toMatchObject({ code: 'rollback.none_older' })
  await rollBack(home.paths, ids[2], effects)
  expect(await served(home)).toBe(ids[2])
})

test('the served version is never pruned, however old it is', async () => {
  const { home, effects, ids } = await versions(2, ['keep_versions: 2'])
  await rollBack(home.paths, ids[0], effects)
  await expect(build(home, { sqlFolder: path.join(folder, 'nowhere') }, effects)).rejects.toThrow()
  expect(await listVersions(home.paths)).toEqual(ids)
  const next = await build(home, { sqlFolder: folder }, effects)
  expect(await listVersions(home.paths)).toEqual([ids[1], next?.pointer.build_id])
})

test('what an interrupted build has left goes with the next one', async () => {
  const { home, effects } = await versions(1)
  await writeFile(path.join(home.paths.versions, '20250101T000000000Z-00000000.duckdb.part'), 'half')
  const next = await build(home, { sqlFolder: folder }, effects)
  expect(await readdir(home.paths.versions)).toContain(`${String(next?.pointer.build_id)}.duckdb`)
  expect((await readdir(home.paths.versions)).filter((each) => each.endsWith('.part'))).toEqual([])
})

test('rollback refuses what it cannot serve and leaves the pointer', async () => {
  const { home, effects, ids } = await versions(2)
  await expect(rollBack(home.paths, 'nothing', effects)).rejects.toMatchObject({
    code: 'rollback.unknown_version',
    value: 'nothing',
  })
  await writeFile(path.join(home.paths.versions, `${String(ids[0])}.duckdb`), 'no database')
  await expect(rollBack(home.paths, undefined, effects)).rejects.toMatchObject({
    code: 'rollback.version_unreadable',
    exitCode: 1,
  })
  expect(await served(home)).toBe(ids[1])
  const empty = await smallHome()
  await expect(rollBack(empty.home.paths, undefined, effects)).rejects.toMatchObject({ code: 'rollback.nothing_published' })
})

test('a record is replaced whole: a reader sees the old one or the new one', async () => {
  const file = path.join(await scratchFolder(), 'record.json')
  const value = (at: number) => ({ at, filler: 'x'.repeat(100_000) })
  await writeRecord(file, value(0))
  const state = { done: false }
  const writing = (async () => {
    for (let at = 1; at <= 60; at += 1) await writeRecord(file, value(at))
    state.done = true
  })()
  let reads = 0
  while (!state.done) {
    const read: unknown = JSON.parse(await readFile(file, 'utf8'))
    expect(read).toHaveProperty('filler', value(0).filler)
    reads += 1
  }
  await writing
  expect(reads).toBeGreaterThan(5)
})
