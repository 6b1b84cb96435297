/** `aftercare demo`: a whole home, made from a seed. The same arguments give the same bytes on every machine. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import { homePaths, type HomePaths } from '../../contracts/home.ts'
import type { Effects } from '../effects.ts'
import { initHome } from '../home/init.ts'
import { answerSheet } from './answers.ts'
import { entitlementsYaml } from './entitlements.ts'
import { DemoFiles } from './files.ts'
import { EFFECTS, type Effect, type Planted } from './plan.ts'
import { costCentresYaml, currencyRatesYaml, ratesYaml } from './rates.ts'
import { homeYaml, presetsYaml, sourceYamls } from './sources.ts'
import { readVocabulary, type Organisation } from './vocabulary.ts'
import { simulate } from './simulate.ts'

export interface DemoOptions {
  /** Of the two years together; default 42,000, about 400 a week. */
  readonly tickets?: number
  readonly seed?: number
  /** What is planted; default `all`. */
  readonly plant?: readonly Effect[] | 'none' | 'all'
}

export interface DemoReport {
  readonly root: string
  readonly tickets: number
  readonly planted: readonly Effect[]
  /** Below `inbox`, with their records. */
  readonly files: readonly { readonly file: string; readonly entity: string; readonly rows: number }[]
}

const ANSWERS = 'demo-answers.json'
const COPY = 'tickets_2026Q1_copy.csv'
const MOST_TICKETS = 4_000_000

const optionsSchema = z.object({
  files: z.array(z.object({ file: z.string() })),
  options: z.object({ tickets: z.number(), seed: z.number(), planted: z.array(z.enum(EFFECTS)) }),
})

/**
 * Makes a demonstration home, or makes one anew where a demonstration lies already.
 *
 * @param root an empty or missing folder, or an earlier demonstration
 * @throws AftercareError `demo.home_not_empty`, `demo.home_has_other_files`, `demo.tickets_out_of_range`
 */
export async function makeDemo(root: string, options: DemoOptions, effects: Effects): Promise<DemoReport> {
  const { tickets = 42_000, seed = 1, plant = 'all' } = options
  if (!Number.isInteger(tickets) || tickets < 1 || tickets > MOST_TICKETS) {
    throw new AftercareError('demo.tickets_out_of_range', 'this is no number of tickets for a demonstration', {
      value: String(tickets),
      remedy: `Use a whole number from 1 to ${MOST_TICKETS}.`,
    })
  }
  const planted: Planted = new Set(plant === 'all' ? EFFECTS : plant === 'none' ? [] : plant)
  const home = homePaths(root)
  clear(home, { tickets, seed, planted: EFFECTS.filter((effect) => planted.has(effect)) })
  const words = readVocabulary()
  for (const folder of [home.root, home.sources, home.inbox, home.reference]) mkdirSync(folder, { recursive: true })
  writeFileSync(home.config, homeYaml(words.organisation))
  for (const [id, yaml] of Object.entries(sourceYamls())) writeFileSync(path.join(home.sources, `${id}.yaml`), yaml)
  for (const [name, yaml] of Object.entries(referenceYamls(words.organisation))) {
    writeFileSync(path.join(home.reference, name), yaml)
  }
  await initHome(root, { example: false })

  const files = new DemoFiles(home.inbox)
  const outcome = simulate({ words, tickets, seed, planted, files, effects })
  await files.writeComplaints(outcome.complaints)
  files.close()
  const twice = path.join(home.inbox, 'tickets_2026Q1.csv')
  if (existsSync(twice)) copyFileSync(twice, path.join(home.inbox, COPY))
  const sheet = answerSheet({ options: { tickets, seed, planted }, outcome, files: files.inventory(), overlap: files.overlap })
  writeFileSync(path.join(home.root, ANSWERS), JSON.stringify(sheet, null, 1) + '\n')
  return {
    root: home.root,
    tickets: outcome.tally.tickets,
    planted: EFFECTS.filter((effect) => planted.has(effect)),
    files: files.inventory().map(({ file, entity, rows }) => ({ file, entity, rows })),
  }
}

const REFERENCE_FILES = [
  'sla-presets.yaml',
  'entitlements.yaml',
  'rates.yaml',
  'currency-rates.yaml',
  'cost-centres.yaml',
] as const

const referenceYamls = (organisation: Organisation): Record<(typeof REFERENCE_FILES)[number], string> => ({
  'sla-presets.yaml': presetsYaml(),
  'entitlements.yaml': entitlementsYaml(),
  'rates.yaml': ratesYaml(),
  'currency-rates.yaml': currencyRatesYaml(),
  'cost-centres.yaml': costCentresYaml(organisation),
})

/** Refuses a folder that holds something else; empties an earlier demonstration, its lake too unless nothing would change. */
function clear(home: HomePaths, next: z.infer<typeof optionsSchema>['options']): void {
  if (!existsSync(home.root) || readdirSync(home.root).length === 0) return
  const answers = path.join(home.root, ANSWERS)
  if (!existsSync(answers)) {
    throw new AftercareError('demo.home_not_empty', 'this folder holds something that is no demonstration', {
      where: home.root,
      remedy: 'Name an empty folder with --home, or remove what is there.',
    })
  }
  const before = optionsSchema.safeParse(JSON.parse(readFileSync(answers, 'utf8')))
  refuseForeign(home, before.success ? before.data.files.map(({ file }) => file) : [])
  const isSame = before.success && JSON.stringify(before.data.options) === JSON.stringify(next)
  const folders = [home.inbox, home.sources, home.reference, ...(isSame ? [] : [home.landing, home.lake, home.warehouse])]
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

/** A demonstration in which somebody has begun to keep files of their own is theirs: nothing in it may be removed unasked. */
function refuseForeign(home: HomePaths, made: readonly string[]): void {
  const sources = Object.keys(sourceYamls())
  const known: readonly [string, ReadonlySet<string>][] = [
    [home.inbox, new Set([...made, COPY])],
    [home.sources, new Set(sources.map((id) => `${id}.yaml`))],
    [home.reference, new Set<string>(REFERENCE_FILES)],
    [home.landing, new Set(sources)],
  ]
  const foreign = known.flatMap(([folder, names]) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => !names.has(name))
          .map((name) => path.relative(home.root, path.join(folder, name)))
      : [],
  )
  if (foreign.length === 0) return
  throw new AftercareError(
    'demo.home_has_other_files',
    'this demonstration holds files that it did not make, and would remove them',
    {
      value: foreign.join(', '),
      where: home.root,
      remedy: 'Keep your own data in a home of its own (`aftercare init --home DIR`), or move these files away first.',
    },
  )
}
