import { expect, test, vi } from 'vitest'
import {
  formatChange,
  formatPeriod,
  formatPeriodShort,
  formatStamp,
  formatTarget,
  formatValue,
  isoWeek,
} from '../../../web/src/lib/language/format.ts'
import type { Change, Unit } from '../../../web/src/lib/review/series.ts'

test.each([
  [0.9337748, 'percent', '93.4%', '93.4%'],
  [1, 'percent', '100.0%', '100.0%'],
  [-0.012, 'percent', '−1.2%', '−1.2%'],
  [421, 'count', '421', '421'],
  [9999, 'count', '9,999', '9,999'],
  [12345, 'count', '1.23万', '12,345'],
  [3_450_000, 'count', '345.00万', '3.45M'],
  [234_567_890, 'count', '2.35亿', '234.57M'],
  [-7, 'count', '−7', '−7'],
  [186.44, 'money', '¥186.4', '¥186.4'],
  [1864.4, 'money', '¥1,864', '¥1,864'],
  [8818, 'money', '¥8,818', '¥8,818'],
  [17324, 'money', '¥17,324', '¥17,324'],
  [123456.7, 'money', '¥123,457', '¥123,457'],
  [3_450_000, 'money', '¥345.00万', '¥3.45M'],
  [-50, 'money', '−¥50.0', '−¥50.0'],
  [29.71, 'per_1000', '29.7', '29.7'],
  [34.62, 'per_100', '34.6', '34.6'],
  [4.777, 'score', '4.78', '4.78'],
  [3.04, 'days', '3.0', '3.0'],
] satisfies [number, Unit, string, string][])('%d %s', (value, unit, zh, en) => {
  expect(formatValue(value, unit, 'zh-CN')).toBe(zh)
  expect(formatValue(value, unit, 'en')).toBe(en)
})

test('another currency brings its own sign', () => {
  expect(formatValue(1234, 'money', 'en', 'USD')).toBe('$1,234')
  expect(formatValue(1234, 'money', 'zh-CN', 'USD')).toBe('$1,234')
})

test('targets lose decimals that say nothing', () => {
  expect(formatTarget(0.9, 'percent', 'en')).toBe('90%')
  expect(formatTarget(0.925, 'percent', 'en')).toBe('92.5%')
  expect(formatTarget(120, 'money', 'zh-CN')).toBe('¥120')
})

const change = (kind: Change['kind'], size: number): Change => ({
  kind,
  size,
  meaning: 'neutral',
  since: {
    start: '',
    end: '',
    value: 1,
    n: 1,
    mean: null,
    median: null,
    p90: null,
    undecided: 0,
    isComplete: true,
    isMature: true,
    target: null,
  },
})
test('changes carry their sign', () => {
  expect(formatChange(change('points', -1.34), 'percent', 'en')).toBe('−1.3')
  expect(formatChange(change('relative', 0.0731), 'count', 'zh-CN')).toBe('+7.3%')
  expect(formatChange(change('absolute', -4), 'count', 'en')).toBe('−4')
  expect(formatChange(change('relative', 0), 'count', 'en')).toBe('±0.0%')
})

test.each([
  ['2026-09-21', '2026年第39周 (9/21–9/27)', 'Week 39, 2026 (21–27 Sep)'],
  ['2026-09-28', '2026年第40周 (9/28–10/4)', 'Week 40, 2026 (28 Sep–4 Oct)'],
  ['2025-12-29', '2026年第1周 (12/29–1/4)', 'Week 1, 2026 (29 Dec–4 Jan)'],
  ['2020-12-28', '2020年第53周 (12/28–1/3)', 'Week 53, 2020 (28 Dec–3 Jan)'],
])('week of %s', (start, zh, en) => {
  expect(formatPeriod(start, 'week', 'zh-CN')).toBe(zh)
  expect(formatPeriod(start, 'week', 'en')).toBe(en)
})

test('months and short forms', () => {
  expect(formatPeriod('2026-09-01', 'month', 'zh-CN')).toBe('2026年9月')
  expect(formatPeriod('2026-09-01', 'month', 'en')).toBe('September 2026')
  expect(formatPeriodShort('2026-09-21', 'week', 'zh-CN', true)).toBe('2026年39周')
  expect(formatPeriodShort('2026-09-21', 'week', 'en')).toBe('W39')
  expect(formatPeriodShort('2026-09-01', 'month', 'en', true)).toBe('Sep 2026')
})

test('ISO weeks agree with a slow count through every Monday of forty years', () => {
  // The first week of a year is the one with its first Thursday: count weeks one by one from there.
  let week = 1
  for (let time = Date.UTC(2001, 0, 1); time < Date.UTC(2041, 0, 1); time += 7 * 86_400_000) {
    const thursday = new Date(time + 3 * 86_400_000)
    week = thursday.getUTCMonth() === 0 && thursday.getUTCDate() <= 7 ? 1 : week
    expect(isoWeek(new Date(time).toISOString().slice(0, 10))).toEqual({ year: thursday.getUTCFullYear(), week })
    week += 1
  }
})

test('stamps stand in the site’s wall time', () => {
  expect(formatStamp('2026-09-30T15:59:00Z', 'Asia/Shanghai', 'zh-CN')).toBe('2026-09-30 23:59')
  expect(formatStamp('2026-09-30T16:00:00Z', 'Asia/Shanghai', 'en')).toBe('1 Oct 2026, 00:00')
  expect(formatStamp('2026-01-15T12:00:00Z', 'America/New_York', 'en')).toBe('15 Jan 2026, 07:00')
})

test('a zone has one clock, however many stamps are written', () => {
  const made = vi.spyOn(Intl, 'DateTimeFormat')
  for (let minute = 0; minute < 50; minute += 1) {
    for (const language of ['zh-CN', 'en'] as const) formatStamp(`2026-01-15T12:${minute + 10}:00Z`, 'Europe/Vilnius', language)
  }
  expect(made).toHaveBeenCalledTimes(1)
  made.mockRestore()
})
