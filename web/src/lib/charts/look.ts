/** What all charts look alike in: letters, axes, tooltips. */
import { isNarrow, type DrawContext } from './context.ts'
import { wrap } from './lettering.ts'
import type { ChartOption, Palette } from './option.ts'

export interface TextLook {
  readonly color: string
  readonly fontFamily: string
  readonly fontSize: number
}

export const letters = (context: DrawContext): TextLook => ({
  color: context.palette.muted,
  fontFamily: context.palette.font,
  fontSize: letterSize(context),
})

/** In pixels. */
export const letterSize = (context: DrawContext): number => (isNarrow(context) ? 11 : 12)

export const base = ({ palette }: DrawContext): ChartOption => ({
  animation: false,
  textStyle: { fontFamily: palette.font, color: palette.ink },
})

export const tooltipLook = (palette: Palette) => ({
  confine: true,
  backgroundColor: palette.surface,
  borderColor: palette.line,
  padding: [6, 10],
  textStyle: { color: palette.ink, fontFamily: palette.font, fontSize: 12 },
})

/** An axis of periods: a label where `labels` has one. @param starts first days */
export const periodAxis = (palette: Palette, text: TextLook, starts: readonly string[], labels: readonly string[]) => ({
  type: 'category' as const,
  boundaryGap: false,
  data: [...starts],
  axisLine: { lineStyle: { color: palette.line } },
  axisTick: { show: false },
  axisLabel: {
    ...text,
    interval: (index: number) => labels[index] !== '',
    formatter: (_: string, index: number) => labels[index] ?? '',
    alignMinLabel: 'left' as const,
    alignMaxLabel: 'right' as const,
    hideOverlap: false,
    lineHeight: 14,
  },
})

/** Names of rows at the left, wrapped into `names` pixels. */
export const rowNames = (context: DrawContext, names: number) => ({
  ...letters(context),
  color: context.palette.ink,
  interval: 0,
  lineHeight: 13,
  formatter: (label: string) => wrap(label, names, letterSize(context)),
})

/** Figures of rows at the right, flush in a column of `column` pixels. */
export const rowFigures = (context: DrawContext, figures: readonly string[], column: number) => ({
  ...letters(context),
  interval: 0,
  align: 'right' as const,
  margin: column,
  formatter: (_: string, at: number) => figures[at] ?? '',
})

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escape = (text: string): string => text.replace(/[&<>"']/g, (each) => ESCAPES[each] ?? each)

/** ECharts puts a tooltip into the page as HTML: every text goes through `escape`. */
export const tooltipHtml = (head: string, lines: readonly string[]): string =>
  [`<b>${escape(head)}</b>`, ...lines.map(escape)].join('<br>')

/** A tooltip's formatter gets one point or several of one place. */
export function firstPoint<Point>(points: Point | Point[]): Point | undefined {
  return Array.isArray(points) ? points[0] : points
}

/** Between two colours written #rrggbb. @param share 0 is the first, 1 the second */
export function mix(first: string, second: string, share: number): string {
  const channel = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
  const mixed = [1, 3, 5].map((at) => {
    const value = Math.round(channel(first, at) * (1 - share) + channel(second, at) * share)
    return value.toString(16).padStart(2, '0')
  })
  return `#${mixed.join('')}`
}
