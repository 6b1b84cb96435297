import { describe, expect, test } from 'vitest'
import { formatAmount } from '../../../web/src/routes/costs/amount.ts'
import { parseCosts } from '../../../web/src/routes/costs/asked.ts'
import { PLACES, reconcile, type Booked } from '../../../web/src/routes/costs/reconciliation.ts'

const booked = (place: Booked['place'], component: Booked['component'], cost: number, more: Partial<Booked> = {}): Booked => ({
  place,
  component,
  entries: 1,
  cost,
  recovered: 0,
  charged: 0,
  ...more,
})

describe('the reconciliation', () => {
  const rows = [
    booked('repair', 'labour', 0.1),
    booked('repair', 'labour', 0.2),
    booked('repair', 'parts', 100.07, { recovered: 40.01, charged: 12.5, entries: 3 }),
    booked('other_ticket', 'travel', -15.3),
    booked('other_ticket', 'charge', 0, { charged: 80 }),
    booked('no_ticket', 'parts', 9.99),
  ]
  const { lines, entries, digits } = reconcile(rows)
  const line = (name: string) => lines.find((each) => each.name === name)

  test('adds up to the cent: components to gross, places to the total, gross less what came back to net', () => {
    expect(line('labour')?.amounts.repair).toBe(0.3)
    expect(line('gross')).toEqual({
      name: 'gross',
      amounts: { repair: 100.37, other_ticket: -15.3, no_ticket: 9.99 },
      total: 95.06,
    })
    expect(line('recovered')?.total).toBe(40.01)
    expect(line('charged')?.total).toBe(92.5)
    expect(line('net')).toMatchObject({ amounts: { repair: 47.86, other_ticket: -95.3, no_ticket: 9.99 }, total: -37.45 })
    expect([entries, digits]).toEqual([8, 2])
  })
  test('shows four decimals where an amount has them, so that nothing that is shown is cut', () => {
    expect(reconcile([booked('repair', 'parts', 0.3333)]).digits).toBe(4)
  })
  test('of nothing is nought everywhere', () => {
    const none = reconcile([])
    expect(none.entries).toBe(0)
    expect(none.lines.every(({ amounts, total }) => total === 0 && PLACES.every((place) => amounts[place] === 0))).toBe(true)
  })
  test('of ten thousand cents is a hundred', () => {
    expect(reconcile(Array.from({ length: 10_000 }, () => booked('repair', 'freight', 0.01))).lines.at(-1)?.total).toBe(100)
  })
})

test.each([
  [1234567.8, 'CNY', 'zh-CN', 2, '¥1,234,567.80'],
  [-0.5, 'CNY', 'zh-CN', 2, '−¥0.50'],
  [-0, 'CNY', 'en', 2, '¥0.00'],
  [-0.00001, 'AUD', 'en', 2, '$0.00'],
  [0.3333, 'CNY', 'en', 4, '¥0.3333'],
] as const)('%d %s in %s is written in full', (amount, currency, language, digits, written) => {
  expect(formatAmount(amount, currency, language, digits)).toBe(written)
})

test('what the URL asks for is one of the words it may be', () => {
  const parse = (search: string) => parseCosts((name) => new URLSearchParams(search).get(name))
  expect(parse('')).toEqual({
    ok: true,
    asked: { by: 'product_family', parts: 'money', hours: 'period', first: 'product_family', second: 'region' },
  })
  expect(parse('by=region&parts=pieces')).toEqual({
    ok: true,
    asked: { by: 'region', parts: 'pieces', hours: 'period', first: 'product_family', second: 'region' },
  })
  expect(parse('first=region')).toMatchObject({ asked: { first: 'region', second: 'product_family' } })
  expect(parse('first=team&second=none')).toMatchObject({ asked: { first: 'team', second: null } })
  expect(parse('first=team&second=team')).toMatchObject({ asked: { first: 'team', second: null } })
  expect(parse('first=technician')).toEqual({ ok: false, wrong: 'first=technician' })
  expect(parse('hours=day')).toMatchObject({ asked: { hours: 'day' } })
  expect(parse('hours=hour')).toEqual({ ok: false, wrong: 'hours=hour' })
  expect(parse('second=all')).toEqual({ ok: false, wrong: 'second=all' })
  expect(parse('by=technician')).toEqual({ ok: false, wrong: 'by=technician' })
  expect(parse('parts=all')).toEqual({ ok: false, wrong: 'parts=all' })
})
