/** KPIs and their figures, put into the reader's language. */
import type { Language } from '#lib/language/language.ts'
import { activeDimensions, periodsRead, type Filters } from '#lib/filters/filters.ts'
import { inReadableUnit, type Figure, type KpiDefinition, type KpiSeries } from '#lib/review/series.ts'
import { queries, type KpiPeriodRow, type KpiRow } from '../queries.ts'
import type { Lease } from '../warehouse.ts'

/**
 * Every computed KPI with its figures under the filters, in the registry's order, the periods ascending: as many as are
 * shown, and those of the year before when they are compared with.
 */
export async function readSeries(lease: Lease, filters: Filters, language: Language): Promise<readonly KpiSeries[]> {
  const [definitions, rows] = await Promise.all([lease.rows(queries.kpiCatalogue), readFigures(lease, filters)])
  const byKpi = Map.groupBy(rows, ({ kpi_id }) => kpi_id)
  return definitions.map((row) => ({
    kpi: definitionIn(row, language),
    figures: (byKpi.get(row.kpi_id) ?? []).map(figure),
  }))
}

/** Those of `ids` that are computed, in that order. All KPIs of the same filters are one query, so every page shares its result. */
export async function readSeriesOf(
  lease: Lease,
  filters: Filters,
  language: Language,
  ids: readonly string[],
): Promise<readonly KpiSeries[]> {
  const series = await readSeries(lease, filters, language)
  return ids.flatMap((id) => series.filter(({ kpi }) => kpi.id === id)).map(inReadableUnit)
}

/** The whole and single values stand in `kpi_period`; combinations are summed from `kpi_cell`, their medians taken from the cases. */
async function readFigures(lease: Lease, filters: Filters): Promise<readonly KpiPeriodRow[]> {
  const { grain, dimensions } = filters
  const periods = periodsRead(filters)
  const active = activeDimensions(filters)
  if (active.length < 2) {
    const [[slice, value] = ['all', 'all']] = active
    return lease.rows(queries.kpiSeries, { grain, slice, slice_value: value, periods })
  }
  const parameters = { grain, periods, ...dimensions }
  const [catalogue, rows, quantiles] = await Promise.all([
    lease.rows(queries.kpiCatalogue),
    lease.rows(queries.kpiFiltered, parameters),
    lease.rows(queries.kpiFilteredQuantile, parameters),
  ])
  const key = (row: { readonly kpi_id: string; readonly period_start: string }) => `${row.kpi_id} ${row.period_start}`
  const byPeriod = new Map(quantiles.map((row) => [key(row), row]))
  const medians = new Set(catalogue.flatMap((row) => (row.statistic === 'median' ? [row.kpi_id] : [])))
  return rows.map((row) => {
    const quantile = byPeriod.get(key(row))
    if (quantile === undefined) return row
    const { median, p90 } = quantile
    return { ...row, median, p90, value: medians.has(row.kpi_id) ? median : row.value }
  })
}

export const readDefinitions = async (lease: Lease, language: Language): Promise<readonly KpiDefinition[]> =>
  (await lease.rows(queries.kpiCatalogue)).map((row) => definitionIn(row, language))

/** A definition in the reader's language. */
export function definitionIn(row: Omit<KpiRow, 'chart'>, language: Language): KpiDefinition {
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
  mean: row.mean,
  median: row.median,
  p90: row.p90,
  undecided: row.undecided,
  isComplete: row.is_complete,
  isMature: row.is_mature,
  target: row.target,
})
