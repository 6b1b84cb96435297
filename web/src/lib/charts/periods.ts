/** Periods along an axis. */
import type { Grain } from '#contracts/slice.ts'
import { formatPeriodShort, isoWeek } from '../language/format.ts'
import type { Language } from '../language/language.ts'

/** A label for about `wanted` periods, counted back from the newest; the first of each year carries the year below it. */
export function periodLabels(
  figures: readonly { readonly start: string }[],
  grain: Grain,
  language: Language,
  wanted: number,
): string[] {
  const every = Math.max(1, Math.ceil(figures.length / wanted))
  let year = 0
  return figures.map(({ start }, index) => {
    if ((figures.length - 1 - index) % every !== 0) return ''
    const short = formatPeriodShort(start, grain, language)
    const of = grain === 'week' ? isoWeek(start).year : Number(start.slice(0, 4))
    if (of === year) return short
    year = of
    return `${short}\n${of}`
  })
}
