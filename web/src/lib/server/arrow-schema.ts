/** Whether the columns of a result are those that a query's row schema describes: asked once per result, not once per row. */
import { DuckDBTypeId } from '@duckdb/node-api'
import { z } from 'zod'
import type { ResultColumn } from './arrow.ts'

/** Types of DuckDB that give what the field of a row describes. */
function typesOf(field: unknown): readonly DuckDBTypeId[] {
  if (field instanceof z.ZodNullable) return typesOf(field.unwrap())
  if (field instanceof z.ZodISODateTime) return [DuckDBTypeId.TIMESTAMP, DuckDBTypeId.VARCHAR]
  if (field instanceof z.ZodISODate) return [DuckDBTypeId.DATE, DuckDBTypeId.VARCHAR]
  if (field instanceof z.ZodString || field instanceof z.ZodEnum || field instanceof z.ZodLiteral) return [DuckDBTypeId.VARCHAR]
  if (field instanceof z.ZodNumberFormat) return [DuckDBTypeId.INTEGER]
  if (field instanceof z.ZodNumber) return [DuckDBTypeId.DOUBLE, DuckDBTypeId.INTEGER]
  if (field instanceof z.ZodBoolean) return [DuckDBTypeId.BOOLEAN]
  return []
}

const fieldsOf = (row: unknown): Readonly<Record<string, unknown>> => (row instanceof z.ZodObject ? row.shape : {})

export const mayBeNull = (row: unknown, name: string): boolean => fieldsOf(row)[name] instanceof z.ZodNullable

/** @returns what is wrong, column by column; empty when all columns fit */
export function columnsThatDoNotFit(row: unknown, columns: readonly ResultColumn[]): string[] {
  const fields = fieldsOf(row)
  const missing = Object.keys(fields).filter((name) => !columns.some((column) => column.name === name))
  return [
    ...missing.map((name) => `there is no column ${name}`),
    ...columns.flatMap(({ name, type }) => {
      if (!Object.hasOwn(fields, name)) return [`the column ${name} is not in the schema`]
      return typesOf(fields[name]).includes(type.typeId) ? [] : [`the column ${name} is ${type.toString()}`]
    }),
  ]
}
