/** The parts of ECharts that lines need: everything else stays out of this bundle. Loaded after the first paint. */
import { LineChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, setPlatformAPI, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { isWide } from './lettering.ts'

use([LineChart, GridComponent, SVGRenderer])

const ruler = document.createElement('canvas').getContext('2d')
/** As it was asked for: the canvas writes it in its own way. */
let rulerFont = ''

/**
 * Han characters are one em wide in every font. Measured before the page's Chinese font has come, on a machine that has none, they
 * would be as wide as the box that stands in their place, and ECharts keeps what it once measured.
 */
setPlatformAPI({
  measureText(text: string, font?: string) {
    const letters = font ?? '12px sans-serif'
    const size = Number(/([\d.]+)px/.exec(letters)?.[1] ?? 12)
    let wide = 0
    let others = ''
    for (const character of text) {
      if (isWide(character)) wide += size
      else others += character
    }
    if (others === '' || ruler === null) return { width: wide + others.length * size * 0.6 }
    if (rulerFont !== letters) ruler.font = rulerFont = letters
    return { width: wide + ruler.measureText(others).width }
  },
})

/** @param element must have a size. SVG: sharp on paper, and the page's own fonts without waiting for them. */
export const draw = (element: HTMLElement) => init(element, null, { renderer: 'svg' })

/** Of a fixed size, on no page. */
export const drawDetached = (width: number, height: number) => init(null, null, { renderer: 'svg', ssr: true, width, height })
