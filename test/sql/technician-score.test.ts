/** The models of technicians against the same method written plainly, and against people whose skill is known. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Row } from '../../pipeline/build/table.ts'
import { runChain } from './chain.ts'

interface Job {
  technician: string
  family: string
  fault: string
  mode: string
  warranty: string
  kept: 0 | 1
}

/** Mulberry32: the same numbers on every machine. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** @param skill points that each technician is better than the mix */
function department(seed: number, jobsEach: number, skill: readonly number[], base = 0.8): Job[] {
  const next = random(seed)
  const pick = (from: readonly string[], lean: number) =>
    from[Math.min(from.length - 1, Math.floor(next() ** lean * from.length))] ?? ''
  return skill.flatMap((points, at) =>
    Array.from({ length: jobsEach + (at % 5) * 7 }, (): Job => {
      // Every technician leans towards other work: raw figures mislead.
      const family = pick(['空调', '洗衣机', '冰箱'], 0.5 + (at % 4))
      const fault = pick(['电路', '漏水', '噪音', '罕见'], 1 + (at % 3))
      const rate = base + points - (family === '空调' ? 0.12 : 0) - (fault === '漏水' ? 0.05 : 0)
      const mode = next() < 0.7 ? 'onsite' : 'workshop'
      return {
        technician: `t${String(at).padStart(2, '0')}`,
        family,
        fault,
        mode,
        warranty: next() < 0.02 ? 'contract' : 'in',
        kept: next() < rate ? 1 : 0,
      }
    }),
  )
}

const asCases = (jobs: readonly Job[], kpi: string): Row[] =>
  jobs.map((job, at) => ({
    kpi_id: kpi,
    definition_version: 1,
    case_id: String(at),
    subject_kind: 'ticket',
    booked_on: '2025-01-15',
    source: 'a',
    technician_id: job.technician,
    product_family: job.family,
    fault_family: job.fault,
    service_mode: job.mode,
    warranty: job.warranty,
    numerator: job.kept,
    denominator: 1,
    is_decided: true,
  }))

interface Score {
  n: number
  observed: number
  expected: number
  estimate: number | null
  lower: number | null
  upper: number | null
  reliability: number | null
}

/** The method in plain steps, one technician after the other; formulas as in the header of technician_estimate.sql. */
function plainScores(jobs: readonly Job[]): Map<string, Score> {
  const rates = poolRates(jobs)
  const people = [...new Set(jobs.map((each) => each.technician))].sort().map((technician) => {
    const own = jobs.map((job, at) => ({ job, p: rates[at] ?? 0 })).filter(({ job }) => job.technician === technician)
    const sum = (of: (each: (typeof own)[number]) => number) => own.reduce((total, each) => total + of(each), 0)
    return { technician, n: own.length, o: sum(({ job }) => job.kept), e: sum(({ p }) => p), v: sum(({ p }) => p * (1 - p)) }
  })
  const overall = jobs.reduce((total, each) => total + each.kept, 0) / jobs.length
  const isTurned = overall > 0.5
  const rare = isTurned ? 1 - overall : overall
  const units = people.map((each) => {
    const o = isTurned ? each.n - each.o : each.o
    const e = isTurned ? each.n - each.e : each.e
    const q = Math.min(1, (rare * o) / e)
    return { ...each, q, m: (rare * (1 - rare)) / ((rare / e) ** 2 * each.v) }
  })
  const eligible = units.filter((each) => each.n >= 30)
  const total = eligible.reduce((sum, each) => sum + each.m, 0)
  const mu = eligible.reduce((sum, each) => sum + each.m * each.q, 0) / total
  const between = eligible.reduce((sum, each) => sum + each.m * (each.q - mu) ** 2, 0)
  const square = eligible.reduce((sum, each) => sum + each.m ** 2, 0)
  const phi = Math.max(0, (between / (mu * (1 - mu)) - (eligible.length - 1)) / (total - eligible.length + 1 - square / total))
  const prior = (1 - phi) / phi
  return new Map(
    units.map((each): [string, Score] => {
      const observed = each.o / each.n
      const expected = each.e / each.n
      if (each.n < 30)
        return [each.technician, { n: each.n, observed, expected, estimate: null, lower: null, upper: null, reliability: null }]
      // Beta(alpha, beta) after m cases of which q·m have the outcome.
      const alpha = phi === 0 ? mu : prior * mu + each.m * each.q
      const beta = phi === 0 ? 1 - mu : prior * (1 - mu) + each.m * (1 - each.q)
      const mean = alpha / (alpha + beta)
      const deviation = phi === 0 ? 0 : Math.sqrt((alpha * beta) / ((alpha + beta) ** 2 * (alpha + beta + 1)))
      const [low, high] = [Math.max(0, mean - 1.959964 * deviation), Math.min(1, mean + 1.959964 * deviation)]
      const figures = isTurned
        ? { estimate: 1 - mean, lower: 1 - high, upper: 1 - low }
        : { estimate: mean, lower: low, upper: high }
      return [
        each.technician,
        { n: each.n, observed, expected, ...figures, reliability: phi === 0 ? 0 : each.m / (each.m + prior) },
      ]
    }),
  )
}

/** The rate at which everybody does each job: of its stratum, pooled where that is small. */
function poolRates(jobs: readonly Job[]): number[] {
  const fine = tally(jobs, (job) => [job.family, job.fault, job.mode, job.warranty].join('|'))
  const small = jobs.filter((job) => fine(job).n < 30)
  const coarse = tally(small, (job) => [job.family, job.mode].join('|'))
  const rest = tally(
    small.filter((job) => coarse(job).n < 30),
    () => '',
  )
  return jobs.map((job) => {
    const own = fine(job).n >= 30 ? fine(job) : coarse(job).n >= 30 ? coarse(job) : rest(job)
    return own.kept / own.n
  })
}

function tally(jobs: readonly Job[], groupOf: (job: Job) => string): (job: Job) => { n: number; kept: number } {
  const groups = new Map<string, { n: number; kept: number }>()
  for (const job of jobs) {
    const group = groups.get(groupOf(job)) ?? { n: 0, kept: 0 }
    groups.set(groupOf(job), { n: group.n + 1, kept: group.kept + job.kept })
  }
  return (job) => groups.get(groupOf(job)) ?? { n: 0, kept: 0 }
}

const MODELS = ['marts.technician_standardised', 'marts.technician_estimate', 'marts.technician_score']
const figure = z.number().nullable()
const row = z.object({
  technician_id: z.string(),
  n: z.number(),
  observed: z.number(),
  expected: z.number(),
  estimate: figure,
  lower: figure,
  upper: figure,
  reliability: figure,
  verdict: z.string(),
  rank_low: figure,
  rank_high: figure,
  tie_group: figure,
})

async function scores(jobs: readonly Job[], kpi = 'first_time_fix_rate', direction = 'more') {
  const chain = await runChain(MODELS, {
    'marts.kpi_case': asCases(jobs, kpi),
    'ref.kpi': [{ kpi_id: kpi, definition_version: 1, direction }],
  })
  try {
    const list = Object.keys(row.shape)
      .map((each) => `s.${each}`)
      .join(', ')
    return await chain.query(
      `select ${list} from marts.technician_score as s where s.grain = 'month' order by s.technician_id`,
      row,
    )
  } finally {
    chain.close()
  }
}

const SKILL = [0.08, 0.08, -0.08, -0.08, ...Array.from({ length: 16 }, (_, at) => (at % 5) * 0.01 - 0.02)]

test.each([
  ['a common outcome', 0.8, 'first_time_fix_rate'],
  ['a rare outcome', 0.3, 'repeat_repair_rate'],
])('equals the plain method: %s', async (_, base, kpi) => {
  const jobs = department(7, 90, SKILL, base)
  // Two with too few cases, who still count in the strata.
  const few = department(11, 12, [0, 0.1], base).map((job) => ({ ...job, technician: `x${job.technician}` }))
  const all = [...jobs, ...few]
  const found = await scores(all, kpi)
  const plain = plainScores(all)
  expect(found.map((each) => each.technician_id)).toEqual([...plain.keys()].sort())
  for (const each of found) {
    const expected = plain.get(each.technician_id)
    expect(each.n).toBe(expected?.n)
    for (const name of ['observed', 'expected', 'estimate', 'lower', 'upper', 'reliability'] as const) {
      const value = expected?.[name] ?? null
      if (value === null) expect(each[name], `${each.technician_id} ${name}`).toBeNull()
      else expect(each[name], `${each.technician_id} ${name}`).toBeCloseTo(value, 9)
    }
  }
  expect(found.filter((each) => each.n < 30).every((each) => each.verdict === 'too_few')).toBe(true)
  const observed = found.reduce((sum, each) => sum + each.observed * each.n, 0)
  const expected = found.reduce((sum, each) => sum + each.expected * each.n, 0)
  expect(expected).toBeCloseTo(observed, 6)
})

test('finds those who are 8 points better or worse than their mix, and nobody else', async () => {
  const skill = [0.08, 0.08, -0.08, -0.08, ...Array.from({ length: 26 }, () => 0)]
  const found = await scores(department(3, 900, skill))
  const verdictOf = (at: number) => found[at]?.verdict
  expect([verdictOf(0), verdictOf(1)]).toEqual(['above', 'above'])
  expect([verdictOf(2), verdictOf(3)]).toEqual(['below', 'below'])
  const others = found.slice(4).filter((each) => each.verdict === 'above' || each.verdict === 'below')
  expect(others.length).toBeLessThanOrEqual(2)
  expect(found[0]?.rank_low).toBe(1)
  const [best, worst] = [found.slice(0, 2), found.slice(2, 4)]
  expect(Math.min(...best.map((each) => each.lower ?? 0))).toBeGreaterThan(Math.max(...worst.map((each) => each.upper ?? 1)))
})

test('sees no evidence where everybody is alike', async () => {
  const found = await scores(
    department(
      5,
      120,
      Array.from({ length: 25 }, () => 0),
    ),
  )
  expect(found.filter((each) => each.verdict === 'not_enough_evidence')).toHaveLength(25)
  expect(found.every((each) => each.rank_low === null && each.tie_group === null)).toBe(true)
})

test('ranks by what is better for the KPI, each between the best and the worst place that the intervals allow', async () => {
  const found = (await scores(department(3, 900, SKILL, 0.3), 'repeat_repair_rate', 'less')).filter(
    (each) => each.rank_low !== null,
  )
  expect(found.length).toBeGreaterThan(10)
  for (const each of found) {
    const better = found.filter((other) => (other.upper ?? 0) < (each.lower ?? 0)).length
    const worse = found.filter((other) => (other.lower ?? 0) > (each.upper ?? 0)).length
    expect([each.rank_low, each.rank_high]).toEqual([1 + better, found.length - worse])
  }
})
