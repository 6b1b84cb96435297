/** Rows of the queries of `/kpis`, and of the lineage that `/health` searches. */
import { z } from 'zod'
import { kpiRow } from '../queries.ts'
import { day, figure, query, text } from './query.ts'

const definitionRow = kpiRow.omit({ chart: true }).extend({
  is_computed: z.boolean(),
  target: figure.nullable(),
  target_from: day.nullable(),
  target_until: day.nullable(),
  has_cases: z.boolean(),
})

const targetRow = z.strictObject({
  target: figure,
  valid_from: day,
  valid_until: day.nullable(),
  is_in_force: z.boolean(),
})

const versionRow = z.strictObject({
  definition_version: z.int(),
  numerator_zh: text,
  numerator_en: text,
  denominator_zh: text.nullable(),
  denominator_en: text.nullable(),
  statistic: kpiRow.shape.statistic,
  is_computed: z.boolean(),
})

const LAYERS = ['case', 'mart', 'intermediate', 'staging', 'reference', 'lake'] as const
export type LineageLayer = (typeof LAYERS)[number]

const modelRow = z.strictObject({
  relation: text,
  layer: z.enum(LAYERS),
  figure_columns: text.nullable(),
  row_columns: figure,
  reads: text.nullable(),
})

const origin = z.enum(['column', 'expression', 'constant', 'filter', 'unrecorded'])
const treatment = z.enum(['kept', 'dropped', 'hashed', 'masked'])
export type Treatment = z.infer<typeof treatment>

const fieldRow = z.strictObject({
  entity: text,
  field: text,
  source_id: text.nullable(),
  origin: origin.nullable(),
  source_column: text.nullable(),
  transform: text.nullable(),
  treatment: treatment.nullable(),
})

const mappedRow = z.strictObject({
  source_id: text,
  map: z.int(),
  entity: text,
  field: text.nullable(),
  origin,
  source_column: text.nullable(),
  transform: text.nullable(),
  treatment,
  is_loaded: z.boolean(),
  kpi_ids: text.nullable(),
  total: figure,
})

const mappingRow = z.strictObject({
  source_id: text,
  source: text,
  entities: text,
  is_loaded: z.boolean(),
  fields: figure,
  dropped: figure,
  hashed: figure,
  masked: figure,
})

const breakdownRow = z.strictObject({
  slice_value: text,
  period_start: day,
  numerator: figure.nullable(),
  denominator: figure.nullable(),
  value: figure.nullable(),
  n: figure,
  mean: figure.nullable(),
  median: figure.nullable(),
  p90: figure.nullable(),
  undecided: figure,
})

export type BreakdownRow = z.infer<typeof breakdownRow>
export type DefinitionRow = z.infer<typeof definitionRow>
export type LineageModelRow = z.infer<typeof modelRow>
export type LineageFieldRow = z.infer<typeof fieldRow>
export type MappedRow = z.infer<typeof mappedRow>

export const definitionQueries = {
  list: query('definition_list', definitionRow),
  targets: query('definition_targets', targetRow),
  versions: query('definition_versions', versionRow),
  models: query('lineage_models', modelRow),
  fields: query('lineage_fields', fieldRow),
  mappings: query('lineage_sources', mappingRow),
  mapped: query('lineage_search', mappedRow),
  breakdown: query('kpi_breakdown', breakdownRow),
} as const
