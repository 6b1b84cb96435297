/** Weekday by hour, Monday first: one colour, deeper where there is more. */
import { formatCount } from '../language/format.ts'
import { FEW_CASES, type Meaning } from '../review/series.ts'
import { isNarrow, writeValue, type DrawContext } from './context.ts'
import { base, firstPoint, letters, mix, tooltipHtml, tooltipLook } from './look.ts'
import type { ChartOption } from './option.ts'
import { chartWords } from './words.ts'

export interface HourCell {
  /** ISO: 1 is Monday. */
  readonly weekday: number
  /** 0…23, of the site. */
  readonly hour: number
  readonly value: number | null
  readonly n: number
}

export interface HeatmapContext extends DrawContext {
  /** What much of it means: chooses the colour. */
  readonly meaning: Meaning
  /** Where the colours begin and end; else the smallest and the largest value that stands on enough cases. */
  readonly range?: { readonly low: number; readonly high: number }
}

const HOURS = 24
const LEGEND = 34
export const heatmapHeight = (width = 600): number => 7 * (width < 560 ? 22 : 26) + 24 + LEGEND

/** Which cell a point of the drawing is. */
export const hourAt = (index: number) => ({ weekday: Math.floor(index / HOURS) + 1, hour: index % HOURS })

/** All 168 hours in the order Monday 0, Monday 1, …; hours without a row have no value. */
export function weekOf(cells: readonly HourCell[]): HourCell[] {
  const known = new Map(cells.map((cell) => [(cell.weekday - 1) * HOURS + cell.hour, cell]))
  return Array.from({ length: 7 * HOURS }, (_, index) => known.get(index) ?? { ...hourAt(index), value: null, n: 0 })
}

const isFew = ({ n }: HourCell): boolean => n < FEW_CASES

export function heatmapRange(cells: readonly HourCell[]): { low: number; high: number } {
  const valued = cells.filter(({ value }) => value !== null)
  const sure = valued.filter((cell) => !isFew(cell))
  const values = (sure.length > 0 ? sure : valued).flatMap(({ value }) => (value === null ? [] : [value]))
  if (values.length === 0) return { low: 0, high: 1 }
  return { low: Math.min(...values), high: Math.max(...values) }
}

/**
 * Shares and means that stand on few cases are drawn as small grey squares; counts are their own number of cases.
 * @param cells those missing are shown as empty
 */
export function heatmapOption(cells: readonly HourCell[], context: HeatmapContext): ChartOption {
  const { palette, language, meaning, unit } = context
  const words = chartWords(language)
  const text = letters(context)
  const week = weekOf(cells)
  const { low, high } = context.range ?? heatmapRange(week)
  const deep = palette[meaning]
  const colours = [mix(palette.surface, deep, 0.1), mix(palette.surface, deep, 0.55), deep]
  const every = isNarrow(context) ? 6 : 2
  return {
    ...base(context),
    grid: { left: language === 'en' ? 34 : 22, right: 4, top: 20, bottom: LEGEND },
    tooltip: {
      trigger: 'item',
      ...tooltipLook(palette),
      formatter: (points) => {
        const cell = week[firstPoint(points)?.dataIndex ?? -1]
        if (cell === undefined) return ''
        return tooltipHtml(words.hour(words.weekdays[cell.weekday - 1] ?? '', cell.hour), [
          cell.value === null ? words.none : writeValue(cell.value, context),
          ...(unit === 'count' ? [] : [words.n(formatCount(cell.n, language))]),
          ...(unit !== 'count' && cell.value !== null && isFew(cell) ? [words.few] : []),
        ])
      },
    },
    xAxis: {
      type: 'category',
      position: 'top',
      data: Array.from({ length: HOURS }, (_, hour) => String(hour)),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...text, margin: 6, interval: (hour: number) => hour % every === 0 },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...words.weekdays],
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...text, margin: 6, interval: 0 },
    },
    visualMap: {
      type: 'continuous',
      seriesIndex: 0,
      dimension: 2,
      min: low,
      max: high > low ? high : low + 1,
      calculable: false,
      hoverLink: false,
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemWidth: 8,
      itemHeight: isNarrow(context) ? 120 : 180,
      text: [writeValue(high, context), writeValue(low, context)],
      textStyle: text,
      inRange: { color: colours },
    },
    series: [
      {
        name: words.value,
        type: 'custom',
        data: week.map(({ weekday, hour, value }) => [hour, weekday - 1, value ?? '-']),
        encode: { x: 0, y: 1, tooltip: 2 },
        renderItem: (place, api) => {
          const cell = week[place.dataIndex]
          const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)])
          const size = api.size?.([1, 1])
          const [columnWidth = 0, rowHeight = 0] = Array.isArray(size) ? size : []
          const isSmall = unit !== 'count' && cell !== undefined && isFew(cell)
          const part = cell?.value === null ? 0.16 : isSmall ? 0.5 : 1
          const width = (columnWidth - 1.5) * part
          const height = (rowHeight - 1.5) * part
          return {
            type: 'rect',
            shape: { x: x - width / 2, y: y - height / 2, width, height, r: 1.5 },
            // The colour of a share on few cases would catch the eye before all others.
            style: { fill: cell?.value === null ? palette.line : isSmall ? palette.quiet : (api.visual('color') ?? deep) },
          }
        },
      },
    ],
  }
}
