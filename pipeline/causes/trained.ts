/** The text model of a home: learned once for what there is to learn from, then taken from the home. */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'
import type { ComputedRow } from '../build/computing.ts'
import { parse, serialise, train, trainingVersion, type Example, type TrainedModel } from './text-model/text-model.ts'

/** Fewer texts than this say nothing about new ones. */
const LEAST_TEXTS = 200
/** A cause with fewer texts is not learned: of five folds each has some to learn from and some to be tried on. */
const LEAST_TEXTS_OF_CAUSE = 20
const KEPT_MODELS = 3

export const exampleRowSchema = z.object({ complaint_key: z.string(), code: z.string(), text: z.string() })

export const exampleOf = (row: z.infer<typeof exampleRowSchema>): Example => ({
  id: row.complaint_key,
  text: row.text,
  code: row.code,
})

/** All rows of a statement that gives examples only. */
export async function readExamples(chunks: AsyncIterable<readonly ComputedRow[]>): Promise<Example[]> {
  const examples: Example[] = []
  for await (const chunk of chunks) for (const row of z.array(exampleRowSchema).parse(chunk)) examples.push(exampleOf(row))
  return examples
}

/** The examples of causes that have enough of them. */
export function learnable(examples: readonly Example[]): Example[] {
  const texts = new Map<string, number>()
  for (const { code, text } of examples) if (text.trim() !== '') texts.set(code, (texts.get(code) ?? 0) + 1)
  return examples.filter(({ code }) => (texts.get(code) ?? 0) >= LEAST_TEXTS_OF_CAUSE)
}

/** The last model that this process learned or read: several models of one build ask for the same one. */
let last: TrainedModel | null = null

/**
 * The model of these examples, or null where they are too few. The same examples give the same model, whether it is learned or read.
 * @param paths where models are kept; null: nowhere
 */
export async function trainedModel(
  all: readonly Example[],
  {
    paths,
    progress,
  }: { readonly paths: HomePaths | null; readonly progress: (step: string, done: number, total: number | null) => void },
): Promise<TrainedModel | null> {
  const examples = learnable(all)
  const texts = new Set(examples.map((each) => each.id)).size
  const causes = new Set(examples.map((each) => each.code)).size
  if (texts < LEAST_TEXTS || causes < 2) return null
  const version = trainingVersion(examples)
  if (last?.version === version) return last
  const kept = paths === null ? null : await readKept(paths, version)
  if (kept !== null) return (last = kept)
  progress(`text model: learning from ${texts} texts`, 0, null)
  const written = serialise(train(examples))
  if (paths !== null) await keep(paths, version, written)
  // As it will be read the next time, to the last digit.
  return (last = parse(written))
}

const fileOf = (paths: HomePaths, version: string): string => path.join(paths.models, `${version}.json`)

/** Null as well when the file is damaged or of another version of the program: learning anew gives the same model. */
async function readKept(paths: HomePaths, version: string): Promise<TrainedModel | null> {
  const file = fileOf(paths, version)
  try {
    const model = parse(await readFile(file, 'utf8'))
    return model.version === version ? model : null
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    if (isMissing || (cause instanceof AftercareError && cause.code === 'cause_model.unreadable')) return null
    throw cause
  }
}

async function keep(paths: HomePaths, version: string, written: string): Promise<void> {
  await mkdir(paths.models, { recursive: true })
  // The words of customers are in it, in pieces: for the pipeline's user only.
  const aside = `${fileOf(paths, version)}.part`
  await writeFile(aside, written, { mode: 0o600 })
  await rename(aside, fileOf(paths, version))
  const names = (await readdir(paths.models)).filter((each) => each.endsWith('.json'))
  const aged = await Promise.all(names.map(async (name) => ({ name, at: (await stat(path.join(paths.models, name))).mtimeMs })))
  const old = aged.sort((a, b) => b.at - a.at || (a.name < b.name ? -1 : 1)).slice(KEPT_MODELS)
  for (const { name } of old) await rm(path.join(paths.models, name), { force: true })
}
