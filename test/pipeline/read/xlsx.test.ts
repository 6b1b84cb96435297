import fc from 'fast-check'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { dateText, numberText } from '../../../pipeline/read/cell-text.ts'
import { readText, refusal } from './reading.ts'
import { workbookOf, zipOf } from './zip.ts'

const cell = (ref: string, value: string, type = 'inlineStr') =>
  type === 'inlineStr'
    ? `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`
    : `<c r="${ref}" ${type}><v>${value}</v></c>`
const row = (number: number, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`
const number = (ref: string, value: string) => cell(ref, value, 't="n"')
const readRows = (...rows: string[]) => readText(workbookOf(rows.join('')), '.xlsx')

describe('cells', () => {
  test('numbers are plain decimals without dust, whole numbers keep their digits', async () => {
    const written = [
      '0.1',
      '0.30000000000000004',
      '1E-7',
      '-2.5E-5',
      '1.5E+20',
      '123456789012345',
      '2',
      '2.0',
      '-0',
      '1234.5600',
      '9007199254740991',
    ]
    const { cells } = await readRows(
      row(1, cell('A1', 'n')),
      ...written.map((value, index) => row(index + 2, number(`A${index + 2}`, value))),
    )
    expect(cells.flat()).toEqual([
      '0.1',
      '0.3',
      '0.0000001',
      '-0.000025',
      '150000000000000000000',
      '123456789012345',
      '2',
      '2',
      '0',
      '1234.56',
      '9007199254740991',
    ])
  })

  test('any number comes back within 15 digits and without exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = numberText(value)
        expect(text).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/)
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-14)
      }),
    )
  })

  test('days, days with time, times of day', async () => {
    // 45000 is 2023-03-15, counted by hand from 1899-12-30.
    const { cells } = await readRows(
      row(1, cell('A1', 'day'), cell('B1', 'stamp'), cell('C1', 'time')),
      row(2, cell('A2', '45000', 's="1"'), cell('B2', '45000', 's="2"'), cell('C2', '0.5', 's="3"')),
      row(3, cell('A3', '45001', 's="1"'), cell('B3', '45000.604166666664', 's="2"'), cell('C3', '0.25', 's="3"')),
      row(4, cell('A4', '待定'), cell('B4', '45000.000011574074', 's="2"'), cell('C4', '', 's="3"')),
    )
    expect(cells).toEqual([
      ['2023-03-15', '2023-03-15 00:00:00', '12:00:00'],
      ['2023-03-16', '2023-03-15 14:30:00', '06:00:00'],
      ['待定', '2023-03-15 00:00:01', ''],
    ])
    expect(dateText(new Date('2023-03-15T00:00:00.250Z'))).toEqual({ text: '2023-03-15 00:00:00.250', hasTime: true })
  })

  test('texts are exact, booleans are words, errors and formula results are text', async () => {
    const { cells } = await readRows(
      row(1, cell('A1', 'a'), cell('B1', 'b'), cell('C1', 'c'), cell('D1', 'd')),
      row(2, cell('A2', '\t 2022-01-02\t'), cell('B2', '1', 't="b"'), cell('C2', '#N/A', 't="e"'), cell('D2', '007', 't="str"')),
      row(3, cell('A3', '他说 "x", \n&amp; &lt;y&gt;'), cell('B3', '0', 't="b"'), cell('C3', 'true'), number('D3', '')),
    )
    expect(cells).toEqual([
      ['\t 2022-01-02\t', 'true', '#N/A', '007'],
      ['他说 "x", \n& <y>', 'false', 'true', ''],
    ])
  })

  test('any table of texts comes back', async () => {
    const texts = fc.string({
      unit: fc.constantFrom('a', ' ', '"', ',', '\n', '\t', '维', '1', "'", '\\', '😀', '<', '&', '\\N'),
      minLength: 0,
      maxLength: 5,
    })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(texts, texts, texts), { minLength: 1, maxLength: 5 }), async (rows) => {
        const bytes = await writeXlsx({ sheets: [{ name: 'x', rows: [['甲', '乙', '丙'], ...rows] }] })
        const wanted = rows.filter((texts) => texts.some((text) => text.trim() !== ''))
        expect((await readText(bytes, '.xlsx')).cells).toEqual(wanted)
      }),
      { numRuns: 20 },
    )
  })

  test('a text that no column can hold is a row with a problem', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'x',
          rows: [
            ['a', 'b'],
            ['1', 'x\ud800'],
            ['2', 'y'],
          ],
        },
      ],
    })
    const { problems, cells } = await readText(bytes, '.xlsx')
    expect([...problems.map(({ row: at }) => at), ...cells.map((texts) => texts[0])]).toContain('2')
    expect(problems.length + cells.length).toBe(2)
  })
})

describe('the table in the sheet', () => {
  test('blank rows are no records; a value beside the table opens a column', async () => {
    const reading = await readRows(
      row(2, cell('B2', ' 编号 '), cell('D2', 'x')),
      row(4, number('B4', '1'), number('D4', '2')),
      row(5, cell('B5', ''), cell('C5', ' ')),
      row(6, number('B6', '3'), cell('C6', '旁注'), cell('XEC6', '远')),
      row(1_000_000, cell('A1000000', '')),
    )
    expect(reading.columns).toEqual(['编号', 'column_3', 'x', 'column_16357'])
    expect(reading.cells).toEqual([
      ['1', '', '2', ''],
      ['3', '旁注', '', '远'],
    ])
    expect(reading.rowNumbers).toEqual([1, 2])
    expect(reading).toMatchObject({ rows: 2, encoding: null, format: 'xlsx' })
  })

  test('sheet and header row as the source states them', async () => {
    const bytes = await writeXlsx({
      sheets: [
        { name: '说明', rows: [['见下']] },
        { name: '工单', rows: [['标题'], [], ['a', 'A'], [1, true]] },
      ],
    })
    expect(await readText(bytes, '.xlsx', { xlsx: { sheet: '工单', header_row: 3 } })).toMatchObject({
      columns: ['a', 'A (2)'],
      cells: [['1', 'true']],
    })
    expect(await readText(bytes, '.xlsx')).toMatchObject({ columns: ['见下'], rows: 0 })
    const missing = readText(bytes, '.xlsx', { xlsx: { sheet: '缺' } })
    await expect(missing).rejects.toMatchObject({
      code: 'source.sheet_missing',
      exitCode: 3,
      remedy: expect.stringContaining('说明, 工单') as string,
    })
    expect(await refusal(readText(bytes, '.xlsx', { xlsx: { header_row: 99 } }))).toBe('source.sheet_empty')
  })

  test('a sheet without any cell is refused', async () => {
    expect(await refusal(readRows())).toBe('source.sheet_empty')
  })
})

describe('files that are no workbooks', () => {
  test('text, a cut-off workbook, another ZIP, an old .xls', async () => {
    const whole = workbookOf(row(1, cell('A1', 'a')))
    for (const bytes of [
      Buffer.from('a,b\n1,2\n'),
      whole.subarray(0, whole.length - 30),
      zipOf([{ name: 'a', content: Buffer.from('b') }]),
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    ]) {
      expect(await refusal(readText(bytes, '.xlsx'))).toBe('source.xlsx_unreadable')
    }
  })

  test('a bomb is refused whether its directory tells or lies', async () => {
    const content = Buffer.alloc(50 << 20, ' ')
    for (const more of [{}, { claimedBytes: 1000 }]) {
      expect(await refusal(readText(workbookOf('', [{ name: 'xl/bomb.xml', content, ...more }]), '.xlsx'))).toBe(
        'source.xlsx_too_large',
      )
    }
  })
})
