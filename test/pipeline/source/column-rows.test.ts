import { expect, test } from 'vitest'
import type { Load } from '../../../contracts/load.ts'
import { sourceColumnRows } from '../../../pipeline/source/column-rows.ts'
import { engine } from '../../../pipeline/source/engine.ts'
import { sourceSchema, type SourceSpec } from '../../../pipeline/source/spec.ts'

const spec = (id: string, maps: unknown): SourceSpec => ({
  ...sourceSchema.parse({ files: ['*.csv'], maps }),
  id,
  file: `sources/${id}.yaml`,
  systemId: 'service',
  timeZone: 'Asia/Shanghai',
})
const load = (source: string, mapped_fields: string[]): Load => ({
  load_id: '000001-00000000',
  sequence: 1,
  source,
  spec_hash: 'h',
  file: 'f.csv',
  sha256: 's',
  bytes: 1,
  landed: 'l',
  loaded_at: '2026-01-01T00:00:00Z',
  format: 'csv',
  encoding: 'utf-8',
  rows: 1,
  unknown_columns: [],
  supersedes: null,
  maps: [
    {
      map: 0,
      entity: 'ticket',
      batch: null,
      rows: 1,
      accepted: 0,
      rejected: 1,
      duplicates: 0,
      not_selected: 0,
      mapped_fields,
      data_until: null,
    },
  ],
})
const rows = (specs: SourceSpec[], loads: Load[]) => engine((connection) => sourceColumnRows(connection, specs, loads))

test('columns, translations, expressions, constants and filters; personal fields say nothing of their values', async () => {
  const found = await rows(
    [
      spec('desk', [
        {
          entity: 'ticket',
          where: "state <> 'draft'",
          columns: {
            ticket_id: 'no',
            received_at: { from: 'opened', format: ['%d/%m/%Y', 'iso'] },
            status: { from: 'state', values: { 关: 'closed', x: null } },
            visits: { compute: 'try_cast(a as integer) + try_cast(b as integer)' },
            outcome: { constant: 'repaired' },
            customer_id: { from: 'who', values: { 张三: 'z3' } },
            customer_phone: 'tel',
            fault_text: 'notes',
          },
        },
      ]),
    ],
    [load('desk', [])],
  )
  const told = found.map(({ field, origin, column_name, transform, treatment }) =>
    [field, origin, column_name, transform, treatment].map((each) => each ?? '–').join(' | '),
  )
  expect(told).toEqual([
    "– | filter | state | state <> 'draft' | kept",
    'ticket_id | column | no | – | kept',
    'received_at | column | opened | %d/%m/%Y, iso | kept',
    'status | column | state | 关 → closed, x → ∅ | kept',
    'visits | expression | a | try_cast(a as integer) + try_cast(b as integer) | kept',
    'visits | expression | b | try_cast(a as integer) + try_cast(b as integer) | kept',
    'outcome | constant | – | repaired | kept',
    'customer_id | column | who | – | hashed',
    'customer_phone | column | tel | – | dropped',
    'fault_text | column | notes | – | masked',
  ])
  expect(found.every((each) => each['is_loaded'] === true && each['source'] === 'service' && each['source_id'] === 'desk')).toBe(
    true,
  )
})

test('a source that has loaded nothing is marked; loads whose file is gone keep their fields, those of --as their columns', async () => {
  const found = await rows(
    [spec('new', [{ entity: 'ticket', columns: { ticket_id: 'no', received_at: 'at' } }])],
    [load('direct', ['ticket_id', 'customer_id']), load('removed', ['ticket_id'])],
  )
  expect(
    found.map(({ source_id, field, origin, column_name, is_loaded }) => [source_id, field, origin, column_name, is_loaded]),
  ).toEqual([
    ['new', 'ticket_id', 'column', 'no', false],
    ['new', 'received_at', 'column', 'at', false],
    ['direct', 'ticket_id', 'column', 'ticket_id', true],
    ['direct', 'customer_id', 'column', 'customer_id', true],
    ['removed', 'ticket_id', 'unrecorded', null, true],
  ])
})
