/** A distribution of times in the reader's unit: what the histogram draws, and the same as a table. */
import { promisesTexts } from '#lib/language/pages/promises.ts'
import type { Bar } from '../charts/bars.ts'
import { clean } from '../charts/axis.ts'
import type { Bin, HistogramMark } from '../charts/histogram.ts'
import { cell, type ChartTable } from '../charts/table.ts'
import { chartWords } from '../charts/words.ts'
import { formatCount, formatTarget, formatValue } from '../language/format.ts'
import type { Reader } from '../language/texts.ts'
import { spreadUnit, type SpreadUnit } from './bins.ts'
import type { DaySpread, TimeSpread } from './promises.ts'

export interface TimeDrawing {
  readonly unit: SpreadUnit['unit']
  readonly bins: readonly Bin[]
  readonly marks: readonly HistogramMark[]
  /** Median, P90 and P95 in words. */
  readonly facts: string
  readonly table: ChartTable
}

export function timeDrawing(spread: TimeSpread, { language, texts }: Reader): TimeDrawing {
  const words = promisesTexts(texts).spread
  const marks = chartWords(language)
  const first = spread.bins[0]?.from ?? 0
  const last = spread.bins.at(-1)
  const { unit, size } = spreadUnit(spread.measure, spread.clock !== 'working', Math.max(-first, last?.until ?? last?.from ?? 0))
  const inUnit = (value: number) => clean(value / size)
  const isShare = spread.measure === 'share'
  const suffix = isShare ? '' : ` ${texts.unit[unit]}`
  const write = (value: number) => formatValue(inUnit(value), unit, language) + suffix
  const bins = spread.bins.map(({ from, until, count }) => ({
    from: inUnit(from),
    until: until === null ? null : inUnit(until),
    count,
  }))
  const edge = (value: number | null) => (value === null ? cell(null, '') : cell(value, formatTarget(value, unit, language)))
  return {
    unit,
    bins,
    facts: words.facts(write(spread.median), write(spread.p90), write(spread.p95)),
    marks: [
      { value: inUnit(spread.median), label: marks.median, kind: 'quantile' },
      { value: inUnit(spread.p90), label: marks.p90, kind: 'quantile' },
      { value: inUnit(spread.p95), label: marks.p95, kind: 'quantile' },
      { value: inUnit(spread.limit), label: spread.measure === 'against_due' ? words.due : words.limit, kind: 'limit' },
    ],
    table: {
      columns: [
        { label: `${words.from}${suffix === '' ? '' : ` (${texts.unit[unit]})`}`, isNumber: true },
        { label: words.until, isNumber: true },
        { label: words.count, isNumber: true },
        { label: words.shareOfAll, isNumber: true },
      ],
      rows: bins.map(({ from, until, count }) => [
        edge(from),
        edge(until),
        cell(count, formatCount(count, language)),
        cell(spread.n === 0 ? 0 : count / spread.n, formatValue(spread.n === 0 ? 0 : count / spread.n, 'percent', language)),
      ]),
    },
  }
}

export interface DayDrawing {
  readonly bars: readonly Bar[]
  readonly facts: string
  readonly table: ChartTable
}

export function dayDrawing(spread: DaySpread, { language, texts }: Reader): DayDrawing {
  const words = promisesTexts(texts).spread
  const name = (day: number, isOpen: boolean) => {
    if (spread.limit === null) return isOpen ? words.offsetFrom(day) : words.offset(day)
    return isOpen ? words.dayFrom(day) : words.day(day)
  }
  const fact = (day: number) => (spread.limit === null ? words.offset(day) : words.day(day))
  const share = (n: number) => (spread.n === 0 ? 0 : n / spread.n)
  return {
    facts: words.facts(fact(spread.median), fact(spread.p90), fact(spread.p95)),
    bars: spread.days.map(({ day, isOpen, isKept, n }) => ({
      label: name(day, isOpen),
      value: n,
      n: null,
      meaning: isKept ? 'neutral' : 'worse',
    })),
    table: {
      columns: [
        { label: spread.limit === null ? words.daysAgainst : words.days, isNumber: false },
        { label: words.count, isNumber: true },
        { label: words.shareOfAll, isNumber: true },
        { label: promisesTexts(texts).outcomes.outcome, isNumber: false },
      ],
      rows: spread.days.map(({ day, isOpen, isKept, n }) => [
        cell(day, name(day, isOpen)),
        cell(n, formatCount(n, language)),
        cell(share(n), formatValue(share(n), 'percent', language)),
        cell(isKept ? words.within : words.beyond),
      ]),
    },
  }
}
