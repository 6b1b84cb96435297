/** The charts' own words: option functions take the language, not all texts of the pages. */
import { chartTools as en } from '../language/en/chart-tools.ts'
import type { Language } from '../language/language.ts'
import { chartTools as zhCN } from '../language/zh-CN/chart-tools.ts'

type Widened<T> = {
  readonly [Key in keyof T]: T[Key] extends string
    ? string
    : T[Key] extends (...values: infer Values) => string
      ? (...values: Values) => string
      : Widened<T[Key]>
}

/** The Chinese words are the model. */
export type ChartWords = Widened<typeof zhCN>

const WORDS: Record<Language, ChartWords> = { 'zh-CN': zhCN, en }

export const chartWords = (language: Language): ChartWords => WORDS[language]
