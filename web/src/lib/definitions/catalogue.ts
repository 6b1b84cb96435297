/** KPIs as the catalogue shows and finds them. */
import { definitionsTexts } from '../language/pages/definitions.ts'
import type { Texts } from '../language/texts.ts'
import type { Definition } from '../server/read/definitions.ts'

export const GROUPS = ['customer', 'process', 'cost', 'people'] as const

export type DefinitionState = 'figures' | 'none' | 'not_computed'

export const stateOf = ({ isComputed, hasCases }: Pick<Definition, 'isComputed' | 'hasCases'>): DefinitionState =>
  !isComputed ? 'not_computed' : hasCases ? 'figures' : 'none'

/** The formula in words. */
export function formulaOf(
  { statistic, numerator, denominator }: Pick<Definition, 'statistic' | 'numerator' | 'denominator'>,
  texts: Pick<Texts, 'language'>,
): string {
  const { formulas } = definitionsTexts(texts)
  switch (statistic) {
    case 'ratio':
      return denominator === null ? numerator : formulas.ratio(numerator, denominator)
    case 'mean':
      return denominator === null ? numerator : formulas.mean(numerator, denominator)
    case 'median':
      return denominator === null ? numerator : formulas.median(numerator, denominator)
    case 'sum':
      return formulas.sum(numerator)
    case 'level':
      return formulas.level(numerator)
  }
}

/** Every word of the search stands in the id, a name of either language or the description. */
export function matches(definition: Definition, search: string): boolean {
  const { id, name, otherName, tells, numerator, denominator } = definition
  const text = [id, name, otherName, tells, numerator, denominator ?? ''].join('\n').toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
