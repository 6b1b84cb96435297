/** What a request may say: parameters, cursors, formats. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readCursor, writeCursor } from '../../../../web/src/lib/server/api/cursor.ts'
import { acceptedFormat, toCsv } from '../../../../web/src/lib/server/api/format.ts'
import {
  filterParameters,
  pageParameters,
  parseParameters,
  spanParameters,
} from '../../../../web/src/lib/server/api/parameters.ts'

const schema = z.strictObject({
  ...spanParameters,
  ...filterParameters,
  ...pageParameters,
  is_open: z.boolean().optional(),
  kpi: z.array(z.string().min(1)).optional(),
})
const parsed = (search: string) => parseParameters(schema, [...new URLSearchParams(search)])

test('parameters get the types that their schema wants', () => {
  expect(parsed('from=2026-01-01&region=%E5%8D%8E%E4%B8%9C&limit=7&is_open=false&kpi=a,b')).toEqual({
    from: '2026-01-01',
    region: '华东',
    limit: 7,
    is_open: false,
    kpi: ['a', 'b'],
  })
  expect(parsed('')).toEqual({ limit: 100 })
  // A filter that looks like a number stays text.
  expect(parsed('team=12')).toEqual({ team: '12', limit: 100 })
})

test.each([
  ['limit=0', 'limit', '0'],
  ['limit=1e3', 'limit', '1e3'],
  ['limit=50001', 'limit', '50001'],
  ['limit=-1', 'limit', '-1'],
  ['from=2026-02-30', 'from', '2026-02-30'],
  ['until=today', 'until', 'today'],
  ['region=', 'region', ''],
  ['is_open=yes', 'is_open', 'yes'],
  ['kpi=a,,b', 'kpi', 'a,,b'],
  ['region=a&region=b', 'region', 'b'],
  [`team=${'x'.repeat(300)}`, 'team', 'x'.repeat(200)],
])('%s is refused by name and value', (search, where, value) => {
  expect(() => parsed(search)).toThrow(expect.objectContaining({ code: 'api.bad_parameter', where, value }) as Error)
})

test.each(['toString', '__proto__', 'Region', 'technician_id'])('the unknown parameter %s is refused', (name) => {
  expect(() => parsed(`${name}=x`)).toThrow(expect.objectContaining({ code: 'api.unknown_parameter', value: name }) as Error)
})

test('a cursor comes back as it was written, for its version and its question only', () => {
  const question = { version: 'v1', identity: ['sql', { region: '华东' }] }
  fc.assert(
    fc.property(
      fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      fc.string({ unit: 'binary' }),
      (date, key) => {
        const position = { on: date.toISOString().slice(0, 10), key }
        expect(readCursor(question, writeCursor(question, position))).toEqual(position)
      },
    ),
  )
  const cursor = writeCursor(question, { on: '2026-01-01', key: 'a' })
  const code = (of: typeof question, text: string) => {
    try {
      readCursor(of, text)
      return null
    } catch (cause) {
      return z.object({ code: z.string() }).parse(cause).code
    }
  }
  expect(code({ ...question, version: 'v2' }, cursor)).toBe('api.version_changed')
  expect(code({ ...question, identity: ['sql', { region: '华南' }] }, cursor)).toBe('api.bad_cursor')
  for (const text of ['x', '', Buffer.from('[1,2,3,4]').toString('base64url'), cursor.slice(0, -8)]) {
    expect(code(question, text), text).toBe('api.bad_cursor')
  }
})

test.each([
  [null, 'json'],
  ['*/*', 'json'],
  ['application/json', 'json'],
  ['text/csv', 'csv'],
  ['text/*', 'csv'],
  ['application/vnd.apache.arrow.stream', 'arrow'],
  ['text/csv;q=0.5, application/json;q=0.4', 'csv'],
  ['text/csv; q=0.4, */*; q=0.8', 'json'],
  ['application/json;q=0, */*', 'csv'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'json'],
])('Accept: %s gives %s', (accept, format) => {
  expect(acceptedFormat(accept)).toBe(format)
})

test.each(['text/html', 'application/json;q=0', 'image/*', '*/*;q=0'])('Accept: %s gives nothing', (accept) => {
  expect(() => acceptedFormat(accept)).toThrow(expect.objectContaining({ code: 'api.not_acceptable' }) as Error)
})

test('CSV defuses formulas, quotes what needs it, and leaves numbers alone', () => {
  const rows = [
    { a: '=1+1', b: -5 },
    { a: '@x, "y"', b: 0.1 },
    { a: '多行\n文本', b: null },
    { a: null, b: true },
  ]
  expect(toCsv(['a', 'b'], rows)).toBe('\u{feff}a,b\r\n\'=1+1,-5\r\n"\'@x, ""y""",0.1\r\n"多行\n文本",\r\n,true\r\n')
})
