/**
 * The second baseline: plain multinomial naive Bayes over the counts of the same pieces, each count smoothed by one
 * (Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, figure 13.2). A model must beat it.
 */
import type { Corpus } from './corpus.ts'
import type { Weighting } from './weighting.ts'

/** @returns the likeliest class of each of `asked`, as a plain list beside it */
export function bayesAnswers(
  corpus: Corpus,
  { columns, kept }: Weighting,
  learned: Int32Array,
  asked: Int32Array,
  classesOf: readonly (readonly number[])[],
  classes: number,
): Int32Array {
  const said = new Float64Array(kept.length * classes)
  const total = new Float64Array(classes).fill(kept.length)
  const texts = new Float64Array(classes)
  for (const row of learned) {
    for (const k of classesOf[row] ?? []) {
      texts[k] = (texts[k] as number) + 1
      for (let at = corpus.starts[row] as number; at < (corpus.starts[row + 1] as number); at++) {
        const column = columns[corpus.columns[at] as number] as number
        if (column < 0) continue
        const count = corpus.counts[at] as number
        said[column * classes + k] = (said[column * classes + k] as number) + count
        total[k] = (total[k] as number) + count
      }
    }
  }
  const all = texts.reduce((sum, n) => sum + n, 0)
  const score = new Float64Array(classes)
  return asked.map((row) => {
    for (let k = 0; k < classes; k++) score[k] = Math.log((texts[k] as number) / all)
    for (let at = corpus.starts[row] as number; at < (corpus.starts[row + 1] as number); at++) {
      const column = columns[corpus.columns[at] as number] as number
      if (column < 0) continue
      const count = corpus.counts[at] as number
      for (let k = 0; k < classes; k++) {
        const likelihood = Math.log(((said[column * classes + k] as number) + 1) / (total[k] as number))
        score[k] = (score[k] as number) + count * likelihood
      }
    }
    return largest(score)
  })
}

/** The place of the largest, the first of equals. */
export function largest(of: Float64Array): number {
  let best = 0
  for (let k = 1; k < of.length; k++) if ((of[k] as number) > (of[best] as number)) best = k
  return best
}
