/** All texts of the pages by language. The Chinese texts are the model: their keys are every language's keys. */
import { createContext } from 'svelte'
import { en } from './en/index.ts'
import type { Language } from './language.ts'
import { zhCN } from './zh-CN/index.ts'

type Widened<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof T]: Widened<T[Key]> }

export type Texts = Widened<typeof zhCN>

const TEXTS: Record<Language, Texts> = { 'zh-CN': zhCN, en }

export const texts = (language: Language): Texts => TEXTS[language]

/** The reader of a page: what the components need to write for them. */
export interface Reader {
  readonly language: Language
  readonly texts: Texts
}

/** A function, since the language of a page can change while its components live. */
export const [getReader, setReader] = createContext<() => Reader>()

/** A value of a dimension in the reader's words: those of the vocabularies are translated, a customer's own stand as they are. */
export function valueWord({ texts }: Reader, value: string): string {
  const { values } = texts.filter
  return Object.hasOwn(values, value) ? values[value as keyof typeof values] : value
}
