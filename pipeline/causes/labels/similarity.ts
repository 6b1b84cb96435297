/** How alike two labels are written: shared pairs of characters, in any language. */
import { foldLabel } from '../../../contracts/label.ts'

/** Pairs of neighbouring characters, each as often as it occurs. */
function pairsOf(text: string): Map<string, number> {
  const characters = Array.from(text)
  const pairs = new Map<string, number>()
  for (let at = 0; at + 1 < characters.length; at += 1) {
    const pair = `${characters[at] ?? ''}${characters[at + 1] ?? ''}`
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

const sizeOf = (pairs: ReadonlyMap<string, number>): number => [...pairs.values()].reduce((sum, each) => sum + each, 0)

/**
 * 1 for labels that fold to the same, 0 for those without a common pair. The mean of Dice's coefficient and of the share of the shorter one that the longer
 * one contains: `态度` is all of what `服务态度` says of it, though it has a third of its pairs.
 */
export function similarity(left: string, right: string): number {
  const [a, b] = [foldLabel(left), foldLabel(right)]
  if (a === b) return a === '' ? 0 : 1
  const [first, second] = [pairsOf(a), pairsOf(b)]
  const [m, n] = [sizeOf(first), sizeOf(second)]
  if (m === 0 || n === 0) return 0
  let shared = 0
  for (const [pair, count] of first) shared += Math.min(count, second.get(pair) ?? 0)
  return ((2 * shared) / (m + n) + shared / Math.min(m, n)) / 2
}
