import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { ENTITY_NAMES } from '../../../contracts/entities.ts'
import { makeDemo, type DemoOptions } from '../../../pipeline/demo/demo.ts'
import { loadHome } from '../../../pipeline/home/config.ts'
import { ingest } from '../../../pipeline/ingest/ingest.ts'
import { hashes, readTickets } from './reading.ts'

const quiet = { now: () => new Date('2026-10-01T00:00:00Z'), log() {}, progress() {} }
const folder = mkdtempSync(path.join(tmpdir(), 'aftercare-demo-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

async function demo(name: string, options: DemoOptions) {
  const root = path.join(folder, name)
  await makeDemo(root, options, quiet)
  return root
}

/** Every file but the secret. */
const bytes = (root: string) => {
  const { 'state/pseudonym.key': secret, ...rest } = hashes(root)
  expect(secret).toBeDefined()
  return rest
}

test('the same arguments give the same bytes, others do not', async () => {
  const [first, second, other, plain] = [
    bytes(await demo('first', { tickets: 1000, seed: 7 })),
    bytes(await demo('second', { tickets: 1000, seed: 7 })),
    bytes(await demo('other', { tickets: 1000, seed: 8 })),
    bytes(await demo('plain', { tickets: 1000, seed: 7, plant: 'none' })),
  ]
  expect(second).toEqual(first)
  expect(Object.keys(first).length).toBeGreaterThan(40)
  expect(other['inbox/tickets_2026Q3.csv']).not.toBe(first['inbox/tickets_2026Q3.csv'])
  expect(plain['inbox/tickets_2026Q3.csv']).not.toBe(first['inbox/tickets_2026Q3.csv'])
})

test('the bytes are those of every machine', async () => {
  const {
    'demo-answers.json': answers,
    'inbox/tickets_2025Q2.csv.gz': gzip,
    'inbox/complaints.xlsx': xlsx,
  } = bytes(await demo('pinned', { tickets: 1000, seed: 7 }))
  expect({ answers, gzip, xlsx }).toMatchSnapshot()
})

test('one effect leaves the rest alone', async () => {
  const slow = readTickets(await demo('slow', { tickets: 2000, plant: ['slow_response'] }))
  const plain = readTickets(await demo('still', { tickets: 2000, plant: 'none' }))
  const from = Date.parse('2025-11-24T00:00:00Z') / 1000
  const early = (all: typeof slow) => all.filter(({ resolved }) => resolved < from)
  expect(early(slow)).toEqual(early(plain))
  expect(slow).not.toEqual(plain)
})

test('every entity has a file, and every file a source', async () => {
  const root = await demo('complete', { tickets: 1000 })
  const mapped = new Set<string>()
  const sourceSchema = z.object({ maps: z.array(z.object({ entity: z.string() })) })
  for (const file of readdirSync(path.join(root, 'sources')))
    for (const { entity } of sourceSchema.parse(parse(readFileSync(path.join(root, 'sources', file), 'utf8'))).maps)
      mapped.add(entity)
  expect([...mapped].sort()).toEqual([...ENTITY_NAMES].sort())
})

const answersSchema = z.object({
  files: z.array(
    z.object({
      file: z.string(),
      entity: z.string(),
      rows: z.number(),
      rejected: z.record(z.string(), z.number()),
      duplicates: z.number(),
    }),
  ),
})

test('the pipeline reads it all and rejects exactly what was spoiled', async () => {
  const root = await demo('loaded', { tickets: 1500 })
  const report = await ingest(await loadHome(root), {}, quiet)
  expect(report.failures).toEqual([])
  expect(report.unmatched).toEqual([])
  const { files } = answersSchema.parse(JSON.parse(readFileSync(path.join(root, 'demo-answers.json'), 'utf8')))
  const read = report.files
    .filter(({ outcome }) => outcome === 'loaded')
    .map(({ load }) => ({
      file: load.file,
      maps: load.maps.map(({ entity, rows, rejected, duplicates }) => ({ entity, rows, rejected, duplicates })),
    }))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
  expect(read).toEqual(
    files.map(({ file, entity, rows, rejected, duplicates }) => ({
      file,
      maps: [{ entity, rows, rejected: Object.values(rejected).reduce((sum, count) => sum + count, 0), duplicates }],
    })),
  )
  expect(report.files.filter(({ outcome }) => outcome !== 'loaded').map(({ file }) => path.basename(file))).toEqual([
    'tickets_2026Q1_copy.csv',
  ])
})

test('a folder with something else in it is left alone', async () => {
  const root = mkdtempSync(path.join(folder, 'other-'))
  writeFileSync(path.join(root, 'letter.txt'), 'mine')
  await expect(makeDemo(root, { tickets: 10 }, quiet)).rejects.toMatchObject({ code: 'demo.home_not_empty' })
  expect(readdirSync(root)).toEqual(['letter.txt'])
  await expect(makeDemo(path.join(folder, 'none'), { tickets: 0 }, quiet)).rejects.toMatchObject({
    code: 'demo.tickets_out_of_range',
  })
})

test('a demonstration is made anew; its lake goes when anything changes', async () => {
  const root = await demo('again', { tickets: 50 })
  const mark = path.join(root, 'lake', 'mark')
  writeFileSync(mark, '')
  await makeDemo(root, { tickets: 50 }, quiet)
  expect(existsSync(mark)).toBe(true)
  await makeDemo(root, { tickets: 60 }, quiet)
  expect(existsSync(mark)).toBe(false)
  expect(readTickets(root)).toHaveLength(60)
})

test('files that a demonstration did not make are never removed', async () => {
  const root = await demo('foreign', { tickets: 20 })
  const own = path.join(root, 'inbox', 'own.csv')
  writeFileSync(own, 'a\n')
  await expect(makeDemo(root, { tickets: 30 }, quiet)).rejects.toMatchObject({
    code: 'demo.home_has_other_files',
    value: path.join('inbox', 'own.csv'),
  })
  expect(existsSync(own)).toBe(true)
  expect(readTickets(root)).toHaveLength(20)
})

test('the smallest has one ticket', async () => {
  expect(readTickets(await demo('small', { tickets: 1 }))).toHaveLength(1)
})
