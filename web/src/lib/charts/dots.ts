/** How a group spreads: one dot a member, nobody named, side by side where values are close. */
import { formatCount } from '../language/format.ts'
import { FEW_CASES } from '../review/series.ts'
import { niceRange, withinShares, type AxisRange } from './axis.ts'
import { isNarrow, writeAxis, writeValue, type DrawContext } from './context.ts'
import { base, firstPoint, letters, letterSize, mix, tooltipHtml, tooltipLook } from './look.ts'
import { roughWidth } from './lettering.ts'
import { levelsOf, plotOf, RULE_ROW, ruleSeries } from './marks.ts'
import type { ChartOption } from './option.ts'
import { chartWords } from './words.ts'

export interface Dot {
  readonly value: number
  readonly n: number
}

export interface DotsContext extends DrawContext {
  /** Median and quartiles of the group. */
  readonly group: { readonly centre: number; readonly lower: number; readonly upper: number }
  readonly target?: { readonly value: number; readonly label: string } | null
}

const LEFT = 20
const RIGHT = 20
const FOOT = 26

/**
 * Where each dot stands beside the axis so that none touch: the smallest one first, as near to the middle as there is room.
 * @param positions along the axis, in pixels; @returns offsets across it, in the same order
 */
export function swarm(positions: readonly number[], radius: number): number[] {
  const apart = 2 * radius
  const offsets = positions.map(() => 0)
  const order = positions.map((_, index) => index).sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0))
  const placed: { x: number; y: number }[] = []
  for (const index of order) {
    const x = positions[index] ?? 0
    const near = placed.filter((each) => x - each.x < apart)
    // Directly on the axis, or touching a neighbour from above or below.
    const choices = near.flatMap((each) => {
      const reach = Math.sqrt(Math.max(0, apart ** 2 - (x - each.x) ** 2))
      return [each.y + reach, each.y - reach]
    })
    const y = [0, ...choices]
      .sort((a, b) => Math.abs(a) - Math.abs(b))
      .find((choice) => near.every((each) => (x - each.x) ** 2 + (choice - each.y) ** 2 >= apart ** 2 - 1e-6))
    offsets[index] = y ?? 0
    placed.push({ x, y: y ?? 0 })
  }
  return offsets
}

export function dotsRange(dots: readonly Dot[], { group, target, width, unit }: DotsContext): AxisRange {
  const values = [...dots.map(({ value }) => value), group.lower, group.upper, ...(target ? [target.value] : [])]
  return withinShares(niceRange(values, isNarrow({ width }) ? 4 : 8, false), values, unit)
}

/** Dots become smaller where the group is too large for the height. @param height of the drawing, in pixels */
export function dotsOption(dots: readonly Dot[], height: number, context: DotsContext): ChartOption {
  const { palette, language, width, group, target } = context
  const words = chartWords(language)
  const text = letters(context)
  const { low, high, step } = dotsRange(dots, context)
  const rules = [
    { value: group.centre, label: words.centre(writeValue(group.centre, context)), colour: palette.ink, isDashed: false },
    ...(target
      ? [
          {
            value: target.value,
            label: `${target.label} ${writeValue(target.value, context)}`,
            colour: palette.target,
            isDashed: true,
          },
        ]
      : []),
  ]
  const plot = width - LEFT - RIGHT
  const place = (value: number) => ((value - low) / (high - low)) * plot
  const levels = levelsOf(
    rules.map(({ value, label }) => ({ x: LEFT + place(value), width: roughWidth(label, letterSize(context)) })),
  )
  const top = 10 + (Math.max(...levels) + 1) * RULE_ROW
  const { radius, offsets } = fitting(
    dots.map(({ value }) => place(value)),
    height - top - FOOT,
  )
  return {
    ...base(context),
    grid: { left: LEFT, right: RIGHT, top, bottom: FOOT },
    tooltip: {
      trigger: 'item',
      ...tooltipLook(palette),
      formatter: (points) => {
        const point = firstPoint(points)
        const dot = point?.seriesIndex === 1 ? dots[point.dataIndex] : undefined
        if (dot === undefined) return ''
        return tooltipHtml(writeValue(dot.value, context), [
          words.n(formatCount(dot.n, language)),
          ...(dot.n < FEW_CASES ? [words.few] : []),
        ])
      },
    },
    xAxis: {
      type: 'value',
      min: low,
      max: high,
      interval: step,
      axisLine: { show: true, lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: { ...text, formatter: (each: number) => writeAxis(each, context) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    yAxis: { type: 'value', min: -1, max: 1, show: false },
    series: [
      {
        name: words.quartiles(writeValue(group.lower, context), writeValue(group.upper, context)),
        type: 'custom',
        silent: true,
        z: 1,
        data: [[group.lower, group.upper]],
        encode: { x: [0, 1] },
        renderItem: (where, api) => {
          const { y, height: tall } = plotOf(where.coordSys)
          const [left = 0] = api.coord([api.value(0), 0])
          const [right = 0] = api.coord([api.value(1), 0])
          return {
            type: 'rect',
            shape: { x: left, y, width: right - left, height: tall },
            style: { fill: mix(palette.surface, palette.line, 0.7) },
          }
        },
      },
      {
        name: words.value,
        type: 'custom',
        z: 4,
        data: dots.map(({ value }, index) => [value, offsets[index] ?? 0]),
        encode: { x: 0 },
        renderItem: (where, api) => {
          const { y, height: tall } = plotOf(where.coordSys)
          const [x = 0] = api.coord([api.value(0), 0])
          const isFew = (dots[where.dataIndex]?.n ?? 0) < FEW_CASES
          return {
            type: 'circle',
            shape: { cx: x, cy: y + tall / 2 + Number(api.value(1)), r: radius - 0.5 },
            style: isFew
              ? { fill: palette.surface, stroke: palette.series, lineWidth: 1.2 }
              : { fill: palette.series, stroke: palette.surface, lineWidth: 0.5 },
          }
        },
      },
      ruleSeries(
        rules.map((rule, index) => ({ ...rule, level: levels[index] ?? 0 })),
        context,
      ),
    ],
  }
}

/** The largest dots whose swarm keeps within `room` pixels; below a radius of 1.5 they may stand out of it. */
function fitting(positions: readonly number[], room: number): { radius: number; offsets: number[] } {
  for (const radius of [6, 5, 4, 3, 2]) {
    const offsets = swarm(positions, radius)
    if (offsets.every((offset) => Math.abs(offset) + radius <= room / 2)) return { radius, offsets }
  }
  return { radius: 1.5, offsets: swarm(positions, 1.5) }
}
