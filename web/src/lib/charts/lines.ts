/** Several statistics of one thing, period by period: mean, median, 90th percentile. Periods that can still change are dashed. */
import type { LineSeriesOption } from 'echarts/charts'
import type { Grain } from '#contracts/slice.ts'
import { formatPeriod } from '../language/format.ts'
import { niceRange, type AxisRange } from './axis.ts'
import { isNarrow, writeAxis, writeValue, type DrawContext } from './context.ts'
import { legendOf } from './legend.ts'
import { base, firstPoint, letters, periodAxis, tooltipHtml, tooltipLook } from './look.ts'
import type { ChartOption, Palette } from './option.ts'
import { periodLabels } from './periods.ts'
import { chartWords } from './words.ts'

export interface Line {
  readonly label: string
  /** One for each period; null where there is none. */
  readonly values: readonly (number | null)[]
}

export interface Lines {
  readonly periods: readonly { readonly start: string; readonly isSettled: boolean; readonly detail?: string }[]
  readonly grain: Grain
  /** The first is the figure itself, the others stand beside it. At most three. */
  readonly lines: readonly Line[]
}

/** From zero, or lower where values are negative. */
export const linesRange = (lines: readonly Line[]): AxisRange =>
  niceRange(
    lines.flatMap(({ values }) => values.filter((each) => each !== null)),
    4,
    true,
  )

/** The figure in the colour of any series, what stands beside it in others. */
export const lineColours = ({ series, categories, quiet }: Palette): readonly string[] => [series, categories[0] ?? quiet, quiet]

export function linesOption({ periods, grain, lines }: Lines, context: DrawContext): ChartOption {
  const { palette, language } = context
  const range = linesRange(lines)
  const labels = periodLabels(periods, grain, language, isNarrow(context) ? 5 : 9)
  const text = letters(context)
  const colours = lineColours(palette)
  const legend = legendOf(
    lines.map(({ label }, at) => ({ label, colour: colours[at] ?? palette.quiet })),
    context,
  )
  return {
    ...base(context),
    ...legend.option,
    grid: { left: 4, right: 12, top: legend.height + 10, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      ...tooltipLook(palette),
      axisPointer: { type: 'line', lineStyle: { color: palette.muted, type: 'solid', width: 1 } },
      formatter: (points) => {
        const at = firstPoint(points)?.dataIndex ?? -1
        const period = periods[at]
        if (period === undefined) return ''
        const words = chartWords(language)
        return tooltipHtml(formatPeriod(period.start, grain, language), [
          ...lines.map(({ label, values }) => {
            const value = values[at] ?? null
            return `${label} ${value === null ? words.none : writeValue(value, context)}`
          }),
          ...(period.detail === undefined ? [] : [period.detail]),
          ...(period.isSettled ? [] : [words.notSettled]),
        ])
      },
    },
    xAxis: periodAxis(
      palette,
      text,
      periods.map(({ start }) => start),
      labels,
    ),
    yAxis: {
      type: 'value',
      min: range.low,
      max: range.high,
      interval: range.step,
      axisLabel: { ...text, formatter: (each: number) => writeAxis(each, context) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: lines.flatMap((line, at) => drawn(line, periods, colours[at] ?? palette.quiet, at === 0)),
  }
}

/** A solid line over settled periods; a dashed one over the others and the neighbours that they hang on. */
function drawn({ label, values }: Line, periods: Lines['periods'], color: string, isMain: boolean): LineSeriesOption[] {
  const isOpen = (at: number) => periods[at]?.isSettled === false && values[at] !== null
  const line = { color, width: isMain ? 2 : 1.5 }
  const look = { type: 'line' as const, name: label, itemStyle: { color }, z: isMain ? 4 : 3 }
  return [
    {
      ...look,
      data: values.map((value, at) => (periods[at]?.isSettled === true ? value : null)),
      lineStyle: line,
      symbol: 'circle',
      symbolSize: isMain ? 4 : 3,
    },
    {
      ...look,
      data: values.map((value, at) => (isOpen(at) || isOpen(at - 1) || isOpen(at + 1) ? value : null)),
      lineStyle: { ...line, type: [4, 4] },
      symbol: 'none',
    },
  ]
}
