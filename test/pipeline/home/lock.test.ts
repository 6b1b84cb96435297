import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { homePaths, type HomePaths } from '../../../contracts/home.ts'
import { withWriterLock } from '../../../pipeline/home/lock.ts'

async function makePaths(): Promise<HomePaths> {
  const root = await mkdtemp(path.join(tmpdir(), 'aftercare-lock-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  const paths = homePaths(root)
  await mkdir(paths.state)
  return paths
}

const write = (paths: HomePaths, pid: number, host = hostname()) =>
  writeFile(paths.lock, JSON.stringify({ pid, host, job: 'build' }))

test('two writers do not work at once, and the lock is gone afterwards', async () => {
  const paths = await makePaths()
  await withWriterLock(paths, 'ingest', async () => {
    expect(JSON.parse(await readFile(paths.lock, 'utf8'))).toMatchObject({ pid: process.pid, job: 'ingest' })
    await expect(withWriterLock(paths, 'build', () => Promise.resolve(1))).rejects.toMatchObject({ code: 'home.locked' })
  })
  expect(await withWriterLock(paths, 'build', () => Promise.resolve(2))).toBe(2)
})

test('the lock is given back when the work fails', async () => {
  const paths = await makePaths()
  await expect(withWriterLock(paths, 'ingest', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  await withWriterLock(paths, 'ingest', () => Promise.resolve())
})

test('the lock of a living process is respected', async () => {
  const paths = await makePaths()
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'])
  onTestFinished(() => void child.kill())
  await write(paths, child.pid ?? 0)
  await expect(withWriterLock(paths, 'ingest', () => Promise.resolve(1))).rejects.toMatchObject({
    code: 'home.locked',
    value: `process ${child.pid ?? 0} on ${hostname()}`,
  })
})

test('the lock of a process that is gone is taken over', async () => {
  const paths = await makePaths()
  const child = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => child.once('exit', resolve))
  await write(paths, child.pid ?? 0)
  expect(await withWriterLock(paths, 'ingest', () => Promise.resolve(1))).toBe(1)
})

test('after a restart the own pid in an old lock is not taken for oneself', async () => {
  const paths = await makePaths()
  await write(paths, process.pid)
  expect(await withWriterLock(paths, 'ingest', () => Promise.resolve(1))).toBe(1)
})

test('a lock of another machine is not touched; a record cut short is', async () => {
  const paths = await makePaths()
  await write(paths, 1, 'elsewhere')
  await expect(withWriterLock(paths, 'ingest', () => Promise.resolve(1))).rejects.toMatchObject({ code: 'home.locked' })
  await writeFile(paths.lock, '{"pid":')
  expect(await withWriterLock(paths, 'ingest', () => Promise.resolve(1))).toBe(1)
})
