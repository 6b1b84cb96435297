/** A chart as a file: drawn anew on a sheet of fixed size, light whatever the reader looks at. Loaded when somebody asks for one. */
import { writeCsv } from './csv.ts'
import type { Format } from './file-name.ts'
import { withoutTooltip } from './hover.ts'
import { loadEngine } from './load.ts'
import { escape } from './look.ts'
import type { ChartOption, Palette } from './option.ts'
import { readPaperPalette } from './palette.ts'
import { layOutSheet, SHEET_CHART_WIDTH, type Sheet, type SheetText } from './sheet.ts'
import type { ChartTable } from './table.ts'

export interface Drawn {
  readonly title: string
  /** In pixels. */
  readonly height: number
  readonly option: (palette: Palette, width: number) => ChartOption
  readonly table: ChartTable
  /** One line each: filters, unit, n, source, as-of. */
  readonly context: readonly string[]
}

const SCALE = 2
/** The page's own Chinese font, for machines that have none. */
const CHINESE = '"Noto Sans SC Variable"'

/** @returns the file's content. @throws whatever the browser says when it cannot load a font or write a picture */
export async function makeFile(drawn: Drawn, format: Format): Promise<Blob> {
  const remarks = drawn.context.filter((line) => line !== drawn.title)
  if (format === 'csv') return new Blob([writeCsv(drawn.table, [drawn.title, ...remarks])], { type: 'text/csv;charset=utf-8' })
  const palette = readPaperPalette()
  const option = withoutTooltip(drawn.option(palette, SHEET_CHART_WIDTH))
  const sheet = layOutSheet(drawn.title, remarks, drawn.height)
  const svg = await drawSvg(option, sheet, palette)
  const letters = lettersOf(svg)
  return format === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : drawPng(option, sheet, palette, letters)
}

async function drawSvg(option: ChartOption, sheet: Sheet, palette: Palette): Promise<string> {
  const { drawDetached } = await loadEngine(option)
  const { chart, width, height } = sheet
  const instance = drawDetached(chart.width, chart.height)
  instance.setOption(option)
  const drawing = instance
    .renderToSVGString()
    .replace('<svg ', `<svg x="${chart.x}" y="${chart.y}" `)
    // What happens under a pointer: of no use in a file, and refused by the policy of the page that reads it.
    .replace(/<style\b[^]*?<\/style>/g, '')
  instance.dispose()
  const texts = sheet.texts.map(
    ({ text, x, y, size, weight, tone }) =>
      `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${palette[tone]}">${escape(text)}</text>`,
  )
  const sheetSvg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escape(palette.font)}">`,
    `<rect width="${width}" height="${height}" fill="${palette.surface}"/>`,
    ...texts,
    drawing,
    '</svg>',
  ].join('\n')
  return sheetSvg.replace(UNWRITABLE, '')
}

/** Control characters that XML knows no way to write. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]/gu

/** The characters that are drawn, each once. @throws when the drawing is no XML */
function lettersOf(svg: string): string {
  const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml')
  const problem = drawing.querySelector('parsererror')
  if (problem !== null) throw new Error(`The drawing cannot be read: ${problem.textContent}`)
  const texts = [...drawing.querySelectorAll('text')].map(({ textContent }) => textContent)
  return [...new Set(texts.join(''))].join('')
}

async function drawPng(option: ChartOption, sheet: Sheet, palette: Palette, letters: string): Promise<Blob> {
  const [{ drawOnCanvas }] = await Promise.all([
    import('./engine-canvas.ts'),
    import('@fontsource-variable/noto-sans-sc/index.css'),
  ])
  // A canvas draws with what is there at that moment: it asks for no font, and is not drawn again when one comes.
  await Promise.all([400, 600].map((weight) => document.fonts.load(`${weight} 16px ${CHINESE}`, letters)))
  const canvas = document.createElement('canvas')
  canvas.width = sheet.width * SCALE
  canvas.height = sheet.height * SCALE
  const brush = canvas.getContext('2d')
  if (brush === null) throw new Error('This browser gives no canvas to draw on')
  brush.scale(SCALE, SCALE)
  brush.fillStyle = palette.surface
  brush.fillRect(0, 0, sheet.width, sheet.height)
  const { chart } = sheet
  const instance = drawOnCanvas(document.createElement('div'), chart.width, chart.height, SCALE)
  instance.setOption(option)
  const drawing = instance.renderToCanvas({ pixelRatio: SCALE })
  brush.drawImage(drawing, chart.x, chart.y, chart.width, chart.height)
  instance.dispose()
  for (const text of sheet.texts) write(brush, text, palette)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('This browser could not write the picture'))
      else resolve(blob)
    }, 'image/png')
  })
}

function write(brush: CanvasRenderingContext2D, { text, x, y, size, weight, tone }: SheetText, palette: Palette) {
  brush.font = `${weight} ${size}px ${palette.font}`
  brush.fillStyle = palette[tone]
  brush.fillText(text, x, y)
}

/** Hands a file to the reader. */
export function offer(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // Some browsers read the address after the click has returned.
  setTimeout(() => {
    URL.revokeObjectURL(address)
  }, 60_000)
}
