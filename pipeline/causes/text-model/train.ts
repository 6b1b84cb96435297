/** Training: from labelled texts to a model that knows how often it is right. Deterministic, no clock, no chance, no files. */
import { createHash } from 'node:crypto'
import { bayesAnswers, largest } from './bayes.ts'
import { countPieces, type Corpus } from './corpus.ts'
import { Dictionary } from './dictionary.ts'
import { fold } from './fold.ts'
import { stratifiedFolds } from './folds.ts'
import { scoreRow, trainLinear, type LinearModel } from './linear.ts'
import { KEPT_ANSWERS, type Evaluation, type Example, type Ranked, type TrainedModel } from './model.ts'
import { compareText } from './order.ts'
import { fitSharpness, probabilities } from './probability.ts'
import { countAnswers, qualityByCode, qualityOf } from './quality.ts'
import { rank } from './rank.ts'
import { DEFAULT_SETTINGS, METHOD_VERSION, type TrainingSettings } from './settings.ts'
import { chooseThreshold } from './threshold.ts'
import { vectorsOf, weightingOf, type Weighting } from './weighting.ts'

interface LabelledText {
  readonly id: string
  readonly text: string
  /** Sorted, without repetition. */
  readonly classes: readonly number[]
}

/** What is learned from, in an order of its own. */
interface TrainingSet {
  readonly codes: readonly string[]
  readonly texts: readonly LabelledText[]
  readonly corpus: Corpus
  /** members[row × classes + class] */
  readonly members: Uint8Array
}

/** The version that `train` would give the model: the same whatever the order of the examples. */
export function trainingVersion(examples: readonly Example[], settings: Partial<TrainingSettings> = {}): string {
  const hash = createHash('sha256').update(JSON.stringify([METHOD_VERSION, { ...DEFAULT_SETTINGS, ...settings }]))
  for (const { id, text, code } of sorted(examples)) hash.update(JSON.stringify([id, text, code]))
  return hash.digest('hex').slice(0, 16)
}

/**
 * @param examples texts without a word that can be read are left out
 * @throws RangeError when fewer than two codes are left
 */
export function train(examples: readonly Example[], settings: Partial<TrainingSettings> = {}): TrainedModel {
  const chosen = { ...DEFAULT_SETTINGS, ...settings }
  const set = trainingSet(examples)
  if (set.codes.length < 2) throw new RangeError('a model needs texts of at least two codes')
  const all = Int32Array.from(set.texts, (_, row) => row)
  const classesOf = set.texts.map(({ classes }) => classes)
  const { evaluation, outOfFold, sharpness } = crossValidate(set, chosen)
  const weighting = weightingOf(set.corpus, all, classesOf, set.codes.length, chosen)
  const linear = learn(set, weighting, all, chosen)
  const hashes = set.corpus.dictionary.hashes
  return {
    version: trainingVersion(examples, settings),
    codes: set.codes,
    dictionary: new Dictionary(Uint32Array.from(weighting.kept, (piece) => hashes[piece] as number)),
    pieceWeights: weighting.weights,
    linear,
    sharpness,
    evaluation,
    outOfFold,
  }
}

const sorted = (examples: readonly Example[]): Example[] =>
  examples.toSorted((a, b) => compareText(a.id, b.id) || compareText(a.text, b.text) || compareText(a.code, b.code))

function trainingSet(examples: readonly Example[]): TrainingSet {
  const readable = sorted(examples).filter(({ text }) => text.trim() !== '')
  const codes = [...new Set(readable.map(({ code }) => code))].sort(compareText)
  const classOf = new Map(codes.map((code, k) => [code, k]))
  const texts = new Map<string, { id: string; text: string; classes: Set<number> }>()
  for (const { id, text, code } of readable) {
    const known = texts.get(id) ?? { id, text, classes: new Set() }
    texts.set(id, known)
    known.classes.add(classOf.get(code) as number)
  }
  const labelled = [...texts.values()].map(({ id, text, classes }) => ({ id, text, classes: [...classes].sort((a, b) => a - b) }))
  const members = new Uint8Array(labelled.length * codes.length)
  labelled.forEach(({ classes }, row) => {
    for (const k of classes) members[row * codes.length + k] = 1
  })
  return { codes, texts: labelled, corpus: countPieces(labelled.map(({ text }) => text)), members }
}

function learn(set: TrainingSet, weighting: Weighting, rows: Int32Array, settings: TrainingSettings): LinearModel {
  const classes = set.codes.length
  const members = new Uint8Array(rows.length * classes)
  const own = new Float64Array(classes)
  rows.forEach((row, index) => {
    for (const k of set.texts[row]?.classes ?? []) {
      members[index * classes + k] = 1
      own[k] = (own[k] as number) + 1
    }
  })
  const positiveCost = own.map((count) => (Math.max(1, rows.length - count) / Math.max(1, count)) ** settings.balance)
  return trainLinear(vectorsOf(set.corpus, rows, weighting), members, classes, { ...settings, positiveCost })
}

/** Each text is answered by a model that has seen neither it nor one with the same words. */
function crossValidate(set: TrainingSet, settings: TrainingSettings) {
  const { corpus, texts, codes } = set
  const classes = codes.length
  const classesOf = texts.map((text) => text.classes)
  const groups = texts.map((text) => ({ group: fold(text.text).replace(/\s+/g, ' ').trim(), classes: text.classes }))
  const foldOf = stratifiedFolds(groups, classes, settings.folds)
  const rowsWhere = (test: (fold: number) => boolean) => {
    const rows: number[] = []
    foldOf.forEach((fold, row) => {
      if (test(fold)) rows.push(row)
    })
    return Int32Array.from(rows)
  }
  const scores = new Float64Array(texts.length * classes)
  const isKnown = new Uint8Array(texts.length)
  const frequent = new Int32Array(texts.length)
  const bayes = new Int32Array(texts.length)
  for (let fold = 0; fold < settings.folds; fold++) {
    const learned = rowsWhere((each) => each !== fold)
    const asked = rowsWhere((each) => each === fold)
    if (asked.length === 0) continue
    const weighting = weightingOf(corpus, learned, classesOf, classes, settings)
    const model = learn(set, weighting, learned, settings)
    const vectors = vectorsOf(corpus, asked, weighting)
    const row = new Float64Array(classes)
    const counts = new Float64Array(classes)
    for (const each of learned) for (const k of classesOf[each] ?? []) counts[k] = (counts[k] as number) + 1
    const naive = bayesAnswers(corpus, weighting, learned, asked, classesOf, classes)
    asked.forEach((text, index) => {
      scoreRow(model, vectors, index, row)
      scores.set(row, text * classes)
      isKnown[text] = vectors.starts[index] === vectors.starts[index + 1] ? 0 : 1
      frequent[text] = largest(counts)
      bayes[text] = naive[index] as number
    })
  }
  const ranked: (readonly Ranked[])[] = []
  for (let fold = 0; fold < settings.folds; fold++) {
    // The number that makes probabilities of scores is fitted to the other folds too.
    const sharpness = fitSharpness(
      scores,
      set.members,
      classes,
      rowsWhere((each) => each !== fold),
    )
    for (const row of rowsWhere((each) => each === fold)) {
      const own = scores.subarray(row * classes, (row + 1) * classes)
      ranked[row] = isKnown[row] === 1 ? rank(codes, own, probabilities(own, sharpness)).map(asKept) : []
    }
  }
  const evaluation = evaluate(set, ranked, frequent, bayes, settings)
  const outOfFold = new Map(texts.map(({ id }, row) => [id, (ranked[row] ?? []).slice(0, KEPT_ANSWERS)]))
  return {
    evaluation,
    outOfFold,
    sharpness: fitSharpness(
      scores,
      set.members,
      classes,
      rowsWhere(() => true),
    ),
  }
}

/** As exact as a file keeps it, so that a model that was read says the same. */
const asKept = ({ code, probability, score }: Ranked): Ranked => ({
  code,
  probability: Math.fround(probability),
  score: Math.fround(score),
})

function evaluate(
  { texts, codes }: TrainingSet,
  ranked: readonly (readonly Ranked[])[],
  frequent: Int32Array,
  bayes: Int32Array,
  settings: TrainingSettings,
): Evaluation {
  const classesOf = texts.map((text) => text.classes)
  const counted = (answers: Int32Array) => countAnswers(answers, classesOf, codes.length)
  const classOf = new Map(codes.map((code, k) => [code, k]))
  const answers = Int32Array.from(ranked, ([first]) => (first === undefined ? -1 : (classOf.get(first.code) ?? -1)))
  const counts = counted(answers)
  const judged = ranked.map(([first], row) =>
    first === undefined
      ? null
      : { probability: first.probability, isRight: classesOf[row]?.includes(answers[row] as number) === true },
  )
  const { curve, threshold, precision, coverage } = chooseThreshold(judged, settings.targetPrecision)
  const textsOf = new Int32Array(codes.length)
  for (const each of classesOf) for (const k of each) textsOf[k] = (textsOf[k] as number) + 1
  return {
    texts: texts.length,
    folds: settings.folds,
    ...qualityOf(counts, texts.length),
    baselineFrequent: qualityOf(counted(frequent), texts.length),
    baselineBayes: qualityOf(counted(bayes), texts.length),
    byCode: qualityByCode(counts, codes, textsOf),
    curve,
    targetPrecision: settings.targetPrecision,
    threshold,
    precisionAtThreshold: precision,
    coverageAtThreshold: coverage,
  }
}
