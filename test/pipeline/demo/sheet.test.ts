import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { readXlsx } from 'hucre'
import { Sheet, cell, encodeGb18030 } from '../../../pipeline/demo/sheet.ts'
import { stampText, dateText, dayOfDate, slashedStampText } from '../../../pipeline/demo/time.ts'
import { workbook } from '../../../pipeline/demo/workbook.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'aftercare-sheet-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('gzip written in pieces is one whole stream', () => {
  const file = path.join(folder, 'large.csv.gz')
  const sheet = new Sheet(file, { isGzip: true })
  const lines = Array.from({ length: 9000 }, (_, at) => `${at},空调不制冷，${at * 7}`)
  for (const line of lines) sheet.row(line)
  sheet.close()
  const bytes = readFileSync(file)
  expect(gunzipSync(bytes).toString('utf8')).toBe(lines.join('\n') + '\n')
  // neither time nor system in the header
  expect([...bytes.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
})

test('GB18030 is what the decoder reads', () => {
  const text = '热水器嘭一声，“爆燃”吓人……℃～嘞噶～ABC 123！'
  expect(new TextDecoder('gb18030', { fatal: true }).decode(encodeGb18030(text))).toBe(text)
  expect(() => encodeGb18030('𠮷')).toThrow(RangeError)
})

test('cells are quoted where they must be', () => {
  expect([cell('漏水，急'), cell('a,b'), cell('say "hi"'), cell('')]).toEqual(['漏水，急', '"a,b"', '"say ""hi"""', ''])
})

test('moments are written as the calendar has them', () => {
  expect(stampText(0)).toBe('2024-09-30 00:00:00')
  expect(stampText(-1)).toBe('')
  expect(stampText(728 * 86_400 - 1)).toBe('2026-09-27 23:59:59')
  expect(slashedStampText(153 * 86_400 + 3723)).toBe('2025/03/02 01:02:03')
  expect(dateText(dayOfDate('2025-02-28') + 1)).toBe('2025-03-01')
  expect(dateText(-366)).toBe('2023-09-30')
})

test('the workbook is read as it was written, twice the same', async () => {
  const rows = [
    ['TS1', '退款拖了三天，"差评"', 120, null],
    ['TS2', '<b>&amp;', 0.5, 'x'],
  ]
  const bytes = await workbook('投诉', ['编号', '内容', '金额', '备注'], rows)
  expect(Buffer.compare(Buffer.from(bytes), Buffer.from(await workbook('投诉', ['编号', '内容', '金额', '备注'], rows)))).toBe(0)
  const book = await readXlsx(bytes)
  expect(book.sheets[0]?.name).toBe('投诉')
  expect(book.sheets[0]?.rows.map((row) => row.map((value) => value ?? null))).toEqual([
    ['编号', '内容', '金额', '备注'],
    ...rows,
  ])
})
