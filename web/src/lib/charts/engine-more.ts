/** The parts that charts other than lines need, on top of engine.ts: pages of lines do without them. */
import { BarChart, CustomChart } from 'echarts/charts'
import { LegendPlainComponent, TooltipComponent, VisualMapContinuousComponent } from 'echarts/components'
import { use } from 'echarts/core'

use([BarChart, CustomChart, LegendPlainComponent, TooltipComponent, VisualMapContinuousComponent])
