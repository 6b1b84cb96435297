/** How complaints were handled, and which customers and units complained again. */
import type { Level } from '#lib/complaints/asked.ts'
import { AGE_BANDS, HANDLING_KPIS, type Handling, type Recurrence } from '#lib/complaints/handling.ts'
import type { Filters } from '#lib/filters/filters.ts'
import type { Language } from '#lib/language/language.ts'
import type { Stretch } from '#lib/period/stretch.ts'
import { complaintQueries } from '../queries/complaints.ts'
import type { Lease } from '../warehouse.ts'

export async function readHandling(lease: Lease, filters: Filters, { since, until }: Stretch): Promise<Handling> {
  const { grain, dimensions } = filters
  const [rates, [duration], ages] = await Promise.all([
    lease.rows(complaintQueries.handling, { grain, since, until, ...dimensions }),
    lease.rows(complaintQueries.durations, { since, until, ...dimensions }),
    lease.rows(complaintQueries.openAges, dimensions),
  ])
  return {
    rates: HANDLING_KPIS.map((kpi) => {
      const row = rates.find(({ kpi_id }) => kpi_id === kpi)
      return { kpi, kept: row?.numerator ?? 0, n: row?.denominator ?? 0, undecided: row?.undecided ?? 0 }
    }),
    response: {
      n: duration?.responded ?? 0,
      median: duration?.response_median_hours ?? null,
      p90: duration?.response_p90_hours ?? null,
    },
    resolution: {
      n: duration?.resolved ?? 0,
      median: duration?.resolution_median_days ?? null,
      p90: duration?.resolution_p90_days ?? null,
    },
    open: AGE_BANDS.map((fromDays) => {
      const row = ages.find(({ from_days }) => from_days === fromDays)
      return { fromDays, n: row?.n ?? 0, oldestDays: row?.oldest_days ?? 0 }
    }),
  }
}

export async function readRecurrence(
  lease: Lease,
  filters: Filters,
  { since, until }: Stretch,
  level: Level,
  language: Language,
): Promise<readonly Recurrence[]> {
  const rows = await lease.rows(complaintQueries.recurrence, { level, since, until, ...filters.dimensions })
  return (['customer', 'unit'] as const).map((kind) => ({
    kind,
    causes: rows
      .filter((row) => row.kind === kind)
      .map((row) => ({
        key: row.cause,
        name: level === 'label' ? row.cause : language === 'zh-CN' ? row.name_zh : row.name_en,
        group: language === 'zh-CN' ? row.group_name_zh : row.group_name_en,
        known: row.known,
        within: { 30: row.within_30, 90: row.within_90 },
        same: { 30: row.same_30, 90: row.same_90 },
      })),
  }))
}
