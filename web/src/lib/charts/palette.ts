/** The colours of charts: read from the tokens of app.css, so that light, dark and print are decided in one place. */
import type { Palette } from './option.ts'

/** @param element any inside the page; its style has the tokens */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const colour = (token: string) => style.getPropertyValue(token).trim()
  return {
    ink: colour('--ink'),
    muted: colour('--muted'),
    line: colour('--line'),
    surface: colour('--surface'),
    series: colour('--series'),
    target: colour('--target'),
    font: style.fontFamily,
  }
}

/** Calls back when the reader or the device changes between light and dark. @returns how to stop */
export function onPaletteChange(changed: () => void): () => void {
  const device = matchMedia('(prefers-color-scheme: dark)')
  device.addEventListener('change', changed)
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => {
    device.removeEventListener('change', changed)
    observer.disconnect()
  }
}
