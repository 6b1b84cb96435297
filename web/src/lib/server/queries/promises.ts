/** What the page of promises asks, each with the schema of its rows. */
import { z } from 'zod'
import { figure, query, text } from './query.ts'

const clock = z.enum(['calendar', 'working', 'working_days', 'given'])

export const promiseTermsRow = z.strictObject({
  preset: text,
  promise_name_zh: text,
  promise_name_en: text,
  clock,
  limit_minutes: figure.nullable(),
  limit_working_days: z.int().nullable(),
  verdict: z.enum(['kept', 'broken', 'running', 'not_started', 'void', 'unknown']),
  verdict_reason: z
    .enum([
      'late',
      'overdue',
      'cancelled',
      'impossible_order',
      'resolved_another_way',
      'replaced',
      'condition_empty',
      'start_not_recorded',
      'stop_not_recorded',
      'no_working_calendar',
    ])
    .nullable(),
  n: figure,
  explained: figure,
  paused: figure,
})
export type PromiseTermsRow = z.infer<typeof promiseTermsRow>

export const promiseQueries = {
  stages: query('promise_stages', z.strictObject({ stage: text, n: figure })),
  terms: query('promise_terms', promiseTermsRow),
  spread: query(
    'promise_spread',
    z.strictObject({
      n: figure,
      lowest: figure.nullable(),
      p_five: figure.nullable(),
      median: figure.nullable(),
      p_ninety: figure.nullable(),
      p_ninety_five: figure.nullable(),
    }),
  ),
  histogram: query('promise_histogram', z.strictObject({ bin: z.int(), n: figure })),
  days: query('promise_days', z.strictObject({ limit_working_days: z.int(), days: z.int(), n: figure })),
  groups: query(
    'promise_groups',
    z.strictObject({ dimension: z.enum(['preset', 'priority']), dimension_value: text, kept: figure, n: figure }),
  ),
  hours: query(
    'promise_hours',
    z.strictObject({
      weekday: z.int().min(1).max(7),
      hour_of_day: z.int().min(0).max(23),
      n: figure,
      decided: figure,
      broken: figure,
    }),
  ),
} as const
