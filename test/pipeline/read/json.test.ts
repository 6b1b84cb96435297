import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gzipSync } from 'node:zlib'
import { gb18030Of } from './csv-text.ts'
import { readText, refusal } from './reading.ts'

describe('NDJSON', () => {
  test('columns are the union of the keys in order of appearance', async () => {
    const reading = await readText('{"b":"x","a":1}\n\n{"a":null,"c":true,"b":""}\r\n{"c":false}', '.ndjson')
    expect(reading.columns).toEqual(['b', 'a', 'c'])
    expect(reading.cells).toEqual([
      ['x', '1', null],
      ['', null, 'true'],
      [null, null, 'false'],
    ])
    expect(reading).toMatchObject({ rows: 3, encoding: 'utf-8', format: 'ndjson', problems: [] })
  })

  test('numbers stay as written, nested values become compact JSON', async () => {
    const line =
      '{"id": 12345678901234567890, "price": 1.50, "big": 1e400, "nested": {"a" : [1.0, 12345678901234567890, "维\\n"] , "b": null}, "list": []}'
    expect((await readText(line, '.jsonl')).cells).toEqual([
      ['12345678901234567890', '1.50', '1e400', '{"a":[1.0,12345678901234567890,"维\\n"],"b":null}', '[]'],
    ])
  })

  test('a bad line is a row with its text', async () => {
    const reading = await readText(
      '{"a":1}\n{"a":2\n[3]\n"4"\n5\n{"a":"\\u0000"}\n{"a":"\\ud800"}\n{"a":"6, \\"7\\"\\r\\n"}\n',
      '.ndjson',
    )
    expect(reading.cells).toEqual([['1'], ['6, "7"\r\n']])
    expect(reading.rowNumbers).toEqual([1, 8])
    expect(reading.problems.map(({ code }) => code)).toEqual(Array(6).fill('row.unreadable'))
    expect(reading.problems.map(({ original }) => original)).toEqual([
      '{"a":2',
      '[3]',
      '"4"',
      '5',
      '{"a":"\\u0000"}',
      '{"a":"\\ud800"}',
    ])
  })

  test('keys that SQL cannot tell apart', async () => {
    expect((await readText('{"ID":"1","id":"2","":"3","_row":"4"}', '.ndjson')).columns).toEqual([
      'ID',
      'id (2)',
      'column_3',
      '_row (2)',
    ])
  })

  test('packed and in GB18030, more than one chunk', async () => {
    const lines = Array.from({ length: 60_000 }, (_, index) => ({ 编号: `T${index}`, 说明: '洗衣机不脱水' }))
    const text = lines.map((line) => JSON.stringify(line)).join('\n')
    for (const bytes of [gzipSync(text), gb18030Of(text)])
      expect((await readText(bytes, '.ndjson')).cells).toEqual(lines.map((line) => Object.values(line)))
  })
})

describe('JSON', () => {
  test('an array at the top or at a path', async () => {
    const records = '[ {"a": "x[]{},\\"", "b": 1} , {"a": "y"} ]'
    expect((await readText(records, '.json')).cells).toEqual([
      ['x[]{},"', '1'],
      ['y', null],
    ])
    const wrapped = `{"meta": {"items": [9], "n": "}"}, "data": {"x": null, "items": ${records}}, "z": 1.5 }\n`
    expect((await readText(wrapped, '.json', { json: { records: 'data.items' } })).cells).toEqual([
      ['x[]{},"', '1'],
      ['y', null],
    ])
  })

  test('any records come back', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.integer(), { maxLength: 2 }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ a: value, b: value, 维: value }, { requiredKeys: ['a'] }), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (records, isArray) => {
          const text = isArray ? JSON.stringify(records, null, 2) : records.map((record) => JSON.stringify(record)).join('\n')
          const { columns, cells } = await readText(text, isArray ? '.json' : '.ndjson')
          const asText = (cell: unknown) =>
            cell === undefined || cell === null
              ? null
              : typeof cell === 'string'
                ? cell.replace(/^\ufeff/, '')
                : JSON.stringify(cell)
          const wanted = records.map((record) => columns.map((column) => asText((record as Record<string, unknown>)[column])))
          expect(cells).toEqual(wanted)
        },
      ),
      { numRuns: 100 },
    )
  })

  test('an element that is no object is a row with its text', async () => {
    expect((await readText('[{"a":1}, 2, {"a" 3}]', '.json')).problems).toEqual([
      { row: 2, code: 'row.unreadable', original: '2' },
      { row: 3, code: 'row.unreadable', original: '{"a" 3}' },
    ])
  })

  test.each([
    ['[{"a":1}', 'source.json_unreadable'],
    ['[{"a":1},', 'source.json_unreadable'],
    ['[{"a":1},]', 'source.json_unreadable'],
    ['[{"a":"1}]', 'source.json_unreadable'],
    ['[{"a":1}] x', 'source.json_unreadable'],
    ['[{"a":1} {"a":2}]', 'source.json_unreadable'],
    ['{"a":[{"b":1}]}', 'source.json_no_records'],
    ['7', 'source.json_no_records'],
    ['', 'source.json_no_records'],
    ['[]', 'source.file_empty'],
  ])('%j is refused', async (text, code) => {
    expect(await refusal(readText(text, '.json'))).toBe(code)
  })

  test('a path that leads nowhere is refused', async () => {
    for (const records of ['b', 'a.c', 'a.b.c', 'a'])
      expect(await refusal(readText('{"a":{"b":[{"x":1}]}}', '.json', { json: { records } }))).toBe('source.json_no_records')
  })
})
