/**
 * How often answers are right. A text may have several codes and gets one answer: it is right when it is one of them.
 * A wrong answer is a miss of each code of the text, shared equally among them, so that misses add up to wrong texts;
 * where every text has one code these are the usual accuracy, precision, recall and F1.
 */
import type { CodeQuality, Quality } from './model.ts'

export interface Counts {
  readonly right: Float64Array
  readonly wrong: Float64Array
  readonly missed: Float64Array
}

/** @param answers class of each text, −1 for none */
export function countAnswers(answers: Int32Array, classesOf: readonly (readonly number[])[], classes: number): Counts {
  const counts = { right: new Float64Array(classes), wrong: new Float64Array(classes), missed: new Float64Array(classes) }
  const add = (to: Float64Array, k: number, by: number) => {
    to[k] = (to[k] as number) + by
  }
  classesOf.forEach((codes, row) => {
    const answer = answers[row] as number
    if (codes.includes(answer)) {
      add(counts.right, answer, 1)
      return
    }
    if (answer >= 0) add(counts.wrong, answer, 1)
    for (const k of codes) add(counts.missed, k, 1 / codes.length)
  })
  return counts
}

export function qualityOf({ right, wrong, missed }: Counts, texts: number): Quality {
  const f1 = right.map((hits, k) => (hits === 0 ? 0 : (2 * hits) / (2 * hits + (wrong[k] as number) + (missed[k] as number))))
  const sum = (of: Float64Array) => of.reduce((total, each) => total + each, 0)
  return { accuracy: sum(right) / texts, macroF1: sum(f1) / f1.length }
}

export function qualityByCode({ right, wrong, missed }: Counts, codes: readonly string[], texts: Int32Array): CodeQuality[] {
  return codes.map((code, k) => {
    const hits = right[k] as number
    const answered = hits + (wrong[k] as number)
    const wanted = hits + (missed[k] as number)
    return {
      code,
      texts: texts[k] as number,
      precision: answered === 0 ? null : hits / answered,
      recall: wanted === 0 ? 0 : hits / wanted,
    }
  })
}
