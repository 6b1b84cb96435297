/** Words for the values that costs are broken down by. */
import { costsTexts } from '#lib/language/pages/costs.ts'
import { valueWord, type Reader } from '#lib/language/texts.ts'
import type { CostSlice, SplitDimension } from './asked.ts'

/** Kinds of work: A paid, B contract, C warranty, D internal. */
export const kindWord = (kind: string, reader: Reader): string => {
  const { workKinds } = costsTexts(reader.texts)
  return Object.hasOwn(workKinds, kind) ? workKinds[kind as keyof typeof workKinds] : valueWord(reader, kind)
}

export const sliceWord = (slice: CostSlice | SplitDimension, value: string, reader: Reader): string =>
  slice === 'work_kind' ? kindWord(value, reader) : valueWord(reader, value)
