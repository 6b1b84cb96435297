import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeCsv } from '../../../web/src/lib/charts/csv.ts'
import { cell, type ChartTable, type TableCell } from '../../../web/src/lib/charts/table.ts'

const tableOf = (...rows: TableCell[][]): ChartTable => ({
  columns: [
    { label: '原因', isNumber: false },
    { label: 'n, all', isNumber: true },
  ],
  rows,
})

test('begins with a byte order mark, ends lines with CRLF, writes raw values', () => {
  const table = tableOf([cell('上门迟到'), cell(0.1234, '12.3%')], [cell('其他'), cell(null)], [cell('负'), cell(-5, '−5')])
  expect(writeCsv(table, [])).toBe('\ufeff原因,"n, all"\r\n上门迟到,0.1234\r\n其他,\r\n负,-5\r\n')
})

test('quotes commas, quotes and line ends', () => {
  const [, line] = writeCsv(tableOf([cell('a "b", c'), cell('two\nlines')]), []).split('\r\n')
  expect(line).toBe('"a ""b"", c","two\nlines"')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1'])('defuses the text %j', (text) => {
  const csv = writeCsv(tableOf([cell(text), cell(1)]), [])
  const [first = ''] = csv.slice(csv.indexOf('\r\n') + 2).split(',')
  expect(first.replace(/^"/, '').startsWith("'")).toBe(true)
})

test('numbers stay numbers, what is no number stays out', () => {
  const table = tableOf([cell(-1e-7), cell(Number.NaN)])
  expect(writeCsv(table, []).split('\r\n')[1]).toBe('-1e-7,')
})

test('what one must know follows after an empty line, and cannot begin a cell', () => {
  const csv = writeCsv(tableOf([cell('a'), cell(1)]), ['投诉原因', 'n = 12,345,678', '区域：华东, =cmd()\n第二行'])
  expect(csv.split('\r\n').slice(2)).toEqual(['', '# 投诉原因', '# n = 12345678', "# 区域：华东; '=cmd() 第二行", ''])
})

test('whatever the texts, a reader of CSV gets them back, defused or not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 1 }),
      (rows) => {
        const csv = writeCsv(tableOf(...rows.map(([text, number]) => [cell(text), cell(number)])), [])
        const read = parse(csv.slice(1)).slice(1)
        expect(read).toHaveLength(rows.length)
        read.forEach(([text = ''], index) => {
          const given = rows[index]?.[0] ?? ''
          expect([given, `'${given}`]).toContain(text)
        })
        expect(read.map(([, number]) => Number(number))).toEqual(rows.map(([, number]) => (Object.is(number, -0) ? 0 : number)))
      },
    ),
  )
})

/** RFC 4180, as plainly as it can be read. */
function parse(csv: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < csv.length) {
    let field = ''
    if (csv[at] === '"') {
      at += 1
      while (csv[at] !== '"' || csv[at + 1] === '"') {
        if (csv[at] === '"') at += 1
        field += csv[at] ?? ''
        at += 1
      }
      at += 1
    } else {
      while (at < csv.length && csv[at] !== ',' && !csv.startsWith('\r\n', at)) {
        field += csv[at] ?? ''
        at += 1
      }
    }
    row.push(field)
    if (csv[at] === ',') at += 1
    else {
      at += 2
      rows.push(row)
      row = []
    }
  }
  return rows
}
