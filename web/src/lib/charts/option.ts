/** What a chart of ours may say: the options of the parts that engine.ts uses. Types only. */
import type { LineSeriesOption } from 'echarts/charts'
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'

export type ChartOption = ComposeOption<LineSeriesOption | GridComponentOption | TooltipComponentOption>

export interface Palette {
  readonly ink: string
  readonly muted: string
  readonly line: string
  readonly surface: string
  readonly series: string
  readonly target: string
  /** A CSS font-family list. */
  readonly font: string
}
