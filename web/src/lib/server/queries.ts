/** The named queries of the pages, each with the schema of its rows. Texts are bundled from sql/queries. */
import { AftercareError } from '#contracts/errors.ts'
import { z } from 'zod'
import { namedQuery, type NamedQuery } from './named-query.ts'

const texts = import.meta.glob<string>('../../../../sql/queries/*.sql', { query: '?raw', import: 'default', eager: true })

function query<Row>(name: string, row: z.ZodType<Row>): NamedQuery<Row> {
  const text = Object.entries(texts).find(([file]) => file.endsWith(`/${name}.sql`))?.[1]
  if (text === undefined) {
    throw new AftercareError('query.missing', 'there is no such query', { value: name, remedy: `Add sql/queries/${name}.sql.` })
  }
  return namedQuery(name, text, row)
}

const stamp = z.iso.datetime()
const day = z.iso.date()
const text = z.string()
/** DuckDB's JSON rows write NaN and infinities as words: a figure must be finite. */
const figure = z.number()

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
  statistic: z.enum(['sum', 'ratio', 'mean', 'level']),
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
  median: figure.nullable(),
  p90: figure.nullable(),
  undecided: figure,
  is_complete: z.boolean(),
  is_mature: z.boolean(),
  target: figure.nullable(),
})
export type KpiPeriodRow = z.infer<typeof kpiPeriodRow>

export const sliceValueRow = z.strictObject({ slice: text, slice_value: text, n: figure })
export type SliceValueRow = z.infer<typeof sliceValueRow>

export const sourceRow = z.strictObject({ source: text, title_zh: text, title_en: text, data_until: stamp.nullable() })
export type SourceRow = z.infer<typeof sourceRow>

export const queries = {
  site: query('site', siteRow),
  kpiCatalogue: query('kpi_catalogue', kpiRow),
  kpiSeries: query('kpi_series', kpiPeriodRow),
  sliceValues: query('slice_values', sliceValueRow),
  sources: query('sources', sourceRow),
} as const
