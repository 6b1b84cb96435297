/** A line with its interval as a band, along periods or ages; points that can still change are dashed. */
import type { LineSeriesOption } from 'echarts/charts'
import { niceRange } from './axis.ts'
import { writeAxis, writeValue, type DrawContext } from './context.ts'
import { base, firstPoint, letters, periodAxis, tooltipHtml, tooltipLook } from './look.ts'
import type { ChartOption } from './option.ts'
import { chartWords } from './words.ts'

export interface BandPoint {
  /** As the axis knows it: the first day of a period, a number of months. */
  readonly key: string
  /** At the axis; empty for none. */
  readonly label: string
  readonly title: string
  readonly value: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly isSettled: boolean
  /** Further lines of the tooltip. */
  readonly details: readonly string[]
}

export interface Band {
  readonly points: readonly BandPoint[]
  /** What the line and its band are, for the tooltip. */
  readonly name: string
  readonly bandName: string
  /** A step: each value holds up to the next point. */
  readonly isStep?: boolean
  /** The axis begins at 0, else near the values. */
  readonly fromZero: boolean
}

export const bandRange = ({ points, fromZero }: Band) =>
  niceRange(
    points.flatMap(({ value, lower, upper }) => [value, lower, upper].filter((each) => each !== null)),
    4,
    fromZero,
  )

export function bandOption(band: Band, context: DrawContext): ChartOption {
  const { palette, language } = context
  const { points } = band
  const range = bandRange(band)
  const text = letters(context)
  const step = band.isStep === true ? { step: 'end' as const } : {}
  const look = { type: 'line' as const, symbol: 'none', ...step }
  const isOpen = (at: number) => points[at]?.isSettled === false && points[at].value !== null
  const edges: LineSeriesOption[] = [
    // The band is the difference stacked on its lower edge; neither edge is drawn.
    { ...look, name: 'lower', stack: 'band', data: points.map(({ lower }) => lower), lineStyle: { opacity: 0 }, silent: true },
    {
      ...look,
      name: 'upper',
      stack: 'band',
      data: points.map(({ lower, upper }) => (lower === null || upper === null ? null : upper - lower)),
      lineStyle: { opacity: 0 },
      areaStyle: { color: palette.series, opacity: 0.16 },
      silent: true,
    },
  ]
  const line = { ...look, itemStyle: { color: palette.series }, z: 4 }
  return {
    ...base(context),
    grid: { left: 4, right: 12, top: 10, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      ...tooltipLook(palette),
      axisPointer: { type: 'line', lineStyle: { color: palette.muted, type: 'solid', width: 1 } },
      formatter: (hovered) => {
        const point = points[firstPoint(hovered)?.dataIndex ?? -1]
        if (point === undefined) return ''
        const words = chartWords(language)
        const write = (value: number | null) => (value === null ? words.none : writeValue(value, context))
        return tooltipHtml(point.title, [
          `${band.name} ${write(point.value)}`,
          ...(point.lower === null || point.upper === null
            ? []
            : [`${band.bandName} ${write(point.lower)} – ${write(point.upper)}`]),
          ...point.details,
          ...(point.isSettled ? [] : [words.notSettled]),
        ])
      },
    },
    xAxis: periodAxis(
      palette,
      text,
      points.map(({ key }) => key),
      points.map(({ label }) => label),
    ),
    yAxis: {
      type: 'value',
      min: range.low,
      max: range.high,
      interval: range.step,
      axisLabel: { ...text, formatter: (each: number) => writeAxis(each, context) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      ...edges,
      {
        ...line,
        name: band.name,
        data: points.map(({ value, isSettled }) => (isSettled ? value : null)),
        lineStyle: { color: palette.series, width: 2 },
        ...(band.isStep === true ? {} : { symbol: 'circle', symbolSize: 4 }),
      },
      {
        ...line,
        name: band.name,
        data: points.map(({ value }, at) => (isOpen(at) || isOpen(at - 1) || isOpen(at + 1) ? value : null)),
        lineStyle: { color: palette.series, width: 2, type: [4, 4] },
      },
    ],
  }
}
