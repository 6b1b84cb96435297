/** Wide files: a column a week becomes a record a cell. */
import { expect, test } from 'vitest'
import { csv, makeHome } from './test-home.ts'

const SOURCE = `files: ["wide.csv"]
unpivot: { columns: "w[0-9]+", name: week, value: pieces }
unknown_columns: discard
maps:
  - entity: part_usage
    where: pieces <> '0'
    columns:
      usage_id: { compute: "no || ' ' || week" }
      used_at: { compute: "'2025-01-0' || substr(week, 2) || 'T00:00:00Z'" }
      part_no: no
      quantity: pieces
`

test('each cell is a record, found again by its number; a record that is not whole stays one', async () => {
  const it = await makeHome()
  await it.source('wide', SOURCE)
  await it.file(
    'wide.csv',
    `${csv(
      ['no', 'w1', 'note', 'w2'],
      [
        ['p', '2', 'x', '0'],
        ['q', 'many', 'x', '3'],
      ],
    )}r,1\n`,
  )
  const report = await it.ingest()
  expect(report.failures).toEqual([])
  expect(report.files[0]?.load).toMatchObject({
    rows: 5,
    maps: [{ rows: 5, accepted: 2, rejected: 2, duplicates: 0, not_selected: 1 }],
  })
  expect(await it.query('SELECT source_row, part_no, quantity FROM lake.part_usage ORDER BY source_row')).toEqual([
    { source_row: 1, part_no: 'p', quantity: 2 },
    { source_row: 4, part_no: 'q', quantity: 3 },
  ])
  const rejects = await it.query('SELECT source_row, field, value, code FROM reject ORDER BY source_row')
  expect(rejects).toEqual([
    { source_row: 3, field: 'quantity', value: 'many', code: 'field.not_a_number' },
    { source_row: 5, field: null, value: null, code: 'row.too_few_fields' },
  ])
})

test.each([
  ['a pattern that no column fits', 'w[0-9]+', 'x[0-9]+', 'source.unpivot_no_column'],
  ['a name that the file has', 'name: week', 'name: NO', 'source.unpivot_name_taken'],
])('%s is refused, nothing is loaded', async (_, from, to, code) => {
  const it = await makeHome()
  await it.source('wide', SOURCE.replace(from, to).replaceAll('week, 2', "'', 2").replace("' ' || week", "''"))
  await it.file('wide.csv', csv(['no', 'w1'], [['p', '2']]))
  const report = await it.ingest()
  expect(report.exitCode).toBe(3)
  expect(report.failures).toMatchObject([{ error: { code } }])
})
