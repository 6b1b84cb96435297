import { expect, test } from 'vitest'
import { addYears, dayRows, periodRows } from '../../../pipeline/reference/period.ts'

test('weeks begin on Monday, months on the first; both cover the first and the last day', () => {
  const rows = periodRows('2024-12-31', '2025-02-03')
  const weeks = rows.filter((each) => each['grain'] === 'week')
  expect(weeks.map((each) => each['period_start'])).toEqual([
    '2024-12-30',
    '2025-01-06',
    '2025-01-13',
    '2025-01-20',
    '2025-01-27',
    '2025-02-03',
  ])
  expect(weeks.map((each) => each['period_index'])).toEqual([1, 2, 3, 4, 5, 6])
  const months = rows.filter((each) => each['grain'] === 'month')
  expect(months.map((each) => [each['period_start'], each['period_end']])).toEqual([
    ['2024-12-01', '2025-01-01'],
    ['2025-01-01', '2025-02-01'],
    ['2025-02-01', '2025-03-01'],
  ])
})

test('periods follow each other without gap or overlap over thirty years', () => {
  for (const grain of ['week', 'month']) {
    const rows = periodRows('1995-06-15', '2025-06-15').filter((each) => each['grain'] === grain)
    rows.slice(1).forEach((row, at) => {
      expect(row['period_start']).toBe(rows[at]?.['period_end'])
    })
  }
})

test('days say their week, month and weekday, before 1970 as well', () => {
  expect(dayRows('1969-12-31', '1970-01-02')).toEqual([
    { day: '1969-12-31', week_start: '1969-12-29', month_start: '1969-12-01', weekday: 3 },
    { day: '1970-01-01', week_start: '1969-12-29', month_start: '1970-01-01', weekday: 4 },
  ])
  for (const row of dayRows('2023-12-20', '2024-03-05')) {
    const day = new Date(`${String(row['day'])}T00:00:00Z`).getUTCDay()
    expect(row['weekday']).toBe(day === 0 ? 7 : day)
  }
})

test('the 29th of February has no namesake in other years', () => {
  expect(addYears('2024-02-29', 1)).toBe('2025-03-01')
  expect(addYears('2024-02-29', -4)).toBe('2020-02-29')
})
