import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { homePaths, type HomePaths } from '../../../contracts/home.ts'
import { extensionsOf, landFile } from '../../../pipeline/land/land.ts'

let folder: string
let home: HomePaths

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'aftercare-land-'))
  home = homePaths(path.join(folder, 'home'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function original(name: string, bytes: Uint8Array | string): string {
  const file = path.join(folder, name)
  writeFileSync(file, bytes)
  return file
}

test('the copy lies under the checksum of its bytes and cannot be written', async () => {
  const bytes = Buffer.alloc(3_000_001, '维修,')
  const landed = await landFile(home, 'tickets', original('Export 1.CSV.gz', bytes))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  expect(landed).toEqual({
    sha256,
    bytes: bytes.length,
    path: path.join(home.landing, 'tickets', `${sha256}.csv.gz`),
    relative: `landing/tickets/${sha256}.csv.gz`,
    fileName: 'Export 1.CSV.gz',
  })
  expect(readFileSync(landed.path).equals(bytes)).toBe(true)
  expect(statSync(landed.path).mode & 0o777).toBe(0o400)
  expect(statSync(path.dirname(landed.path)).mode & 0o777).toBe(0o700)
  expect(statSync(home.landing).mode & 0o777).toBe(0o700)
})

test('the same bytes land once, whatever the file is called', async () => {
  const first = await landFile(home, 'tickets', original('a.csv', 'x,y\n'))
  const landedAt = statSync(first.path).mtimeMs
  const again = await Promise.all(['b.csv', 'c.csv', 'a.csv'].map((name) => landFile(home, 'tickets', original(name, 'x,y\n'))))
  for (const landed of again) expect(landed.path).toBe(first.path)
  expect(readdirSync(path.dirname(first.path))).toEqual([path.basename(first.path)])
  expect(statSync(first.path).mtimeMs).toBe(landedAt)
})

test('an original that was changed after landing is noticed', async () => {
  const file = original('a.csv', 'x,y\n')
  const landed = await landFile(home, 'tickets', file)
  chmodSync(landed.path, 0o600)
  truncateSync(landed.path, 1)
  await expect(landFile(home, 'tickets', file)).rejects.toMatchObject({ code: 'landing.original_changed', exitCode: 3 })
})

test('what cannot be landed is refused and leaves nothing behind', async () => {
  await expect(landFile(home, 'tickets', path.join(folder, 'missing.csv'))).rejects.toMatchObject({
    code: 'source.file_unreadable',
    exitCode: 3,
  })
  mkdirSync(path.join(folder, 'folder.csv'))
  await expect(landFile(home, 'tickets', path.join(folder, 'folder.csv'))).rejects.toMatchObject({
    code: 'source.file_unreadable',
  })
  await expect(landFile(home, 'tickets', original('empty.csv', ''))).rejects.toMatchObject({
    code: 'source.file_empty',
    exitCode: 3,
  })
  expect(readdirSync(path.join(home.landing, 'tickets'))).toEqual([])
  await expect(landFile(home, '../elsewhere', original('a.csv', 'x'))).rejects.toThrow(TypeError)
  expect(existsSync(path.join(home.root, 'elsewhere'))).toBe(false)
})

test('extensions', () => {
  expect(['a.csv', 'a.b.CSV.GZ', '.csv', 'a', 'a.gz', 'v1.2.xlsx'].map(extensionsOf)).toEqual([
    '.csv',
    '.csv.gz',
    '',
    '',
    '.gz',
    '.xlsx',
  ])
})
