/**
 * What a chart of lines says under the pointer. ECharts' own tooltip would be a tenth of such a page's script: here the same
 * formatter writes into two elements of the component's.
 */
import type { ECharts } from 'echarts/core'
import type { ChartOption } from './option.ts'
import { columnAt } from './point.ts'

export interface HoverElements {
  /** Both lie over the drawing and are hidden until they are needed. */
  readonly rule: HTMLElement
  readonly note: HTMLElement
}

/** Apart from what it says under the pointer: for engines without that part, and for files. */
export function withoutTooltip(option: ChartOption): ChartOption {
  const drawn = { ...option }
  delete drawn.tooltip
  return drawn
}

/** The words for a column, as HTML whose texts are escaped. */
export function noteAt({ tooltip }: ChartOption, dataIndex: number): string {
  const formatter: unknown = Array.isArray(tooltip) ? undefined : tooltip?.formatter
  if (typeof formatter !== 'function') return ''
  const written: unknown = Reflect.apply(formatter, undefined, [[{ dataIndex, seriesIndex: 0 }]])
  return typeof written === 'string' ? written : ''
}

/**
 * @param option what is drawn at the moment, null where ECharts shows its own tooltip
 * @returns how to stop
 */
export function followPointer(chart: ECharts, { rule, note }: HoverElements, option: () => ChartOption | null): () => void {
  const hide = () => {
    rule.hidden = true
    note.hidden = true
  }
  const move = ({ offsetX, offsetY }: { readonly offsetX: number; readonly offsetY: number }) => {
    const drawn = option()
    const index = drawn === null ? null : columnAt(chart, offsetX, offsetY)
    const html = drawn === null || index === null ? '' : noteAt(drawn, index)
    if (drawn === null || index === null || html === '') {
      hide()
      return
    }
    const x = chart.convertToPixel({ xAxisIndex: 0 }, index)
    const [low, high] = heightsOf(drawn).map((value) => chart.convertToPixel({ yAxisIndex: 0 }, value))
    rule.hidden = low === undefined || high === undefined
    rule.style.left = `${x}px`
    rule.style.top = `${high ?? 0}px`
    rule.style.height = `${(low ?? 0) - (high ?? 0)}px`
    note.hidden = false
    note.innerHTML = html
    // Beside the pointer's column, on whichever side there is room, and never out of the drawing.
    const isRight = x + 14 + note.offsetWidth <= chart.getWidth()
    note.style.left = `${isRight ? x + 14 : Math.max(0, x - 14 - note.offsetWidth)}px`
    note.style.top = `${Math.max(0, Math.min(offsetY - note.offsetHeight / 2, chart.getHeight() - note.offsetHeight))}px`
  }
  const pointer = chart.getZr()
  pointer.on('mousemove', move)
  pointer.on('globalout', hide)
  return () => {
    hide()
    if (chart.isDisposed()) return
    pointer.off('mousemove', move)
    pointer.off('globalout', hide)
  }
}

/** Where the plot begins and ends: every axis of ours says it. */
function heightsOf({ yAxis }: ChartOption): number[] {
  const axis = Array.isArray(yAxis) ? yAxis[0] : yAxis
  return [axis?.min, axis?.max].filter((each) => typeof each === 'number')
}
