/** The colours of charts: read from the tokens of app.css, so that light, dark and print are decided in one place. */
const TOKENS = {
  ink: '--ink',
  muted: '--muted',
  line: '--line',
  surface: '--surface',
  series: '--series',
  band: '--band',
  target: '--target',
} as const

export type Palette = Readonly<Record<keyof typeof TOKENS, string>> & { readonly font: string }

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const colour = (token: string) => style.getPropertyValue(token).trim()
  return {
    ink: colour(TOKENS.ink),
    muted: colour(TOKENS.muted),
    line: colour(TOKENS.line),
    surface: colour(TOKENS.surface),
    series: colour(TOKENS.series),
    band: colour(TOKENS.band),
    target: colour(TOKENS.target),
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
