/** Which rows are in sight at a scroll position. Browsers stop at about 16 million pixels, a million rows are twice that. */

/** Of the scrolled content, in pixels; below every browser's own limit (Firefox: 17.9 million). */
export const TALLEST = 12_000_000

export interface Viewport {
  readonly total: number
  readonly rowHeight: number
  /** Of what is seen, the header left out, in pixels. */
  readonly height: number
}

/** Where a reader stands in the list. */
export interface Place {
  readonly from: number
  readonly active: number
}

/** Height of the scrolled content, the header left out. */
export const contentHeight = ({ total, rowHeight }: Viewport): number => Math.min(total * rowHeight, TALLEST)

/** Rows at the top of the viewport, with its fraction, at most so many that the last row stands at the bottom. */
export function topRow(viewport: Viewport, scrollTop: number): number {
  const last = Math.max(0, viewport.total - viewport.height / viewport.rowHeight)
  const way = contentHeight(viewport) - viewport.height
  if (way <= 0) return 0
  return Math.min(1, Math.max(0, scrollTop / way)) * last
}

/** The scroll position at which a row, with its fraction, is at the top. */
export function scrollTopOf(viewport: Viewport, row: number): number {
  const last = Math.max(0, viewport.total - viewport.height / viewport.rowHeight)
  const way = contentHeight(viewport) - viewport.height
  if (last === 0 || way <= 0) return 0
  return (Math.min(row, last) / last) * way
}

/** Rows [from, until) that are in sight, in part or whole. */
export function rowsInSight(
  viewport: Viewport,
  scrollTop: number,
): { readonly from: number; readonly until: number; readonly shift: number } {
  const top = topRow(viewport, scrollTop)
  const from = Math.floor(top)
  const until = Math.min(viewport.total, Math.ceil(top + viewport.height / viewport.rowHeight))
  /** Pixels by which the first row stands above the edge. */
  return { from, until, shift: (top - from) * viewport.rowHeight }
}

/** Where the active row goes with a key; null for keys that do not move it. */
export function rowAfterKey(key: string, active: number, { total, height, rowHeight }: Viewport): number | null {
  const page = Math.max(1, Math.floor(height / rowHeight) - 1)
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: total - 1,
  }
  const to = moves[key]
  return to === undefined ? null : Math.min(total - 1, Math.max(0, to))
}
