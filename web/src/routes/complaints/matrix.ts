/** Product family by cause group, as rows and columns with their sums. Pure. */
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
