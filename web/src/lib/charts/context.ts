/** What every option function takes besides its rows. */
import { formatValue } from '../language/format.ts'
import type { Language } from '../language/language.ts'
import type { Unit } from '../review/series.ts'
import { axisLabel } from './axis.ts'
import type { Palette } from './option.ts'

export interface DrawContext {
  readonly language: Language
  readonly palette: Palette
  /** Of the drawing, in pixels: names wrap and labels thin out by it. */
  readonly width: number
  readonly unit: Unit
  /** ISO 4217, for the unit money. */
  readonly currency: string
}

export const isNarrow = ({ width }: { readonly width: number }): boolean => width < 560

export const writeValue = (value: number, { unit, language, currency }: DrawContext): string =>
  formatValue(value, unit, language, currency)

export const writeAxis = (value: number, { unit, language, currency }: DrawContext): string =>
  axisLabel(value, unit, language, currency)
