/** Hours by kind of work, on the way, and what the calendar gives, by day or by period. */
import type { Filters } from '#lib/filters/filters.ts'
import { costQueries } from '../queries/costs.ts'
import type { Lease } from '../warehouse.ts'

export interface Hours {
  readonly start: string
  readonly kind: string
  readonly hours: number
  readonly travel: number
}

export interface WorkedHours {
  readonly hours: readonly Hours[]
  /** Of the technicians in post; null where the filters cut by what a technician does not have. */
  readonly available: readonly { readonly start: string; readonly hours: number }[] | null
}

/** @param grain `day`: of the stretch; else that of the page */
export async function readHours(
  lease: Lease,
  filters: Filters,
  { since, until }: { readonly since: string; readonly until: string },
  grain: 'day' | 'week' | 'month',
): Promise<WorkedHours> {
  const { source, site, region, team, product_family, work_kind } = filters.dimensions
  const isOfPeople = site === null && product_family === null && work_kind === null
  const [hours, available] = await Promise.all([
    lease.rows(costQueries.hours, { grain, since, until, ...filters.dimensions }),
    isOfPeople ? lease.rows(costQueries.available, { grain, since, until, source, region, team }) : null,
  ])
  return {
    hours: hours.map((row) => ({ start: row.period_start, kind: row.work_kind, hours: row.hours, travel: row.travel_hours })),
    available: available?.map((row) => ({ start: row.period_start, hours: row.available_hours })) ?? null,
  }
}
