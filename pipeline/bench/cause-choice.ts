/**
 * How the settings of training were chosen: on one file only, by cross-validation within the training part of each of
 * five folds, so that the texts which then judge the choice had no part in it. Every other file is measured with what
 * was chosen here.
 */
import { fold } from '../causes/text-model/fold.ts'
import { stratifiedFolds } from '../causes/text-model/folds.ts'
import { classify, DEFAULT_SETTINGS, train, type Example, type TrainingSettings } from '../causes/text-model/text-model.ts'

export const CHOSEN_ON = 'airline tweets'
const FOLDS = 5
const INNER_FOLDS = 3

type Choice = Pick<TrainingSettings, 'pieceWeight' | 'cost' | 'balance'>

const CHOICES: readonly Choice[] = (['idf', 'divergence', 'both'] as const).flatMap((pieceWeight) =>
  [0.05, 0.1, 0.3, 1].flatMap((cost) => [0, 0.5, 1].map((balance) => ({ pieceWeight, cost, balance }))),
)

export interface ChoiceResult {
  /** Of each fold what was chosen without it. */
  readonly chosen: readonly Choice[]
  /** Over the texts of all folds, each answered by the model chosen and trained without its fold. */
  readonly accuracy: number
}

/** @param examples one code a text */
export function chooseSettings(examples: readonly Example[]): ChoiceResult {
  const codes = [...new Set(examples.map(({ code }) => code))].sort()
  const groups = examples.map(({ text, code }) => ({ group: fold(text), classes: [codes.indexOf(code)] }))
  const foldOf = stratifiedFolds(groups, codes.length, FOLDS)
  const chosen: Choice[] = []
  let right = 0
  for (let outer = 0; outer < FOLDS; outer++) {
    const learned = examples.filter((_, at) => foldOf[at] !== outer)
    const best = CHOICES.map((choice) => {
      const { accuracy, macroF1 } = train(learned, { ...choice, folds: INNER_FOLDS }).evaluation
      return { choice, worth: accuracy + macroF1 }
    }).reduce((a, b) => (b.worth > a.worth ? b : a)).choice
    chosen.push(best)
    const model = train(learned, { ...best, folds: INNER_FOLDS })
    right += examples.filter(({ text, code }, at) => foldOf[at] === outer && classify(model, text)[0]?.code === code).length
  }
  return { chosen, accuracy: right / examples.length }
}

export function choiceLines({ chosen, accuracy }: ChoiceResult): string[] {
  const said = ({ pieceWeight, cost, balance }: Choice) => `${pieceWeight}, cost ${cost}, balance ${balance}`
  return [
    `Chosen on the ${CHOSEN_ON} among ${CHOICES.length} settings, by accuracy + macro-F1 of an inner cross-validation:`,
    ...chosen.map((each, at) => `- without fold ${at + 1}: ${said(each)}`),
    `- accuracy of these choices on the folds that had no part in them: ${accuracy.toFixed(3)}`,
    `- settings of the program: ${said(DEFAULT_SETTINGS)}`,
    '',
  ]
}
