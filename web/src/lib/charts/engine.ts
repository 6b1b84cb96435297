/** The parts of ECharts that are used: everything else stays out of the bundle. Loaded after the first paint. */
import { LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([LineChart, GridComponent, TooltipComponent, SVGRenderer])

/** @param element must have a size. SVG: sharp on paper, and the page's own fonts without waiting for them. */
export const draw = (element: HTMLElement) => init(element, null, { renderer: 'svg' })
