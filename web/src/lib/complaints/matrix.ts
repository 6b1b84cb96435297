/** Product family by cause group, as rows and columns with their sums. Pure. */
import { beyondChance, poissonDifference } from '../statistics/two-rates.ts'

export interface MatrixCell {
  readonly family: string | null
  readonly group: string
  readonly n: number
}

export interface MatrixRow {
  readonly family: string | null
  readonly total: number
  /** One for each group, in their order. */
  readonly counts: readonly number[]
}

export interface Matrix {
  readonly rows: readonly MatrixRow[]
  /** Of each group. */
  readonly totals: readonly number[]
  readonly total: number
  readonly largest: number
}

/** @param groups in the order of the columns. @returns families with most complaints first, what does not stand alone last */
export function matrixOf(cells: readonly MatrixCell[], groups: readonly string[]): Matrix {
  const rows = [...Map.groupBy(cells, ({ family }) => family)].map(([family, each]) => {
    const byGroup = new Map(each.map(({ group, n }) => [group, n]))
    const counts = groups.map((group) => byGroup.get(group) ?? 0)
    return { family, counts, total: counts.reduce((sum, n) => sum + n, 0) }
  })
  rows.sort(
    (a, b) =>
      Number(a.family === null) - Number(b.family === null) ||
      b.total - a.total ||
      (a.family ?? '').localeCompare(b.family ?? '', 'zh-CN'),
  )
  const totals = groups.map((_, at) => rows.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0))
  return {
    rows,
    totals,
    total: totals.reduce((sum, n) => sum + n, 0),
    largest: Math.max(0, ...rows.flatMap(({ family, counts }) => (family === null ? [] : counts))),
  }
}

export type Beyond = 'above' | 'below' | null

/**
 * Which cells have a rate that differs from that of the same cause in all other families by more than chance, all cells tested at once.
 *
 * @param jobs served in each row's family, in the order of the rows; 0 where none are known
 * @returns for each row one for each of its counts
 */
export function cellsBeyond({ rows, totals }: Matrix, jobs: readonly number[]): Beyond[][] {
  const all = jobs.reduce((sum, each) => sum + each, 0)
  const tested = rows.flatMap(({ family, counts }, row) => {
    const served = jobs[row] ?? 0
    return counts.map((count, at) => {
      const others = { count: (totals[at] ?? 0) - count, exposure: all - served }
      if (family === null || served <= 0 || others.exposure <= 0 || totals[at] === 0) return { chance: null, isAbove: false }
      return {
        chance: poissonDifference({ count, exposure: served }, others),
        isAbove: count / served > others.count / others.exposure,
      }
    })
  })
  const stands = beyondChance(tested.map(({ chance }) => chance))
  const marks = tested.map(({ isAbove }, at): Beyond => (stands[at] !== true ? null : isAbove ? 'above' : 'below'))
  const columns = totals.length
  return rows.map((_, row) => marks.slice(row * columns, (row + 1) * columns))
}
