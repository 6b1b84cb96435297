/** What a total is made of, period by period. Periods that can still change are lighter, with dashed edges. */
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import type { Grain } from '#contracts/slice.ts'
import { formatPeriod, formatValue } from '../language/format.ts'
import { inWholeSteps, niceRange } from './axis.ts'
import { RULE_ROW, ruleSeries } from './marks.ts'
import { isNarrow, writeAxis, writeValue, type DrawContext } from './context.ts'
import { legendOf } from './legend.ts'
import { base, firstPoint, letters, mix, tooltipHtml, tooltipLook } from './look.ts'
import type { ChartOption, Palette } from './option.ts'
import { periodLabels } from './periods.ts'
import { chartWords } from './words.ts'

export interface StackedPart {
  readonly key: string
  readonly label: string
  /** One for each period, none negative. */
  readonly values: readonly number[]
  /** Other, unknown: on top, without a colour of its own. */
  readonly isRest?: boolean
}

export interface Stacked {
  readonly periods: readonly { readonly start: string; readonly isSettled: boolean }[]
  readonly grain: Grain
  /** At most eight besides the rest: `stackedParts` sees to it. */
  readonly parts: readonly StackedPart[]
  /** Of each period's total instead of amounts. */
  readonly isShare?: boolean
  /** Periods in which something changed that the reader must know of; what it was stands below the chart. */
  readonly marks?: readonly { readonly period: number; readonly label: string }[]
  /** More lines for the tooltip of a period. */
  readonly detail?: (period: number) => readonly string[]
  /** Drawn over the columns: a plan, a budget. One value for each period; null where there is none. */
  readonly line?: { readonly label: string; readonly values: readonly (number | null)[] }
}

/** The largest parts by their total; all others become one. @param most that keep a colour of their own, at most 8 */
export function stackedParts(
  parts: readonly StackedPart[],
  { most = 7, restLabel }: { readonly most?: number; readonly restLabel: string },
): StackedPart[] {
  const total = ({ values }: StackedPart) => values.reduce((sum, each) => sum + each, 0)
  const named = parts.filter(({ isRest }) => isRest !== true).sort((a, b) => total(b) - total(a))
  const rest = parts.filter(({ isRest }) => isRest === true)
  const cut = named.length > most + 1 ? most : Math.min(named.length, 8)
  const small = [...named.slice(cut)]
  if (small.length === 0) return [...named, ...rest]
  const values = small[0]?.values.map((_, at) => small.reduce((sum, part) => sum + (part.values[at] ?? 0), 0)) ?? []
  return [...named.slice(0, cut), { key: '', label: restLabel, values, isRest: true }, ...rest]
}

export function stackedOption(
  { periods, grain, parts, isShare = false, marks = [], detail = () => [], line }: Stacked,
  context: DrawContext,
): ChartOption {
  const { palette, language } = context
  const totals = periods.map((_, at) => parts.reduce((sum, { values }) => sum + (values[at] ?? 0), 0))
  const reached = [...totals, ...(line?.values ?? []).filter((each) => each !== null)]
  const range = inWholeSteps(niceRange(reached, 4, true), reached, context.unit)
  const labels = periodLabels(periods, grain, language, isNarrow(context) ? 5 : 9)
  const text = letters(context)
  const colours = partColours(parts, palette)
  const legend = legendOf(
    [
      ...parts.map(({ label }, at) => ({ label, colour: colours[at] ?? palette.quiet })),
      ...(line === undefined ? [] : [{ label: line.label, colour: palette.target }]),
    ],
    context,
  )
  const shareOf = (value: number, at: number) => (totals[at] === 0 ? 0 : value / (totals[at] ?? 1))
  return {
    ...base(context),
    ...legend.option,
    grid: {
      left: 4,
      right: 8,
      top: legend.height + 10 + (marks.length === 0 ? 0 : RULE_ROW),
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      ...tooltipLook(palette),
      axisPointer: { type: 'shadow', shadowStyle: { color: palette.line, opacity: 0.35 } },
      formatter: (points) => {
        const at = firstPoint(points)?.dataIndex ?? -1
        const period = periods[at]
        return period === undefined ? '' : tooltip(period, at)
      },
    },
    xAxis: {
      type: 'category',
      data: periods.map(({ start }) => start),
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: {
        ...text,
        interval: (index: number) => labels[index] !== '',
        formatter: (_: string, index: number) => labels[index] ?? '',
        hideOverlap: false,
        lineHeight: 14,
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: isShare ? 1 : range.high,
      interval: isShare ? 0.25 : range.step,
      axisLabel: { ...text, formatter: (each: number) => (isShare ? `${each * 100}%` : writeAxis(each, context)) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      ...parts.map(({ label, values }, part): BarSeriesOption => {
        const color = colours[part] ?? palette.quiet
        return {
          name: label,
          type: 'bar',
          stack: 'parts',
          barCategoryGap: '18%',
          barMaxWidth: 56,
          itemStyle: { color },
          data: periods.map(({ isSettled }, at) => ({
            value: isShare ? shareOf(values[at] ?? 0, at) : (values[at] ?? 0),
            itemStyle: isSettled
              ? { borderColor: palette.surface, borderWidth: 0.5 }
              : { opacity: 0.45, borderColor: color, borderWidth: 1, borderType: 'dashed' },
          })),
        }
      }),
      ...(marks.length === 0
        ? []
        : [
            ruleSeries(
              marks.map(({ period, label }) => ({ value: period, label, level: 0, colour: palette.ink, isDashed: true })),
              context,
            ),
          ]),
      ...(line === undefined ? [] : [lineOver(line)]),
    ],
  }

  function lineOver({ label, values }: NonNullable<Stacked['line']>): LineSeriesOption {
    return {
      name: label,
      type: 'line',
      step: 'middle',
      symbol: 'none',
      silent: true,
      lineStyle: { color: palette.target, width: 2, type: 'dashed' },
      itemStyle: { color: palette.target },
      data: values.map((each) => each ?? '-'),
    }
  }

  function tooltip({ start, isSettled }: Stacked['periods'][number], at: number): string {
    const words = chartWords(language)
    const lines = parts
      .map(({ label, values }) => ({ label, value: values[at] ?? 0 }))
      .filter(({ value }) => value !== 0)
      .reverse()
      .map(
        ({ label, value }) => `${label} ${writeValue(value, context)} · ${formatValue(shareOf(value, at), 'percent', language)}`,
      )
    return tooltipHtml(formatPeriod(start, grain, language), [
      `${words.total} ${writeValue(totals[at] ?? 0, context)}`,
      ...detail(at),
      ...(typeof line?.values[at] === 'number' ? [`${line.label} ${writeValue(line.values[at], context)}`] : []),
      ...lines,
      ...(isSettled ? [] : [words.notSettled]),
    ])
  }
}

/** In the order of the parts; what is left over is grey. */
export function partColours(parts: readonly { readonly isRest?: boolean }[], { categories, quiet, surface }: Palette): string[] {
  const rest = [quiet, mix(surface, quiet, 0.5)]
  let named = 0
  let left = 0
  return parts.map(({ isRest }) => (isRest === true ? rest[left++ % 2] : categories[named++]) ?? quiet)
}
