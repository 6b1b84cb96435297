/** Hours of the week as the cells of a heat map, and as a table. */
import { promisesTexts } from '#lib/language/pages/promises.ts'
import type { HourCell } from '../charts/heatmap.ts'
import { cell, type ChartTable } from '../charts/table.ts'
import { chartWords } from '../charts/words.ts'
import { formatCount, formatValue } from '../language/format.ts'
import type { Reader } from '../language/texts.ts'
import type { Hour } from './promises.ts'

/** @param kind promises made, or the share broken of those decided */
export const hourCells = (hours: readonly Hour[], kind: 'count' | 'percent'): readonly HourCell[] =>
  hours.map(({ weekday, hour, n, decided, broken }) =>
    kind === 'count'
      ? { weekday, hour, value: n, n }
      : { weekday, hour, value: decided === 0 ? null : broken / decided, n: decided },
  )

export function hourTable(hours: readonly Hour[], { language, texts }: Reader): ChartTable {
  const words = promisesTexts(texts).hours
  const { weekdays } = chartWords(language)
  return {
    columns: [
      { label: words.weekday, isNumber: false },
      { label: words.hour, isNumber: true },
      { label: promisesTexts(texts).outcomes.n, isNumber: true },
      { label: words.decided, isNumber: true },
      { label: words.broken, isNumber: true },
      { label: words.share, isNumber: true },
    ],
    rows: hours.map(({ weekday, hour, n, decided, broken }) => [
      cell(weekdays[weekday - 1] ?? weekday),
      cell(hour, `${hour}:00`),
      cell(n, formatCount(n, language)),
      cell(decided, formatCount(decided, language)),
      cell(broken, formatCount(broken, language)),
      decided === 0 ? cell(null) : cell(broken / decided, formatValue(broken / decided, 'percent', language)),
    ]),
  }
}
