/** Figures of one KPI → the option of a trend chart. Pure: no clock, no document. */
import type { Grain } from '#contracts/slice.ts'
import { formatCount, formatPeriod, formatPeriodShort, formatValue, isoWeek } from '../language/format.ts'
import type { Language } from '../language/language.ts'
import type { Texts } from '../language/texts.ts'
import { besideValue, isSettled, type Figure, type KpiDefinition, type KpiSeries } from '../review/series.ts'
import type { ChartOption, Palette } from './option.ts'

export interface TrendContext {
  readonly grain: Grain
  readonly language: Language
  readonly texts: Texts
  readonly currency: string
  readonly palette: Palette
  /** A small chart has fewer labels. */
  readonly isSmall: boolean
}

export interface AxisRange {
  readonly low: number
  readonly high: number
  /** From one label to the next; low and high lie on it. */
  readonly step: number
}

/**
 * Counts start at zero, or lower when they are negative; rates and means may start higher, and the page says where.
 * Percentages that can be nothing else stay within 0 and 100 %.
 */
export function axisRange({ kpi, figures }: KpiSeries, steps = 4): AxisRange {
  const values = figures.flatMap(({ value, target }) => [value, target]).filter((each) => each !== null)
  if (values.length === 0) return { low: 0, high: 1, step: 0.5 }
  const startsAtZero = kpi.statistic === 'sum' || kpi.statistic === 'level'
  const lowest = startsAtZero ? Math.min(0, ...values) : Math.min(...values)
  const highest = startsAtZero ? Math.max(0, ...values) : Math.max(...values)
  const spread = highest - lowest || Math.abs(highest) || 1
  const step = niceStep(spread / steps)
  const low = clean(Math.floor(lowest / step) * step)
  const high = clean(Math.ceil(highest / step) * step)
  if (low === high) return { low: Math.max(0, low - step), high: high + step, step }
  return { low, high, step }
}

/** 1, 2 or 5 times a power of ten, at least `rough`. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough * 0.999) ?? 10
  return factor * power
}

const clean = (value: number): number => Number(value.toPrecision(12))

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

export function trendOption(series: KpiSeries, context: TrendContext): ChartOption {
  const { kpi, figures } = series
  const { grain, language, texts, currency, palette, isSmall } = context
  const { low, high, step } = axisRange(series, isSmall ? 3 : 5)
  const labels = axisLabels(figures, grain, language, isSmall ? 5 : 8)
  const { solid, dashed } = splitBySettled(figures)
  const value = (each: number) => formatValue(each, kpi.unit, language, currency)
  const targets = figures.map(({ target }) => target)
  const line = { color: palette.series, width: isSmall ? 1.5 : 2 }
  const axisText = { color: palette.muted, fontFamily: palette.font, fontSize: isSmall ? 11 : 12 }
  return {
    animation: false,
    textStyle: { fontFamily: palette.font, color: palette.ink },
    grid: { left: 4, right: isSmall ? 8 : 12, top: 10, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: palette.surface,
      borderColor: palette.line,
      padding: [6, 10],
      textStyle: { color: palette.ink, fontFamily: palette.font, fontSize: 12 },
      axisPointer: { type: 'line', lineStyle: { color: palette.muted, type: 'solid', width: 1 } },
      formatter: (points) => {
        const [point] = Array.isArray(points) ? points : [points]
        const figure = point === undefined ? undefined : figures[point.dataIndex]
        return figure === undefined ? '' : tooltipHtml(figure, kpi, value, context)
      },
    },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: figures.map(({ start }) => start),
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: {
        ...axisText,
        interval: (index: number) => labels[index] !== '',
        formatter: (_: string, index: number) => labels[index] ?? '',
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
        hideOverlap: false,
        lineHeight: 14,
      },
    },
    yAxis: {
      type: 'value',
      min: low,
      max: high,
      interval: step,
      axisLabel: { ...axisText, formatter: (each: number) => axisValue(each, series, context) },
      splitLine: { lineStyle: { color: palette.line, width: 1 } },
    },
    series: [
      {
        name: texts.chart.settled,
        type: 'line',
        data: solid,
        lineStyle: line,
        itemStyle: { color: palette.series },
        symbol: 'circle',
        symbolSize: isSmall ? 3 : 4,
        // A settled period between two others that are not has no line of its own.
        showSymbol: !isSmall,
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
        data: targets.map((each) => each ?? '-'),
        lineStyle: { color: palette.target, width: 1.2, type: [2, 3] },
        itemStyle: { color: palette.target },
        showSymbol: false,
        silent: true,
        z: 2,
      },
    ],
  }
}

function isOpenAt(figures: readonly Figure[], index: number): boolean {
  const figure = figures[index]
  return figure !== undefined && !isSettled(figure)
}

/** A label for about `wanted` periods, counted back from the newest; the first of each year carries the year below it. */
function axisLabels(figures: readonly Figure[], grain: Grain, language: Language, wanted: number): string[] {
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

/** Axis labels carry no more digits than their steps need. */
function axisValue(each: number, { kpi }: KpiSeries, { language, currency }: TrendContext): string {
  if (kpi.unit === 'percent') return `${clean(each * 100)}%`
  if (kpi.unit === 'count' || kpi.unit === 'money')
    return formatValue(each, kpi.unit, language, currency).replace(/\.0+(?=\D|$)/, '')
  return String(clean(each))
}

/** ECharts puts this into the page as HTML: every text goes through `escape`. */
function tooltipHtml(figure: Figure, kpi: KpiDefinition, value: (each: number) => string, context: TrendContext): string {
  const { grain, language, texts } = context
  const lines = [`<b>${escape(formatPeriod(figure.start, grain, language))}</b>`]
  lines.push(figure.value === null ? escape(texts.table.noFigure) : `<b>${escape(value(figure.value))}</b>`)
  for (const name of besideValue(kpi)) {
    const beside = figure[name]
    if (beside !== null) lines.push(escape(`${texts.table[name]} ${value(beside)}`))
  }
  if (kpi.unit !== 'count') lines.push(escape(`n = ${formatCount(figure.n, language)}`))
  if (figure.target !== null) lines.push(escape(`${texts.chart.target} ${value(figure.target)}`))
  if (!isSettled(figure)) lines.push(escape(stateOf(figure, texts)))
  return lines.join('<br>')
}

export const stateOf = (figure: Figure, texts: Texts): string =>
  isSettled(figure) ? texts.chart.stateSettled : figure.isComplete ? texts.chart.stateCanChange : texts.chart.stateRunning

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string): string => text.replace(/[&<>"']/g, (each) => ESCAPES[each] ?? each)
