/** Figures of one KPI → the option of a trend chart. Pure: no clock, no document. */
import type { LineSeriesOption } from 'echarts/charts'
import type { Grain } from '#contracts/slice.ts'
import { formatCount, formatPeriod, formatValue } from '../language/format.ts'
import type { Language } from '../language/language.ts'
import type { Texts } from '../language/texts.ts'
import { besideValue, isSettled, type Figure, type KpiDefinition, type KpiSeries } from '../review/series.ts'
import { axisLabel, inWholeSteps, niceRange, withinShares, type AxisRange } from './axis.ts'
import { unbroken } from './gaps.ts'
import { firstPoint, periodAxis, tooltipHtml, tooltipLook } from './look.ts'
import type { ChartOption, Palette } from './option.ts'
import { periodLabels } from './periods.ts'
import { chartWords } from './words.ts'

export type { AxisRange }

export interface TrendContext {
  readonly grain: Grain
  readonly language: Language
  readonly texts: Texts
  readonly currency: string
  readonly palette: Palette
  /** A small chart has fewer labels. */
  readonly isSmall: boolean
  /** Shared with charts beside it; else the figures' own. */
  readonly range?: AxisRange
}

/** The same time a year before, drawn behind. */
export interface Before {
  /** One for each figure of the series, null where there was none. */
  readonly figures: readonly (Figure | null)[]
  readonly name: string
}

/**
 * Counts start at zero, or lower when they are negative; rates and means may start higher, and the page says where.
 * Percentages that can be nothing else stay within 0 and 100 %.
 * @param more values that are drawn too
 */
export function axisRange({ kpi, figures }: KpiSeries, steps = 4, more: readonly (number | null)[] = []): AxisRange {
  const values = [...figures.flatMap(({ value, target }) => [value, target]), ...more].filter((each) => each !== null)
  const range = niceRange(values, steps, kpi.statistic === 'sum' || kpi.statistic === 'level')
  return inWholeSteps(withinShares(range, values, kpi.unit), values, kpi.unit)
}

/** Points for the solid line (settled periods) and for the dashed one (the others, and the neighbours that they hang on). */
export function splitBySettled(figures: readonly Figure[]): { solid: (number | null)[]; dashed: (number | null)[] } {
  const isOpen = (index: number) => {
    const figure = figures[index]
    return figure !== undefined && figure.value !== null && !isSettled(figure)
  }
  return {
    solid: figures.map((figure) => (isSettled(figure) ? figure.value : null)),
    dashed: figures.map((figure, index) => (isOpen(index) || isOpen(index - 1) || isOpen(index + 1) ? figure.value : null)),
  }
}

export function trendOption(series: KpiSeries, context: TrendContext, before?: Before): ChartOption {
  const { kpi } = series
  const { grain, language, currency, palette, isSmall } = context
  const { figures, from } = unbroken(series.figures, grain)
  const earlier = before === undefined ? [] : from.map((at) => (at === null ? null : (before.figures[at]?.value ?? null)))
  const { low, high, step } = context.range ?? axisRange(series, isSmall ? 3 : 5, earlier)
  const labels = periodLabels(figures, grain, language, isSmall ? 5 : 8)
  const axisText = { color: palette.muted, fontFamily: palette.font, fontSize: isSmall ? 11 : 12 }
  return {
    animation: false,
    textStyle: { fontFamily: palette.font, color: palette.ink },
    grid: {
      left: 4,
      right: isSmall ? 8 : 12,
      top: before === undefined ? 10 : 26,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      ...tooltipLook(palette),
      axisPointer: { type: 'line', lineStyle: { color: palette.muted, type: 'solid', width: 1 } },
      formatter: (points) => {
        const at = firstPoint(points)?.dataIndex ?? -1
        const figure = figures[at]
        return figure === undefined
          ? ''
          : tooltip(figure, kpi, context, before && { name: before.name, value: earlier[at] ?? null })
      },
    },
    xAxis: periodAxis(
      palette,
      axisText,
      figures.map(({ start }) => start),
      labels,
    ),
    yAxis: {
      type: 'value',
      min: low,
      max: high,
      interval: step,
      axisLabel: { ...axisText, formatter: (each: number) => axisLabel(each, kpi.unit, language, currency) },
      splitLine: { lineStyle: { color: palette.line, width: 1 } },
      ...(before === undefined ? {} : legend(before, context)),
    },
    series: [...linesOf(figures, context), ...(before === undefined ? [] : [beforeLine(before.name, earlier, palette)])],
  }
}

/** Settled periods, the others, and the target. */
function linesOf(figures: readonly Figure[], { palette, texts, isSmall }: TrendContext): LineSeriesOption[] {
  const { solid, dashed } = splitBySettled(figures)
  const line = { color: palette.series, width: isSmall ? 1.5 : 2 }
  // A settled period between two others that are not has no line of its own.
  const isAlone = (at: number) =>
    (solid[at] ?? null) !== null && (solid[at - 1] ?? null) === null && (solid[at + 1] ?? null) === null
  return [
    {
      name: texts.chart.settled,
      type: 'line',
      data: solid,
      lineStyle: line,
      itemStyle: { color: palette.series },
      symbol: 'circle',
      symbolSize: isSmall ? (_value: unknown, { dataIndex }) => (isAlone(dataIndex) ? 4 : 0) : 4,
      showSymbol: !isSmall || solid.some((_value, at) => isAlone(at)),
      z: 3,
    },
    {
      name: texts.chart.open,
      type: 'line',
      data: dashed.map((each, index) => ({ value: each ?? '-', symbolSize: isOpenAt(figures, index) ? 6 : 0 })),
      lineStyle: { ...line, type: [4, 4] },
      itemStyle: { color: palette.surface, borderColor: palette.series, borderWidth: 1.5 },
      symbol: 'circle',
      showSymbol: true,
      z: 4,
    },
    {
      name: texts.chart.target,
      type: 'line',
      // A change of the target is a step between two periods, never a slope.
      step: 'middle',
      data: figures.map(({ target }) => target).map((each) => each ?? '-'),
      lineStyle: { color: palette.target, width: 1.2, type: [2, 3] },
      itemStyle: { color: palette.target },
      showSymbol: false,
      silent: true,
      z: 2,
    },
  ]
}

/** A thin grey line: what it stands for is written above the plot, where no line can run through it. */
const beforeLine = (name: string, values: readonly (number | null)[], palette: Palette): LineSeriesOption => ({
  name,
  type: 'line',
  data: [...values],
  lineStyle: { color: palette.quiet, width: 1.5 },
  itemStyle: { color: palette.quiet },
  symbol: 'none',
  silent: true,
  z: 1,
})

/** The axis's name stands in for a legend, which would be a component more for every page. */
function legend(before: Before, { palette, language, isSmall }: TrendContext) {
  const word = { color: palette.muted, fontFamily: palette.font, fontSize: isSmall ? 11 : 12 }
  const stroke = (color: string) => ({ ...word, color, fontWeight: 'bold' as const })
  // What is between braces is markup to ECharts.
  const plain = (text: string) => text.replace(/[{}|]/g, ' ')
  return {
    name: `{now|—} {word|${plain(chartWords(language).now)}}   {before|—} {word|${plain(before.name)}}`,
    nameLocation: 'end' as const,
    nameGap: 8,
    nameTextStyle: {
      align: 'left' as const,
      rich: { now: stroke(palette.series), before: stroke(palette.quiet), word },
    },
  }
}

function isOpenAt(figures: readonly Figure[], index: number): boolean {
  const figure = figures[index]
  return figure !== undefined && !isSettled(figure)
}

interface Beside {
  readonly name: string
  readonly value: number | null
}

function tooltip(
  figure: Figure,
  kpi: KpiDefinition,
  { grain, language, texts, currency }: TrendContext,
  before?: Beside,
): string {
  const write = (each: number) => formatValue(each, kpi.unit, language, currency)
  const beside = besideValue(kpi).flatMap((name) => {
    const value = figure[name]
    return value === null ? [] : [`${texts.table[name]} ${write(value)}`]
  })
  return tooltipHtml(formatPeriod(figure.start, grain, language), [
    figure.value === null ? texts.table.noFigure : write(figure.value),
    ...beside,
    ...(kpi.unit === 'count' ? [] : [`n = ${formatCount(figure.n, language)}`]),
    ...(figure.target === null ? [] : [`${texts.chart.target} ${write(figure.target)}`]),
    ...(before === undefined || before.value === null ? [] : [`${before.name} ${write(before.value)}`]),
    ...(isSettled(figure) ? [] : [stateOf(figure, texts)]),
  ])
}

export const stateOf = (figure: Figure, texts: Texts): string =>
  isSettled(figure) ? texts.chart.stateSettled : figure.isComplete ? texts.chart.stateCanChange : texts.chart.stateRunning
