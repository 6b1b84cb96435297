/**
 * How fast a text model is learned and answers, on the complaints of a home: `node pipeline/bench/cause-speed.ts <home>`
 * learns from those whose cause the source gave, then classifies 100,000 texts (all of them, as often as it takes), once
 * without and once with the words that spoke for the answer. Prints JSON.
 */
import { DuckDBInstance } from '@duckdb/node-api'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import { homePaths } from '../../contracts/home.ts'
import { readPointer, warehouseFile } from '../../contracts/warehouse.ts'
import { classify, train, wordsFor } from '../causes/text-model/text-model.ts'
import type { CauseSpeed } from './cause-speed-result.ts'

const TEXTS = 100_000
const MOST_EXAMPLES = 10_000

const rowSchema = z.object({ id: z.string(), text: z.string(), code: z.string().nullable() })

/** @throws AftercareError `bench.stage_failed` */
export async function benchCauseSpeed(root: string): Promise<CauseSpeed> {
  const rows = await complaintsOf(root)
  const examples = rows.flatMap(({ id, text, code }) => (code === null ? [] : [{ id, text, code }])).slice(0, MOST_EXAMPLES)
  const trainStarted = performance.now()
  const model = train(examples)
  const trainSeconds = (performance.now() - trainStarted) / 1000
  const textAt = (at: number) => rows[at % rows.length]?.text ?? ''
  const timed = (work: (text: string) => void) => {
    const started = performance.now()
    for (let at = 0; at < TEXTS; at++) work(textAt(at))
    return (performance.now() - started) / 1000
  }
  const seconds = timed((text) => classify(model, text))
  const secondsWithWords = timed((text) => {
    const [first] = classify(model, text)
    if (first !== undefined) wordsFor(model, text, first.code)
  })
  const length = rows.reduce((sum, { text }) => sum + text.length, 0) / rows.length
  return {
    examples: examples.length,
    codes: model.codes.length,
    pieces: model.dictionary.size,
    trainSeconds,
    texts: TEXTS,
    averageLength: length,
    seconds,
    secondsWithWords,
  }
}

async function complaintsOf(root: string) {
  const home = homePaths(root)
  const pointer = await readPointer(home)
  if (pointer === null) throw failed(root, 'nothing was published')
  const instance = await DuckDBInstance.create(warehouseFile(home, pointer), { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  try {
    const reader =
      await connection.runAndReadAll(`SELECT complaint_key AS id, text, CASE WHEN cause_method = 'given' THEN root_cause END AS code
      FROM marts.complaint WHERE text IS NOT NULL ORDER BY complaint_key`)
    const rows = z.array(rowSchema).parse(reader.getRowObjectsJS())
    if (rows.length === 0) throw failed(root, 'no complaint has a text')
    return rows
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

const failed = (where: string, what: string) =>
  new AftercareError('bench.stage_failed', what, { where, remedy: 'Run `aftercare build` by hand.', exitCode: 1 })

const [root] = process.argv.slice(2)
if (root !== undefined) process.stdout.write(`${JSON.stringify(await benchCauseSpeed(root))}\n`)
