/** The planted effects, found again in the published marts by plain SQL: the whole way from files to figures. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { publishedDemo, type Published } from '../../published.ts'

const person = z.object({ technician_id: z.string() })
const sheetSchema = z.object({
  counts: z.object({ tickets: z.number(), reopened: z.number(), impossible_order: z.number() }),
  files: z.array(
    z.object({ file: z.string(), rows: z.number(), rejected: z.record(z.string(), z.number()), duplicates: z.number() }),
  ),
  effects: z.object({
    slow_response: z.object({ from: z.iso.date(), kept_before: z.number(), kept_after: z.number() }),
    part_failure: z.object({
      part: z.string(),
      product_family: z.string(),
      from: z.iso.date(),
      full_from: z.iso.date(),
      factor: z.number(),
    }),
    region_visits: z.object({
      region: z.string(),
      kept_elsewhere: z.number(),
      kept_in_region: z.number(),
      cured_from: z.iso.date(),
    }),
    technicians: z.object({
      points: z.number(),
      found: z.object({
        better: z.array(person),
        worse: z.array(person),
        average_with_hard_jobs: person,
        average_with_easy_jobs: person,
      }),
    }),
    supplier_claims: z.object({ supplier: z.string(), from: z.iso.date(), paid_share_before: z.number() }),
  }),
})

let home: Published
let sheet: z.infer<typeof sheetSchema>

beforeAll(async () => {
  home = await publishedDemo('whole')
  sheet = sheetSchema.parse(JSON.parse(await readFile(path.join(home.root, 'demo-answers.json'), 'utf8')))
}, 300_000)

/** Share of a KPI's numerator in its denominator, from the published weekly figures. */
const share = async (kpi: string, where: string) =>
  Number(
    (
      await home.row(`SELECT sum(numerator) / sum(denominator) AS share FROM marts.kpi_period
                      WHERE kpi_id = '${kpi}' AND grain = 'week' AND ${where}`)
    )['share'],
  )

test('every ticket arrives, rows that cannot are rejected with their reasons', async () => {
  expect(await home.row('SELECT count(*)::INTEGER AS n FROM marts.ticket')).toEqual({ n: sheet.counts.tickets })
  expect(await home.row('SELECT count(*)::INTEGER AS n FROM marts.ticket WHERE is_order_impossible')).toEqual({
    n: sheet.counts.impossible_order,
  })
  expect(await home.row('SELECT count(*)::INTEGER AS n FROM marts.ticket WHERE reopen_count > 0')).toEqual({
    n: sheet.counts.reopened,
  })
  const rejected = await home.query(
    `SELECT source_file AS file, count(DISTINCT source_row)::INTEGER AS n FROM meta.reject GROUP BY source_file`,
  )
  const planned = sheet.files
    .map(({ file, rejected: kinds }) => ({ file, n: Object.values(kinds).reduce((sum, n) => sum + n, 0) }))
    .filter(({ n }) => n > 0)
  const byFile = (a: { file?: unknown }, b: { file?: unknown }) => String(a.file).localeCompare(String(b.file))
  expect(rejected.sort(byFile)).toEqual(planned.sort(byFile))
})

test('responses in time fall from 93 % to 85 % from the planted week on', async () => {
  const { from, kept_before: before, kept_after: after } = sheet.effects.slow_response
  expect(await share('response_kept_rate', `slice = 'all' AND period_start < DATE '${from}'`)).toBeCloseTo(before, 2)
  expect(await share('response_kept_rate', `slice = 'all' AND period_start >= DATE '${from}'`)).toBeCloseTo(after, 2)
  const weeks = await home.query(`SELECT period_start < DATE '${from}' AS early, median(value) AS typical FROM marts.kpi_period
    WHERE kpi_id = 'response_kept_rate' AND grain = 'week' AND slice = 'all' AND is_mature GROUP BY early ORDER BY early`)
  expect(weeks.map(({ typical }) => Math.round(Number(typical) * 100))).toEqual([85, 93])
})

test('failures of one part on one family double', async () => {
  const { part, product_family: family, from, full_from: full, factor } = sheet.effects.part_failure
  const rate = async (where: string) =>
    Number(
      (
        await home.row(`SELECT sum(quantity) / count(DISTINCT date_trunc('week', used_on)) AS per_week FROM marts.part_usage
          WHERE part_no = '${part}' AND product_family = '${family}' AND ${where}`)
      )['per_week'],
    )
  const before = await rate(`used_on < DATE '${from}'`)
  const after = await rate(`used_on >= DATE '${full}'`)
  // Two years of Poisson counts: about 900 and 650 pieces, so the ratio is known to a tenth.
  expect(after / before).toBeGreaterThan(factor * 0.87)
  expect(after / before).toBeLessThan(factor * 1.15)
})

test('visits of one region are 10 points worse until the countermeasure', async () => {
  const { region, kept_elsewhere: elsewhere, kept_in_region: inRegion, cured_from: cured } = sheet.effects.region_visits
  const visits = (where: string) => share('visit_kept_rate', `slice = 'region' AND ${where}`)
  expect(await visits(`slice_value = '${region}' AND period_start < DATE '${cured}'`)).toBeCloseTo(inRegion, 2)
  expect(await visits(`slice_value = '${region}' AND period_start >= DATE '${cured}'`)).toBeCloseTo(elsewhere, 2)
  expect(await visits(`slice_value <> '${region}' AND period_start < DATE '${cured}'`)).toBeCloseTo(elsewhere, 2)
})

test('technicians stand where their mix is taken into account, and only there', async () => {
  const { points, found } = sheet.effects.technicians
  // Expected from what everybody reaches on the same family, fault and mode.
  const rows = await home.query(`
    WITH judged AS (SELECT technician_id, product_family, fault_family, service_mode, numerator, denominator
                    FROM marts.kpi_case WHERE kpi_id = 'first_time_fix_rate' AND is_decided),
         mix AS (SELECT product_family, fault_family, service_mode, sum(numerator) / sum(denominator) AS rate
                 FROM judged GROUP BY product_family, fault_family, service_mode)
    SELECT j.technician_id, count(*)::INTEGER AS n, avg(j.numerator) AS observed, avg(j.numerator - m.rate) AS difference
    FROM judged AS j INNER JOIN mix AS m
      ON m.product_family = j.product_family AND m.fault_family = j.fault_family AND m.service_mode = j.service_mode
    GROUP BY j.technician_id`)
  const everybody = await share('first_time_fix_rate', "slice = 'all'")
  const of = ({ technician_id: id }: { technician_id: string }) => {
    const row = rows.find((each) => each['technician_id'] === id)
    return { n: Number(row?.['n']), raw: Number(row?.['observed']) - everybody, difference: Number(row?.['difference']) }
  }
  for (const better of found.better.map(of)) expect(better.difference).toBeCloseTo(points, 1.7)
  for (const worse of found.worse.map(of)) expect(worse.difference).toBeCloseTo(-points, 1.7)
  for (const each of [...found.better, ...found.worse].map(of)) expect(each.n).toBeGreaterThanOrEqual(600)
  const hard = of(found.average_with_hard_jobs)
  const easy = of(found.average_with_easy_jobs)
  expect(hard.raw).toBeLessThan(-0.04)
  expect(easy.raw).toBeGreaterThan(0.04)
  expect(Math.abs(hard.difference)).toBeLessThan(0.015)
  expect(Math.abs(easy.difference)).toBeLessThan(0.015)
})

test('one supplier stops paying claims', async () => {
  const { supplier, from, paid_share_before: paid } = sheet.effects.supplier_claims
  const rows =
    await home.query(`SELECT claimed_on >= DATE '${from}' AS late, avg((coalesce(recovered_amount, 0) > 0)::INTEGER) AS paid,
    sum(coalesce(recovered_amount, 0))::DOUBLE AS recovered FROM marts.part_usage WHERE supplier = '${supplier}' AND claim_amount > 0 GROUP BY late ORDER BY late`)
  expect(Number(rows[0]?.['paid'])).toBeCloseTo(paid, 1)
  expect(Number(rows[1]?.['recovered'])).toBe(0)
})
