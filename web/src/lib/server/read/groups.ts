/** A rate by region, team and product family, from the same sums as its trend. */
import type { Filters } from '#lib/filters/filters.ts'
import type { Stretch } from '#lib/period/stretch.ts'
import type { GroupedShares } from '#lib/groups/groups.ts'
import { groupQueries } from '../queries/groups.ts'
import type { Lease } from '../warehouse.ts'

/** @param kpi a KPI that is a ratio of counts */
export async function readGroups(lease: Lease, kpi: string, filters: Filters, stretch: Stretch): Promise<GroupedShares> {
  const rows = await lease.rows(groupQueries.groups, {
    kpi_id: kpi,
    grain: filters.grain,
    from_day: stretch.since,
    until_day: stretch.until,
    ...filters.dimensions,
  })
  const of = (dimension: string) =>
    rows
      .filter((row) => row.dimension === dimension)
      .map(({ dimension_value, numerator, denominator }) => ({ value: dimension_value, count: numerator, n: denominator }))
  return { region: of('region'), team: of('team'), product_family: of('product_family') }
}
