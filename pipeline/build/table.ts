/** Typed tables that the program creates and fills itself. */
import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampValue,
  type DuckDBAppender,
  type DuckDBConnection,
} from '@duckdb/node-api'
import { AftercareError } from '../../contracts/errors.ts'
import type { Column } from './contract.ts'
import { quoteName, quoteTable } from './identifier.ts'

/** A value as data files hold it: stamps and dates are ISO text, a stamp without offset is UTC. */
export type Cell = string | number | boolean | null
export type Row = Readonly<Record<string, Cell | undefined>>

/** Creates an empty table. @param id `schema.name` */
export async function createTable(connection: DuckDBConnection, id: string, columns: readonly Column[]): Promise<void> {
  const list = columns.map((each) => `${quoteName(each.name)} ${each.type}`).join(', ')
  await connection.run(`create table ${quoteTable(id)} (${list})`)
}

/**
 * Appends rows to a table made by `createTable`. A column that a row leaves out is null.
 * Throws `table.value_mistyped` or `table.column_unknown`, naming table, row and column.
 */
export async function fillTable(
  connection: DuckDBConnection,
  id: string,
  columns: readonly Column[],
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return
  const [schema, name] = id.split('.')
  const known = new Set(columns.map((each) => each.name))
  const appender = await connection.createAppender(name ?? id, schema)
  rows.forEach((row, at) => {
    const stray = Object.keys(row).find((each) => !known.has(each))
    if (stray !== undefined) throw unfit('table.column_unknown', `${id} has no column ${stray}`, `${id} row ${at + 1}`, stray)
    for (const column of columns) {
      const value = row[column.name]
      if (value === undefined || value === null) appender.appendNull()
      else append(appender, column, value, `${id} row ${at + 1}, ${column.name}`)
    }
    appender.endRow()
  })
  appender.closeSync()
}

function append(appender: DuckDBAppender, { type }: Column, value: string | number | boolean, where: string): void {
  const refuse = () => unfit('table.value_mistyped', `the value is not a ${type}`, where, String(value))
  if (type === 'VARCHAR') appender.appendVarchar(String(value))
  else if (type === 'BOOLEAN') {
    if (typeof value !== 'boolean') throw refuse()
    appender.appendBoolean(value)
  } else if (type === 'DATE') {
    if (!isDay(String(value))) throw refuse()
    appender.appendDate(new DuckDBDateValue(Date.parse(`${String(value)}T00:00:00Z`) / 86_400_000))
  } else if (type === 'TIMESTAMP') {
    const micros = stampMicros(String(value))
    if (micros === null) throw refuse()
    appender.appendTimestamp(new DuckDBTimestampValue(micros))
  } else {
    if (typeof value !== 'number' || (isWhole(type) && !Number.isSafeInteger(value))) throw refuse()
    if (type === 'INTEGER') appender.appendInteger(value)
    else if (type === 'BIGINT') appender.appendBigInt(BigInt(value))
    else if (type === 'DOUBLE') appender.appendDouble(value)
    else appender.appendDecimal(DuckDBDecimalValue.fromDouble(value, 18, 4))
  }
}

const isWhole = (type: Column['type']): boolean => type === 'INTEGER' || type === 'BIGINT'

/** `Date.parse` takes the 30th of February for the 2nd of March. */
const isDay = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(`${text}T`)
}

const STAMP = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,6}))?(Z|[+-]\d{2}:\d{2})?$/

/** Microseconds since 1970 UTC, or null when the text is no stamp. `Date` alone would lose the microseconds. */
function stampMicros(value: string): bigint | null {
  const match = STAMP.exec(value)
  if (!match) return null
  const [, day = '', time, fraction = '', zone = 'Z'] = match
  const whole = Date.parse(`${day}T${time}${zone}`)
  return Number.isNaN(whole) || !isDay(day) ? null : BigInt(whole) * 1000n + BigInt(fraction.padEnd(6, '0'))
}

const unfit = (code: string, message: string, where: string, value: string) =>
  new AftercareError(code, message, { where, value, remedy: 'Correct the value in the file it comes from.' })
