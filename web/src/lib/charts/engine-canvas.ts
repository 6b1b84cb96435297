/** Draws on a canvas: for pictures that are downloaded, since a page of ours may not load an SVG of its own as an image. */
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([CanvasRenderer])

/** @param scale device pixels a pixel */
export const drawOnCanvas = (element: HTMLElement, width: number, height: number, scale: number) =>
  init(element, null, { renderer: 'canvas', width, height, devicePixelRatio: scale })
