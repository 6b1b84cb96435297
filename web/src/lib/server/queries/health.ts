/** Rows of the queries of `/health`. */
import { z } from 'zod'
import { day, figure, query, stamp, text } from './query.ts'

const buildRow = z.strictObject({
  build_id: text,
  as_of: stamp,
  started_at: stamp,
  seconds: figure,
  program_version: text,
  engine_version: text,
  models: z.int(),
})

const checkRow = z.strictObject({
  kind: z.enum(['contract', 'invariant', 'audit']),
  severity: z.enum(['error', 'warning']),
  is_found: z.boolean(),
  checks: figure,
  failures: figure,
})

const auditRow = z.strictObject({
  check_id: text,
  kind: z.enum(['contract', 'invariant', 'audit']),
  model: text.nullable(),
  severity: z.enum(['error', 'warning']),
  failures: figure,
  meaning: text,
})

const modelRow = z.strictObject({
  model: text,
  run_order: z.int(),
  materialized: z.enum(['table', 'view']),
  rows: figure.nullable(),
  seconds: figure,
})

const sourceRow = z.strictObject({
  source: text,
  title_zh: text,
  title_en: text,
  data_until: stamp.nullable(),
  quiet_days: z.int(),
  retired_on: day.nullable(),
  loaded_until: day.nullable(),
  is_stale: z.boolean(),
  loaded_at: stamp.nullable(),
  definitions: figure,
  files: figure,
  rows: figure,
  accepted: figure,
  rejected: figure,
  duplicates: figure,
})

const loadRow = z.strictObject({
  load_id: text,
  map: z.int(),
  source_id: text,
  source: text,
  entity: text,
  file: text,
  loaded_at: stamp,
  data_until: stamp.nullable(),
  rows: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  duplicates: z.int(),
  not_selected: z.int(),
  unknown_columns: text,
  is_active: z.boolean(),
  total: figure,
})

const rejectCodeRow = z.strictObject({ code: text, rejects: figure, records: figure, files: figure, fields: text.nullable() })

const rejectRow = z.strictObject({
  source: text,
  source_file: text,
  source_row: z.int(),
  entity: text,
  field: text.nullable(),
  value: text.nullable(),
  code: text,
  reason: text,
  total: figure,
})

const unmeasuredRow = z.strictObject({
  source: text,
  thing: z.enum([
    'records_dispatch',
    'records_follow_up',
    'records_report',
    'records_explanation',
    'has_survey',
    'records_feedback',
    'records_old_part',
    'has_part_usage',
    'has_cost',
  ]),
  kpi_id: text,
  name_zh: text,
  name_en: text,
})

const calendarRow = z.strictObject({
  calendar_id: text,
  name_zh: text,
  name_en: text,
  holidays: text.nullable(),
  year: z.int(),
  first_day: day,
  days: figure,
  promises: figure,
  is_site: z.boolean(),
  is_due: z.boolean(),
})

export type LoadRow = z.infer<typeof loadRow>
export type RejectRow = z.infer<typeof rejectRow>
export type RejectCodeRow = z.infer<typeof rejectCodeRow>
export type AuditRow = z.infer<typeof auditRow>
export type ModelRow = z.infer<typeof modelRow>

export const healthQueries = {
  build: query('health_build', buildRow),
  checks: query('health_checks', checkRow),
  audits: query('health_audits', auditRow),
  models: query('health_models', modelRow),
  sources: query('health_sources', sourceRow),
  loads: query('health_loads', loadRow),
  rejectCodes: query('health_reject_codes', rejectCodeRow),
  rejects: query('health_rejects', rejectRow),
  unmeasured: query('health_unmeasured', unmeasuredRow),
  calendars: query('health_calendars', calendarRow),
} as const
