/** What every macro gives, with the edges at which engines differ. Another engine's macros must pass the same table. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { DuckDBInstance, listValue } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foldLabel } from '../../contracts/label.ts'
import { prepareEngine } from '../../pipeline/build/engine.ts'
import { SQL_FOLDER } from '../../pipeline/build/model.ts'

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
beforeAll(() => prepareEngine(connection))
afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

type Expected = string | number | boolean | null

/** [expression, type, value] */
const CASES: readonly (readonly [string, string, Expected])[] = [
  ["local_timestamp(timestamp '2025-01-01 20:00:00', 'Asia/Shanghai')", 'TIMESTAMP', '2025-01-02 04:00:00'],
  ["local_timestamp(timestamp '2025-07-01 04:30:00.123456', 'America/New_York')", 'TIMESTAMP', '2025-07-01 00:30:00.123456'],
  ["local_timestamp(null, 'Asia/Shanghai')", 'TIMESTAMP', null],
  ["local_date(timestamp '2025-01-01 15:59:59', 'Asia/Shanghai')", 'DATE', '2025-01-01'],
  ["local_date(timestamp '2025-01-01 16:00:00', 'Asia/Shanghai')", 'DATE', '2025-01-02'],
  ["local_date(null, 'Asia/Shanghai')", 'DATE', null],
  ["utc_from_local(timestamp '2025-01-02 04:00:00', 'Asia/Shanghai')", 'TIMESTAMP', '2025-01-01 20:00:00'],
  ["utc_from_local(timestamp '2025-03-09 02:30:00', 'America/New_York')", 'TIMESTAMP', '2025-03-09 07:30:00'],
  ["utc_from_local(timestamp '2025-11-02 01:30:00', 'America/New_York')", 'TIMESTAMP', '2025-11-02 06:30:00'],
  ["utc_from_local(null, 'Asia/Shanghai')", 'TIMESTAMP', null],
  ["minutes_between(timestamp '2025-01-01 00:00:00', timestamp '2025-01-01 00:00:30.5')", 'DOUBLE', 30.5 / 60],
  ["minutes_between(timestamp '2025-01-02 00:00:00', timestamp '2025-01-01 00:00:00')", 'DOUBLE', -1440],
  ["minutes_between(null, timestamp '2025-01-01 00:00:00')", 'DOUBLE', null],
  ["minutes_between(timestamp '2025-01-01 00:00:00', null)", 'DOUBLE', null],
  ["days_between(date '2024-02-28', date '2024-03-01')", 'INTEGER', 2],
  ["days_between(date '2025-01-03', date '2025-01-01')", 'INTEGER', -2],
  ['days_between(null, null)', 'INTEGER', null],
  ["add_days(date '2024-02-28', 2)", 'DATE', '2024-03-01'],
  ["add_days(date '2025-01-01', -1)", 'DATE', '2024-12-31'],
  ["add_days(date '2025-01-01', null)", 'DATE', null],
  ["add_minutes(timestamp '2025-01-01 00:00:00', 1.5)", 'TIMESTAMP', '2025-01-01 00:01:30'],
  ["add_minutes(timestamp '2025-01-01 00:00:00', -0.000001)", 'TIMESTAMP', '2024-12-31 23:59:59.99994'],
  ['add_minutes(null, 1)', 'TIMESTAMP', null],
  ["week_start(date '2025-01-01')", 'DATE', '2024-12-30'],
  ["week_start(date '2025-01-05')", 'DATE', '2024-12-30'],
  ["week_start(date '2025-01-06')", 'DATE', '2025-01-06'],
  ['week_start(null)', 'DATE', null],
  ["month_start(date '2025-01-31')", 'DATE', '2025-01-01'],
  ['month_start(null)', 'DATE', null],
  ["quarter_start(date '2025-06-30')", 'DATE', '2025-04-01'],
  ['quarter_start(null)', 'DATE', null],
  ["add_months(date '2025-01-31', 1)", 'DATE', '2025-02-28'],
  ["add_months(date '2024-03-31', -1)", 'DATE', '2024-02-29'],
  ['add_months(null, 1)', 'DATE', null],
  ["minute_of_day(timestamp '2025-01-01 10:30:30')", 'DOUBLE', 630.5],
  ["minute_of_day(timestamp '2025-01-01 00:00:00')", 'DOUBLE', 0],
  ['minute_of_day(null)', 'DOUBLE', null],
  ['ratio(1, 3)', 'DOUBLE', 1 / 3],
  ['ratio(0, 3)', 'DOUBLE', 0],
  ['ratio(1, 0)', 'DOUBLE', null],
  ['ratio(0.0, 0.0)', 'DOUBLE', null],
  ['ratio(null, 3)', 'DOUBLE', null],
  ['ratio(1, null)', 'DOUBLE', null],
  ["has_code(',a,b,', 'b')", 'BOOLEAN', true],
  ["has_code(',ab,', 'a')", 'BOOLEAN', false],
  ["has_code(',ab,', 'b')", 'BOOLEAN', false],
  ["has_code(',a,', null)", 'BOOLEAN', null],
  ["has_code(null, 'a')", 'BOOLEAN', null],
  ["text_without_end('工单x:in', 3)", 'VARCHAR', '工单x'],
  ["text_without_end('ab', 3)", 'VARCHAR', ''],
  ['text_without_end(null, 3)', 'VARCHAR', null],
  ["text_length('工单x')", 'INTEGER', 3],
  ["text_length('')", 'INTEGER', 0],
  ['text_length(null)', 'INTEGER', null],
  ['round_half_away(2.5, 0)', 'DOUBLE', 3],
  ['round_half_away(-2.5, 0)', 'DOUBLE', -3],
  ['round_half_away(0.125, 2)', 'DOUBLE', 0.13],
  ['round_half_away(null, 0)', 'DOUBLE', null],
  ["greatest_stamp(timestamp '2025-01-01 00:00:00', timestamp '2025-01-02 00:00:00')", 'TIMESTAMP', '2025-01-02 00:00:00'],
  ["greatest_stamp(null, timestamp '2025-01-01 00:00:00')", 'TIMESTAMP', '2025-01-01 00:00:00'],
  ['greatest_stamp(null, null)', 'TIMESTAMP', null],
  ["least_stamp(timestamp '2025-01-01 00:00:00', timestamp '2025-01-02 00:00:00')", 'TIMESTAMP', '2025-01-01 00:00:00'],
  ["least_stamp(timestamp '2025-01-01 00:00:00', null)", 'TIMESTAMP', '2025-01-01 00:00:00'],
  ['least_stamp(null, null)', 'TIMESTAMP', null],
  ["concat_key('a', 1)", 'VARCHAR', 'a:1'],
  ["concat_key(null, 'b')", 'VARCHAR', null],
  ["add_micros(timestamp '2025-01-01 00:00:00', -1)", 'TIMESTAMP', '2024-12-31 23:59:59.999999'],
  ['add_micros(null, 1)', 'TIMESTAMP', null],
  ['minutes_as_micros(1.5)', 'BIGINT', '90000000'],
  ['minutes_as_micros(null)', 'BIGINT', null],
  ['micros_as_minutes(90000000)', 'DOUBLE', 1.5],
  ['micros_as_minutes(null)', 'DOUBLE', null],
  ['hour_of_micros(3599999999)', 'INTEGER', 0],
  ['hour_of_micros(3600000000)', 'INTEGER', 1],
  ['hour_of_micros(null)', 'INTEGER', null],
  ["micros_between(timestamp '2025-01-01 00:00:00', timestamp '2025-01-01 00:00:01.000001')", 'BIGINT', '1000001'],
  ["micros_between(timestamp '2025-01-01 00:00:01', timestamp '2025-01-01 00:00:00')", 'BIGINT', '-1000000'],
  ['micros_between(null, null)', 'BIGINT', null],
  ["hour_of_stamp(timestamp '1970-01-02 00:59:59.999999')", 'INTEGER', 24],
  ["hour_of_stamp(timestamp '1969-12-31 23:59:59')", 'INTEGER', -1],
  ['hour_of_stamp(null)', 'INTEGER', null],
  ['greater_of(2, 3)', 'INTEGER', 3],
  ['greater_of(3, 2)', 'INTEGER', 3],
  ['greater_of(null, 2)', 'INTEGER', null],
  ["add_days_to_stamp(timestamp '2024-02-28 23:00:00', 2)", 'TIMESTAMP', '2024-03-01 23:00:00'],
  ['add_days_to_stamp(null, 2)', 'TIMESTAMP', null],
  ["part_of('a, b', ',', 2)", 'VARCHAR', 'b'],
  ["part_of('a', ',', 2)", 'VARCHAR', ''],
  ["part_of(null, ',', 1)", 'VARCHAR', null],
  ["fold_label('Ｎot - FIXED：first_time.')", 'VARCHAR', 'notfixedfirsttime'],
  ["fold_label('服务 / 服务态度')", 'VARCHAR', '服务服务态度'],
  ["fold_label('')", 'VARCHAR', ''],
  ['fold_label(null)', 'VARCHAR', null],
  ['money_times(0.0001, 0.5)', 'DECIMAL(18,4)', '0.0001'],
  ['money_times(12.5, 3)', 'DECIMAL(18,4)', '37.5000'],
  ['money_times(null, 3)', 'DECIMAL(18,4)', null],
  // 76.96 × 0.3 = 23.088; in binary 1.005 is below the half that 1.005 is.
  ['cents_times(76.96, 0.3)', 'DECIMAL(18,4)', '23.0900'],
  ['cents_times(1.005, 1)', 'DECIMAL(18,4)', '1.0100'],
  ['cents_times(-1.005, 1)', 'DECIMAL(18,4)', '-1.0100'],
  ['cents_times(null, 3)', 'DECIMAL(18,4)', null],
  ['exact(0.1)', 'DECIMAL(18,4)', '0.1000'],
  ['exact(null)', 'DECIMAL(18,4)', null],
]

test.each(CASES)('%s', async (expression, type, value) => {
  const reader = await connection.runAndReadAll(`select ${expression} as value`)
  expect(String(reader.columnTypes()[0])).toBe(type)
  const found = reader.getRowsJson()[0]?.[0]
  if (typeof value === 'number') expect(found).toBeCloseTo(value, 12)
  else expect(found).toBe(value)
})

/** Linear interpolation between the order statistics, Hyndman and Fan's type 7, written out. */
function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * q
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.ceil(at)] ?? Number.NaN
  return low + (high - low) * (at - Math.floor(at))
}

test('median and quantiles interpolate, leave nulls out, and are null over none', async () => {
  const values = [12, 1, 7.5, 3, 40, 8, 8, -2]
  const rows = [...values.map(String), 'null'].map((each) => `(${each}::double)`).join(', ')
  const reader = await connection.runAndReadAll(
    `select median_of(x), quantile_of(x, 0.9), quantile_of(x, 0.25), median_of(case when x > 7 then x end) from (values ${rows}) as t(x)`,
  )
  const [median, p90, p25, high] = reader.getRowsJson()[0] ?? []
  expect(median).toBeCloseTo(quantile(values, 0.5), 12)
  expect(p90).toBeCloseTo(quantile(values, 0.9), 12)
  expect(p25).toBeCloseTo(quantile(values, 0.25), 12)
  expect(high).toBeCloseTo(
    quantile(
      values.filter((each) => each > 7),
      0.5,
    ),
    12,
  )
  const none = await connection.runAndReadAll('select median_of(x), quantile_of(x, 0.9) from (select null::double as x) as t')
  expect(none.getRowsJson()).toEqual([[null, null]])
})

test('an exact sum does not depend on the order', async () => {
  const sum = async (order: string) => {
    const reader = await connection.runAndReadAll(
      `select sum_exact(x), sum_exact(null), typeof(sum_exact(x)) from (select 0.1 * i as x from range(1, 1000) as r(i) order by ${order})`,
    )
    return reader.getRowsJson()[0]
  }
  expect(await sum('i')).toEqual([49950, null, 'DOUBLE'])
  expect(await sum('hash(i)')).toEqual(await sum('i desc'))
})

test('labels fold in models as they do in the program', async () => {
  const units = fc.constantFrom(...'aZ9äß服务态度 \u3000\u00a0\t\n_-/\\:>.·，；！（）ＡｚＺ：／－＿'.split(''))
  const labels = fc.sample(fc.array(units, { maxLength: 12 }), { numRuns: 500, seed: 4 }).map((each) => each.join(''))
  const reader = await connection.runAndReadAll('select fold_label(x) from (select unnest(cast($1 as varchar[])) as x) as t', [
    listValue(labels),
  ])
  expect(reader.getRows().map(([folded]) => folded)).toEqual(labels.map(foldLabel))
})

test('every macro has a case', async () => {
  const text = await readFile(path.join(SQL_FOLDER, 'macros/duckdb.sql'), 'utf8')
  const names = [...text.matchAll(/^create macro (\w+)/gm)].map((match) => match[1] ?? '')
  const tested = [...CASES.map(([expression]) => expression.split('(')[0]), 'median_of', 'quantile_of', 'sum_exact']
  expect(names.filter((each) => !tested.includes(each))).toEqual([])
})
