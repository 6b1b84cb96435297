/**
 * Why the cost of repairs changed between two periods: volume, mix and rate, which add up exactly. Pure.
 *
 * Cost = N × Σ sᵢ cᵢ (repairs, share of a cell, its mean cost). Each effect is taken at the mean of both periods, so that what moved
 * together is shared half and half and the comparison the other way round gives the same with the other sign: the mean cost by
 * E. M. Kitagawa, "Components of a Difference Between Two Rates", JASA 50 (1955), within a total by T. L. Bennet (1920).
 */

export interface CellSums {
  readonly first: string
  readonly second: string
  readonly before: { readonly n: number; readonly cost: number }
  readonly after: { readonly n: number; readonly cost: number }
}

/** In money, rounded; `volume + mix + rate = change`, exactly in hundredths (or in the fourth decimal where amounts have it). */
export interface Effects {
  readonly volume: number
  readonly mix: number
  readonly rate: number
  readonly change: number
}

export interface SplitCell extends CellSums, Effects {}

export interface Split {
  /** The largest change first. */
  readonly cells: readonly SplitCell[]
  readonly total: Effects
  readonly before: { readonly n: number; readonly cost: number }
  readonly after: { readonly n: number; readonly cost: number }
  /** Of the mean cost of a repair: mix + rate = its change. */
  readonly perRepair: { readonly before: number; readonly after: number; readonly mix: number; readonly rate: number }
  readonly digits: 2 | 4
}

/** The warehouse keeps the fourth decimal. */
const FINEST = 10_000

/** @returns null where one of the periods has no repair: there is nothing to compare */
export function splitChange(given: readonly CellSums[]): Split | null {
  // Sums of fractions depend on their order: always the same one.
  const cells = given.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  const sum = (of: (cell: CellSums) => number) => cells.reduce((total, cell) => total + of(cell), 0)
  const [n0, n1] = [sum(({ before }) => before.n), sum(({ after }) => after.n)]
  if (n0 === 0 || n1 === 0) return null
  const isCut = cells.some(({ before, after }) => [before.cost, after.cost].some((cost) => Math.round(cost * FINEST) % 100 !== 0))
  const unit = isCut ? FINEST : 100
  const whole = (amount: number) => halfAway(amount * unit)
  const exact = cells.map((cell) => effectsOf(cell, n0, n1))
  const split = cells.map((cell, at) => {
    const { volume, mix, isOfOne } = exact[at] as (typeof exact)[number]
    const change = whole(cell.after.cost) - whole(cell.before.cost)
    const inUnits = { volume: whole(volume), mix: isOfOne ? change - whole(volume) : whole(mix) }
    return { ...cell, ...inUnits, rate: change - inUnits.volume - inUnits.mix, change }
  })
  const total = (of: (cell: Effects) => number) => split.reduce((all, cell) => all + of(cell), 0)
  const money = (effects: Effects): Effects => ({
    volume: effects.volume / unit,
    mix: effects.mix / unit,
    rate: effects.rate / unit,
    change: effects.change / unit,
  })
  const [cost0, cost1] = [sum(({ before }) => whole(before.cost)) / unit, sum(({ after }) => whole(after.cost)) / unit]
  const mixPerRepair = exact.reduce((all, { mix }) => all + mix, 0) / ((n0 + n1) / 2)
  return {
    cells: split
      .map((cell) => ({ ...cell, ...money(cell) }))
      .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || (nameOf(a) < nameOf(b) ? -1 : 1)),
    total: money({
      volume: total(({ volume }) => volume),
      mix: total(({ mix }) => mix),
      rate: total(({ rate }) => rate),
      change: total(({ change }) => change),
    }),
    before: { n: n0, cost: cost0 },
    after: { n: n1, cost: cost1 },
    perRepair: {
      before: cost0 / n0,
      after: cost1 / n1,
      mix: mixPerRepair,
      rate: cost1 / n1 - cost0 / n0 - mixPerRepair,
    },
    digits: isCut ? 4 : 2,
  }
}

/** The cells beyond the first ones, as one. */
export function restOf(
  cells: readonly SplitCell[],
  shown: number,
): (Omit<SplitCell, 'first' | 'second'> & { count: number }) | null {
  const rest = cells.slice(shown)
  if (rest.length === 0) return null
  const sum = (of: (cell: SplitCell) => number) => fine(rest.reduce((total, cell) => total + of(cell), 0))
  return {
    count: rest.length,
    before: { n: sum(({ before }) => before.n), cost: sum(({ before }) => before.cost) },
    after: { n: sum(({ after }) => after.n), cost: sum(({ after }) => after.cost) },
    volume: sum(({ volume }) => volume),
    mix: sum(({ mix }) => mix),
    rate: sum(({ rate }) => rate),
    change: sum(({ change }) => change),
  }
}

function effectsOf({ before, after }: CellSums, n0: number, n1: number) {
  // A cell of one period only has no other cost to compare with: its cost is taken as the same in both, its rate effect is nothing.
  const isOfOne = before.n === 0 || after.n === 0
  const c0 = before.n === 0 ? after.cost / after.n : before.cost / before.n
  const c1 = after.n === 0 ? c0 : after.cost / after.n
  return {
    isOfOne,
    volume: ((n1 - n0) * (before.cost / n0 + after.cost / n1)) / 2,
    mix: (((n0 + n1) / 2) * (after.n / n1 - before.n / n0) * (c0 + c1)) / 2,
  }
}

/** Away from zero at the half, so that the other sign gives the other sign. */
const halfAway = (value: number): number => Math.sign(value) * Math.round(Math.abs(value)) + 0
const fine = (value: number): number => Math.round(value * FINEST) / FINEST
const nameOf = ({ first, second }: CellSums): string => `${first}\n${second}`
