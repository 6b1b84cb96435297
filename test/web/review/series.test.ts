import { expect, test } from 'vitest'
import { pack, unpack } from '../../../web/src/lib/review/packed.ts'
import { inReadableUnit, isTargetMet, standingOf } from '../../../web/src/lib/review/series.ts'
import { kpi, week } from './kpi-fixture.ts'

const open = { isMature: false, undecided: 7 }
const running = { isComplete: false, isMature: false }

test('the latest value and the change come from settled periods only', () => {
  const standing = standingOf(
    { kpi: kpi(), figures: [week(0, 0.93), week(1, 0.91), week(2, 0.5, open), week(3, 0.2, running)] },
    'week',
    'previous',
  )
  expect(standing.latest?.start).toBe('2026-01-12')
  expect(standing.certainty).toBe('settled')
  expect(standing.change).toMatchObject({ kind: 'points', meaning: 'worse', since: { start: '2026-01-05' } })
  expect(standing.change?.size).toBeCloseTo(-2, 10)
  expect(standing.isMet).toBe(true)
})

test('nothing is compared with a period that is not the one directly before', () => {
  expect(standingOf({ kpi: kpi(), figures: [week(0, 0.8), week(1, null), week(2, 0.9)] }, 'week', 'previous').change).toBeNull()
  expect(
    standingOf({ kpi: kpi(), figures: [week(0, 0.8), week(1, 0.7, open), week(2, 0.9)] }, 'week', 'previous').change,
  ).toBeNull()
})

test('without a settled period the newest complete one is shown as open, and nothing is compared', () => {
  expect(standingOf({ kpi: kpi(), figures: [week(0, 0.8, open), week(1, 0.7, running)] }, 'week', 'previous')).toMatchObject({
    certainty: 'can_change',
    change: null,
    latest: { value: 0.8 },
  })
  expect(standingOf({ kpi: kpi(), figures: [week(1, 0.7, running)] }, 'week', 'previous')).toMatchObject({
    certainty: 'running',
    change: null,
  })
  expect(standingOf({ kpi: kpi(), figures: [] }, 'week', 'previous')).toMatchObject({ latest: null, change: null, isMet: null })
})

test('changes: points for rates, a share for amounts, a difference where a share says nothing', () => {
  const count = kpi({ unit: 'count', statistic: 'sum', direction: 'less' })
  expect(standingOf({ kpi: count, figures: [week(0, 200), week(1, 150)] }, 'week', 'previous').change).toMatchObject({
    kind: 'relative',
    size: -0.25,
    meaning: 'better',
  })
  expect(standingOf({ kpi: count, figures: [week(0, 0), week(1, 3)] }, 'week', 'previous').change).toMatchObject({
    kind: 'absolute',
    size: 3,
    meaning: 'neutral',
  })
  expect(standingOf({ kpi: count, figures: [week(0, -4), week(1, 8), week(2, 10)] }, 'week', 'previous').change).toMatchObject({
    kind: 'absolute',
    size: 2,
  })
  const rate = kpi({ unit: 'per_1000', direction: 'none' })
  expect(standingOf({ kpi: rate, figures: [week(0, 30), week(1, 33)] }, 'week', 'previous').change).toMatchObject({
    kind: 'points',
    size: 3,
    meaning: 'neutral',
  })
})

test('small counts change by a number, few cases neither better nor worse, and what cannot be shown is no change', () => {
  const count = kpi({ unit: 'count', statistic: 'sum', direction: 'less' })
  expect(standingOf({ kpi: count, figures: [week(0, 10), week(1, 12)] }, 'week', 'previous').change).toMatchObject({
    kind: 'absolute',
    size: 2,
    meaning: 'neutral',
  })
  expect(standingOf({ kpi: kpi(), figures: [week(0, 0.5, { n: 2 }), week(1, 1)] }, 'week', 'previous').change).toMatchObject({
    size: 50,
    meaning: 'neutral',
  })
  expect(standingOf({ kpi: kpi(), figures: [week(0, 0.9), week(1, 0.9004)] }, 'week', 'previous').change).toMatchObject({
    size: 0,
    meaning: 'neutral',
  })
})

test('few cases are marked for rates and means, not for counts', () => {
  expect(standingOf({ kpi: kpi(), figures: [week(0, 0.9, { n: 29 })] }, 'week', 'previous').isFew).toBe(true)
  expect(standingOf({ kpi: kpi(), figures: [week(0, 0.9, { n: 30 })] }, 'week', 'previous').isFew).toBe(false)
  expect(standingOf({ kpi: kpi({ statistic: 'sum' }), figures: [week(0, 5, { n: 5 })] }, 'week', 'previous').isFew).toBe(false)
})

test('a target is met on its edge, in the KPI’s direction', () => {
  expect(isTargetMet(0.9, 0.9, 'more')).toBe(true)
  expect(isTargetMet(0.899, 0.9, 'more')).toBe(false)
  expect(isTargetMet(0.02, 0, 'less')).toBe(false)
  expect(isTargetMet(5, 5, 'none')).toBeNull()
  expect(isTargetMet(null, 5, 'more')).toBeNull()
})

test('long durations are shown in hours or days, the whole series in one unit', () => {
  const minutes = kpi({ unit: 'minutes', statistic: 'median' })
  expect(inReadableUnit({ kpi: minutes, figures: [week(0, 45)] }).kpi.unit).toBe('minutes')
  const hours = inReadableUnit({
    kpi: minutes,
    figures: [week(0, 600, { mean: 300, median: 600, p90: 1200, target: 480 }), week(1, 660), week(2, null)],
  })
  expect(hours.kpi.unit).toBe('hours')
  expect(hours.figures[0]).toMatchObject({ value: 10, mean: 5, median: 10, p90: 20, target: 8 })
  expect(hours.figures[2]?.value).toBeNull()
  expect(inReadableUnit({ kpi: minutes, figures: [week(0, 4320)] }).figures[0]?.value).toBe(3)
  expect(inReadableUnit({ kpi: kpi(), figures: [week(0, 4320)] }).figures[0]?.value).toBe(4320)
})

test('figures survive the journey to the browser', () => {
  const series = [
    {
      kpi: kpi(),
      figures: [week(0, 0.9), week(2, null, running), week(3, 0.123456789012345, { ...open, mean: 1.5, median: 1, p90: 2 })],
    },
    { kpi: kpi({ id: 'other' }), figures: [week(1, 3)] },
    { kpi: kpi({ id: 'none' }), figures: [] },
  ]
  expect(unpack(JSON.parse(JSON.stringify(pack(series))) as ReturnType<typeof pack>)).toEqual(series)
})

test('a count must change by more than chance to be better or worse', () => {
  const open = kpi({ id: 'complaints_received', statistic: 'sum', unit: 'count', direction: 'less' })
  const meaning = (from: number, to: number) =>
    standingOf({ kpi: open, figures: [week(0, from), week(1, to)] }, 'week', 'previous').change?.meaning
  // √(0 + 3) = 1.7 and √(100 + 140) = 15.5: three events more are within two standard errors, forty are not.
  expect(meaning(0, 3)).toBe('neutral')
  expect(meaning(100, 140)).toBe('worse')
  expect(meaning(140, 100)).toBe('better')
})

test('so must a rate per 1,000 jobs, by the events behind it', () => {
  const rate = kpi({ id: 'complaints_per_1000_jobs', unit: 'per_1000', direction: 'less' })
  const meaning = (from: number, to: number, n: number) =>
    standingOf({ kpi: rate, figures: [week(0, from, { n }), week(1, to, { n })] }, 'week', 'previous').change?.meaning
  // 1 event and 3 events on 100 jobs; 100 and 300 on 10,000.
  expect(meaning(10, 30, 100)).toBe('neutral')
  expect(meaning(10, 30, 10_000)).toBe('worse')
})

test('compared with the year before, the change is against that very week', () => {
  const figures = Array.from({ length: 54 }, (_, index) => week(index, index === 1 ? 0.5 : 0.9))
  const { change } = standingOf({ kpi: kpi(), figures }, 'week', 'year')
  expect(change).toMatchObject({ kind: 'points', meaning: 'better', since: { start: week(1, 0).start } })
  expect(change?.size).toBeCloseTo(40, 9)
  expect(standingOf({ kpi: kpi(), figures: figures.slice(2) }, 'week', 'year').change).toBeNull()
})
