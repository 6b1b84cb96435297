/** What holds for the figures of any department: they equal a plain count of the facts, slices add up, cases are unique. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { splitHeader, SQL_FOLDER } from '../../pipeline/build/model.ts'
import type { Row } from '../../pipeline/build/table.ts'
import { dayRows, periodRows } from '../../pipeline/reference/period.ts'
import { kpiRows, readRegistry } from '../../pipeline/reference/registry.ts'
import { homePaths } from '../../contracts/home.ts'
import { CASES, PERIODS, runChain } from './chain.ts'

const FIRST = '2025-01-01'
const AS_OF = '2025-05-01'
const DAYS = 120
const day = (offset: number): string =>
  new Date(Date.parse(`${FIRST}T00:00:00Z`) + offset * 86_400_000).toISOString().slice(0, 10)
const weekOf = (date: string): string => {
  const at = new Date(`${date}T00:00:00Z`)
  return new Date(at.getTime() - ((at.getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10)
}

const ticket = fc.record({
  received: fc.nat(DAYS - 1),
  took: fc.nat(20),
  isResolved: fc.boolean(),
  isJob: fc.boolean(),
  source: fc.constantFrom('a', 'b'),
  region: fc.constantFrom('华东', '华南', null),
  minutes: fc.integer({ min: 0, max: 100_000 }),
  verdicts: fc.array(fc.constantFrom('kept', 'broken', 'running', 'unknown'), { maxLength: 3 }),
  cost: fc.option(fc.integer({ min: -100, max: 100_000 }), { nil: null }),
  overall: fc.constantFrom(true, false, null),
  recommend: fc.constantFrom('promoter', 'passive', 'detractor', null),
  complains: fc.boolean(),
})
type Fact = typeof ticket extends fc.Arbitrary<infer T> ? T : never

const resolvedOn = (fact: Fact) => (fact.isResolved && fact.received + fact.took < DAYS ? day(fact.received + fact.took) : null)

function given(facts: readonly Fact[]): Record<string, Row[]> {
  const key = (fact: Fact, at: number) => `${fact.source}:${at}`
  const dims = (fact: Fact, at: number) => ({ source: fact.source, region: fact.region, ticket_key: key(fact, at) })
  return {
    'marts.ticket': facts.map((fact, at) => ({
      ...dims(fact, at),
      ticket_id: String(at),
      received_on: day(fact.received),
      resolved_on: resolvedOn(fact),
      is_open: resolvedOn(fact) === null,
      is_job: fact.isJob,
      is_served: fact.isJob && resolvedOn(fact) !== null,
      is_repair_job: fact.isJob && resolvedOn(fact) !== null,
      has_unit_id: false,
      is_order_impossible: false,
      reopen_count: 0,
      resolution_minutes: resolvedOn(fact) === null ? null : fact.minutes / 7,
      wait_minutes: 0,
    })),
    'marts.promise': facts.flatMap((fact, at) =>
      fact.verdicts.map((verdict, order) => ({
        ...dims(fact, at),
        subject_kind: 'ticket',
        subject_id: String(at),
        promise_id: `p${order}`,
        cycle: 1,
        stage: 'response',
        verdict,
        started_on: day(fact.received),
      })),
    ),
    'marts.survey': facts.map((fact, at) => ({
      ...dims(fact, at),
      survey_key: key(fact, at),
      survey_id: String(at),
      is_answered: true,
      answered_on: day(fact.received),
      is_satisfied: fact.overall,
      recommend_class: fact.recommend,
    })),
    'marts.complaint': facts.flatMap((fact, at) =>
      fact.complains
        ? [
            {
              ...dims(fact, at),
              complaint_key: key(fact, at),
              complaint_id: String(at),
              received_on: day(fact.received),
              is_open: true,
              is_unclassified: true,
              responsibility: 'unsettled',
              is_settled_service: false,
            },
          ]
        : [],
    ),
    'marts.repair_cost': facts.flatMap((fact, at) =>
      fact.isJob && resolvedOn(fact) !== null
        ? [
            {
              ...dims(fact, at),
              ticket_id: String(at),
              is_repair_job: true,
              resolved_on: resolvedOn(fact),
              gross_cost: (fact.cost ?? 0) / 100,
              net_cost: 0,
              is_complete: fact.cost !== null,
            },
          ]
        : [],
    ),
    'intermediate.kpi_source_described': ['a', 'b'].map((source) => ({
      source,
      loaded_until: '2025-05-03',
      known_until: AS_OF,
      records_dispatch: false,
      records_follow_up: false,
      records_report: false,
      records_explanation: false,
      has_survey: false,
      records_feedback: false,
      records_old_part: false,
      has_part_usage: false,
      has_cost: true,
    })),
    // Complaints are recorded here, also where the tickets at hand have none.
    'ref.mapped_field': [{ source: 'a', entity: 'complaint', field: 'received_at' }],
    'ref.period': periodRows(FIRST, AS_OF),
    'ref.day': dayRows(FIRST, '2025-05-10'),
    'ref.parameter': [
      { as_of: `${AS_OF} 00:00:00`, as_of_date: AS_OF, time_zone: 'UTC', data_until: '2025-04-30 12:00:00', currency: 'CNY' },
    ],
  }
}

interface Figure {
  numerator: number
  denominator: number
  /** Of each case in the denominator. */
  values: readonly number[]
}
const NOTHING: Figure = { numerator: 0, denominator: 0, values: [] }

/** Half of the values lie on either side. */
function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? Number.NaN
  return (at(Math.floor((sorted.length - 1) / 2)) + at(Math.ceil((sorted.length - 1) / 2))) / 2
}

/** The same figures, counted the slow way: by KPI and week. */
function count(facts: readonly Fact[]): Map<string, Figure> {
  const figures = new Map<string, Figure>()
  const add = (kpi: string, date: string, numerator: number, denominator: number) => {
    const id = `${kpi} ${weekOf(date)}`
    const old = figures.get(id) ?? NOTHING
    figures.set(id, {
      numerator: old.numerator + numerator,
      denominator: old.denominator + denominator,
      values: denominator === 0 ? old.values : [...old.values, numerator],
    })
  }
  for (const fact of facts) {
    const received = day(fact.received)
    const resolved = resolvedOn(fact)
    add('tickets_received', received, 1, 0)
    add('net_flow', received, 1, 0)
    if (resolved !== null) add('net_flow', resolved, -1, 0)
    if (resolved !== null) add('resolution_calendar_minutes', resolved, Math.round((fact.minutes / 7) * 1e4) / 1e4, 1)
    for (const verdict of fact.verdicts) {
      if (verdict === 'kept' || verdict === 'broken') add('response_kept_rate', received, verdict === 'kept' ? 1 : 0, 1)
    }
    const has = (verdict: string) => fact.verdicts.some((each) => each === verdict)
    if (fact.isJob && has('broken')) add('timeliness_rate', received, 0, 1)
    else if (fact.isJob && has('kept') && !has('running') && !has('unknown')) add('timeliness_rate', received, 1, 1)
    if (fact.overall !== null) add('satisfaction_rate', received, fact.overall ? 1 : 0, 1)
    if (fact.recommend !== null)
      add('net_promoter_score', received, { promoter: 100, passive: 0, detractor: -100 }[fact.recommend], 1)
    if (fact.complains) add('complaints_per_1000_jobs', received, 1000, 0)
    if (fact.isJob && resolved !== null) add('complaints_per_1000_jobs', resolved, 0, 1)
    const isOver = resolved !== null && day(fact.received + fact.took + 30) < AS_OF
    if (fact.isJob && isOver && fact.cost !== null) add('cost_per_repair', resolved, fact.cost / 100, 1)
  }
  return figures
}

const COUNTED = [
  'tickets_received',
  'net_flow',
  'resolution_calendar_minutes',
  'response_kept_rate',
  'timeliness_rate',
  'satisfaction_rate',
  'net_promoter_score',
  'complaints_per_1000_jobs',
  'cost_per_repair',
]
const AUDITS = [
  'kpi_period_equals_cases',
  'kpi_period_median_equals_cases',
  'kpi_period_slices_add_up',
  'kpi_computed_has_definition',
  'kpi_stay_equals_days',
]
const period = z.object({
  kpi_id: z.string(),
  week: z.string(),
  numerator: z.number(),
  denominator: z.number(),
  value: z.number().nullable(),
  mean: z.number().nullable(),
  statistic: z.string(),
})
const total = z.object({ n: z.number() })

test('figures equal a plain count, slices add up, every case is unique', { timeout: 300_000 }, async () => {
  const kpis = kpiRows(await readRegistry(homePaths('nowhere')))
  const audits = await Promise.all(
    AUDITS.map(async (each) => splitHeader(await readFile(path.join(SQL_FOLDER, 'audits', `${each}.sql`), 'utf8')).sql),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(ticket, { minLength: 1, maxLength: 120 }), async (facts) => {
      const chain = await runChain([...CASES, ...PERIODS], { ...given(facts), 'ref.kpi': kpis })
      try {
        for (const audit of audits) expect(await chain.query(audit, z.looseObject({}))).toEqual([])
        const twice =
          'select count(*)::double as n from (select 1 from marts.kpi_case group by kpi_id, case_id having count(*) > 1)'
        expect(await chain.query(twice, total)).toEqual([{ n: 0 }])

        const found = await chain.query(
          `select p.kpi_id, cast(p.period_start as varchar) as week, p.numerator, coalesce(p.denominator, 0) as denominator, p.value, p.mean, k.statistic
           from marts.kpi_period as p inner join ref.kpi as k on k.kpi_id = p.kpi_id where p.slice = 'all' and p.grain = 'week'`,
          period,
        )
        const expected = count(facts)
        for (const kpi of COUNTED) {
          for (const row of found.filter((each) => each.kpi_id === kpi)) {
            const figure = expected.get(`${kpi} ${row.week}`) ?? NOTHING
            expect(row.numerator, `${kpi} ${row.week}`).toBeCloseTo(figure.numerator, 6)
            expect(row.denominator, `${kpi} ${row.week}`).toBe(figure.denominator)
            if (row.statistic === 'sum') expect(row.value).toBe(figure.numerator)
            else if (figure.denominator === 0) expect(row.value).toBeNull()
            else if (row.statistic === 'median') expect(row.value).toBeCloseTo(middle(figure.values), 3)
            else expect(row.value).toBeCloseTo(figure.numerator / figure.denominator, 6)
            if (row.mean !== null) expect(row.mean).toBeCloseTo(figure.numerator / figure.denominator, 6)
            expect(row.mean === null).toBe(!['mean', 'median'].includes(row.statistic) || figure.denominator === 0)
          }
          const missing = [...expected.keys()].filter(
            (id) => id.startsWith(`${kpi} `) && !found.some((row) => `${row.kpi_id} ${row.week}` === id),
          )
          expect(missing).toEqual([])
        }

        const open = (date: string) =>
          facts.filter((fact) => day(fact.received) < date && (resolvedOn(fact) === null || (resolvedOn(fact) ?? '') >= date))
            .length
        const levels = await chain.query(
          `select cast(p.period_end as varchar) as until, p.value from marts.kpi_period as p where p.kpi_id = 'backlog_open' and p.slice = 'all'`,
          z.object({ until: z.string(), value: z.number() }),
        )
        expect(levels.length).toBeGreaterThan(0)
        for (const level of levels) expect(level.value, `open before ${level.until}`).toBe(open(level.until))
      } finally {
        chain.close()
      }
    }),
    { numRuns: 8 },
  )
})
