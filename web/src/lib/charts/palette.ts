/** The colours of charts: read from the tokens of app.css, so that light, dark and print are decided in one place. */
import type { Palette } from './option.ts'

/** How many tokens `--category-<number>` there are. */
export const CATEGORY_COUNT = 8

/** @param element any inside the page; its style has the tokens */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const colour = (token: string) => spelledOut(style.getPropertyValue(token).trim())
  return {
    ink: colour('--ink'),
    muted: colour('--muted'),
    line: colour('--line'),
    surface: colour('--surface'),
    series: colour('--series'),
    target: colour('--target'),
    better: colour('--better'),
    worse: colour('--worse'),
    neutral: colour('--neutral'),
    quiet: colour('--quiet'),
    categories: Array.from({ length: CATEGORY_COUNT }, (_, index) => colour(`--category-${index + 1}`)),
    // ECharts writes it into attributes as it is.
    font: style.fontFamily.replaceAll('"', "'"),
  }
}

const speller = typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d')

/** The build shortens colours (`#fff`, `red`): here they are #rrggbb again, so that they can be mixed. */
function spelledOut(colour: string): string {
  if (speller === null || colour === '') return colour
  speller.fillStyle = colour
  return speller.fillStyle
}

/** The palette of paper, whatever the reader looks at: what is downloaded is light. */
export function readPaperPalette(): Palette {
  const element = document.createElement('div')
  element.className = 'on-paper'
  document.body.append(element)
  const palette = readPalette(element)
  element.remove()
  return palette
}

/** Calls back when the reader or the device changes between light and dark, and for paper. @returns how to stop */
export function onPaletteChange(changed: () => void): () => void {
  const media = ['(prefers-color-scheme: dark)', 'print'].map((query) => matchMedia(query))
  for (const each of media) each.addEventListener('change', changed)
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => {
    for (const each of media) each.removeEventListener('change', changed)
    observer.disconnect()
  }
}
