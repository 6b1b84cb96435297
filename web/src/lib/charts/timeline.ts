/** The stages and promise clocks of one ticket along the site's time, with the limits that they were held to. */
import type { CustomSeriesOption } from 'echarts/charts'
import { formatStamp } from '../language/format.ts'
import type { Meaning } from '../review/series.ts'
import { timeTicks } from './clock.ts'
import { isNarrow, type DrawContext } from './context.ts'
import { base, firstPoint, letters, letterSize, mix, tooltipHtml, tooltipLook } from './look.ts'
import { roughWidth, wrap } from './lettering.ts'
import { ruleSeries } from './marks.ts'
import type { ChartOption } from './option.ts'
import { chartWords } from './words.ts'

export interface TimelineBar {
  /** ISO 8601 with offset. */
  readonly start: string
  /** Null: still running. */
  readonly end: string | null
  readonly label: string
  /** Kept is better, broken worse; a stage is neither. */
  readonly meaning: Meaning
}

export interface TimelineMark {
  readonly at: string
  readonly label: string
  readonly kind: 'limit' | 'event'
}

export interface Lane {
  readonly label: string
  readonly bars: readonly TimelineBar[]
  readonly marks: readonly TimelineMark[]
}

export interface TimelineContext extends Omit<DrawContext, 'unit' | 'currency'> {
  /** Of the site, as IANA names it. */
  readonly timeZone: string
  /** Where the data end: running bars end there. */
  readonly asOf: string
}

const ROW = 30
const HEAD = 22
const FOOT = 38
export const timelineHeight = (lanes: readonly Lane[]): number => HEAD + Math.max(1, lanes.length) * ROW + FOOT

interface Extent {
  readonly from: number
  readonly to: number
}

/** From the first stamp to the last, with a little room; up to as-of where something is running. Milliseconds. */
export function timelineExtent(lanes: readonly Lane[], asOf: string): Extent {
  const stamps = lanes.flatMap(({ bars, marks }) => [
    ...bars.flatMap(({ start, end }) => [start, end ?? asOf]),
    ...marks.map(({ at }) => at),
  ])
  const times = stamps.map((stamp) => Date.parse(stamp))
  if (times.length === 0) return { from: Date.parse(asOf) - 3_600_000, to: Date.parse(asOf) }
  const [from, to] = [Math.min(...times), Math.max(...times)]
  const room = Math.max((to - from) * 0.02, 60_000)
  return { from: from - room, to: to + room }
}

/** In the order of the drawing: what `onpoint` counts (series 0 the bars, series 1 the marks). */
export const laneBars = (lanes: readonly Lane[]) => lanes.flatMap(({ bars }, lane) => bars.map((bar) => ({ ...bar, lane })))
export const laneMarks = (lanes: readonly Lane[]) => lanes.flatMap(({ marks }, lane) => marks.map((mark) => ({ ...mark, lane })))

export function timelineOption(lanes: readonly Lane[], given: TimelineContext): ChartOption {
  const context: DrawContext = { ...given, unit: 'count', currency: '' }
  const { palette, language, width, timeZone, asOf } = { ...context, ...given }
  const words = chartWords(language)
  const size = letterSize(context)
  const text = letters(context)
  const { from, to } = timelineExtent(lanes, asOf)
  const names = Math.min(Math.max(...lanes.map(({ label }) => roughWidth(label, size)), 24), isNarrow(context) ? 84 : 180)
  const ticks = timeTicks(from, to, timeZone, language, Math.max(2, Math.floor((width - names) / 80)))
  const labels = new Map(ticks.map(({ at, label }) => [at, label]))
  const places = ticks.map(({ at }) => at)
  const write = (stamp: string) => formatStamp(stamp, timeZone, language)
  const bars = laneBars(lanes)
  const marks = laneMarks(lanes)
  const isWithin = Date.parse(asOf) >= from && Date.parse(asOf) <= to
  return {
    ...base(context),
    grid: { left: names + 10, right: 12, top: HEAD, bottom: FOOT },
    tooltip: {
      trigger: 'item',
      ...tooltipLook(palette),
      formatter: (points) => {
        const point = firstPoint(points)
        const bar = point?.seriesIndex === 0 ? bars[point.dataIndex] : undefined
        const mark = point?.seriesIndex === 1 ? marks[point.dataIndex] : undefined
        if (mark !== undefined) return tooltipHtml(mark.label, [write(mark.at)])
        if (bar === undefined) return ''
        return tooltipHtml(bar.label, [write(bar.start), bar.end === null ? words.running : write(bar.end)])
      },
    },
    xAxis: {
      type: 'value',
      min: from,
      max: to,
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: true, customValues: places, lineStyle: { color: palette.line } },
      axisLabel: { ...text, lineHeight: 14, customValues: places, formatter: (each: number) => labels.get(each) ?? '' },
      splitLine: { show: true, lineStyle: { color: palette.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: lanes.map((_, lane) => String(lane)),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        ...text,
        color: palette.ink,
        interval: 0,
        lineHeight: 13,
        formatter: (_: string, lane: number) => wrap(lanes[lane]?.label ?? '', names, size),
      },
    },
    series: [
      barSeries(bars, asOf, context),
      markSeries(marks, context),
      ...(isWithin
        ? [ruleSeries([{ value: Date.parse(asOf), label: words.asOf, level: 0, colour: palette.muted, isDashed: true }], context)]
        : []),
    ],
  }
}

type PlacedBar = ReturnType<typeof laneBars>[number]
type PlacedMark = ReturnType<typeof laneMarks>[number]

const barSeries = (bars: readonly PlacedBar[], asOf: string, { palette }: DrawContext): CustomSeriesOption => ({
  type: 'custom',
  data: bars.map(({ start, end, lane }) => [Date.parse(start), Date.parse(end ?? asOf), lane]),
  encode: { x: [0, 1], y: 2 },
  renderItem: (place, api) => {
    const bar = bars[place.dataIndex]
    const [left = 0, y = 0] = api.coord([api.value(0), api.value(2)])
    const [right = 0] = api.coord([api.value(1), api.value(2)])
    const colour = palette[bar?.meaning ?? 'neutral']
    const isRunning = bar?.end === null
    return {
      type: 'rect',
      // A stage that took no time is still there.
      shape: { x: left, y: y - 7, width: Math.max(2, right - left), height: 14, r: 2 },
      style: {
        fill: isRunning ? mix(palette.surface, colour, 0.35) : colour,
        ...(isRunning ? { stroke: colour, lineWidth: 1, lineDash: [3, 2] } : {}),
      },
    }
  },
})

/** A limit is an upright stroke through its lane, an event a ring. */
const markSeries = (marks: readonly PlacedMark[], { palette }: DrawContext): CustomSeriesOption => ({
  type: 'custom',
  z: 4,
  data: marks.map(({ at, lane }) => [Date.parse(at), lane]),
  encode: { x: 0, y: 1 },
  renderItem: (place, api) => {
    const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)])
    if (marks[place.dataIndex]?.kind === 'event') {
      return {
        type: 'circle',
        shape: { cx: x, cy: y, r: 4.5 },
        style: { fill: palette.surface, stroke: palette.ink, lineWidth: 1.5 },
      }
    }
    return {
      type: 'group',
      children: [
        { type: 'rect', shape: { x: x - 2.5, y: y - 12, width: 5, height: 24 }, style: { fill: palette.surface } },
        { type: 'rect', shape: { x: x - 1, y: y - 12, width: 2, height: 24 }, style: { fill: palette.ink } },
      ],
    }
  },
})
