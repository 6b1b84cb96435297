/**
 * Which words tell one group of texts from another: the log-odds ratio of a word with an informative Dirichlet prior, over its standard
 * error (Monroe, B. L., Colaresi, M. P. and Quinn, K. M.: Fightin' Words: Lexical feature selection and evaluation for identifying the
 * content of political conflict. Political Analysis 16, 2008, equations 15, 16, 19, 20 and 22). The prior pulls words of few texts towards what
 * is usual in both groups, so that neither rare words nor words that everybody uses come first.
 */
export interface WordCount {
  readonly term: string
  /** Texts of each group that have the word. */
  readonly chosen: number
  readonly others: number
}

export interface GroupSizes {
  /** Words of all texts of each group, each counted once a text. */
  readonly chosenTerms: number
  readonly otherTerms: number
  readonly chosenTexts: number
  readonly otherTexts: number
}

export interface WordScore extends WordCount {
  /** Log-odds of the word among the chosen texts less that among the others. */
  readonly logOdds: number
  /** In standard errors. */
  readonly z: number
}

/** The prior weighs as much as so many more texts of the usual mixture. */
const PRIOR_TEXTS = 100

/** @returns a score for each word, the most telling of the chosen texts first */
export function wordScores(words: readonly WordCount[], sizes: GroupSizes): WordScore[] {
  const { chosenTerms, otherTerms, chosenTexts, otherTexts } = sizes
  const [terms, texts] = [chosenTerms + otherTerms, chosenTexts + otherTexts]
  if (chosenTerms === 0 || otherTerms === 0 || texts === 0) return []
  const prior = (PRIOR_TEXTS * terms) / texts
  return words
    .map((word) => {
      const alpha = (prior * (word.chosen + word.others)) / terms
      const [one, other] = [word.chosen + alpha, word.others + alpha]
      const logOdds = Math.log(one / (chosenTerms + prior - one)) - Math.log(other / (otherTerms + prior - other))
      return { ...word, logOdds, z: logOdds / Math.sqrt(1 / one + 1 / other) }
    })
    .sort((a, b) => b.z - a.z || b.chosen - a.chosen || (a.term < b.term ? -1 : 1))
}
