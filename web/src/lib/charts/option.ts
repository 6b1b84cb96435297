/** What a chart of ours may say: the options of the parts that engine.ts and engine-more.ts use. Types only. */
import type { BarSeriesOption, CustomSeriesOption, LineSeriesOption } from 'echarts/charts'
import type {
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
  VisualMapComponentOption,
} from 'echarts/components'
import type { ComposeOption } from 'echarts/core'

export type ChartOption = ComposeOption<
  | LineSeriesOption
  | BarSeriesOption
  | CustomSeriesOption
  | GridComponentOption
  | TooltipComponentOption
  | LegendComponentOption
  | VisualMapComponentOption
>

export interface Palette {
  readonly ink: string
  readonly muted: string
  readonly line: string
  readonly surface: string
  readonly series: string
  readonly target: string
  /** Meaning, and nothing else: blue, orange, grey. */
  readonly better: string
  readonly worse: string
  readonly neutral: string
  /** The year before, and what is left over. */
  readonly quiet: string
  /** For parts without a meaning of their own, in the order of use. */
  readonly categories: readonly string[]
  /** A CSS font-family list. */
  readonly font: string
}
