/** What the option functions take besides their rows, for tests. */
import type { DrawContext } from '../../../web/src/lib/charts/context.ts'
import type { ChartOption } from '../../../web/src/lib/charts/option.ts'
import { palette } from './palette.ts'

export const context: DrawContext = { language: 'zh-CN', palette, width: 700, unit: 'count', currency: 'CNY' }

const list = <Item>(given: Item | Item[] | undefined): Item[] =>
  given === undefined ? [] : Array.isArray(given) ? given : [given]

export const seriesOf = (option: ChartOption) => list(option.series)
export const xAxesOf = (option: ChartOption) => list(option.xAxis)

/** The numbers that a series draws, whether they stand alone or as `{ value }`. */
export function valuesOf(option: ChartOption, series: number): unknown[] {
  const data: unknown = seriesOf(option)[series]?.data
  if (!Array.isArray(data)) return []
  return data.map((each: unknown) => (typeof each === 'object' && each !== null && 'value' in each ? each.value : each))
}

/** The style of each item that has one of its own. */
export function stylesOf(option: ChartOption, series: number): unknown[] {
  const data: unknown = seriesOf(option)[series]?.data
  if (!Array.isArray(data)) return []
  return data.map((each: unknown) =>
    typeof each === 'object' && each !== null && 'itemStyle' in each ? each.itemStyle : undefined,
  )
}

/** What the tooltip says at a point. */
export function tooltipAt(option: ChartOption, dataIndex: number, seriesIndex = 0): string {
  const [tooltip] = list(option.tooltip)
  const formatter: unknown = tooltip?.formatter
  if (typeof formatter !== 'function') throw new Error('The chart has no tooltip of its own')
  return String(Reflect.apply(formatter, undefined, [{ dataIndex, seriesIndex }]))
}
