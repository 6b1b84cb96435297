/** The queries under any combination of filters equal kpi_period where it has the combination, and a slow count of the cases where it has not. */
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { homePaths } from '../../contracts/home.ts'
import { GRAINS, SLICES } from '../../contracts/slice.ts'
import { openWarehouse, readPointer, warehouseFile } from '../../contracts/warehouse.ts'
import { makeDemo } from '../../pipeline/demo/demo.ts'
import { namedQuery, type Parameters } from '../../web/src/lib/server/named-query.ts'
import { runQuery } from '../../web/src/lib/server/run-query.ts'
import { publishHome, quiet, type Published } from '../published.ts'
import {
  countFigures,
  daysLater,
  FILTERS,
  matches,
  NO_FILTER,
  periodOf,
  valueOf,
  type Case,
  type Figure,
  type Filters,
  type Site,
} from './filtered.ts'

const QUERIES = path.resolve(import.meta.dirname, '../../sql/queries')
const ALWAYS = 100_000
const number = z.number()
const figureRow = z.object({
  kpi_id: z.string(),
  period_start: z.string(),
  numerator: number,
  denominator: number.nullable(),
  value: number.nullable(),
  n: number,
  mean: number.nullable(),
  median: number.nullable(),
  p90: number.nullable(),
  undecided: number,
})
const periodRow = figureRow
  .extend({ period_end: z.string(), is_complete: z.boolean(), is_mature: z.boolean(), target: number.nullable() })
  .strict()
const quantileRow = figureRow.pick({ kpi_id: true, period_start: true }).extend({ median: number, p90: number }).strict()
const breakdownRow = figureRow.omit({ kpi_id: true }).extend({ slice_value: z.string() }).strict()

let home: Published
let connection: DuckDBConnection
let cases: readonly Case[]
let site: Site

async function ask<Row>(name: string, row: z.ZodType<Row>, parameters: Parameters): Promise<readonly Row[]> {
  const query = namedQuery(name, await readFile(path.join(QUERIES, `${name}.sql`), 'utf8'), row)
  return runQuery(connection, query, parameters, { timeoutMilliseconds: 60_000, maxRows: 200_000 })
}
const series = (parameters: Parameters) => ask('kpi_series', periodRow, parameters)
const breakdown = (parameters: Parameters) => ask('kpi_breakdown', breakdownRow, parameters)

/** Both queries of a combination, put together as a page does. */
async function filtered(parameters: Filters & { grain: string; periods: number }) {
  const quantiles = new Map(
    (await ask('kpi_filtered_quantile', quantileRow, parameters)).map((row) => [`${row.kpi_id} ${row.period_start}`, row]),
  )
  return (await ask('kpi_filtered', periodRow, parameters)).map((row) => {
    const { median, p90 } = quantiles.get(`${row.kpi_id} ${row.period_start}`) ?? row
    return { ...row, median, p90, value: site.kpis.get(row.kpi_id)?.statistic === 'median' ? median : row.value }
  })
}

beforeAll(async () => {
  home = await publishHome(async (root) => {
    await makeDemo(root, { tickets: 2_500, seed: 11 }, quiet)
    // The old ticket system as a source of its own from which nothing comes any more: it holds up the whole, not the other source.
    const old = path.join(root, 'sources/old_tickets.yaml')
    const yaml = await readFile(old, 'utf8')
    await writeFile(old, yaml.replace('system: service', 'system: old').replace(/^retired_on: .*$/m, ''))
  })
  const pointer = await readPointer(homePaths(home.root))
  if (pointer === null) throw new Error('nothing was published')
  const instance = await openWarehouse(warehouseFile(homePaths(home.root), pointer))
  connection = await instance.connect()
  afterAll(() => {
    connection.closeSync()
    instance.closeSync()
  })
  cases = (await home.query(
    `select kpi_id, cast(booked_on as varchar) as booked_on, numerator, denominator, value, is_decided, ${SLICES.join(', ')} from marts.kpi_case`,
  )) as unknown as Case[]
  const kpis = z
    .array(z.object({ kpi_id: z.string(), statistic: z.string(), mature_after_days: number }))
    .parse(await home.query('select kpi_id, statistic, mature_after_days from ref.kpi where is_computed'))
  const parameter = await home.row(
    'select cast(as_of_date as varchar) as as_of_date, cast(local_date(data_until, time_zone) as varchar) as data_until from ref.parameter',
  )
  site = {
    kpis: new Map(kpis.map((each) => [each.kpi_id, each])),
    periods: (await home.query(
      'select grain, cast(period_start as varchar) as period_start, cast(period_end as varchar) as period_end from ref.period order by 1, 2',
    )) as unknown as Site['periods'],
    as_of_date: String(parameter['as_of_date']),
    data_until: String(parameter['data_until']),
  }
}, 300_000)

test('the home has cases of every statistic, two sources, and empty values', async () => {
  expect(cases.length).toBeGreaterThan(50_000)
  expect(new Set(cases.map(({ kpi_id }) => site.kpis.get(kpi_id)?.statistic))).toEqual(
    new Set(['sum', 'ratio', 'mean', 'median', 'level']),
  )
  expect(new Set(cases.map((each) => each['source']))).toEqual(new Set(['service', 'old']))
  expect(cases.some((each) => each['region'] === null)).toBe(true)
  const cells = await home.row('select cast(count(*) as integer) as n from marts.kpi_cell')
  expect(cells['n']).toBeGreaterThan(10_000)
})

describe.each(GRAINS)('by %s', (grain) => {
  test('no filter, and each filter alone, give the rows of kpi_period', { timeout: 120_000 }, async () => {
    for (const slice of ['all', ...FILTERS]) {
      const values = slice === 'all' ? ['all'] : [...new Set(cases.map((each) => valueOf(each, slice)))]
      for (const slice_value of values) {
        const expected = await series({ grain, slice, slice_value, periods: ALWAYS })
        expect(expected.length, `${slice} ${slice_value}`).toBeGreaterThan(0)
        const filters = slice === 'all' ? NO_FILTER : { ...NO_FILTER, [slice]: slice_value }
        expect(await filtered({ ...filters, grain, periods: ALWAYS }), `${slice} ${slice_value}`).toEqual(expected)
      }
    }
  })

  test('every KPI broken down by every dimension gives the rows of kpi_period', { timeout: 240_000 }, async () => {
    const periods = site.periods.filter((each) => each.grain === grain)
    const from = periods[Math.floor(periods.length / 2)]?.period_start ?? ''
    const until = periods.at(-2)?.period_start ?? ''
    const rows = z.array(breakdownRow.extend({ kpi_id: z.string(), slice: z.string() })).parse(
      await home.query(
        `select slice, slice_value, kpi_id, cast(period_start as varchar) as period_start, numerator, denominator, value, n, mean, median, p90, undecided
         from marts.kpi_period where grain = '${grain}' and slice <> 'all' and period_start >= '${from}' and period_start < '${until}'
         order by slice, kpi_id, slice_value, period_start`,
      ),
    )
    const expected = Map.groupBy(rows, (row) => `${row.slice} ${row.kpi_id}`)
    for (const dimension of SLICES) {
      for (const kpi_id of site.kpis.keys()) {
        const found = await breakdown({
          ...NO_FILTER,
          kpi_id,
          grain,
          dimension,
          from_period: from,
          until_period: until,
        })
        expect(
          found.map((row) => ({ ...row, slice: dimension, kpi_id })),
          `${dimension} ${kpi_id}`,
        ).toEqual(expected.get(`${dimension} ${kpi_id}`) ?? [])
      }
    }
  })
})

/** The values of a case under some of the filters: a combination that has cases. */
const combination = fc.record({
  of: fc.nat(),
  chosen: fc.subarray([...FILTERS], { minLength: 1 }),
  grain: fc.constantFrom(...GRAINS),
})
function filtersOf({ of, chosen }: { of: number; chosen: readonly string[] }): Filters {
  const pattern = cases[of % cases.length]
  const given = Object.fromEntries(chosen.map((name) => [name, pattern === undefined ? '' : valueOf(pattern, name)]))
  return { ...NO_FILTER, ...given }
}
const twelveDigits = (each: number | null) => (each === null ? null : Number(each.toPrecision(12)))
const rounded = (figure: Figure) => ({
  ...figure,
  value: twelveDigits(figure.value),
  mean: twelveDigits(figure.mean),
  median: twelveDigits(figure.median),
  p90: twelveDigits(figure.p90),
})

test('any combination equals a slow count of its cases', { timeout: 240_000 }, async () => {
  const loaded = z
    .array(z.object({ id: z.string() }))
    .parse(
      await home.query(
        `select kpi_id || ' ' || slice_value || ' ' || grain || ' ' || period_start as id from marts.kpi_period where slice in ('all', 'source') and is_complete`,
      ),
    )
  const complete = new Set(loaded.map(({ id }) => id))
  const targets = z
    .array(z.object({ kpi_id: z.string(), target: number, valid_from: z.string(), valid_until: z.string().nullable() }))
    .parse(
      await home.query(
        'select kpi_id, target, cast(valid_from as varchar) as valid_from, cast(valid_until as varchar) as valid_until from ref.target',
      ),
    )
  let rows = 0
  await fc.assert(
    fc.asyncProperty(combination, fc.integer({ min: 1, max: 120 }), async (drawn, periods) => {
      const { grain } = drawn
      const filters = filtersOf(drawn)
      const shown = site.periods.filter((each) => each.grain === grain).slice(-periods)
      const expected = [
        ...countFigures(
          cases.filter((each) => matches(each, filters)),
          grain,
          site,
        ).values(),
      ]
        .sort((a, b) => (a.kpi_id < b.kpi_id ? -1 : a.kpi_id > b.kpi_id ? 1 : a.period_start < b.period_start ? -1 : 1))
        .flatMap((figure) => {
          const period = shown.find((each) => each.period_start === figure.period_start)
          if (period === undefined) return []
          const is_complete = complete.has(`${figure.kpi_id} ${filters.source ?? 'all'} ${grain} ${figure.period_start}`)
          const matureOn = daysLater(period.period_end, site.kpis.get(figure.kpi_id)?.mature_after_days ?? 0)
          const target = targets.find(
            (each) =>
              each.kpi_id === figure.kpi_id &&
              each.valid_from <= figure.period_start &&
              (each.valid_until === null || each.valid_until > figure.period_start),
          )
          return [
            {
              ...rounded(figure),
              period_end: period.period_end,
              is_complete,
              is_mature: is_complete && figure.undecided === 0 && matureOn <= site.as_of_date,
              target: target?.target ?? null,
            },
          ]
        })
      const found = (await filtered({ ...filters, grain, periods })).map((row) => ({ ...row, ...rounded(row) }))
      rows += found.length
      expect(found).toEqual(expected)
    }),
    { numRuns: 40 },
  )
  expect(rows).toBeGreaterThan(5_000)
})

test('a breakdown under filters equals a slow count of its cases', { timeout: 240_000 }, async () => {
  const kpis = [...site.kpis.keys()]
  let rows = 0
  await fc.assert(
    fc.asyncProperty(
      combination,
      fc.constantFrom(...SLICES),
      fc.constantFrom(...kpis),
      fc.nat(),
      fc.integer({ min: 1, max: 60 }),
      async (drawn, dimension, kpi_id, first, count) => {
        const { grain } = drawn
        const filters = filtersOf(drawn)
        const starts = site.periods.filter((each) => each.grain === grain).map((each) => each.period_start)
        const at = first % starts.length
        const from = starts[at] ?? ''
        const until = starts[at + count] ?? periodOf(daysLater(starts.at(-1) ?? '', 31), grain)
        const own = cases.filter((each) => each.kpi_id === kpi_id && matches(each, filters))
        const expected = [...Map.groupBy(own, (each) => valueOf(each, dimension))].flatMap(([slice_value, part]) =>
          [...countFigures(part, grain, site).values()]
            .filter(({ period_start }) => period_start >= from && period_start < until)
            .map((figure) => ({ ...rounded(figure), slice_value })),
        )
        const found = await breakdown({ ...filters, kpi_id, grain, dimension, from_period: from, until_period: until })
        rows += found.length
        const keyed = (each: { slice_value: string; period_start: string }) => `${each.slice_value} ${each.period_start}`
        const byKey = (a: { slice_value: string; period_start: string }, b: { slice_value: string; period_start: string }) =>
          keyed(a) < keyed(b) ? -1 : 1
        expect(found.map((row) => ({ ...rounded({ ...row, kpi_id }), slice_value: row.slice_value })).sort(byKey)).toEqual(
          expected.sort(byKey),
        )
      },
    ),
    { numRuns: 150 },
  )
  expect(rows).toBeGreaterThan(1_000)
})
