/** What stands below a chart, so that it can be read alone: its period, source, as-of. */
import { periodTexts } from '#lib/language/pages/period.ts'
import type { Grain } from '#contracts/slice.ts'
import { siteOf, sourcesOf, type Frame } from '../frame/frame.ts'
import { formatPeriod, formatStamp } from '../language/format.ts'
import type { Reader } from '../language/texts.ts'
import { periodAfter, type Stretch } from './stretch.ts'

/** One period, or the first and the last of several. */
export function nameStretch(
  { since, until }: Pick<Stretch, 'since' | 'until'>,
  grain: Grain,
  { language, texts }: Reader,
): string {
  const first = formatPeriod(since, grain, language)
  const last = periodAfter(until, grain, -1)
  return last === since ? first : periodTexts(texts).spanOf(first, formatPeriod(last, grain, language))
}

/** Source and as-of. */
export function provenance(frame: Frame, { language, texts }: Reader): string[] {
  const site = siteOf(frame)
  const sources = Object.values(sourcesOf(frame))
  return [
    ...(sources.length > 0 ? [texts.chart.source(sources.join(language === 'zh-CN' ? '、' : ', '))] : []),
    ...(site ? [texts.chart.asOf(formatStamp(site.asOf, site.timeZone, language))] : []),
  ]
}
