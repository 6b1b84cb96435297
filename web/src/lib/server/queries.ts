/** The named queries that more than one page reads, each with the schema of its rows. */
import { z } from 'zod'
import { day, figure, query, stamp, text } from './queries/query.ts'

export const siteRow = z.strictObject({
  site_name_zh: text,
  site_name_en: text,
  time_zone: text,
  currency: text,
  default_language: z.enum(['zh-CN', 'en']),
  as_of: stamp,
  data_until: stamp.nullable(),
  build_id: text,
})
export type SiteRow = z.infer<typeof siteRow>

export const kpiRow = z.strictObject({
  kpi_id: text,
  definition_version: z.int(),
  kpi_group: z.enum(['customer', 'process', 'cost', 'people']),
  name_zh: text,
  name_en: text,
  tells_zh: text,
  tells_en: text,
  subject: text,
  numerator_zh: text,
  numerator_en: text,
  denominator_zh: text.nullable(),
  denominator_en: text.nullable(),
  statistic: z.enum(['sum', 'ratio', 'mean', 'median', 'level']),
  booked_under: text,
  mature_after_days: z.int(),
  waits_for_decision: z.boolean(),
  direction: z.enum(['more', 'less', 'none']),
  unit: z.enum(['count', 'percent', 'per_1000', 'per_100', 'minutes', 'days', 'hours', 'money', 'score']),
  chart: text,
})
export type KpiRow = z.infer<typeof kpiRow>

export const kpiPeriodRow = z.strictObject({
  kpi_id: text,
  period_start: day,
  period_end: day,
  numerator: figure.nullable(),
  denominator: figure.nullable(),
  value: figure.nullable(),
  n: figure,
  mean: figure.nullable(),
  median: figure.nullable(),
  p90: figure.nullable(),
  undecided: figure,
  is_complete: z.boolean(),
  is_mature: z.boolean(),
  target: figure.nullable(),
})
export type KpiPeriodRow = z.infer<typeof kpiPeriodRow>

export const kpiQuantileRow = z.strictObject({
  kpi_id: text,
  period_start: day,
  median: figure.nullable(),
  p90: figure.nullable(),
})
export type KpiQuantileRow = z.infer<typeof kpiQuantileRow>

export const sliceValueRow = z.strictObject({ slice: text, slice_value: text, n: figure })
export type SliceValueRow = z.infer<typeof sliceValueRow>

export const sourceRow = z.strictObject({ source: text, title_zh: text, title_en: text, data_until: stamp.nullable() })
export type SourceRow = z.infer<typeof sourceRow>

export const queries = {
  site: query('site', siteRow),
  kpiCatalogue: query('kpi_catalogue', kpiRow),
  kpiSeries: query('kpi_series', kpiPeriodRow),
  kpiFiltered: query('kpi_filtered', kpiPeriodRow),
  kpiFilteredQuantile: query('kpi_filtered_quantile', kpiQuantileRow),
  sliceValues: query('slice_values', sliceValueRow),
  sources: query('sources', sourceRow),
} as const
