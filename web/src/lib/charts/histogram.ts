/** How values spread: a column for each stretch, and upright lines at what one asks for first. */
import { formatCount, formatValue } from '../language/format.ts'
import { inWholeSteps, niceRange, niceStep, clean } from './axis.ts'
import { isNarrow, writeAxis, writeValue, type DrawContext } from './context.ts'
import { base, firstPoint, letters, letterSize, tooltipHtml, tooltipLook } from './look.ts'
import { roughWidth } from './lettering.ts'
import { levelsOf, RULE_ROW, ruleSeries } from './marks.ts'
import type { ChartOption } from './option.ts'
import { chartWords } from './words.ts'

export interface Bin {
  /** [from, until) */
  readonly from: number
  /** Null: all that is larger too. Only the last. */
  readonly until: number | null
  readonly count: number
}

export interface HistogramMark {
  readonly value: number
  /** Without the value: it is added. */
  readonly label: string
  readonly kind: 'quantile' | 'limit'
}

/**
 * Stretches of one round width from the smallest value on; the long tail (beyond the 99th percentile) is one open stretch.
 * @param values in any order; @param most stretches. Their counts add up to the number of values.
 */
export function histogramBins(values: readonly number[], { most = 30 }: { readonly most?: number } = {}): Bin[] {
  const sorted = [...values].sort((a, b) => a - b)
  const lowest = sorted[0]
  const highest = sorted.at(-1)
  if (lowest === undefined || highest === undefined) return []
  const nearlyAll = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? highest
  // Narrower than this, stretches cannot be told apart in binary fractions.
  const least = 1e-9 * Math.max(1, Math.abs(lowest), Math.abs(highest))
  const spread = nearlyAll - lowest > least ? nearlyAll - lowest : Math.max(Math.abs(lowest), 1)
  const step = niceStep(spread / most)
  const first = Math.floor(lowest / step)
  const closed = Math.max(1, Math.floor(nearlyAll / step) - first + 1)
  const counts = Array.from({ length: closed + 1 }, () => 0)
  for (const value of sorted) {
    const at = Math.min(closed, Math.max(0, Math.floor(value / step) - first))
    counts[at] = (counts[at] ?? 0) + 1
  }
  const bins = counts.map((count, index): Bin => {
    const from = clean((first + index) * step)
    return { from, until: index === closed ? null : clean((first + index + 1) * step), count }
  })
  return bins.at(-1)?.count === 0 ? bins.slice(0, -1) : bins
}

const PLAIN_TOP = 12
const LEFT = 44
const RIGHT = 16

/** @param bins touching, in order; @param marks lines across, those outside the drawn stretch are left out */
export function histogramOption(bins: readonly Bin[], marks: readonly HistogramMark[], context: DrawContext): ChartOption {
  const { palette, language, width } = context
  const words = chartWords(language)
  const text = letters(context)
  const typical = bins[0]?.until === null || bins[0] === undefined ? 1 : bins[0].until - bins[0].from
  const low = bins[0]?.from ?? 0
  const last = bins.at(-1)
  const high = last === undefined ? 1 : (last.until ?? last.from + typical)
  const total = bins.reduce((sum, { count }) => sum + count, 0)
  const heights = bins.map(({ count }) => count)
  const counts = inWholeSteps(niceRange(heights, 4, true), heights, 'count')
  const values = niceRange([low, high], isNarrow(context) ? 4 : 8, false)
  const rules = rulesOf(
    marks.filter(({ value }) => value >= low && value <= high),
    { low, high },
    context,
  )
  const levels = Math.max(-1, ...rules.map(({ level }) => level)) + 1
  const axisTicks = ticksWithin(low, high, values.step)
  return {
    ...base(context),
    grid: { left: LEFT, right: RIGHT, top: PLAIN_TOP + levels * RULE_ROW, bottom: 24 },
    tooltip: {
      trigger: 'item',
      ...tooltipLook(palette),
      formatter: (points) => {
        const bin = bins[firstPoint(points)?.dataIndex ?? -1]
        if (bin === undefined) return ''
        const share = total === 0 ? 0 : bin.count / total
        return tooltipHtml(stretch(bin, context), [
          `${formatCount(bin.count, language)} · ${formatValue(share, 'percent', language)}`,
        ])
      },
    },
    xAxis: {
      type: 'value',
      min: low,
      max: high,
      axisTick: { show: true, customValues: axisTicks, lineStyle: { color: palette.line } },
      axisLine: { lineStyle: { color: palette.line } },
      axisLabel: {
        ...text,
        customValues: axisTicks,
        formatter: (each: number) =>
          last?.until === null && each === clean(last.from) ? `≥ ${writeAxis(each, context)}` : writeAxis(each, context),
      },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      axisLine: { show: false },
      axisTick: { show: false },
      min: 0,
      max: counts.high,
      interval: counts.step,
      axisLabel: { ...text, formatter: (each: number) => formatCount(each, language) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      {
        name: words.value,
        type: 'custom',
        data: bins.map(({ from, until, count }) => [from, until ?? high, count]),
        encode: { x: [0, 1], y: 2 },
        renderItem: (place, api) => {
          const [left = 0, top = 0] = api.coord([api.value(0), api.value(2)])
          const [right = 0, bottom = 0] = api.coord([api.value(1), 0])
          const isOpen = bins[place.dataIndex]?.until === null
          const gap = width / Math.max(1, bins.length) > 5 ? 1 : 0
          return {
            type: 'rect',
            shape: { x: left, y: top, width: Math.max(1, right - left - gap), height: bottom - top },
            style: { fill: isOpen ? palette.quiet : palette.series },
          }
        },
      },
      ruleSeries(rules, context),
    ],
  }
}

function rulesOf(marks: readonly HistogramMark[], { low, high }: { low: number; high: number }, context: DrawContext) {
  const { palette, width } = context
  const size = letterSize(context)
  const plot = width - LEFT - RIGHT
  const named = marks.map((mark) => ({ ...mark, label: `${mark.label} ${writeValue(mark.value, context)}` }))
  const places = named.map(({ value, label }) => {
    const half = roughWidth(label, size) / 2
    const x = LEFT + ((value - low) / (high - low || 1)) * plot
    return { x: Math.min(Math.max(x, half), width - half), width: half * 2 }
  })
  const levels = levelsOf(places)
  return named.map(({ value, label, kind }, index) => ({
    value,
    label,
    level: levels[index] ?? 0,
    colour: kind === 'limit' ? palette.worse : palette.ink,
    isDashed: kind === 'limit',
  }))
}

function ticksWithin(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9)
  const count = Math.floor(high / step + 1e-9) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => clean((first + index) * step))
}

/** In words: `10.0 至 20.0（不含）`, `30.0 and more`. */
export function stretch({ from, until }: Bin, context: DrawContext): string {
  const words = chartWords(context.language)
  if (until === null) return words.from(writeValue(from, context))
  return words.between(writeValue(from, context), writeValue(until, context))
}
