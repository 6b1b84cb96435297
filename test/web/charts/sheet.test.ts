import { expect, test } from 'vitest'
import { fitFileName } from '../../../web/src/lib/charts/file-name.ts'
import { roughWidth, wrap } from '../../../web/src/lib/charts/lettering.ts'
import { layOutSheet } from '../../../web/src/lib/charts/sheet.ts'

test('names break between Han characters and between words, about evenly', () => {
  expect(wrap('上门迟到', 100, 12)).toBe('上门迟到')
  expect(wrap('工程师上门迟到未提前通知', 100, 12)).toBe('工程师上门迟\n到未提前通知')
  expect(wrap('Installation leak', 80, 12)).toBe('Installation\nleak')
})

test('what does not fit in two lines is cut, and says so', () => {
  const lines = wrap('工程师上门迟到未提前通知并且拒绝道歉态度恶劣', 60, 12).split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toMatch(/…$/)
  for (const line of lines) expect(roughWidth(line, 12)).toBeLessThanOrEqual(60)
})

test('no line begins with a closing mark', () => {
  for (const width of [48, 60, 72, 84]) {
    for (const line of wrap('等待配件（超时），未通知客户。', width, 12, 9).split('\n')) expect(line).not.toMatch(/^[），。]/)
  }
})

test('title above, chart, remarks below; nothing overlaps or stands out', () => {
  const sheet = layOutSheet('投诉原因'.repeat(20), ['筛选：区域 华东、产品系列 空调', '来源：示例'], 400)
  const titles = sheet.texts.filter(({ weight }) => weight === 600)
  const remarks = sheet.texts.filter(({ weight }) => weight === 400)
  expect(titles).toHaveLength(2)
  expect(remarks.map(({ text }) => text)).toEqual(['筛选：区域 华东、产品系列 空调', '来源：示例'])
  for (const { y } of titles) expect(y).toBeLessThan(sheet.chart.y)
  for (const { y, size } of remarks) expect(y - size).toBeGreaterThanOrEqual(sheet.chart.y + sheet.chart.height)
  expect(Math.max(...remarks.map(({ y }) => y))).toBeLessThan(sheet.height)
  for (const { text, x, size } of sheet.texts) expect(x + roughWidth(text, size)).toBeLessThanOrEqual(sheet.width)
})

test.each([
  ['投诉 原因/2026', '投诉-原因-2026.csv'],
  ['../../etc/passwd', 'etc-passwd.csv'],
  ['a:b*c?"<>|\u0000', 'a-b-c.csv'],
  ['', 'chart.csv'],
])('the file of %j is called %s', (name, file) => {
  expect(fitFileName(name, 'csv')).toBe(file)
})
