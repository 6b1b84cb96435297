import { expect, test } from 'vitest'
import { barWidth, countOf, daysOld, parseRisk, timeLeft, type StageCount } from '../../../web/src/lib/promises/risk.ts'

const asked = (search: string) => {
  const given = new URLSearchParams(search)
  return parseRisk((name) => given.get(name))
}

test('what is not asked for is all of it, from the beginning', () => {
  const all = { ok: true, selection: { risk: null, stage: null, offset: 0 } }
  expect(asked('')).toEqual(all)
  expect(asked('risk=&stage=&offset=')).toEqual(all)
  expect(asked('risk=all&stage=all')).toEqual(all)
  expect(asked('risk=due_today&stage=visit&offset=100')).toEqual({
    ok: true,
    selection: { risk: 'due_today', stage: 'visit', offset: 100 },
  })
})

test.each(['risk=late', 'stage=answer', 'offset=-1', 'offset=1.5', 'offset=x', 'offset=99999999999'])(
  '%s means nothing',
  (search) => {
    expect(asked(search)).toEqual({ ok: false, wrong: search })
  },
)

test('one that is at risk and due today is one of each and one of all', () => {
  const counts: StageCount[] = [
    { stage: 'visit', n: 3, at_risk: 2, due_today: 2, overdue: 0 },
    { stage: 'response', n: 4, at_risk: 0, due_today: 1, overdue: 3 },
  ]
  expect(countOf(counts, { risk: null, stage: null })).toBe(7)
  expect(countOf(counts, { risk: 'due_today', stage: null })).toBe(3)
  expect(countOf(counts, { risk: null, stage: 'visit' })).toBe(3)
  expect(countOf(counts, { risk: 'overdue', stage: 'visit' })).toBe(0)
  expect(countOf(counts, { risk: 'overdue', stage: 'handback' })).toBe(0)
})

test('time left and time over are sizes; words say which', () => {
  expect(timeLeft(130, 'en')).toBe('2 h 10 min')
  expect(timeLeft(-1440, 'en')).toBe('1 d')
  expect(timeLeft(-95, 'zh-CN')).toBe('1 小时 35 分钟')
})

test('the bar is full when the time is over, whatever is known of it', () => {
  expect(barWidth(0.755, false)).toBe(76)
  expect(barWidth(0, false)).toBe(0)
  expect(barWidth(null, false)).toBe(0)
  expect(barWidth(2.4, true)).toBe(100)
  expect(barWidth(null, true)).toBe(100)
})

test('data is old from a whole day on', () => {
  const now = Date.parse('2026-10-01T12:00:00Z')
  expect(daysOld('2026-09-30T12:00:01Z', now)).toBe(0)
  expect(daysOld('2026-09-30T12:00:00Z', now)).toBe(1)
  expect(daysOld('2026-09-25T00:00:00Z', now)).toBe(6)
  expect(daysOld('2026-10-02T00:00:00Z', now)).toBe(0)
})
