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
    meaning: 'worse',
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
    meaning: 'worse',
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
