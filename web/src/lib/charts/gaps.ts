/** Periods without any row keep their place on the axis: else three weeks apart would look like one. */
import type { Grain } from '#contracts/slice.ts'
import { periodAfter } from '../period/stretch.ts'
import type { Figure } from '../review/series.ts'

/** @returns the figures in order with an empty one for each period between two of them; the target goes on. Where each came from, null for a gap */
export function unbroken(figures: readonly Figure[], grain: Grain): { figures: Figure[]; from: (number | null)[] } {
  const whole: Figure[] = []
  const from: (number | null)[] = []
  for (const [at, figure] of figures.entries()) {
    let last = whole.at(-1)
    while (last !== undefined && last.end < figure.start) {
      last = gapAfter(last, grain)
      whole.push(last)
      from.push(null)
    }
    whole.push(figure)
    from.push(at)
  }
  return { figures: whole, from }
}

function gapAfter({ end, target }: Figure, grain: Grain): Figure {
  return {
    start: end,
    end: periodAfter(end, grain),
    value: null,
    n: 0,
    mean: null,
    median: null,
    p90: null,
    undecided: 0,
    isComplete: true,
    isMature: true,
    target,
  }
}
