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
    if (!isOfLines(chart) || !chart.containPixel('grid', [offsetX, offsetY])) return
    const [index] = chart.convertFromPixel('grid', [offsetX, offsetY])
    if (index !== undefined) clicked(Math.round(index), 0)
  }
  chart.on('click', onElement)
  chart.getZr().on('click', onColumn)
  return () => {
    if (chart.isDisposed()) return
    chart.off('click', onElement)
    chart.getZr().off('click', onColumn)
  }
}

function isOfLines(chart: ECharts): boolean {
  const { series } = chart.getOption()
  return Array.isArray(series) && series.every((each: { readonly type?: unknown }) => each.type === 'line')
}
