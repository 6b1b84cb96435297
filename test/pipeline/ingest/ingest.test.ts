import { createHmac } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { ingest } from '../../../pipeline/ingest/ingest.ts'
import { listRejects } from '../../../pipeline/ingest/rejects.ts'
import { activeLoads, readLoads } from '../../../pipeline/lake/ledger.ts'
import { csv, makeHome, NOW } from './test-home.ts'
import { HEADER, TICKETS } from './ticket-source.ts'

test('a file passes a map: renamed, computed, constant, mapped, typed, masked, hashed, kept', async () => {
  const it = await makeHome()
  await it.source('tickets', TICKETS)
  await it.file(
    'tickets_1.csv',
    csv(HEADER, [
      ['A1', '1/3/2025 08:30', '已完成', 'C7', '张三', '不制冷，电话13800138000', '1', '1', '120.5', '晴', 'secret', 'x'],
      ['A2', '01/03/2025 09:00', ' 退回 ', 'NA', '', 'NA', '0', 'NA', '', '', '', ''],
      ['A3', '01/03/2025 09:00', 'draft', 'C7', '', '', '', '', '', '', '', ''],
    ]),
  )
  const report = await it.ingest()
  expect(report.failures).toEqual([])
  expect(report.exitCode).toBe(0)
  expect(report.files[0]?.load).toMatchObject({
    load_id: expect.stringMatching(/^000001-[0-9a-f]{8}$/) as string,
    sequence: 1,
    source: 'tickets',
    file: 'tickets_1.csv',
    rows: 3,
    encoding: 'utf-8',
    loaded_at: NOW,
    supersedes: null,
    unknown_columns: ['extra_1'],
    maps: [
      {
        map: 0,
        entity: 'ticket',
        rows: 3,
        accepted: 2,
        rejected: 0,
        duplicates: 0,
        not_selected: 1,
        data_until: '2025-03-01T01:00:00.000Z',
      },
    ],
  })
  const key = Buffer.from((await readFile(it.home.paths.pseudonymKey, 'utf8')).trim(), 'hex')
  const rows = await it.query('SELECT * FROM lake.ticket ORDER BY ticket_id')
  expect(rows).toMatchObject([
    {
      ticket_id: 'A1',
      received_at: '2025-03-01 00:30:00',
      status: 'closed',
      fault_text: '不制冷，电话[phone]',
      priority: 'high',
      visits: 2,
      outcome: 'repaired',
      charged_labour: '120.5000',
      customer_id: createHmac('sha256', key).update('C7').digest('hex').slice(0, 32),
      extra: '{"weather":"晴"}',
      source: 'tickets',
      source_file: 'tickets_1.csv',
      source_row: 1,
      load_sequence: 1,
      region: null,
    },
    {
      ticket_id: 'A2',
      status: '退回',
      customer_id: null,
      fault_text: null,
      priority: null,
      visits: null,
      charged_labour: null,
      extra: null,
    },
  ])
  expect(Object.keys(rows[0] ?? {})).not.toContain('customer_name')
  expect(Object.keys(rows[0] ?? {}).slice(-7)).toEqual([
    'source',
    'source_file',
    'source_row',
    'load_id',
    'load_sequence',
    'content_hash',
    'extra',
  ])
})

test('rejects name record, field, value and reason, and show nobody', async () => {
  const it = await makeHome()
  await it.source('tickets', TICKETS)
  await it.file(
    'tickets_1.csv',
    csv(HEADER, [
      [
        '',
        '31/02/2025 08:30',
        'open',
        'C7',
        '张三',
        '漏水，电话13800138000',
        '9',
        '1',
        '1,200',
        '晴',
        'secret',
        'unknown-secret',
      ],
      ['B2', '01/03/2025 08:30', 'open', 'C8', '李四', 'ok', '1', '', '-5', '', '', ''],
      ['B3', '01/03/2025 08:30', 'open', '', '', '', '', '', '', '', '', ''],
      ['B4', '01/03/0016 08:30', 'open', '', '', '', '', '', '', '', '', ''],
    ]),
  )
  const report = await it.ingest()
  expect(report.files[0]?.rejects).toEqual({
    'field.not_a_number': 1,
    'field.not_a_stamp': 1,
    'field.not_in_vocabulary': 1,
    'field.out_of_range': 2,
    'field.required_missing': 1,
  })
  expect(report.files[0]?.load.maps[0]).toMatchObject({ rows: 4, accepted: 1, rejected: 3 })
  const { rejects, total } = await listRejects(it.home.paths)
  expect(total).toBe(6)
  expect(rejects.map(({ source_row, field, value, code }) => [source_row, field, value, code])).toEqual([
    [1, 'charged_labour', '1,200', 'field.not_a_number'],
    [1, 'priority', '9', 'field.not_in_vocabulary'],
    [1, 'received_at', '31/02/2025 08:30', 'field.not_a_stamp'],
    [1, 'ticket_id', null, 'field.required_missing'],
    [2, 'charged_labour', '-5', 'field.out_of_range'],
    [4, 'received_at', '01/03/0016 08:30', 'field.out_of_range'],
  ])
  expect(JSON.parse(rejects[0]?.original ?? '')).toEqual({
    case_no: '',
    open_dt: '31/02/2025 08:30',
    state: 'open',
    client: '***',
    name: '***',
    fault: '漏水，电话[phone]',
    urgency: '9',
    trips: '1',
    charge: '1,200',
    weather: '晴',
  })
  expect(await listRejects(it.home.paths, { source: 'tickets', code: 'field.out_of_range', limit: 1 })).toMatchObject({
    total: 2,
    rejects: [{ source_row: 2 }],
  })
  expect(await listRejects(it.home.paths, { source: 'other' })).toEqual({ rejects: [], total: 0 })
  const everything =
    JSON.stringify(await it.query('SELECT * FROM reject')) + JSON.stringify(await it.query('SELECT * FROM lake.ticket'))
  for (const secret of ['张三', '李四', '13800138000', 'secret', 'C7']) expect(everything).not.toContain(secret)
})

test('records that are not whole are rejects of every map and show nothing where personal columns may have slipped', async () => {
  const it = await makeHome()
  const map = (entity: string, columns: string) => `  - entity: ${entity}\n    columns: ${columns}\n`
  await it.source(
    'a',
    `files: [a.csv]\nmaps:\n${map('ticket', '{ ticket_id: id, received_at: at, customer_phone: phone }')}${map('ticket_event', '{ ticket_id: id, at: at, event: { constant: received } }')}`,
  )
  await it.source('b', `files: [b.csv]\nmaps:\n${map('ticket', '{ ticket_id: id, received_at: at, fault_text: text }')}`)
  await it.file('a.csv', 'id,at,phone\n1,2025-01-01 08:00,13800138000\n2,2025-01-01 08:00\n3,2025-01-01 08:00,x,13800138000\n')
  await it.file('b.csv', 'id,at,text\n1,2025-01-01 08:00,a\n2,2025-01-01 08:00,tel 13800138000,z\n')
  const report = await it.ingest()
  expect(report.exitCode).toBe(0)
  expect(report.files[0]?.load.maps.map(({ accepted, rejected }) => [accepted, rejected])).toEqual([
    [1, 2],
    [1, 2],
  ])
  const { rejects } = await listRejects(it.home.paths)
  expect(rejects.map(({ source, source_row, map, code }) => [source, source_row, map, code])).toEqual([
    ['a', 2, 0, 'row.too_few_fields'],
    ['a', 2, 1, 'row.too_few_fields'],
    ['a', 3, 0, 'row.too_many_fields'],
    ['a', 3, 1, 'row.too_many_fields'],
    ['b', 2, 0, 'row.too_many_fields'],
  ])
  expect(rejects[0]?.original).toBe('{"record":"***"}')
  expect(rejects.at(-1)?.original).toContain('tel [phone]')
  expect(JSON.stringify(rejects)).not.toContain('138001')
})

test('a row that breaks a rule of order, a zero or a scale is a reject; a ticket in an impossible order is not', async () => {
  const it = await makeHome()
  await it.file(
    'c.csv',
    'complaint_id,received_at,resolved_at\n1,2025-01-02 08:00,2025-01-01 08:00\n2,2025-01-01 08:00,2025-01-01 08:00\n',
  )
  await it.file('u.csv', 'usage_id,used_at,part_no,quantity\n1,2025-01-02 08:00,p,0\n2,2025-01-02 08:00,p,-1\n')
  await it.file('s.csv', 'survey_id,overall,attitude,recommend\n1,5,4,10\n2,6,5,11\n3,0,0,-1\n')
  await it.file('t.csv', 'ticket_id,received_at,resolved_at\n1,2025-01-02 08:00,2025-01-01 08:00\n')
  const load = (as: 'complaint' | 'part_usage' | 'survey' | 'ticket', name: string) =>
    it.ingest({ as, paths: [path.join(it.home.paths.inbox, name)] })
  expect((await load('complaint', 'c.csv')).files[0]?.rejects).toEqual({ 'row.order_breached': 1 })
  expect((await load('part_usage', 'u.csv')).files[0]?.rejects).toEqual({ 'field.zero': 1 })
  expect((await load('survey', 's.csv')).files[0]).toMatchObject({
    rejects: { 'field.out_of_range': 2 },
    load: { maps: [{ accepted: 1, rejected: 2 }] },
  })
  expect((await load('ticket', 't.csv')).files[0]).toMatchObject({ rejects: {}, load: { maps: [{ accepted: 1 }] } })
  expect(await it.query('SELECT DISTINCT source FROM lake.ticket')).toEqual([{ source: 'direct' }])
})

test('--as without a required column names the nearest', async () => {
  const it = await makeHome()
  const file = await it.file('t.csv', 'ticket_id,recieved_at\n1,2025-01-02 08:00\n')
  const report = await it.ingest({ as: 'ticket', paths: [file] })
  expect(report.exitCode).toBe(3)
  expect(report.failures[0]?.error).toMatchObject({
    code: 'source.column_missing',
    remedy: expect.stringContaining('Rename `recieved_at`') as string,
  })
  await expect(it.ingest({ as: 'ticket' })).rejects.toMatchObject({ code: 'ingest.paths_missing' })
})

test('unknown columns: evolve reports, freeze refuses, discard is silent; a missing column is named with its nearest', async () => {
  const it = await makeHome()
  const yaml = (mode: string, name: string) =>
    `files: [${name}.csv]\nunknown_columns: ${mode}\nmaps:\n  - entity: ticket\n    columns: { ticket_id: id, received_at: opened_at }\n`
  for (const mode of ['evolve', 'freeze', 'discard']) {
    await it.source(mode, yaml(mode, mode))
    await it.file(`${mode}.csv`, `id,opened_at,shoe_size\n${mode},2025-01-01 08:00,44\n`)
  }
  await it.source('missing', yaml('evolve', 'missing'))
  await it.file('missing.csv', 'id,opend_at\n1,2025-01-01 08:00\n')
  const report = await it.ingest()
  expect(report.files.map(({ source, load }) => [source, load.unknown_columns])).toEqual([
    ['discard', []],
    ['evolve', ['shoe_size']],
  ])
  expect(report.failures.map(({ source, error }) => [source, error.code, error.value, error.exitCode])).toEqual([
    ['freeze', 'source.column_unknown', 'shoe_size', 3],
    ['missing', 'source.column_missing', 'opened_at', 3],
  ])
  expect(report.failures[1]?.error.remedy).toContain('`opend_at`')
  expect(report.exitCode).toBe(3)
  expect(JSON.stringify(await it.query('SELECT * FROM lake.ticket'))).not.toContain('44')
})

test('a file that cannot be read does not stop the others, and an expression that fails says so', async () => {
  const it = await makeHome()
  const yaml = (name: string, visits: string) =>
    `files: [${name}]\nmaps:\n  - entity: ticket\n    columns: { ticket_id: id, received_at: at, visits: { compute: "${visits}" } }\n`
  await it.source('a_broken', yaml('a.csv.gz', 'n'))
  await it.source('b_failing', yaml('b.csv', 'cast(n as integer)'))
  await it.source('c_aggregate', yaml('c.csv', 'max(n)'))
  await it.source('d_fine', yaml('d.csv.gz', 'n'))
  const text = 'id,at,n\n1,2025-01-01 08:00,x1\n'
  await it.file('a.csv.gz', gzipSync(text).subarray(0, 20))
  await it.file('b.csv', text)
  await it.file('c.csv', text)
  await it.file('d.csv.gz', gzipSync(text.replace('x1', '1')))
  const report = await it.ingest()
  expect(report.failures.map(({ source, error }) => [source, error.code])).toEqual([
    ['a_broken', expect.stringMatching(/^source\.gzip_/)],
    ['b_failing', 'source.expression_failed'],
    ['c_aggregate', 'source.expression_invalid'],
  ])
  expect(report.files.map(({ source }) => source)).toEqual(['d_fine'])
  expect(report.exitCode).toBe(3)
})

test('files without a source are named: given ones as failures, those in the inbox beside the report', async () => {
  const it = await makeHome()
  await it.source('tickets', TICKETS)
  const stray = await it.file('stray.csv', 'a\n1\n')
  expect(await it.ingest()).toMatchObject({ unmatched: [stray], exitCode: 0 })
  expect(await it.ingest({ paths: [stray] })).toMatchObject({
    exitCode: 3,
    failures: [{ error: { code: 'ingest.no_source', value: 'stray.csv' } }],
  })
  await expect(it.ingest({ paths: ['/nowhere/a.csv'] })).rejects.toMatchObject({ code: 'ingest.path_missing' })
  const given = await it.file('tickets_9.csv', csv(HEADER, [['A1', '1/3/2025 08:30', '', '', '', '', '', '', '', '', '', '']]))
  expect((await it.ingest({ paths: [given] })).files.map(({ source }) => source)).toEqual(['tickets'])
  await it.source('twice', TICKETS)
  await expect(it.ingest({ paths: [given] })).rejects.toMatchObject({ code: 'ingest.ambiguous', value: 'tickets, twice' })
})

test('a folder with an unset variable, or one that is not there, fails its source alone', async () => {
  const it = await makeHome()
  await it.source('a', TICKETS.replace('null_words', 'folder: ${AFTERCARE_TEST_UNSET}/x\nnull_words'))
  await it.source('b', TICKETS.replace('null_words', 'folder: nowhere\nnull_words'))
  const report = await it.ingest()
  expect(report.failures.map(({ source, error }) => [source, error.code])).toEqual([
    ['a', 'source.variable_missing'],
    ['b', 'source.folder_missing'],
  ])
})

test('window functions see the rows that `where` leaves out', async () => {
  const it = await makeHome()
  await it.source(
    'log',
    `
files: [log.csv]
maps:
  - entity: ticket_event
    where: "state is distinct from lag(state) over (partition by no order by _row)"
    columns: { ticket_id: no, at: at, event: { from: state, values: { w: wait_parts, r: resume } } }
`,
  )
  await it.file(
    'log.csv',
    csv(
      ['no', 'at', 'state'],
      [
        ['1', '2025-01-01 08:00', 'w'],
        ['1', '2025-01-01 09:00', 'w'],
        ['2', '2025-01-01 09:30', 'w'],
        ['1', '2025-01-01 10:00', 'r'],
        ['1', '2025-01-01 11:00', 'w'],
      ],
    ),
  )
  const report = await it.ingest()
  expect(report.files[0]?.load.maps[0]).toMatchObject({ rows: 5, accepted: 4, not_selected: 1 })
  expect(await it.query('SELECT source_row, event FROM lake.ticket_event ORDER BY 1')).toEqual([
    { source_row: 1, event: 'wait_parts' },
    { source_row: 3, event: 'wait_parts' },
    { source_row: 4, event: 'resume' },
    { source_row: 5, event: 'wait_parts' },
  ])
})

test('sources of one system share their numbers', async () => {
  const it = await makeHome()
  for (const id of ['a', 'b']) {
    await it.source(
      id,
      `system: shop\nfiles: [${id}.csv]\nmaps:\n  - entity: ticket\n    columns: { ticket_id: id, received_at: at }\n`,
    )
    await it.file(`${id}.csv`, `id,at\n1,2025-01-01 08:00\n${id},2025-01-01 08:00\n`)
  }
  const report = await it.ingest()
  expect(report.files.map(({ load }) => [load.source, load.system, load.maps[0]?.accepted, load.maps[0]?.duplicates])).toEqual([
    ['a', 'shop', 2, 0],
    ['b', 'shop', 1, 1],
  ])
  expect(await it.query('SELECT DISTINCT source FROM lake.ticket')).toEqual([{ source: 'shop' }])
})

test('what a dead run left behind is ignored and cleaned; a lock keeps a second writer out', async () => {
  const it = await makeHome()
  await it.source('tickets', TICKETS)
  await it.file('tickets_1.csv', csv(HEADER, [['A1', '1/3/2025 08:30', '', '', '', '', '', '', '', '', '', '']]))
  await it.ingest()
  const [load] = await readLoads(it.home.paths)
  // Killed between the batch and the record.
  await rm(path.join(it.home.paths.loads, `${load?.load_id}.json`))
  await writeFile(path.join(it.home.paths.lake, 'ticket', '.half.parquet'), 'x')
  expect(activeLoads(await readLoads(it.home.paths))).toEqual([])
  const again = await it.ingest()
  expect([...again.orphans].sort()).toEqual([
    `reject/${load?.load_id}.parquet`,
    'ticket/.half.parquet',
    `ticket/${load?.load_id}-0.parquet`,
  ])
  expect(again.files[0]?.outcome).toBe('loaded')
  expect(await readdir(path.join(it.home.paths.lake, 'ticket'))).toHaveLength(1)
  await writeFile(it.home.paths.lock, JSON.stringify({ pid: 1, host: 'elsewhere', job: 'build' }))
  await expect(
    ingest(it.home, {}, { now: () => new Date(), log: () => undefined, progress: () => undefined }),
  ).rejects.toMatchObject({ code: 'home.locked' })
})

test('each run says in a line what became of each file', async () => {
  const it = await makeHome()
  await it.source('tickets', TICKETS)
  await it.file('tickets_1.csv', csv(HEADER, [['', '1/3/2025 08:30', '', '', '', '', '', '', '', '', '', '']]))
  await it.ingest()
  await it.ingest()
  expect(it.lines).toEqual([
    'tickets tickets_1.csv: 1 rows; ticket 0 accepted, 1 rejected, 0 duplicates, 0 not selected (field.required_missing 1); unknown columns left out: extra_1',
    'tickets tickets_1.csv: already loaded',
  ])
})
