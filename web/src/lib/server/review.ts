/** What the review page reads, put into the reader's language. */
import { readLastBuild, type LastBuild } from '#contracts/warehouse.ts'
import type { Language } from '#lib/language/language.ts'
import { periodsShown, type Filters } from '#lib/review/filters.ts'
import type { Freshness, Site } from '#lib/review/freshness.ts'
import type { Figure, KpiDefinition, KpiSeries } from '#lib/review/series.ts'
import { queries, type KpiPeriodRow, type KpiRow } from './queries.ts'
import { codeOf, newReference, report } from './report.ts'
import { holder, home } from './served.ts'
import type { Lease } from './warehouse.ts'

export async function readSite(lease: Lease, language: Language): Promise<Site | null> {
  const [site] = await lease.rows(queries.site)
  if (site === undefined) return null
  return {
    name: language === 'zh-CN' ? site.site_name_zh : site.site_name_en,
    timeZone: site.time_zone,
    currency: site.currency,
    asOf: site.as_of,
    dataUntil: site.data_until,
  }
}

/** How current the served version is. Never throws: not knowing is one of its answers. */
export async function readFreshness(lease: Lease): Promise<Freshness> {
  let lastBuild: LastBuild | null = null
  let isUnknown = false
  try {
    lastBuild = await readLastBuild(home)
  } catch (cause) {
    isUnknown = true
    report(newReference(), 'last build', cause)
  }
  const error = lastBuild?.error
  return {
    version: lease.pointer.build_id,
    publishedAt: lease.pointer.published_at,
    status: isUnknown ? 'unknown' : (lastBuild?.status ?? 'unknown'),
    finishedAt: lastBuild?.finished_at ?? null,
    error: error === undefined ? null : { code: error.code, message: error.message, remedy: error.remedy },
    openingProblem: holder.problem === null ? null : codeOf(holder.problem),
  }
}

/** How the last build failed; null when it did not, or when that cannot be read. */
export async function readLastFailure(): Promise<(NonNullable<Freshness['error']> & { readonly finishedAt: string }) | null> {
  try {
    const lastBuild = await readLastBuild(home)
    if (lastBuild?.status !== 'failed' || lastBuild.error === undefined) return null
    const { code, message, remedy } = lastBuild.error
    return { code, message, remedy, finishedAt: lastBuild.finished_at }
  } catch (cause) {
    report(newReference(), 'last build', cause)
    return null
  }
}

export async function readSeries(lease: Lease, filters: Filters, language: Language): Promise<readonly KpiSeries[]> {
  const [definitions, rows] = await Promise.all([
    lease.rows(queries.kpiCatalogue),
    lease.rows(queries.kpiSeries, {
      grain: filters.grain,
      slice: filters.slice,
      slice_value: filters.sliceValue,
      periods: periodsShown(filters),
    }),
  ])
  const byKpi = Map.groupBy(rows, ({ kpi_id }) => kpi_id)
  return definitions.map((row) => ({
    kpi: definition(row, language),
    figures: (byKpi.get(row.kpi_id) ?? []).map(figure),
  }))
}

/** Values that the figures can be filtered by, per slice, the most frequent first. */
export async function readSliceValues(lease: Lease, filters: Filters): Promise<Record<string, string[]>> {
  const rows = await lease.rows(queries.sliceValues, { grain: filters.grain })
  const bySlice = Map.groupBy(rows, ({ slice }) => slice)
  return Object.fromEntries([...bySlice].map(([slice, values]) => [slice, values.map(({ slice_value }) => slice_value)]))
}

export async function readSourceTitles(lease: Lease, language: Language): Promise<readonly string[]> {
  const rows = await lease.rows(queries.sources)
  return rows.map((row) => (language === 'zh-CN' ? row.title_zh : row.title_en))
}

function definition(row: KpiRow, language: Language): KpiDefinition {
  const isChinese = language === 'zh-CN'
  return {
    id: row.kpi_id,
    version: row.definition_version,
    group: row.kpi_group,
    name: isChinese ? row.name_zh : row.name_en,
    tells: isChinese ? row.tells_zh : row.tells_en,
    numerator: isChinese ? row.numerator_zh : row.numerator_en,
    denominator: isChinese ? row.denominator_zh : row.denominator_en,
    statistic: row.statistic,
    bookedUnder: row.booked_under,
    matureAfterDays: row.mature_after_days,
    waitsForDecision: row.waits_for_decision,
    direction: row.direction,
    unit: row.unit,
  }
}

const figure = (row: KpiPeriodRow): Figure => ({
  start: row.period_start,
  end: row.period_end,
  value: row.value,
  n: row.n,
  median: row.median,
  p90: row.p90,
  undecided: row.undecided,
  isComplete: row.is_complete,
  isMature: row.is_mature,
  target: row.target,
})
