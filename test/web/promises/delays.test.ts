import { expect, test } from 'vitest'
import type { Link } from '../../../web/src/lib/filters/links.ts'
import { texts } from '../../../web/src/lib/language/texts.ts'
import { delayFigures, parseDelays, wholeOf, type Delays } from '../../../web/src/lib/promises/delays.ts'

const reader = { language: 'en', texts: texts('en'), sources: {} } as const
const href = (cause: string): Link => `/promises/delays?cause=${cause}` as Link
const delays: Delays = {
  n: 50,
  counts: { customer: 5, parts: 15, supplier: 0, not_assigned: 30, out_of_hours: 0, own_work: 0 },
  minutes: { customer: 600, parts: 6000, supplier: 0, not_assigned: 3000, out_of_hours: 2100, own_work: 300 },
  pausedMinutes: 1200,
}

test('bars are the causes that there are, the most first; their links follow them', () => {
  const { counted, timed } = delayFigures(delays, reader, href)
  expect(counted.causes).toEqual(['not_assigned', 'parts', 'customer'])
  expect(counted.bars.map(({ label, value, n }) => [label, value, n])).toEqual([
    ['Nobody had it', 0.6, 30],
    ['Waiting for parts', 0.3, 15],
    ['Waiting for the customer', 0.1, 5],
  ])
  expect(timed.causes).toEqual(['parts', 'not_assigned', 'out_of_hours', 'customer', 'own_work'])
  expect(timed.bars.map(({ value }) => value)).toEqual([100, 50, 35, 10, 5])
})

test('the table has all causes, shares of both, and the paused waits apart', () => {
  const { rows } = delayFigures(delays, reader, href).table
  expect(rows.map((row) => row.map(({ raw }) => raw))).toEqual([
    ['Waiting for the customer', 5, 0.1, 10, 0.05],
    ['Waiting for parts', 15, 0.3, 100, 0.5],
    ['Waiting for a supplier', 0, 0, 0, 0],
    ['Nobody had it', 30, 0.6, 50, 0.25],
    ['Out of hours', 0, 0, 35, 0.175],
    ['Own work', 0, 0, 5, 0.025],
    ['Of the waits, clock stood still', null, null, 20, 0.1],
  ])
  expect(rows.map(([, count]) => count?.href)).toEqual([
    href('customer'),
    href('parts'),
    undefined,
    href('not_assigned'),
    undefined,
    undefined,
    undefined,
  ])
  expect(wholeOf(delays.minutes)).toBe(12_000)
})

const asked = (search: string) => {
  const given = new URLSearchParams(search)
  return parseDelays((name) => given.get(name))
}

test('stage and days are needed, the cause is not', () => {
  expect(asked('stage=visit&from=2026-01-05&until=2026-02-02&cause=parts&offset=100')).toEqual({
    ok: true,
    selection: { stage: 'visit', cause: 'parts', since: '2026-01-05', until: '2026-02-02', offset: 100 },
  })
  expect(asked('stage=visit&from=2026-01-05&until=2026-02-02')).toMatchObject({ ok: true, selection: { cause: null, offset: 0 } })
})

test.each([
  ['from=2026-01-05&until=2026-02-02', 'stage='],
  ['stage=answer&from=2026-01-05&until=2026-02-02', 'stage=answer'],
  ['stage=visit&from=2026-02-30&until=2026-03-02', 'from=2026-02-30'],
  ['stage=visit&from=2026-01-05', 'until='],
  ['stage=visit&from=2026-01-05&until=2026-02-02&cause=weather', 'cause=weather'],
  ['stage=visit&from=2026-01-05&until=2026-02-02&offset=-1', 'offset=-1'],
])('%s means nothing', (search, wrong) => {
  expect(asked(search)).toEqual({ ok: false, wrong })
})
