/** Rows of the queries of `/technicians`. Nothing in them says who anybody is. */
import { z } from 'zod'
import { day, figure, query, text } from './query.ts'

const periodRow = z.strictObject({ grain: z.enum(['month', 'quarter']), period: day, is_over: z.boolean() })

const groupRow = z.strictObject({
  kpi_id: text,
  people: figure,
  enough: figure,
  cases: figure,
  cases_enough: figure,
  above: figure,
  below: figure,
  as_expected: figure,
  not_told: figure,
  middle: figure.nullable(),
  lower_quarter: figure.nullable(),
  upper_quarter: figure.nullable(),
  centre: figure.nullable(),
  reliability: figure.nullable(),
  target: figure.nullable(),
})

const dotRow = z.strictObject({ kpi_id: text, value: figure, at_least: figure })

const sliceRow = z.strictObject({
  dimension: z.enum(['team', 'region']),
  slice_value: text,
  people: figure,
  numerator: figure,
  denominator: figure,
  largest: figure,
})

export type TechnicianGroupRow = z.infer<typeof groupRow>
export type TechnicianSliceRow = Omit<z.infer<typeof sliceRow>, 'dimension'>

export const technicianQueries = {
  periods: query('technician_periods', periodRow),
  groups: query('technician_groups', groupRow),
  dots: query('technician_dots', dotRow),
  slices: query('technician_slices', sliceRow),
} as const
