import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { homePaths, type HomePaths } from '../../../contracts/home.ts'
import type { Computed, ComputedRow } from '../../../pipeline/build/computing.ts'
import { causeClassification } from '../../../pipeline/causes/classification.ts'
import { learnable } from '../../../pipeline/causes/trained.ts'
import { causeCodes, causeCurve, causeTraining } from '../../../pipeline/causes/training.ts'
import { scratchFolder } from '../build/home.ts'

/** Words of three causes, among words that say nothing; one in ten is labelled wrongly. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'service.late': ['师傅来晚了', '约好上午下午才到', '上门太慢', 'he came far too late'],
  'part.defective': ['新换的零件又坏', '配件质量差', '换的主板不转', 'the new pump failed'],
  'policy.refund_slow': ['退款没到账', '钱一直不退', '退货款拖了很久', 'no refund so far'],
}
const CODES = Object.keys(WORDS)
const FILLING = ['你好，', '作为老用户，', '第二次反映，', 'Hello, ', '', '非常失望，']

const examples = (texts: number) =>
  Array.from({ length: texts }, (_, at) => {
    const told = CODES[at % CODES.length] ?? ''
    const code = at % 10 === 7 ? (CODES[(at + 1) % CODES.length] ?? '') : told
    const words = WORDS[told]?.[Math.floor(at / 3) % 4] ?? ''
    const text = `${FILLING[at % FILLING.length] ?? ''}${words}${at % 2 === 0 ? '！' : '，请处理'}${at % 7}`
    return { kind: 'example', complaint_key: `s:${String(at).padStart(4, '0')}`, code, text }
  })

async function* chunks(rows: readonly ComputedRow[]): AsyncGenerator<readonly ComputedRow[]> {
  for (let at = 0; at < rows.length; at += 100) {
    await Promise.resolve()
    yield rows.slice(at, at + 100)
  }
}

const run = (computed: Computed, rows: readonly ComputedRow[], paths: HomePaths | null = null) =>
  computed(chunks(rows), { paths, progress: () => undefined })

test('too few texts, or causes with too few, are not learned from', async () => {
  expect(await run(causeTraining, examples(150))).toEqual([])
  expect(await run(causeCurve, examples(0))).toEqual([])
  const rare = { id: 'x', code: 'rare', text: 'rare' }
  expect(learnable(Array.from({ length: 19 }, () => rare))).toEqual([])
  expect(learnable(Array.from({ length: 20 }, () => rare))).toHaveLength(20)
})

test('a model is measured, learned once, and the same whether it was learned or read', async () => {
  const paths = homePaths(await scratchFolder())
  const learned = await run(causeTraining, examples(400), paths)
  expect(learned).toMatchObject([{ training_rows: 400, classes: 3, folds: 5 }])
  const [row] = learned
  expect(row?.['accuracy']).toBeGreaterThan(0.85)
  expect(row?.['baseline_frequent_accuracy']).toBeLessThan(0.45)
  const [file = ''] = await readdir(paths.models)
  expect(file).toBe(`${String(row?.['model_version'])}.json`)
  expect((await stat(path.join(paths.models, file))).mode & 0o077).toBe(0)
  const written = await readFile(path.join(paths.models, file), 'utf8')
  // Another model in between, so that the first has to come from its file.
  await run(causeTraining, examples(330), null)
  const before = (await stat(path.join(paths.models, file))).mtimeMs
  expect(await run(causeTraining, examples(400), paths)).toEqual(learned)
  expect((await stat(path.join(paths.models, file))).mtimeMs).toBe(before)
  // A damaged file is learned anew, to the same bytes.
  await run(causeTraining, examples(330), null)
  await writeFile(path.join(paths.models, file), written.slice(0, 100))
  expect(await run(causeTraining, examples(400), paths)).toEqual(learned)
  expect(await readFile(path.join(paths.models, file), 'utf8')).toBe(written)
  expect(await run(causeCodes, examples(400), paths)).toHaveLength(3)
  expect((await run(causeCurve, examples(400), paths)).length).toBeGreaterThan(50)
})

test('texts are answered by rules and model; what was learned from by models that had not seen it', async () => {
  const rule = { kind: 'rule', body: JSON.stringify({ id: 'r', cause: 'service.late', any: ['来晚了', '太慢'] }) }
  const learned = examples(400)
  const asText = learned.slice(0, 60).map(({ complaint_key, text }): ComputedRow => ({ kind: 'text', complaint_key, text }))
  const unseen: ComputedRow[] = [
    { kind: 'text', complaint_key: 'x:1', text: '师傅来晚了，退款没到账' },
    { kind: 'text', complaint_key: 'x:2', text: '???' },
  ]
  const rows = await run(causeClassification, [...learned, rule, ...asText, ...unseen])
  const of = (key: string) => rows.filter((each) => each['complaint_key'] === key)
  expect(of('x:1')[0]).toEqual({
    complaint_key: 'x:1',
    method: 'rule',
    place: 1,
    code: 'service.late',
    confidence: 0.8,
    rule_id: 'r',
    words: '来晚了',
  })
  expect(
    of('x:1')
      .filter((each) => each['method'] === 'model')
      .map((each) => each['place']),
  ).toEqual([1, 2, 3])
  expect(of('x:1').find((each) => each['method'] === 'model')?.['words']).toMatch(/来晚|退款/)
  expect(of('x:2').filter((each) => each['method'] === 'rule')).toEqual([])
  // Wrongly labelled texts are not answered as they were labelled: the answer was learned from others.
  const wrong = learned.slice(0, 60).filter((_, at) => at % 10 === 7)
  const repeated = wrong.filter(
    ({ complaint_key, code }) => of(complaint_key).find((each) => each['method'] === 'model')?.['code'] === code,
  )
  expect(wrong.length).toBe(6)
  expect(repeated.length).toBeLessThan(3)
  for (const each of rows) expect(each['confidence']).toBeLessThanOrEqual(1)
  expect(await run(causeClassification, [...learned, rule, ...asText, ...unseen])).toEqual(rows)
})
