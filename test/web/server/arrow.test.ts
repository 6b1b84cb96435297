/** Random tables go through DuckDB into Arrow and come back, by two readers, as DuckDB's own rows. */
import { DuckDBInstance, DuckDBDateValue, DuckDBTimestampValue, type DuckDBConnection } from '@duckdb/node-api'
import { tableFromIPC as flechetteTable } from '@uwdata/flechette'
import { DataType, tableFromIPC } from 'apache-arrow'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { namedQuery, type NamedQuery } from '../../../web/src/lib/server/named-query.ts'
import { runArrowQuery, runQuery } from '../../../web/src/lib/server/run-query.ts'

let instance: DuckDBInstance
let connection: DuckDBConnection
const limits = { timeoutMilliseconds: 10_000, maxRows: 5000 }

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:')
  connection = await instance.connect()
})
afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

const row = z.strictObject({
  few: z.string().nullable(),
  many: z.string().nullable(),
  number: z.number().nullable(),
  whole: z.int().nullable(),
  flag: z.boolean().nullable(),
  day: z.iso.date().nullable(),
  moment: z.iso.datetime().nullable(),
})
const sql = (body: string) => `-- parameters:\n${body}`
const ask = <Row>(query: NamedQuery<Row>) => runArrowQuery(connection, query, {}, limits)

/** 1900 to 2200, as the lake allows. */
const DAYS = { min: -25_567, max: 84_006 }
/** Both readers hand out a stamp as milliseconds: from 2^42 of them (15 May 2109) a double has no room for single microseconds. */
const STAMP_DAYS = { min: DAYS.min, max: 50_902 }
const pools = fc.record({
  few: fc.array(fc.option(fc.string({ unit: 'grapheme', maxLength: 12 })), { minLength: 1, maxLength: 9 }),
  many: fc.array(fc.option(fc.string({ unit: 'binary', maxLength: 30 })), { minLength: 1, maxLength: 9 }),
  number: fc.array(fc.option(fc.double()), { minLength: 1, maxLength: 9 }),
  whole: fc.array(fc.option(fc.integer()), { minLength: 1, maxLength: 9 }),
  flag: fc.array(fc.option(fc.boolean()), { minLength: 1, maxLength: 9 }),
  day: fc.array(fc.option(fc.integer(DAYS)), { minLength: 1, maxLength: 9 }),
  at: fc.array(fc.option(fc.tuple(fc.integer(STAMP_DAYS), fc.integer({ min: 0, max: 86_399_999 }), fc.nat(999))), {
    minLength: 1,
    maxLength: 9,
  }),
})
/** Around the 2,048 rows of a chunk as well. */
const lengths = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 2040, max: 4200 }))

async function fill(pool: typeof pools extends fc.Arbitrary<infer T> ? T : never, length: number): Promise<void> {
  await connection.run(
    'create or replace table t (nr integer, few varchar, many varchar, number double, whole integer, flag boolean, day date, moment timestamp)',
  )
  const appender = await connection.createAppender('t')
  const at = <T>(values: readonly T[], index: number) => values[index % values.length] ?? null
  const put = <T>(value: T | null, write: (value: T) => void) => {
    if (value === null) appender.appendNull()
    else write(value)
  }
  for (let index = 0; index < length; index += 1) {
    appender.appendInteger(index)
    put(at(pool.few, index), (value) => {
      appender.appendVarchar(value)
    })
    put(at(pool.many, index), (value) => {
      appender.appendVarchar(`${value}${index}`)
    })
    put(at(pool.number, index * 3), (value) => {
      appender.appendDouble(value)
    })
    put(at(pool.whole, index * 5), (value) => {
      appender.appendInteger(value)
    })
    put(at(pool.flag, index * 7), (value) => {
      appender.appendBoolean(value)
    })
    put(at(pool.day, index * 11), (value) => {
      appender.appendDate(new DuckDBDateValue(value))
    })
    put(at(pool.at, index * 13), ([day, ms, us]) => {
      appender.appendTimestamp(new DuckDBTimestampValue((BigInt(day) * 86_400_000n + BigInt(ms)) * 1000n + BigInt(us)))
    })
    appender.endRow()
  }
  appender.closeSync()
}

const table = namedQuery('table', sql('select few, many, number, whole, flag, day, moment from t order by nr'), row)

/** What the readers give, in DuckDB's terms: days and microseconds since 1970. */
function plain({ day, moment, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return {
    ...rest,
    day: day === null ? null : Number(day) / 86_400_000,
    moment: moment === null ? null : Math.round(Number(moment) * 1000),
  }
}

test('random tables come back by both readers as DuckDB has them', async () => {
  await fc.assert(
    fc.asyncProperty(pools, lengths, async (pool, length) => {
      await fill(pool, length)
      const own = await connection.runAndReadAll(
        `select few, many, number, whole, flag, date_diff('day', date '1970-01-01', day)::integer as day, epoch_us(moment)::double as moment
        from t order by nr`,
      )
      const expected = own.getRowObjectsJS()
      const bytes = await ask(table)
      const flechette = flechetteTable(bytes, { useDate: false })
      expect(flechette.toArray().map((each) => plain({ ...each }))).toEqual(expected)
      const arrow = tableFromIPC(bytes)
      expect(arrow.toArray().map((each: { toJSON: () => Record<string, unknown> }) => plain(each.toJSON()))).toEqual(expected)
      expect(arrow.schema.fields.map(({ name }) => name)).toEqual(Object.keys(row.shape))
    }),
    { numRuns: 60 },
  )
})

test('words that come back become a dictionary, others stay words', async () => {
  await connection.run(
    "create or replace table t as select range::integer as nr, 'w' || (range % 7) as few, 'k' || range as many from range(100)",
  )
  const query = namedQuery(
    'words',
    sql('select few, many from t order by nr'),
    z.strictObject({ few: z.string(), many: z.string() }),
  )
  const { schema } = tableFromIPC(await ask(query))
  const [few, many] = schema.fields.map(({ type }) => DataType.isDictionary(type))
  expect([few, many]).toEqual([true, false])
})

test('a stamp is ISO text in a row and microseconds in Arrow, of the same moment', async () => {
  const query = namedQuery(
    'stamp',
    sql("select timestamp '2026-03-29 23:59:59.123456' as at, timestamp '2026-03-29 12:00:00' as even"),
    z.strictObject({ at: z.iso.datetime(), even: z.iso.datetime() }),
  )
  const [first] = await runQuery(connection, query, {}, limits)
  expect(first).toEqual({ at: '2026-03-29T23:59:59.123456Z', even: '2026-03-29T12:00:00Z' })
  const at = tableFromIPC(await ask(query))
    .getChild('even')
    ?.get(0) as unknown
  expect(new Date(Number(at)).toISOString()).toBe('2026-03-29T12:00:00.000Z')
})

test.each([
  ['a missing column', "select 'a' as a", z.strictObject({ a: z.string(), b: z.string() }), /no column b/],
  ['one too many', "select 'a' as a, 'b' as b", z.strictObject({ a: z.string() }), /b is not in the schema/],
  ['another type', 'select 1::double as a', z.strictObject({ a: z.int() }), /a is DOUBLE/],
  ['a type that does not travel', 'select 1::bigint as a', z.strictObject({ a: z.number() }), /a is BIGINT/],
  ['a null', 'select unnest([1.5::double, null]) as a', z.strictObject({ a: z.number() }), /a is null/],
])('%s is an error, not a table', async (_, body, schema, message) => {
  const asking = ask(namedQuery<unknown>('bad', sql(body), schema))
  await expect(asking).rejects.toMatchObject({ code: 'query.bad_row', message: expect.stringMatching(message) as unknown })
})

test('too many rows are refused', async () => {
  const query = namedQuery('many', sql('select range::double as n from range(10000)'), z.strictObject({ n: z.number() }))
  await expect(ask(query)).rejects.toMatchObject({ code: 'query.too_many_rows' })
})
