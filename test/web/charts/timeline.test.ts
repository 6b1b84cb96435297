import { expect, test } from 'vitest'
import { timeTicks } from '../../../web/src/lib/charts/clock.ts'
import { timelineExtent, timelineOption, type Lane } from '../../../web/src/lib/charts/timeline.ts'
import { context, seriesOf, tooltipAt, valuesOf, xAxesOf } from './context.ts'

const lanes: Lane[] = [
  {
    label: '派单 → 上门',
    bars: [{ start: '2026-09-21T09:00:00+08:00', end: '2026-09-21T13:00:00+08:00', label: '上门', meaning: 'worse' }],
    marks: [{ at: '2026-09-21T11:00:00+08:00', label: '时限', kind: 'limit' }],
  },
  {
    label: '修复',
    bars: [{ start: '2026-09-21T13:00:00+08:00', end: null, label: '修复', meaning: 'neutral' }],
    marks: [],
  },
]
const site = { ...context, timeZone: 'Asia/Shanghai', asOf: '2026-09-21T18:00:00+08:00' }
const ms = (stamp: string) => Date.parse(stamp)

test('each stage from start to end on its lane; what runs ends where the data end', () => {
  const option = timelineOption(lanes, site)
  expect(valuesOf(option, 0)).toEqual([
    [ms('2026-09-21T01:00:00Z'), ms('2026-09-21T05:00:00Z'), 0],
    [ms('2026-09-21T05:00:00Z'), ms('2026-09-21T10:00:00Z'), 1],
  ])
  expect(valuesOf(option, 1)).toEqual([[ms('2026-09-21T03:00:00Z'), 0]])
  expect(valuesOf(option, 2)).toEqual([[ms('2026-09-21T10:00:00Z')]])
  expect(tooltipAt(option, 0, 0)).toBe('<b>上门</b><br>2026-09-21 09:00<br>2026-09-21 13:00')
  expect(tooltipAt(option, 1, 0)).toContain('进行中')
  expect(tooltipAt(option, 0, 1)).toBe('<b>时限</b><br>2026-09-21 11:00')
})

test('the axis holds every stamp', () => {
  const { from, to } = timelineExtent(lanes, site.asOf)
  expect(from).toBeLessThan(ms('2026-09-21T01:00:00Z'))
  expect(to).toBeGreaterThan(ms('2026-09-21T10:00:00Z'))
  expect(xAxesOf(timelineOption(lanes, site))[0]).toMatchObject({ min: from, max: to })
})

test('a ticket that is over does not reach to today', () => {
  const over = lanes.slice(0, 1)
  const option = timelineOption(over, { ...site, asOf: '2027-01-01T00:00:00+08:00' })
  expect(timelineExtent(over, '2027-01-01T00:00:00+08:00').to).toBeLessThan(ms('2026-09-22T00:00:00Z'))
  expect(seriesOf(option)).toHaveLength(2)
})

test('round hours of the site, the day where it begins', () => {
  const ticks = timeTicks(ms('2026-09-21T22:30:00+08:00'), ms('2026-09-22T07:00:00+08:00'), 'Asia/Shanghai', 'zh-CN', 4)
  expect(ticks).toEqual([
    { at: ms('2026-09-22T00:00:00+08:00'), label: '00:00\n9/22' },
    { at: ms('2026-09-22T03:00:00+08:00'), label: '03:00' },
    { at: ms('2026-09-22T06:00:00+08:00'), label: '06:00' },
  ])
})

test('days stay days where the clocks change', () => {
  // New York leaves summer time on 1 November 2026.
  const ticks = timeTicks(ms('2026-10-30T12:00:00Z'), ms('2026-11-03T12:00:00Z'), 'America/New_York', 'en', 4)
  expect(ticks).toEqual([
    { at: ms('2026-10-31T04:00:00Z'), label: '31 Oct' },
    { at: ms('2026-11-01T04:00:00Z'), label: '1 Nov' },
    { at: ms('2026-11-02T05:00:00Z'), label: '2 Nov' },
    { at: ms('2026-11-03T05:00:00Z'), label: '3 Nov' },
  ])
})

test('weeks begin on a Monday', () => {
  const ticks = timeTicks(ms('2026-08-01T00:00:00+08:00'), ms('2026-09-10T00:00:00+08:00'), 'Asia/Shanghai', 'zh-CN', 6)
  expect(ticks.map(({ label }) => label)).toEqual(['8/3', '8/10', '8/17', '8/24', '8/31', '9/7'])
})
