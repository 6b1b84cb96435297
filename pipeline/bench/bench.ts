/**
 * How long each stage takes beside the raw DuckDB statement that does the least work possible for it, in the same run on
 * the same data, with the peak memory of the process. Figures of one run on one machine: compare ratios, not seconds.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import { homePaths } from '../../contracts/home.ts'
import { readPointer, warehouseFile } from '../../contracts/warehouse.ts'
import type { Effects } from '../effects.ts'
import { LABELLED_FILES, complaintsFolder, readLabelled } from './cause-files.ts'
import { causeSpeedSchema } from './cause-speed-result.ts'
import { measureFile, type CauseResult } from './causes.ts'
import { measure, type Measured } from './measure.ts'
import { pageResultSchema, type PageResult } from './page-result.ts'
import { promiseResultSchema } from './promise-result.ts'

export interface BenchOptions {
  /** Tickets of each demonstration home, one after another. */
  readonly sizes: readonly number[]
  readonly seed: number
}

export interface StageResult {
  readonly tickets: number
  readonly stage: string
  readonly seconds: number
  /** Of the raw statement; null where there is nothing to compare with. */
  readonly rawSeconds: number | null
  /** Of the process that ran the stage, MiB; null for a part of a stage. */
  readonly peakMib: number | null
}

const CLI = path.join(import.meta.dirname, '..', 'cli.ts')
const RAW = path.join(import.meta.dirname, 'raw.ts')
const PAGES = path.join(import.meta.dirname, 'pages.ts')
const PROMISES = path.join(import.meta.dirname, 'promises.ts')
const CAUSE_SPEED = path.join(import.meta.dirname, 'cause-speed.ts')
/** From this size on promises are measured once more with ten times the tickets. */
const MANY_TICKETS = 1_000_000
const rawOutput = z.object({ seconds: z.number() })

/** The models that have a raw counterpart, by the name of its stage. */
const COMPARED_MODELS: Readonly<Record<string, string>> = {
  'marts.ticket': 'ticket',
  'marts.promise': 'promise',
  'marts.kpi_period': 'kpi_period',
}

export interface BenchResult {
  /** One line a stage and size, in the order in which they ran. */
  readonly stages: readonly StageResult[]
  /** The queries of the pages on the warehouse of each size. */
  readonly pages: readonly { readonly tickets: number; readonly results: readonly PageResult[] }[]
  /** How well causes are learned, where labelled texts are beside the project; else nothing. */
  readonly causes: readonly CauseResult[]
}

/** @throws AftercareError `bench.stage_failed` */
export async function bench({ sizes, seed }: BenchOptions, effects: Pick<Effects, 'log'>): Promise<BenchResult> {
  const stages: StageResult[] = []
  const pages: { tickets: number; results: PageResult[] }[] = []
  for (const tickets of sizes) {
    const root = await mkdtemp(path.join(tmpdir(), 'aftercare-bench-home-'))
    try {
      for await (const result of benchHome(root, tickets, seed)) {
        stages.push(result)
        effects.log(lineOf(result))
      }
      const { stdout } = await measure(PAGES, [root, '--json'])
      pages.push({ tickets, results: z.array(pageResultSchema).parse(JSON.parse(stdout)) })
    } finally {
      await rm(root, { recursive: true, force: true })
    }
  }
  return { stages, pages, causes: await causes() }
}

async function* benchHome(root: string, tickets: number, seed: number): AsyncGenerator<StageResult> {
  const cli = (...args: string[]) => measure(CLI, [...args, '--home', root])
  const raw = async (stage: string) => {
    const { stdout } = await measure(RAW, [stage, root])
    return rawOutput.parse(JSON.parse(stdout)).seconds
  }
  const whole = (stage: string, measured: Measured, rawSeconds: number | null): StageResult => ({
    tickets,
    stage,
    seconds: measured.seconds,
    rawSeconds,
    peakMib: measured.peakMib,
  })

  yield whole('demo', await cli('demo', '--tickets', String(tickets), '--seed', String(seed)), null)
  const ingested = await cli('ingest')
  const landing = await raw('land')
  yield whole('ingest (land, read, validate, lake)', ingested, landing + (await raw('ingest')))
  yield whole('ingest again, nothing new', await cli('ingest'), landing)
  yield whole('build and publish', await cli('build'), await raw('build'))
  for (const { model, seconds } of await modelRuns(root)) {
    const stage = COMPARED_MODELS[model]
    yield { tickets, stage: `  ${model}`, seconds, rawSeconds: stage === undefined ? null : await raw(stage), peakMib: null }
  }
  for (const copies of tickets >= MANY_TICKETS ? [1, 10] : [1]) yield await promises(root, copies)
  yield* causeSpeed(root, tickets)
  const sql = "SELECT * FROM marts.kpi_period WHERE grain = 'week' AND slice = 'all'"
  yield whole('query: all weekly figures', await cli('query', sql, '--format', 'json'), null)
}

/** Learning causes from the complaints of the home, and classifying 100,000 texts with them. */
async function* causeSpeed(root: string, tickets: number): AsyncGenerator<StageResult> {
  const { stdout, peakMib } = await measure(CAUSE_SPEED, [root])
  const found = causeSpeedSchema.parse(JSON.parse(stdout))
  const rate = (seconds: number) => Math.round(found.texts / seconds).toLocaleString('en')
  const part = { tickets, rawSeconds: null }
  const examples = `${found.examples.toLocaleString('en')} texts, ${String(found.codes)} causes`
  yield {
    ...part,
    stage: `causes: learned from ${examples}, five folds and the whole`,
    seconds: found.trainSeconds,
    peakMib: null,
  }
  const texts = `causes: ${found.texts.toLocaleString('en')} texts classified`
  yield { ...part, stage: `${texts}, ${rate(found.seconds)} a second`, seconds: found.seconds, peakMib }
  const withWords = `${texts} with their words, ${rate(found.secondsWithWords)} a second`
  yield { ...part, stage: withWords, seconds: found.secondsWithWords, peakMib: null }
}

async function causes(): Promise<CauseResult[]> {
  const folder = complaintsFolder()
  const results: CauseResult[] = []
  if (folder !== null) {
    for (const spec of LABELLED_FILES) results.push(measureFile(spec.name, await readLabelled(folder, spec)))
  }
  return results
}

/** All models that make, time and judge promises, and their rows a second. */
async function promises(root: string, copies: number): Promise<StageResult> {
  const { stdout, peakMib } = await measure(PROMISES, [root, String(copies)])
  const found = promiseResultSchema.parse(JSON.parse(stdout))
  const rate = Math.round(found.promises / found.seconds / 1000)
  const stage = `promises: ${found.promises.toLocaleString('en')}, ${String(rate)},000 a second`
  return { tickets: found.tickets, stage, seconds: found.seconds, rawSeconds: found.rawSeconds, peakMib }
}

/** The models of the published version that took longest, the compared ones always among them, and all the others as one line. */
async function modelRuns(root: string): Promise<{ model: string; seconds: number }[]> {
  const home = homePaths(root)
  const pointer = await readPointer(home)
  if (pointer === null) {
    throw new AftercareError('bench.stage_failed', 'nothing was published', {
      where: root,
      remedy: 'Run `aftercare build` by hand.',
      exitCode: 1,
    })
  }
  const instance = await DuckDBInstance.create(warehouseFile(home, pointer), { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  try {
    const reader = await connection.runAndReadAll('SELECT model, seconds FROM meta.model_run ORDER BY seconds DESC')
    const runs = z.array(z.object({ model: z.string(), seconds: z.number() })).parse(reader.getRowObjectsJS())
    const shown = runs.filter((run, index) => index < 6 || run.model in COMPARED_MODELS)
    const rest = runs.filter((run) => !shown.includes(run))
    return [...shown, { model: `${String(rest.length)} other models`, seconds: rest.reduce((sum, run) => sum + run.seconds, 0) }]
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** One result as a line of a Markdown table. */
export function lineOf({ tickets, stage, seconds, rawSeconds, peakMib }: StageResult): string {
  const cells = [
    tickets.toLocaleString('en'),
    stage,
    seconds.toFixed(2),
    rawSeconds === null ? '–' : rawSeconds.toFixed(2),
    rawSeconds === null || rawSeconds === 0 ? '–' : (seconds / rawSeconds).toFixed(1),
    peakMib === null ? '–' : peakMib.toLocaleString('en'),
  ]
  return `| ${cells.join(' | ')} |`
}

export const BENCH_HEADER = '| tickets | stage | s | raw s | ratio | peak MiB |\n|---:|---|---:|---:|---:|---:|'
