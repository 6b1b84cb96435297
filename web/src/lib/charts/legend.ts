/** Names of colours above a plot, in as many rows as they need: ECharts gives a legend no room of its own. */
import type { LegendComponentOption } from 'echarts/components'
import { letters, letterSize } from './look.ts'
import { roughWidth } from './lettering.ts'
import type { DrawContext } from './context.ts'

const ROW = 20
const SYMBOL = 10
const GAP = 12

export interface LegendEntry {
  /** The name of its series. */
  readonly label: string
  readonly colour: string
}

/** @returns the option, and how many pixels above the plot it takes */
export function legendOf(
  entries: readonly LegendEntry[],
  context: DrawContext,
): { readonly option: { readonly legend: LegendComponentOption }; readonly height: number } {
  return {
    option: {
      legend: {
        left: 0,
        top: 0,
        width: context.width,
        itemWidth: SYMBOL,
        itemHeight: SYMBOL,
        itemGap: GAP,
        icon: 'rect',
        selectedMode: false,
        textStyle: letters(context),
        data: entries.map(({ label, colour }) => ({ name: label, itemStyle: { color: colour, borderWidth: 0, opacity: 1 } })),
      },
    },
    height: legendRows(entries, context) * ROW,
  }
}

export function legendRows(entries: readonly LegendEntry[], context: DrawContext): number {
  if (entries.length === 0) return 0
  let rows = 1
  let used = 0
  for (const { label } of entries) {
    const width = SYMBOL + 5 + roughWidth(label, letterSize(context)) + GAP
    if (used > 0 && used + width > context.width) {
      rows += 1
      used = 0
    }
    used += width
  }
  return rows
}
