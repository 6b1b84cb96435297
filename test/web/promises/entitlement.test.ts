/** Decisions about what was due, as the table has them. */
import { expect, test } from 'vitest'
import { decisionsOf, totalOf, undecidedReasons, type Count } from '../../../web/src/lib/entitlement/entitlement.ts'

const count = (given: Partial<Count>): Count => ({
  policy: 'Maker',
  window: 'Free repair',
  order: 2,
  due: 'free_repair',
  agreement: 'as_due',
  reason: null,
  n: 1,
  beyondDue: 0,
  givenCost: 0,
  ...given,
})

const counts = [
  count({ policy: 'Retail', window: 'Return', order: 1, due: 'return', n: 2 }),
  count({ due: 'unknown', agreement: 'not_decided', reason: 'purchased_at', n: 5 }),
  count({ window: null, order: null, due: 'unknown', agreement: 'not_decided', reason: 'purchased_at', n: 1 }),
  count({ due: 'excluded', n: 3 }),
  count({ n: 10 }),
  count({ agreement: 'less', n: 4, beyondDue: 120 }),
  count({ agreement: 'not_decided', reason: 'cancelled', n: 7 }),
  count({ window: 'Exchange', order: 1, due: 'exchange', agreement: 'more', n: 1, givenCost: 90 }),
]

test('a row a window in the order of the policy; excluded and unknown once, after them', () => {
  expect(decisionsOf(counts).map(({ policy, window, due, n }) => [policy, window, due, n])).toEqual([
    ['Maker', 'Exchange', 'exchange', 1],
    ['Maker', 'Free repair', 'free_repair', 21],
    ['Maker', null, 'excluded', 3],
    ['Maker', null, 'unknown', 6],
    ['Retail', 'Return', 'return', 2],
  ])
})

test('what agrees, with the money of what does not; the rows add up to the total', () => {
  const [exchange, repair] = decisionsOf(counts)
  expect(repair).toMatchObject({ by: { as_due: 10, less: 4, more: 0, not_decided: 7 }, beyondDue: 120, givenCost: 0 })
  expect(exchange).toMatchObject({ by: { as_due: 0, less: 0, more: 1, not_decided: 0 }, givenCost: 90 })
  expect(totalOf(counts)).toEqual({
    n: 33,
    by: { as_due: 15, less: 4, more: 1, not_decided: 13 },
    beyondDue: 120,
    givenCost: 90,
  })
})

test('why tickets are not decided, the most frequent first', () => {
  expect(undecidedReasons(counts)).toEqual([
    { reason: 'cancelled', n: 7 },
    { reason: 'purchased_at', n: 6 },
  ])
})
