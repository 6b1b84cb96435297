import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forecastYear, type BudgetMonth } from '../../../web/src/routes/costs/forecast.ts'

const months = (year: number, rows: readonly (readonly [number | null, number, boolean])[]): BudgetMonth[] =>
  rows.map(([budget, cost, isSettled], at) => ({
    month: `${String(year)}-${String(at + 1).padStart(2, '0')}-01`,
    budget,
    cost,
    isSettled,
  }))

test('settled months as they were, the others budget times the ratio so far', () => {
  // Six settled months of budget 100 cost 90 and 110 in turn: ratio 1, spread √(6 × 0.01 ÷ 5) = 0.109545.
  const given = months(2026, [
    ...Array.from({ length: 6 }, (_, at) => [100, at % 2 === 0 ? 90 : 110, true] as const),
    ...Array.from({ length: 6 }, () => [200, 50, false] as const),
  ])
  const found = forecastYear(given, 2026)
  expect(found).toMatchObject({ budget: 1800, cost: 600, budgetOfSettled: 600, settledMonths: 6, ratio: 1, n: 6, forecast: 1800 })
  // 1.4759 × 0.109545 × √(6 × 200² + 1200² ÷ 6) = 1.4759 × 0.109545 × 692.820 = 112.01
  expect(found?.interval?.low).toBeCloseTo(1800 - 112.01, 1)
  expect(found?.interval?.high).toBeCloseTo(1800 + 112.01, 1)
})

test('the last twelve settled months count, those of the year before among them', () => {
  const before = months(
    2025,
    Array.from({ length: 12 }, (_, at) => [100, at < 2 ? 1000 : 120, true] as const),
  )
  const now = months(
    2026,
    Array.from({ length: 12 }, (_, at) => [100, at < 2 ? 120 : 0, at < 2] as const),
  )
  expect(forecastYear([...before, ...now], 2026)).toMatchObject({ n: 12, ratio: 1.2, cost: 240, forecast: 1440 })
})

test('below six months there is no interval; without a budget for what is left there is no forecast', () => {
  const few = months(
    2026,
    Array.from({ length: 12 }, (_, at) => [100, 110, at < 3] as const),
  )
  expect(forecastYear(few, 2026)).toMatchObject({ n: 3, interval: null })
  expect(forecastYear(few.slice(0, 11), 2026)).toBeNull()
  expect(
    forecastYear(
      months(
        2026,
        Array.from({ length: 12 }, () => [null, 5, true] as const),
      ),
      2026,
    ),
  ).toBeNull()
})

test('four of five years fall into the interval when months vary as it assumes', () => {
  const random = (seed: number) => {
    let state = seed >>> 0
    return () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return (state + 0.5) / 4294967296
    }
  }
  const next = random(7)
  const normal = () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next())
  let inside = 0
  for (let run = 0; run < 2000; run++) {
    const costs = Array.from({ length: 24 }, () => 100 * (1.1 + 0.08 * normal()))
    const given = [
      ...months(
        2025,
        costs.slice(0, 12).map((cost) => [100, cost, true] as const),
      ),
      ...months(
        2026,
        costs.slice(12).map((cost, at) => [100, at < 6 ? cost : 0, at < 6] as const),
      ),
    ]
    const truth = costs.slice(12).reduce((sum, each) => sum + each, 0)
    const { low, high } = forecastYear(given, 2026)?.interval ?? { low: 0, high: 0 }
    if (low <= truth && truth <= high) inside += 1
  }
  expect(inside / 2000).toBeGreaterThan(0.77)
  expect(inside / 2000).toBeLessThan(0.83)
})

test('spending exactly the budget forecasts exactly the budget', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 12, maxLength: 12 }),
      fc.integer({ min: 1, max: 12 }),
      (budgets, settled) => {
        const found = forecastYear(
          months(
            2026,
            budgets.map((each, at) => [each, at < settled ? each : 0, at < settled] as const),
          ),
          2026,
        )
        expect(found?.forecast).toBeCloseTo(
          budgets.reduce((sum, each) => sum + each, 0),
          6,
        )
      },
    ),
  )
})
