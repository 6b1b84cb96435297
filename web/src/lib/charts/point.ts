/** Clicks on a chart's points. */
import type { ECharts } from 'echarts/core'

/** What ECharts hands to a click on an element of a series. */
interface Clicked {
  readonly componentType?: unknown
  readonly dataIndex?: unknown
  readonly seriesIndex?: unknown
}

/**
 * Charts of lines alone take a click anywhere in a period's column: a line's points are too small to hit.
 * @returns how to stop
 */
export function onPointClick(chart: ECharts, clicked: (index: number, seriesIndex: number) => void): () => void {
  const onElement = (point: Clicked) => {
    if (point.componentType !== 'series' || isOfLines(chart)) return
    if (typeof point.dataIndex === 'number' && typeof point.seriesIndex === 'number') clicked(point.dataIndex, point.seriesIndex)
  }
  const onColumn = ({ offsetX, offsetY }: { readonly offsetX: number; readonly offsetY: number }) => {
    const index = isOfLines(chart) ? columnAt(chart, offsetX, offsetY) : null
    if (index !== null) clicked(index, 0)
  }
  chart.on('click', onElement)
  chart.getZr().on('click', onColumn)
  return () => {
    if (chart.isDisposed()) return
    chart.off('click', onElement)
    chart.getZr().off('click', onColumn)
  }
}

/** Which period's column a place of the drawing lies in, null outside the plot. */
export function columnAt(chart: ECharts, x: number, y: number): number | null {
  if (!chart.containPixel('grid', [x, y])) return null
  const [index] = chart.convertFromPixel('grid', [x, y])
  return index === undefined ? null : Math.round(index)
}

function isOfLines(chart: ECharts): boolean {
  const { series } = chart.getOption()
  return Array.isArray(series) && series.every((each: { readonly type?: unknown }) => each.type === 'line')
}
