import { describe, expect, test } from 'vitest'
import { chooseTwoPeriods, parseTwoPeriods, periodsBetween } from '../../../web/src/lib/complaints/two-periods.ts'
import { periodAfter, type Stretch } from '../../../web/src/lib/period/stretch.ts'
import type { Figure } from '../../../web/src/lib/review/series.ts'

const months = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01']
const figures = months.map((start, at): Figure => ({
  start,
  end: periodAfter(start, 'month'),
  value: 1,
  n: 1,
  mean: null,
  median: null,
  p90: null,
  undecided: 0,
  isComplete: at < 5,
  isMature: at < 4,
  target: null,
}))
const chosen: Stretch = {
  range: 'period',
  since: '2026-04-01',
  until: '2026-05-01',
  certainty: 'settled',
  compared: { since: '2026-03-01', until: '2026-04-01' },
}
const nothing = { last: null, before: null, beforeLast: null }
const choose = (asked: Partial<typeof nothing | Record<keyof typeof nothing, string | null>>) =>
  chooseTwoPeriods(chosen, figures, 'month', { ...nothing, ...asked })

test('nothing asked for leaves the period and its comparison', () => {
  expect(choose({})).toEqual(chosen)
})

describe('any two can be chosen', () => {
  test('one period against any other', () => {
    expect(choose({ before: '2026-01-01' })).toEqual({ ...chosen, compared: { since: '2026-01-01', until: '2026-02-01' } })
  })
  test('several against several, of another length', () => {
    expect(choose({ last: '2026-05-01', before: '2026-01-01', beforeLast: '2026-03-01' })).toEqual({
      range: 'several',
      since: '2026-04-01',
      until: '2026-06-01',
      certainty: 'can_change',
      compared: { since: '2026-01-01', until: '2026-04-01' },
    })
  })
  test('without a choice several are compared with as many directly before', () => {
    expect(choose({ last: '2026-05-01' }).compared).toEqual({ since: '2026-02-01', until: '2026-04-01' })
    expect(choose({ last: '2026-06-01' })).toMatchObject({ certainty: 'running', compared: { since: '2026-01-01' } })
  })
  test('the whole span keeps its length and can be compared too', () => {
    const span: Stretch = { ...chosen, range: 'span', compared: null }
    expect(chooseTwoPeriods(span, figures, 'month', { last: '2026-06-01', before: '2026-02-01', beforeLast: null })).toEqual({
      ...span,
      compared: { since: '2026-02-01', until: '2026-03-01' },
    })
  })
  test('what nothing is known of is not compared with', () => {
    expect(choose({ before: '2025-01-01' }).compared).toBeNull()
    expect(choose({ last: '2026-03-01' })).toEqual(chosen)
  })
})

test('what is no period is refused', () => {
  const parse = (search: string, grain: 'week' | 'month' = 'month') =>
    parseTwoPeriods((name) => new URLSearchParams(search).get(name), grain)
  expect(parse('last=2026-05-01&before=2026-01-01&before_last=')).toEqual({
    ok: true,
    asked: { last: '2026-05-01', before: '2026-01-01', beforeLast: null },
  })
  expect(parse('before=2026-01-02')).toEqual({ ok: false, wrong: 'before=2026-01-02' })
  expect(parse('before_last=2026-01-01', 'week')).toEqual({ ok: false, wrong: 'before_last=2026-01-01' })
})

test('periods between two days', () => {
  expect(periodsBetween({ since: '2025-11-01', until: '2026-02-01' }, 'month')).toBe(3)
  expect(periodsBetween({ since: '2026-01-05', until: '2026-02-02' }, 'week')).toBe(4)
})
