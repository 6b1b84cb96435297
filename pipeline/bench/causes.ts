/**
 * How well causes are learned from texts: `node pipeline/bench/causes.ts [folder of complaints] [--choose]`.
 * Each file by stratified five-fold cross-validation with the settings that the program has, beside two baselines on the
 * same folds; then precision and coverage by threshold. With --choose, first the choice of those settings on one file.
 */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  train,
  type Evaluation,
  type Example,
  type TrainedModel,
  type TrainingSettings,
} from '../causes/text-model/text-model.ts'
import { CHOSEN_ON, chooseSettings, choiceLines } from './cause-choice.ts'
import { complaintsFolder, LABELLED_FILES, readLabelled } from './cause-files.ts'

export interface CauseResult {
  readonly name: string
  readonly codes: number
  readonly seconds: number
  readonly evaluation: Evaluation
  /** Null where no text has two codes. */
  readonly sets: SetQuality | null
}

/** All codes that the model gives a text (the likeliest, and those whose own plane says yes) against all that it has. */
export interface SetQuality {
  readonly microF1: number
  readonly macroF1: number
}

export function measureFile(name: string, examples: readonly Example[], settings: Partial<TrainingSettings> = {}): CauseResult {
  const started = performance.now()
  const model = train(examples, settings)
  const seconds = (performance.now() - started) / 1000
  return { name, codes: model.codes.length, seconds, evaluation: model.evaluation, sets: setQuality(model, examples) }
}

function setQuality({ codes, outOfFold }: TrainedModel, examples: readonly Example[]): SetQuality | null {
  const wanted = new Map<string, Set<string>>()
  for (const { id, code } of examples) wanted.set(id, (wanted.get(id) ?? new Set()).add(code))
  if (![...wanted.values()].some((each) => each.size > 1)) return null
  const counts = new Map(codes.map((code) => [code, { both: 0, given: 0, wanted: 0 }]))
  for (const [id, own] of wanted) {
    const given = (outOfFold.get(id) ?? []).filter(({ score }, at) => at === 0 || score > 0).map(({ code }) => code)
    for (const [code, count] of counts) {
      const isGiven = given.includes(code)
      if (isGiven) count.given++
      if (own.has(code)) count.wanted++
      if (isGiven && own.has(code)) count.both++
    }
  }
  const all = [...counts.values()]
  const f1 = (both: number, of: number) => (both === 0 ? 0 : (2 * both) / of)
  const sum = (of: (each: (typeof all)[number]) => number) => all.reduce((total, each) => total + of(each), 0)
  return {
    microF1: f1(
      sum((each) => each.both),
      sum((each) => each.given + each.wanted),
    ),
    macroF1: sum((each) => f1(each.both, each.given + each.wanted)) / all.length,
  }
}

const figure = (value: number) => value.toFixed(3)

export function qualityLines(results: readonly CauseResult[]): string[] {
  return [
    '| file | texts | codes | s | most frequent: accuracy, macro-F1 | naive Bayes: accuracy, macro-F1 | **model: accuracy, macro-F1** | threshold | precision | coverage |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...results.map(({ name, codes, seconds, evaluation: each }) => {
      const pair = (of: { accuracy: number; macroF1: number }) => `${figure(of.accuracy)}, ${figure(of.macroF1)}`
      const cells = [
        name,
        each.texts.toLocaleString('en'),
        codes,
        seconds.toFixed(1),
        pair(each.baselineFrequent),
        pair(each.baselineBayes),
        `**${pair(each)}**`,
        each.threshold === null ? 'none' : each.threshold.toFixed(2),
        each.precisionAtThreshold === null ? '–' : figure(each.precisionAtThreshold),
        figure(each.coverageAtThreshold),
      ]
      return `| ${cells.join(' | ')} |`
    }),
    ...results.flatMap(({ name, sets }) =>
      sets === null
        ? []
        : ['', `${name}: all causes of a text at once, micro-F1 ${figure(sets.microF1)}, macro-F1 ${figure(sets.macroF1)}.`],
    ),
  ]
}

/** Precision / coverage of the answers with at least so much probability. */
export function curveLines(results: readonly CauseResult[]): string[] {
  const steps = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95]
  return [
    '',
    `| file | ${steps.map((step) => `≥ ${(step / 100).toFixed(2)}`).join(' | ')} |`,
    `|---|${steps.map(() => '---:').join('|')}|`,
    ...results.map(({ name, evaluation }) => {
      const cells = steps.map((step) => {
        const point = evaluation.curve[step]
        const precision = point?.precision ?? null
        return precision === null ? '–' : `${precision.toFixed(2)} / ${(point?.coverage ?? 0).toFixed(2)}`
      })
      return `| ${name} | ${cells.join(' | ')} |`
    }),
  ]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [given] = process.argv.slice(2).filter((each) => !each.startsWith('--'))
  const folder = given ?? complaintsFolder()
  const write = (lines: readonly string[]) => process.stdout.write(lines.map((line) => `${line}\n`).join(''))
  if (folder === null) {
    write(['There are no labelled complaints beside the project; name their folder.'])
    process.exitCode = 2
  } else {
    if (process.argv.includes('--choose')) {
      const spec = LABELLED_FILES.find(({ name }) => name === CHOSEN_ON)
      if (spec !== undefined) write(choiceLines(chooseSettings(await readLabelled(path.resolve(folder), spec))))
    }
    const results: CauseResult[] = []
    for (const spec of LABELLED_FILES) results.push(measureFile(spec.name, await readLabelled(path.resolve(folder), spec)))
    write([...qualityLines(results), ...curveLines(results)])
  }
}
