/** What the panels of budget and claims add up, by hand. */
import { expect, test } from 'vitest'
import { byCentre, monthsOf, type BudgetRow } from '../../../web/src/routes/costs/budget.ts'
import { openBySupplier } from '../../../web/src/routes/costs/recovery.ts'

const row = (month: string, centre: string, budget: number | null, cost: number, isSettled = true): BudgetRow => ({
  month,
  cost_centre: centre,
  budget,
  cost,
  is_over: true,
  is_settled: isSettled,
})

test('months of all centres, and each centre with what belongs to none last', () => {
  const rows = [
    row('2026-02-01', 'unassigned', null, 0.2),
    row('2026-01-01', 'SH', 100, 0.1),
    row('2026-01-01', 'SH', 50, 0.2),
    row('2026-02-01', 'GZ', 10, 0.1, false),
  ]
  expect(monthsOf(rows)).toEqual([
    { month: '2026-01-01', budget: 150, cost: 0.3, isOver: true, isSettled: true },
    { month: '2026-02-01', budget: 10, cost: 0.3, isOver: true, isSettled: false },
  ])
  expect(byCentre(rows).map(({ centre, months }) => [centre, months[0]?.budget])).toEqual([
    ['GZ', 10],
    ['SH', 150],
    ['unassigned', null],
  ])
})

test('who owes the oldest money stands first', () => {
  const claim = (supplier: string, age_band: 'd30' | 'd180' | 'older', open: number) => ({ supplier, age_band, claims: 1, open })
  const owed = openBySupplier([
    claim('new', 'd30', 900),
    claim('old', 'older', 60.1),
    claim('old', 'd180', 40.2),
    claim('old', 'd30', 0.1),
    claim('other', 'older', 90),
  ])
  expect(owed.map(({ supplier, total, claims }) => [supplier, total, claims])).toEqual([
    ['old', 100.4, 3],
    ['other', 90, 1],
    ['new', 900, 1],
  ])
  expect(owed[0]?.bands).toEqual({ d30: 0.1, d60: 0, d90: 0, d180: 40.2, older: 60.1 })
  expect(openBySupplier([])).toEqual([])
})
