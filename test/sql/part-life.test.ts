/** The life curve against a published example to its printed digits, and against the definition written plainly, on random units. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { runChain } from './chain.ts'

interface Followed {
  readonly entry: number
  readonly exit: number
  /** Age at the first replacement, null for none. */
  readonly at: number | null
}

const stepRow = z.object({
  age_days: z.number(),
  at_risk: z.number(),
  replaced: z.number(),
  survival: z.number(),
  standard_error: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
})
type Step = z.infer<typeof stepRow>

async function curve(units: readonly Followed[], scale = 1): Promise<Step[]> {
  const place = { source: 's', product_family: 'f' }
  const chain = await runChain(['marts.part_life'], {
    'intermediate.unit_followed': units.map(({ entry, exit }, no) => ({
      ...place,
      unit_key: String(no),
      entry_age: entry,
      exit_age: exit,
    })),
    'marts.part_first_replacement': units.flatMap(({ exit, at }, no) =>
      at === null ? [] : [{ ...place, part_no: 'p', unit_key: String(no), age_days: at, exit_age: exit }],
    ),
    'marts.part_life_population': [{ ...place, part_no: 'p', scale }],
  })
  try {
    const columns = Object.keys(stepRow.shape).join(', ')
    return await chain.query(`SELECT ${columns} FROM marts.part_life ORDER BY age_days`, stepRow)
  } finally {
    chain.close()
  }
}

/** By the definition: at each age everybody is asked whether they are at risk. */
function plainly(units: readonly Followed[]): Step[] {
  const ages = [...new Set(units.flatMap(({ at }) => at ?? []))].sort((a, b) => a - b)
  let survival = 1
  let sum = 0
  return ages.map((age) => {
    const atRisk = units.filter(({ entry, exit, at }) => entry <= age && age <= Math.min(exit, at ?? Infinity)).length
    const replaced = units.filter(({ at }) => at === age).length
    survival *= 1 - replaced / atRisk
    sum += replaced / (atRisk * (atRisk - replaced))
    const isLeft = survival > 0
    const width = 1.959963984540054 * (Math.sqrt(sum) / Math.log(survival))
    return {
      age_days: age,
      at_risk: atRisk,
      replaced,
      survival,
      standard_error: isLeft ? survival * Math.sqrt(sum) : null,
      lower: isLeft ? survival ** Math.exp(-width) : null,
      upper: isLeft ? survival ** Math.exp(width) : null,
    }
  })
}

/** Freireich and others, Blood 21 (1963): weeks of remission of 21 children on 6-mercaptopurine; + = still in remission. */
const REMISSION = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'.split(' ').map((written): Followed => {
  const weeks = Number.parseInt(written, 10)
  return written.endsWith('+') ? { entry: 0, exit: weeks, at: null } : { entry: 0, exit: 40, at: weeks }
})

/** Week, at risk, relapses, S, standard error, log-log interval: as `survfit(conf.type = "log-log")` of R prints them. */
const PRINTED = [
  [6, 21, 3, 0.857, 0.0764, 0.62, 0.952],
  [7, 17, 1, 0.807, 0.0869, 0.563, 0.923],
  [10, 15, 1, 0.753, 0.0963, 0.503, 0.889],
  [13, 12, 1, 0.69, 0.1068, 0.432, 0.849],
  [16, 11, 1, 0.627, 0.1141, 0.368, 0.805],
  [22, 7, 1, 0.538, 0.1282, 0.268, 0.747],
  [23, 6, 1, 0.448, 0.1346, 0.188, 0.68],
] as const

test('the remission of leukaemia under 6-MP, to the digits that are printed', async () => {
  const steps = await curve(REMISSION)
  expect(
    steps.map((each) => [
      each.age_days,
      each.at_risk,
      each.replaced,
      Number(each.survival.toFixed(3)),
      Number((each.standard_error ?? NaN).toFixed(4)),
      Number((each.lower ?? NaN).toFixed(3)),
      Number((each.upper ?? NaN).toFixed(3)),
    ]),
  ).toEqual(PRINTED)
})

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

test.each([1, 2, 3, 4, 5, 6])('random units, some seen later, many on the same day: seed %i', async (seed) => {
  const next = random(seed)
  const units = Array.from({ length: 40 * seed }, (): Followed => {
    const entry = next() < 0.4 ? Math.floor(next() * 12) : 0
    const exit = entry + Math.floor(next() * 20)
    return { entry, exit, at: next() < 0.5 ? entry + Math.floor(next() * (exit - entry + 1)) : null }
  })
  const [ours, theirs] = [await curve(units), plainly(units)]
  expect(ours).toHaveLength(theirs.length)
  for (const [at, step] of theirs.entries()) {
    for (const [name, value] of Object.entries(step)) {
      const mine = ours[at]?.[name as keyof Step] ?? null
      if (value === null) expect(mine).toBeNull()
      else expect(mine).toBeCloseTo(value, 8)
    }
  }
})

test('a unit that stands for ten counts as ten at risk and one replacement', async () => {
  const [step] = await curve(
    [
      { entry: 0, exit: 9, at: 5 },
      { entry: 0, exit: 9, at: null },
    ],
    10,
  )
  expect(step).toMatchObject({ at_risk: 20, replaced: 1 })
  expect(step?.survival).toBeCloseTo(0.95, 12)
})
