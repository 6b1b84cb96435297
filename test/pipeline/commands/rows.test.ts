import { expect, test } from 'vitest'
import { toCsv, toObjects, toTable } from '../../../pipeline/commands/rows.ts'

test('CSV quotes what needs it and defuses what a spreadsheet would compute', () => {
  const cells = ['=1+1', '+cmd', '@sum', '-2+3', '-2.5', '+8', '1e-3', 'a,b', 'say "hi"', 'two\nlines', '工单', '', '\t=1']
  const csv = toCsv({ columns: ['c'], rows: cells.map((cell) => [cell]) })
  expect(csv).toBe(
    [
      'c',
      "'=1+1",
      "'+cmd",
      "'@sum",
      "'-2+3",
      '-2.5',
      '+8',
      '1e-3',
      '"a,b"',
      '"say ""hi"""',
      '"two\nlines"',
      '工单',
      '',
      "'\t=1",
      '',
    ].join('\n'),
  )
})

test('numbers, booleans and nulls in CSV', () => {
  expect(toCsv({ columns: ['a', 'b', 'c'], rows: [[-1.5, true, null]] })).toBe('a,b,c\n-1.5,true,\n')
})

test('a table is aligned, numbers to the right, wide characters count twice', () => {
  const table = toTable({
    columns: ['名称', 'n'],
    rows: [
      ['华东', 5],
      ['a', 1234],
      ['b', null],
    ],
  })
  expect(table).toBe('名称     n\n----  ----\n华东     5\na     1234\nb\n(3 rows)')
})

test('objects keep the order of the columns', () => {
  expect(toObjects({ columns: ['b', 'a'], rows: [[1, null]] })).toEqual([{ b: 1, a: null }])
})
