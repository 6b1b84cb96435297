/** A rate by the groups that several pages show. */
import { z } from 'zod'
import { figure, query, text } from './query.ts'

export const groupQueries = {
  groups: query(
    'kpi_groups',
    z.strictObject({
      dimension: z.enum(['region', 'team', 'product_family']),
      dimension_value: text,
      numerator: figure,
      denominator: figure,
      n: figure,
    }),
  ),
} as const
