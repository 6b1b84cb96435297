import { expect, test } from 'vitest'
import { formatDuration, formatWorkingTime } from '../../../web/src/lib/tickets/duration.ts'

test.each([
  [0, '0 分钟', '0 min'],
  [0.25, '15 秒', '15 s'],
  [0.001, '1 秒', '1 s'],
  [45.9, '45 分钟', '45 min'],
  [60, '1 小时', '1 h'],
  [200, '3 小时 20 分钟', '3 h 20 min'],
  [1440, '1 天', '1 d'],
  [17_521, '12 天 4 小时', '12 d 4 h'],
  [1_440_000, '1,000 天', '1,000 d'],
  [-90, '−1 小时 30 分钟', '−1 h 30 min'],
])('%s minutes', (minutes, chinese, english) => {
  expect(formatDuration(minutes, 'zh-CN')).toBe(chinese)
  expect(formatDuration(minutes, 'en')).toBe(english)
})

test('working time is never counted in days', () => {
  expect(formatWorkingTime(2880, 'zh-CN')).toBe('48 小时')
  expect(formatWorkingTime(2885.5, 'en')).toBe('48 h 5 min')
  expect(formatWorkingTime(0, 'en')).toBe('0 min')
})
