/** The named queries of the early warning, each with the schema of its rows. */
import { z } from 'zod'
import { day, figure, query, text } from './query.ts'

export const SERIES_KINDS = ['cause', 'product_cause', 'part_product'] as const
export const COMPARED_WITH = ['jobs', 'units', 'other_complaints', 'other_jobs'] as const

export const alarmRow = z.strictObject({
  alarm_id: text,
  series_kind: z.enum(SERIES_KINDS),
  product_family: text.nullable(),
  code: text,
  name_zh: text.nullable(),
  name_en: text.nullable(),
  began_on: day,
  detected_on: day,
  known_on: day,
  ended_on: day.nullable(),
  observed: figure,
  expected: figure,
  ratio: figure.nullable(),
  ratio_lower: figure,
  ratio_upper: figure.nullable(),
  compared_with: z.enum(COMPARED_WITH),
  rate: figure.nullable(),
  usual_rate: figure,
  usual_weeks: figure,
  false_alarms_a_year: figure,
  total: figure,
})
export type AlarmRow = z.infer<typeof alarmRow>

const weekRow = z.strictObject({ week_start: day, observed: figure, expected: figure })

const exampleRow = z.strictObject({
  example_key: text,
  day,
  complaint_id: text.nullable(),
  ticket_key: text.nullable(),
  ticket_id: text.nullable(),
  text,
})

const watchRow = z.strictObject({
  series_kind: z.enum(SERIES_KINDS),
  weeks: figure,
  last_week: day.nullable(),
  watched: figure,
  false_alarms_a_year: figure,
})

export const alarmQueries = {
  list: query('alarm_list', alarmRow),
  weeks: query('alarm_weeks', weekRow),
  examples: query('alarm_examples', exampleRow),
  watch: query('alarm_watch', watchRow),
} as const
