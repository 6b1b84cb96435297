/** Marks that ECharts has no series for, drawn by hand on its axes: whiskers, and lines across at a value. */
import type { CustomSeriesOption } from 'echarts/charts'
import { roughWidth } from './lettering.ts'
import { letterSize } from './look.ts'
import type { DrawContext } from './context.ts'

type Drawing = ReturnType<NonNullable<CustomSeriesOption['renderItem']>>

/** Lying whiskers, one a row; rows without an interval have none. */
export function whiskerSeries(
  intervals: readonly { readonly low: number | null; readonly high: number | null }[],
  colour: string,
  /** Of the ground, for whiskers that lie on bars: keeps them apart. Null: they lie under dots. */
  ground: string | null,
): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    z: ground === null ? 3 : 5,
    data: intervals.flatMap(({ low, high }, row) => (low === null || high === null ? [] : [[low, high, row]])),
    encode: { x: [0, 1], y: 2 },
    renderItem: (_, api): Drawing => {
      const [from = 0, y = 0] = api.coord([api.value(0), api.value(2)])
      const [to = 0] = api.coord([api.value(1), api.value(2)])
      const strokes = [...(ground === null ? [] : [{ stroke: ground, lineWidth: 3.2 }]), { stroke: colour, lineWidth: 1.2 }]
      const lines = [
        [from, y, to, y],
        [from, y - 4, from, y + 4],
        [to, y - 4, to, y + 4],
      ]
      return {
        type: 'group',
        children: strokes.flatMap((style) =>
          lines.map(([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) => ({ type: 'line' as const, shape: { x1, y1, x2, y2 }, style })),
        ),
      }
    },
  }
}

export interface Rule {
  readonly value: number
  readonly label: string
  /** Rows above the plot, 0 directly above it: labels that would touch stand on different ones. */
  readonly level: number
  readonly colour: string
  readonly isDashed: boolean
}

export const RULE_ROW = 15

/** Upright lines across the whole plot, named above it. The plot's top margin must hold their levels. */
export function ruleSeries(rules: readonly Rule[], context: DrawContext): CustomSeriesOption {
  const size = letterSize(context)
  return {
    type: 'custom',
    silent: true,
    clip: false,
    z: 6,
    data: rules.map(({ value }) => [value]),
    encode: { x: 0 },
    renderItem: (place, api): Drawing => {
      const rule = rules[place.dataIndex]
      const plot = plotOf(place.coordSys)
      const [x = 0] = api.coord([api.value(0), 0])
      if (rule === undefined || x < plot.x - 1 || x > plot.x + plot.width + 1) return
      const top = plot.y - 5 - rule.level * RULE_ROW
      const half = roughWidth(rule.label, size) / 2
      // A label keeps within the drawing.
      const centre = Math.min(Math.max(x, half), context.width - half)
      return {
        type: 'group',
        children: [
          {
            type: 'line',
            shape: { x1: x, x2: x, y1: top + 2, y2: plot.y + plot.height },
            style: { stroke: rule.colour, lineWidth: 1.2, lineDash: rule.isDashed ? [4, 3] : 'solid' },
          },
          {
            type: 'text',
            // Above the lines of other rules.
            z2: 10,
            x: centre,
            y: top,
            style: {
              text: rule.label,
              fill: rule.colour,
              stroke: context.palette.surface,
              lineWidth: 3,
              font: `${size}px ${context.palette.font}`,
              align: 'center',
              verticalAlign: 'bottom',
            },
          },
        ],
      }
    },
  }
}

interface Plot {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** ECharts hands the rectangle of a grid without saying so in its types. */
export function plotOf(place: object): Plot {
  const side = (name: keyof Plot) => {
    const value: unknown = Reflect.get(place, name)
    return typeof value === 'number' ? value : 0
  }
  return { x: side('x'), y: side('y'), width: side('width'), height: side('height') }
}

/** Lowest rows for labels so that none touch. @param places centres in pixels with widths, in any order */
export function levelsOf(places: readonly { readonly x: number; readonly width: number }[], gap = 8): number[] {
  const ends: number[] = []
  const levels = places.map(() => 0)
  const order = places.map((_, index) => index).sort((a, b) => (places[a]?.x ?? 0) - (places[b]?.x ?? 0))
  for (const index of order) {
    const place = places[index]
    if (place === undefined) continue
    const start = place.x - place.width / 2
    const free = ends.findIndex((end) => end + gap <= start)
    const level = free === -1 ? ends.length : free
    levels[index] = level
    ends[level] = start + place.width
  }
  return levels
}
