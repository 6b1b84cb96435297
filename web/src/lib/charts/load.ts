/** Fetches what an option needs to be drawn. */
import { needsMore } from './needs.ts'
import type { ChartOption } from './option.ts'

export async function loadEngine(option: ChartOption) {
  const [engine] = await Promise.all([import('./engine.ts'), needsMore(option) ? import('./engine-more.ts') : null])
  return engine
}
