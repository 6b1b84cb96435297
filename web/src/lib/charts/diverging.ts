/** What moved since the period before: bars to both sides of nought, coloured by what the change means. */
import type { Meaning } from '../review/series.ts'
import { niceRange } from './axis.ts'
import { isNarrow, writeAxis, writeValue, type DrawContext } from './context.ts'
import { base, firstPoint, letters, letterSize, rowFigures, rowNames, tooltipHtml, tooltipLook } from './look.ts'
import { roughWidth } from './lettering.ts'
import type { ChartOption } from './option.ts'
import { chartWords } from './words.ts'

export interface DivergingBar {
  readonly label: string
  readonly change: number | null
  readonly meaning: Meaning
  /** One line for the tooltip: both values, both n. */
  readonly detail: string
}

export interface DivergingContext extends DrawContext {
  /** Writes a change with its sign; else the value in its unit. */
  readonly write?: (change: number) => string
}

const HEAD = 22

/** As wide to the left as to the right, so that lengths compare. */
export function divergingRange(bars: readonly DivergingBar[], steps: number): { high: number; step: number } {
  const sizes = bars.flatMap(({ change }) => (change === null ? [] : [Math.abs(change)]))
  const { high, step } = niceRange(sizes, steps, true)
  return { high, step }
}

export function divergingOption(bars: readonly DivergingBar[], context: DivergingContext): ChartOption {
  const { palette, language } = context
  const words = chartWords(language)
  const size = letterSize(context)
  const text = letters(context)
  const signed = (change: number) => (change > 0 ? '+' : '') + writeValue(change, context)
  const write = context.write ?? signed
  const { high, step } = divergingRange(bars, isNarrow(context) ? 1 : 3)
  const figures = bars.map(({ change }) => (change === null ? words.none : write(change)))
  const names = Math.min(Math.max(...bars.map(({ label }) => roughWidth(label, size)), 24), isNarrow(context) ? 110 : 200)
  const column = Math.max(...figures.map((each) => roughWidth(each, size)), 32) + 12
  const rows = { type: 'category' as const, inverse: true, data: bars.map(({ label }) => label), axisTick: { show: false } }
  return {
    ...base(context),
    grid: { top: HEAD, bottom: 24, left: names + 10, right: column + 14 },
    tooltip: {
      trigger: 'axis',
      ...tooltipLook(palette),
      axisPointer: { type: 'shadow', shadowStyle: { color: palette.line, opacity: 0.35 } },
      formatter: (points) => {
        const at = firstPoint(points)?.dataIndex ?? -1
        const bar = bars[at]
        return bar === undefined ? '' : tooltipHtml(bar.label, [figures[at] ?? '', bar.detail])
      },
    },
    yAxis: [
      {
        ...rows,
        axisLine: { show: false },
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
      min: -high,
      max: high,
      interval: step,
      axisLabel: { ...text, formatter: (each: number) => writeAxis(each, context) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      {
        name: words.value,
        type: 'bar',
        barWidth: 14,
        data: bars.map(({ change, meaning }) => ({ value: change ?? '-', itemStyle: { color: palette[meaning] } })),
      },
    ],
  }
}
