/** What a run makes once and shares. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { oncePerRun } from './once.ts'
import setup from './run-folder.ts'

test('who asks later gets what the first has made, and not before it is whole', async () => {
  let times = 0
  const make = async (folder: string) => {
    times += 1
    await wait(120)
    await writeFile(path.join(folder, 'made'), 'whole')
  }
  const folders = await Promise.all([1, 2, 3].map(() => oncePerRun('once-test', make)))
  expect([times, new Set(folders).size]).toEqual([1, 1])
  for (const folder of folders) expect(await readFile(path.join(folder, 'made'), 'utf8')).toBe('whole')
})

test('what could not be made fails for everybody, and a worker that died is not waited for', async () => {
  const make = async () => {
    await wait(60)
    throw new Error('no room')
  }
  const outcomes = await Promise.allSettled([oncePerRun('once-fails', make), oncePerRun('once-fails', make)])
  for (const each of outcomes) expect(each).toMatchObject({ status: 'rejected', reason: { message: /no room/ } })
  await writeFile(path.join(tmpdir(), 'once-dead.claim'), '99999999')
  await expect(oncePerRun('once-dead', make)).rejects.toThrow('died')
})

test('the folder of an interrupted run goes with the next run, that of a living one stays', async () => {
  const own = tmpdir()
  expect(path.basename(own)).toMatch(/^aftercare-run-\d+-/)
  const base = path.join(own, 'once-base')
  for (const each of ['aftercare-run-99999999-a', `aftercare-run-${String(process.pid)}-b`, 'other']) {
    await mkdir(path.join(base, each), { recursive: true })
  }
  process.env['TMPDIR'] = base
  try {
    const end = setup()
    writeFileSync(path.join(tmpdir(), 'left'), 'x')
    expect(readFileSync(path.join(tmpdir(), 'left'), 'utf8')).toBe('x')
    expect(readdirSync(base)).toHaveLength(3)
    expect(existsSync(path.join(base, 'aftercare-run-99999999-a'))).toBe(false)
    end?.()
  } finally {
    for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = own
  }
  expect(readdirSync(base).sort()).toEqual([`aftercare-run-${String(process.pid)}-b`, 'other'])
})
