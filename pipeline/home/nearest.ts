/**
 * The known word that a mistyped one most likely meant, or undefined when none is close.
 * Optimal string alignment distance; at most a third of the word may differ.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const distance = editDistance(fold(word), fold(candidate))
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

/** Spelling without case and separators: `Open Date` and `open_date` are the same. */
export const fold = (word: string): string =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-./*]+/g, '')

function editDistance(a: string, b: string): number {
  const cell = (row: readonly number[], index: number): number => row[index] ?? Infinity
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      current[j] = Math.min(
        cell(previous, j) + 1,
        cell(current, j - 1) + 1,
        cell(previous, j - 1) + (isSame ? 0 : 1),
        swapped ? cell(beforePrevious, j - 2) + 1 : Infinity,
      )
    }
    beforePrevious = previous
    previous = current
  }
  return cell(previous, b.length)
}

/** A remedy that proposes the nearest known word, else lists the known ones. */
export function propose(word: string, known: readonly string[], what: string): string {
  const guess = nearest(word, known)
  if (guess !== undefined) return `Did you mean \`${guess}\`?`
  return known.length === 0 ? `Remove the ${what}.` : `Use one of: ${known.join(', ')}.`
}
