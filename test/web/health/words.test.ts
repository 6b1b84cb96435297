/** What the page says of codes, audits and things must cover what the pipeline knows: one that is added needs its words. */
import { definitionsTexts } from '#lib/language/pages/definitions.ts'
import { healthTexts } from '#lib/language/pages/health.ts'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { globSync } from 'tinyglobby'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { ENTITY_NAMES } from '../../../contracts/entities.ts'
import { kpiRegistrySchema } from '../../../contracts/kpi.ts'
import { readAudits } from '../../../pipeline/build/audit.ts'
import { texts } from '../../../web/src/lib/language/texts.ts'

const en = texts('en')
const zhCN = texts('zh-CN')

const ROOT = path.resolve(import.meta.dirname, '../../..')
const read = (file: string) => readFile(path.join(ROOT, file), 'utf8')

test('every code of a reject has its meaning and what to do', async () => {
  const files = globSync('pipeline/{validate,read,ingest}/*.ts', { cwd: ROOT })
  const texts = await Promise.all(files.map(read))
  const codes = new Set(texts.flatMap((text) => [...text.matchAll(/'((?:field|row)\.[a-z_]+)'/g)].map((match) => match[1] ?? '')))
  expect(codes.size).toBeGreaterThan(12)
  for (const words of [zhCN, en]) {
    expect([...codes].filter((code) => !Object.hasOwn(healthTexts(words).codes, code))).toEqual([])
    for (const told of Object.values(healthTexts(words).codes)) expect(told).toHaveLength(2)
  }
})

test('every audit is explained in both languages, in English by its own words', async () => {
  const audits = await readAudits()
  expect(Object.keys(healthTexts(zhCN).audits).sort()).toEqual(audits.map(({ name }) => name).sort())
  expect(healthTexts(en).audits).toEqual(Object.fromEntries(audits.map(({ name, why }) => [name, why])))
})

test('every entity has a name', () => {
  for (const words of [zhCN, en]) expect(Object.keys(healthTexts(words).entities).sort()).toEqual([...ENTITY_NAMES].sort())
})

test('everything that a source may lack has a name', async () => {
  const contract = z
    .object({ columns: z.array(z.object({ name: z.string(), type: z.string() })) })
    .parse(parse(await read('sql/intermediate/kpi_source_described.yaml')))
  const flags = contract.columns.filter(({ type }) => type === 'BOOLEAN').map(({ name }) => name)
  expect(Object.keys(healthTexts(zhCN).things).sort()).toEqual(flags.sort())
  const query = await read('sql/queries/health_unmeasured.sql')
  expect(flags.filter((flag) => !query.includes(`'${flag}'`) || !query.includes(`described.${flag}`))).toEqual([])
})

test('each KPI that is not computed says why, and none that is', async () => {
  const { kpis } = kpiRegistrySchema.parse(parse(await read('data/reference/kpis.yaml')))
  const waiting = kpis.filter(({ is_computed }) => !is_computed).map(({ id }) => id)
  for (const words of [zhCN, en]) expect(Object.keys(definitionsTexts(words).notComputed).sort()).toEqual(waiting.sort())
})
