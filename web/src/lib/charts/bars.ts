/** A value for each category, lying: with its interval, its n, and the target of all. */
import { formatCount } from '../language/format.ts'
import type { Meaning } from '../review/series.ts'
import { FEW_CASES } from '../review/series.ts'
import { niceRange, withinShares, type AxisRange } from './axis.ts'
import { isNarrow, writeAxis, writeValue, type DrawContext } from './context.ts'
import { base, firstPoint, letters, letterSize, rowFigures, rowNames, tooltipHtml, tooltipLook } from './look.ts'
import { roughWidth } from './lettering.ts'
import { ruleSeries, whiskerSeries } from './marks.ts'
import type { ChartOption } from './option.ts'
import { chartWords } from './words.ts'

export interface Bar {
  readonly label: string
  readonly value: number | null
  /** Cases behind it; null where the value itself counts them. */
  readonly n: number | null
  /** 95% interval. */
  readonly low?: number | null
  readonly high?: number | null
  /** Given only when something says so; else the colour of any series. */
  readonly meaning?: Meaning
}

export interface BarsContext extends DrawContext {
  /** A bar begins at zero; a dot may stand on an axis that begins elsewhere. */
  readonly mark: 'bar' | 'dot'
  readonly target?: { readonly value: number; readonly label: string } | null
}

const ROW = 32
const FOOT = 24
const HEAD = 22
export const barsHeight = (bars: readonly unknown[]): number => HEAD + Math.max(1, bars.length) * ROW + FOOT

/** Holds every value, interval and target; from zero where bars are drawn. */
export function barsRange(bars: readonly Bar[], { mark, target, width, unit }: BarsContext): AxisRange {
  const values = bars.flatMap(({ value, low, high }) => [value, low, high].filter(isNumber))
  const given = target ? [...values, target.value] : values
  return withinShares(niceRange(given, isNarrow({ width }) ? 3 : 5, mark === 'bar'), given, unit)
}

export function barsOption(bars: readonly Bar[], context: BarsContext): ChartOption {
  const { palette, language, mark, target } = context
  const words = chartWords(language)
  const size = letterSize(context)
  const text = letters(context)
  const range = barsRange(bars, context)
  const figures = bars.map(({ value, n }) =>
    [value === null ? words.none : writeValue(value, context), ...(n === null ? [] : [words.n(formatCount(n, language))])].join(
      ' · ',
    ),
  )
  const names = Math.min(Math.max(...bars.map(({ label }) => roughWidth(label, size)), 24), isNarrow(context) ? 100 : 200)
  const column = Math.max(...figures.map((each) => roughWidth(each, size)), 32) + 12
  const colourOf = ({ meaning }: Bar) => (meaning === undefined ? palette.series : palette[meaning])
  const isFew = ({ n }: Bar) => n !== null && n < FEW_CASES
  const rows = { type: 'category' as const, inverse: true, data: bars.map(({ label }) => label), axisTick: { show: false } }
  return {
    ...base(context),
    grid: { top: HEAD, bottom: FOOT, left: names + 10, right: column + 14 },
    tooltip: {
      trigger: 'axis',
      ...tooltipLook(palette),
      axisPointer: { type: 'shadow', shadowStyle: { color: palette.line, opacity: 0.35 } },
      formatter: (points) => {
        const bar = bars[firstPoint(points)?.dataIndex ?? -1]
        return bar === undefined ? '' : tooltipHtml(bar.label, tooltipLines(bar, context))
      },
    },
    yAxis: [
      {
        ...rows,
        axisLine: { lineStyle: { color: palette.line } },
        axisLabel: rowNames(context, names),
      },
      {
        ...rows,
        position: 'right',
        axisLine: { show: false },
        axisLabel: rowFigures(context, figures, column),
      },
    ],
    xAxis: {
      type: 'value',
      min: range.low,
      max: range.high,
      interval: range.step,
      axisLabel: { ...text, formatter: (each: number) => writeAxis(each, context) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      mark === 'bar'
        ? {
            name: words.value,
            type: 'bar',
            barWidth: 14,
            data: bars.map((bar) => ({
              value: bar.value ?? '-',
              itemStyle: {
                color: colourOf(bar),
                opacity: isFew(bar) ? 0.4 : 1,
                ...(isFew(bar) ? { borderColor: colourOf(bar), borderType: 'dashed' as const } : {}),
              },
            })),
          }
        : {
            name: words.value,
            type: 'line',
            symbol: 'circle',
            symbolSize: 9,
            lineStyle: { width: 0 },
            data: bars.map((bar) => ({
              value: bar.value ?? '-',
              itemStyle: isFew(bar)
                ? { color: palette.surface, borderColor: colourOf(bar), borderWidth: 1.5 }
                : { color: colourOf(bar), borderWidth: 0 },
            })),
            z: 4,
          },
      whiskerSeries(
        bars.map(({ low, high }) => ({ low: low ?? null, high: high ?? null })),
        palette.ink,
        mark === 'bar' ? palette.surface : null,
      ),
      ...(target
        ? [ruleSeries([{ value: target.value, label: target.label, level: 0, colour: palette.target, isDashed: true }], context)]
        : []),
    ],
  }
}

function tooltipLines(bar: Bar, context: BarsContext): string[] {
  const { language, target } = context
  const words = chartWords(language)
  const write = (value: number) => writeValue(value, context)
  const { value, n, low, high } = bar
  return [
    value === null ? words.none : write(value),
    ...(isNumber(low) && isNumber(high) ? [words.interval(write(low), write(high))] : []),
    ...(n === null ? [] : [words.n(formatCount(n, language))]),
    ...(target ? [`${target.label} ${write(target.value)}`] : []),
    ...(n !== null && n < FEW_CASES ? [words.few] : []),
  ]
}

const isNumber = (each: number | null | undefined): each is number => each !== null && each !== undefined
