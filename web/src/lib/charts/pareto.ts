/** What most cases come from: categories by size, what is left over last, and the share of all so far. */
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import { formatCount, formatValue } from '../language/format.ts'
import { isNarrow, writeAxis, writeValue, type DrawContext } from './context.ts'
import { inWholeSteps, niceRange } from './axis.ts'
import { base, firstPoint, letters, letterSize, rowFigures, rowNames, tooltipHtml, tooltipLook } from './look.ts'
import { roughWidth } from './lettering.ts'
import type { ChartOption, Palette } from './option.ts'
import { chartWords } from './words.ts'

export interface ParetoRow {
  readonly key: string
  readonly label: string
  /** Not negative. */
  readonly value: number
  /** Other, unclassified, unknown: comes after all others, whatever its size. */
  readonly isRest?: boolean
}

export interface ParetoItem extends ParetoRow {
  /** Of all, 0…1. */
  readonly share: number
  /** Of this and all before it, 0…1; the last is 1. */
  readonly cumulative: number
  /** More than one when smaller categories were put together. */
  readonly count: number
}

/** The key of smaller categories that were put together: no single filter leads to their cases. */
export const TOGETHER = ''

/** @param most categories that stand alone; the smaller ones become one under `restLabel`, before those that are rest by nature */
export function paretoItems(
  rows: readonly ParetoRow[],
  { most = 12, restLabel }: { readonly most?: number; readonly restLabel: string },
): ParetoItem[] {
  const bySize = (a: ParetoRow, b: ParetoRow) => b.value - a.value || a.label.localeCompare(b.label, 'zh-CN')
  const named = rows.filter(({ isRest }) => isRest !== true).sort(bySize)
  const rest = rows.filter(({ isRest }) => isRest === true).sort(bySize)
  // Putting a single one under "others" would hide its name and save no room.
  const cut = named.length > most + 1 ? most : named.length
  const small = named.slice(cut)
  const together = small.reduce((sum, { value }) => sum + value, 0)
  const shown = [
    ...named.slice(0, cut).map((row) => ({ ...row, count: 1 })),
    ...(small.length > 0 ? [{ key: TOGETHER, label: restLabel, value: together, isRest: true, count: small.length }] : []),
    ...rest.map((row) => ({ ...row, count: 1 })),
  ]
  const total = shown.reduce((sum, { value }) => sum + value, 0)
  let sum = 0
  return shown.map((row, index) => {
    sum += row.value
    const cumulative = total === 0 ? 0 : index === shown.length - 1 ? 1 : sum / total
    return { ...row, share: total === 0 ? 0 : row.value / total, cumulative }
  })
}

const ROW = 30
const FOOT = 24
const HEAD = 22
export const paretoHeight = (items: readonly ParetoItem[]): number => HEAD + Math.max(1, items.length) * ROW + FOOT

export interface ParetoContext extends DrawContext {
  /** What stands on a row beside its amount, its rate for instance; the share gives way to it where there is little room. */
  readonly beside?: (value: number) => string
}

/** Names, bars, their figures, and beside them the cumulative share: all names lie flat, however long. */
export function paretoOption(items: readonly ParetoItem[], context: ParetoContext): ChartOption {
  const { palette, width, language } = context
  const words = chartWords(language)
  const size = letterSize(context)
  const percent = (share: number) => formatValue(share, 'percent', language)
  const beside = (value: number) => (context.beside === undefined ? [] : [context.beside(value)])
  const figures = items.map(({ value, share }) =>
    [
      writeValue(value, context),
      ...(isNarrow(context) && context.beside !== undefined ? [] : [percent(share)]),
      ...beside(value),
    ].join(' · '),
  )
  const names = Math.min(Math.max(...items.map(({ label }) => roughWidth(label, size)), 24), isNarrow(context) ? 100 : 190)
  const column = Math.max(...figures.map((each) => roughWidth(each, size)), 40) + 12
  const right = Math.min(240, Math.max(64, Math.round(width * 0.22)))
  const grid = { top: HEAD, bottom: FOOT }
  const values = items.map(({ value }) => value)
  const range = inWholeSteps(niceRange(values, isNarrow(context) ? 2 : 4, true), values, context.unit)
  const rows = { type: 'category' as const, inverse: true, data: items.map(({ label }) => label), axisTick: { show: false } }
  const text = letters(context)
  return {
    ...base(context),
    grid: [
      { ...grid, left: names + 10, right: right + column + 14 },
      { ...grid, left: width - right - 2, right: 14 },
    ],
    tooltip: {
      trigger: 'axis',
      ...tooltipLook(palette),
      axisPointer: { type: 'shadow', shadowStyle: { color: palette.line, opacity: 0.35 } },
      formatter: (points) => {
        const item = items[firstPoint(points)?.dataIndex ?? -1]
        return item === undefined
          ? ''
          : tooltipHtml(item.label, [
              [writeValue(item.value, context), percent(item.share), ...beside(item.value)].join(' · '),
              `${words.cumulative} ${percent(item.cumulative)}`,
              ...(item.count > 1 ? [words.together(formatCount(item.count, language))] : []),
            ])
      },
    },
    axisPointer: { link: [{ yAxisIndex: 'all' }] },
    yAxis: [
      {
        ...rows,
        gridIndex: 0,
        axisLine: { lineStyle: { color: palette.line } },
        axisLabel: rowNames(context, names),
      },
      {
        ...rows,
        gridIndex: 0,
        position: 'right',
        axisLine: { show: false },
        axisLabel: rowFigures(context, figures, column),
      },
      { ...rows, gridIndex: 1, axisLine: { lineStyle: { color: palette.line } }, axisLabel: { show: false } },
    ],
    xAxis: [
      {
        gridIndex: 0,
        type: 'value',
        min: 0,
        max: range.high,
        interval: range.step,
        axisLabel: { ...text, formatter: (each: number) => writeAxis(each, context) },
        splitLine: { lineStyle: { color: palette.line } },
      },
      {
        gridIndex: 1,
        type: 'value',
        min: 0,
        max: 1,
        interval: isNarrow(context) ? 1 : 0.5,
        name: words.cumulative,
        nameLocation: 'middle',
        nameGap: -(items.length * ROW + 12),
        nameTextStyle: text,
        axisLabel: { ...text, formatter: (each: number) => `${each * 100}%` },
        splitLine: { lineStyle: { color: palette.line } },
      },
    ],
    series: [barsOf(items, palette, words.value), dotsOf(items, palette, words.cumulative)],
  }
}

const barsOf = (items: readonly ParetoItem[], palette: Palette, name: string): BarSeriesOption => ({
  name,
  type: 'bar',
  xAxisIndex: 0,
  yAxisIndex: 0,
  barWidth: 14,
  data: items.map(({ value, isRest }) => ({
    value,
    itemStyle: { color: isRest === true ? palette.quiet : palette.series },
  })),
})

const dotsOf = (items: readonly ParetoItem[], palette: Palette, name: string): LineSeriesOption => ({
  name,
  type: 'line',
  xAxisIndex: 1,
  yAxisIndex: 2,
  symbol: 'circle',
  symbolSize: 6,
  lineStyle: { color: palette.series, width: 1.5 },
  itemStyle: { color: palette.series },
  data: items.map(({ cumulative }) => cumulative),
})
