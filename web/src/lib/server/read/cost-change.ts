/** What a change of the cost of repairs is explained from. */
import type { Filters } from '#lib/filters/filters.ts'
import { costQueries } from '../queries/costs.ts'
import type { Lease } from '../warehouse.ts'

interface Dates {
  readonly since: string
  readonly until: string
}

export interface SplitSums {
  readonly first: string
  /** `all` where only one dimension is asked for. */
  readonly second: string
  readonly before: { readonly n: number; readonly cost: number }
  readonly after: { readonly n: number; readonly cost: number }
}

/** @param second null: by one dimension only */
export async function readSplit(
  lease: Lease,
  filters: Filters,
  after: Dates,
  before: Dates,
  { first, second }: { readonly first: string; readonly second: string | null },
): Promise<readonly SplitSums[]> {
  const rows = await lease.rows(costQueries.split, {
    first,
    second: second ?? 'none',
    since: after.since,
    until: after.until,
    before_since: before.since,
    before_until: before.until,
    ...filters.dimensions,
  })
  return rows.map((row) => ({
    first: row.first_value,
    second: row.second_value,
    before: { n: row.n_before, cost: row.cost_before },
    after: { n: row.n_after, cost: row.cost_after },
  }))
}
