import { expect, test } from 'vitest'
import { texts } from '../../../web/src/lib/language/texts.ts'
import { hourCells, hourTable } from '../../../web/src/lib/promises/hours.ts'
import type { DaySpread, TimeSpread } from '../../../web/src/lib/promises/promises.ts'
import { dayDrawing, timeDrawing } from '../../../web/src/lib/promises/spread.ts'

const reader = { language: 'zh-CN', texts: texts('zh-CN'), sources: {} } as const
const time: TimeSpread = {
  kind: 'time',
  clock: 'calendar',
  measure: 'net',
  n: 10,
  overdue: 1,
  median: 390,
  p90: 1800,
  p95: 3600,
  limit: 1440,
  isFirstOpen: false,
  bins: [
    { from: 0, until: 1440, count: 6 },
    { from: 1440, until: 2880, count: 3 },
    { from: 2880, until: null, count: 1 },
  ],
}

test('minutes are drawn in hours, with the limit among the marks', () => {
  const drawing = timeDrawing(time, reader)
  expect(drawing.unit).toBe('hours')
  expect(drawing.bins).toEqual([
    { from: 0, until: 24, count: 6 },
    { from: 24, until: 48, count: 3 },
    { from: 48, until: null, count: 1 },
  ])
  expect(drawing.marks.map(({ value, kind }) => [value, kind])).toEqual([
    [6.5, 'quantile'],
    [30, 'quantile'],
    [60, 'quantile'],
    [24, 'limit'],
  ])
  expect(drawing.facts).toBe('中位数 6.5 小时 · P90 30.0 小时 · P95 60.0 小时')
  expect(drawing.table.rows.map((row) => row.map(({ raw }) => raw))).toEqual([
    [0, 24, 6, 0.6],
    [24, 48, 3, 0.3],
    [48, null, 1, 0.1],
  ])
})

test('shares of limits that differ are percentages, working time stays in hours', () => {
  const share = timeDrawing(
    { ...time, measure: 'share', median: 0.3, p90: 1.2, p95: 2, limit: 1, bins: [{ from: 0, until: 1, count: 10 }] },
    reader,
  )
  expect(share.unit).toBe('percent')
  expect(share.facts).toBe('中位数 30.0% · P90 120.0% · P95 200.0%')
  const working = timeDrawing({ ...time, clock: 'working', bins: [{ from: 0, until: 60_000, count: 10 }] }, reader)
  expect(working.unit).toBe('hours')
})

const days: DaySpread = {
  kind: 'days',
  clock: 'working_days',
  n: 20,
  overdue: 0,
  limit: 3,
  median: 1,
  p90: 4,
  p95: 5,
  days: [
    { day: 0, isOpen: false, isKept: true, n: 5 },
    { day: 4, isOpen: true, isKept: false, n: 15 },
  ],
}

test('working days are whole; those beyond the limit are worse', () => {
  const drawing = dayDrawing(days, reader)
  expect(drawing.bars).toEqual([
    { label: '当天', value: 5, n: null, meaning: 'neutral' },
    { label: '第 4 个工作日及以后', value: 15, n: null, meaning: 'worse' },
  ])
  expect(drawing.table.rows[1]?.map(({ raw }) => raw)).toEqual([4, 15, 0.75, '超时'])
})

test('where limits differ, days are counted from each last day', () => {
  const drawing = dayDrawing({ ...days, limit: null, days: [{ day: -2, isOpen: false, isKept: true, n: 1 }] }, reader)
  expect(drawing.bars[0]?.label).toBe('早 2 天')
})

test('an hour with nothing decided has no share', () => {
  const hours = [
    { weekday: 1, hour: 9, n: 40, decided: 32, broken: 8 },
    { weekday: 7, hour: 3, n: 2, decided: 0, broken: 0 },
  ]
  expect(hourCells(hours, 'count').map(({ value }) => value)).toEqual([40, 2])
  expect(hourCells(hours, 'percent')).toEqual([
    { weekday: 1, hour: 9, value: 0.25, n: 32 },
    { weekday: 7, hour: 3, value: null, n: 0 },
  ])
  expect(hourTable(hours, reader).rows.map((row) => row.map(({ text }) => text))).toEqual([
    ['一', '9:00', '40', '32', '8', '25.0%'],
    ['日', '3:00', '2', '0', '0', '–'],
  ])
})
