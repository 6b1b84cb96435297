/** The charts' own words: option functions take the language, not all texts of the pages. */
import { chartTools as en } from '../language/en/chart-tools.ts'
import type { Language } from '../language/language.ts'
import type { Widened } from '../language/widened.ts'
import { chartTools as zhCN } from '../language/zh-CN/chart-tools.ts'

/** The Chinese words are the model. */
export type ChartWords = Widened<typeof zhCN>

const WORDS: Record<Language, ChartWords> = { 'zh-CN': zhCN, en }

export const chartWords = (language: Language): ChartWords => WORDS[language]
