/** A chart on a sheet of its own: title above, what one must know to read it below. Pure geometry, for SVG and PNG alike. */
import { wrap } from './lettering.ts'

export interface SheetText {
  readonly text: string
  readonly x: number
  /** Of the baseline. */
  readonly y: number
  readonly size: number
  readonly weight: 400 | 600
  readonly tone: 'ink' | 'muted'
}

export interface Sheet {
  readonly width: number
  readonly height: number
  readonly chart: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  readonly texts: readonly SheetText[]
}

const WIDTH = 960
const MARGIN = 32
const TITLE = { size: 20, line: 28 }
const REMARK = { size: 13, line: 20 }
/** In pixels, whatever the reader's screen. */
export const SHEET_CHART_WIDTH = WIDTH - 2 * MARGIN

export function layOutSheet(title: string, context: readonly string[], chartHeight: number): Sheet {
  const texts: SheetText[] = []
  let y = MARGIN
  for (const text of linesOf(title, TITLE.size, 2)) {
    texts.push({ text, x: MARGIN, y: y + TITLE.size, size: TITLE.size, weight: 600, tone: 'ink' })
    y += TITLE.line
  }
  y += 8
  const chart = { x: MARGIN, y, width: SHEET_CHART_WIDTH, height: chartHeight }
  y += chartHeight + 12
  for (const text of context.flatMap((line) => linesOf(line, REMARK.size, 3))) {
    texts.push({ text, x: MARGIN, y: y + REMARK.size, size: REMARK.size, weight: 400, tone: 'muted' })
    y += REMARK.line
  }
  return { width: WIDTH, height: y + MARGIN - 8, chart, texts }
}

const linesOf = (text: string, size: number, most: number): string[] =>
  text.trim() === '' ? [] : wrap(text, SHEET_CHART_WIDTH, size, most).split('\n')
