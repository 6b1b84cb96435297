/** The texts that every page needs, by language. The Chinese texts are the model: their keys are every language's keys. */
import { createContext } from 'svelte'
import { en } from './en/index.ts'
import type { Language } from './language.ts'
import type { Widened } from './widened.ts'
import { zhCN } from './zh-CN/index.ts'

export interface Texts extends Widened<typeof zhCN> {
  readonly language: Language
}

const TEXTS: Record<Language, Texts> = { 'zh-CN': { ...zhCN, language: 'zh-CN' }, en: { ...en, language: 'en' } }

export const texts = (language: Language): Texts => TEXTS[language]

/** The reader of a page: what the components need to write for them. */
export interface Reader {
  readonly language: Language
  readonly texts: Texts
  /** What the sources are called in that language, by the word that the data has for each. */
  readonly sources: Readonly<Record<string, string>>
}

/** A function, since the language of a page can change while its components live. */
export const [getReader, setReader] = createContext<() => Reader>()

/** A value of a dimension in the reader's words: those of the vocabularies are translated, a customer's own stand as they are. */
export function valueWord({ texts }: Reader, value: string): string {
  const { values } = texts.filter
  return Object.hasOwn(values, value) ? values[value as keyof typeof values] : value
}

/** The same of a dimension that is known: a source has the name that the customer gave it. */
export const dimensionWord = (reader: Reader, dimension: string, value: string): string =>
  dimension === 'source' ? (reader.sources[value] ?? value) : valueWord(reader, value)

/**
 * The texts of one page (`pages/`), which only that page loads.
 * @returns what picks them by the language of the texts that the page has already
 */
export function byLanguage<Words>(zhCN: Words, en: Widened<Words>): (texts: Pick<Texts, 'language'>) => Widened<Words>
export function byLanguage(zhCN: unknown, en: unknown) {
  return ({ language }: Pick<Texts, 'language'>) => (language === 'zh-CN' ? zhCN : en)
}
