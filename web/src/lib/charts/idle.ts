/** Where a browser cannot say that it is idle, some time after the page has come is taken for it. */
const LATER = 1_500

/** Calls back once when the browser has nothing else to do. @returns how to call it off */
export function whenIdle(begin: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(begin, LATER)
    return () => {
      clearTimeout(timer)
    }
  }
  const handle = requestIdleCallback(begin)
  return () => {
    cancelIdleCallback(handle)
  }
}
