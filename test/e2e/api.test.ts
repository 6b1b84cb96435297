/** The API of a running server with a real demonstration home: every operation, in every format, against plain SQL. */
import { readFile, rename, writeFile, copyFile } from 'node:fs/promises'
import path from 'node:path'
import { tableFromIPC } from '@uwdata/flechette'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { homePaths, type HomePaths } from '../../contracts/home.ts'
import { pointerSchema } from '../../contracts/warehouse.ts'
import { makeDemo } from '../../pipeline/demo/demo.ts'
import { publishHome, quiet, type Published } from '../published.ts'
import { emptyHome } from '../web/fixture.ts'
import { documentSchema, parseCsv, plainArrow, type Json } from './api-answers.ts'
import { startServer, type RunningServer } from './server.ts'

let published: Published
let home: HomePaths
let server: RunningServer
let document: z.infer<typeof documentSchema>
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })

const ask = (search: string, headers: Record<string, string> = {}) => fetch(`${server.url}/api/v1${search}`, { headers })
const jsonOf = async (search: string) => await (await ask(search)).json()

const listSchema = z.object({
  data: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  next: z.string().nullable(),
  version: z.string(),
  as_of: z.iso.datetime(),
})
/** With the byte order mark, which `text()` takes away. */
const textOf = async (response: Response) => Buffer.from(await response.arrayBuffer()).toString('utf8')
const list = async (search: string) => listSchema.parse(await jsonOf(search))
const number = async (sql: string) => Number((await published.row(`select (${sql})::double as n`)).n)

beforeAll(async () => {
  published = await publishHome((root) => makeDemo(root, { tickets: 600, seed: 7 }, quiet))
  home = homePaths(published.root)
  server = await startServer(home)
  const raw = (await jsonOf('/openapi.json?lang=en')) as Json
  document = documentSchema.parse(raw)
  for (const keyword of ['x-unit', 'openapi', 'info', 'servers', 'security', 'paths', 'components']) ajv.addKeyword(keyword)
  ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/)
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
  ajv.addSchema(raw, 'document')
})
afterAll(() => server.stop())

/** Whether a JSON value is what the document says about it. */
function fits(pointer: string, value: unknown): string {
  const validate = ajv.compile({ $ref: `document#${pointer}` })
  return validate(value) ? '' : ajv.errorsText(validate.errors)
}
const escaped = (segment: string) => segment.replaceAll('~', '~0').replaceAll('/', '~1')
const answerPointer = (at: string) => `/paths/${escaped(at)}/get/responses/200/content/application~1json/schema`

/** Requests of each operation: with filters, without, and with no rows. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  '/kpi': [
    '/kpi?from=2026-06-01&until=2026-08-01',
    '/kpi?grain=month&slice=region&kpi=tickets_received,resolution_kept_rate',
    `/kpi?grain=month&region=${encodeURIComponent('华东')}`,
    `/kpi?grain=month&region=${encodeURIComponent('华东')}&source=service&slice=product_family`,
    '/kpi?region=nowhere',
  ],
  '/kpi/{id}/cases': ['/kpi/tickets_received/cases?limit=300', '/kpi/complaint_resolution_days/cases?region=nowhere'],
  '/kpis': ['/kpis'],
  '/tickets': ['/tickets?limit=1000', '/tickets?from=2026-01-01&until=2026-03-01&is_open=false', '/tickets?from=2030-01-01'],
  '/tickets/{key}': [],
  '/promises': [
    '/promises?limit=10000',
    '/promises?state=at_risk',
    '/promises?subject_kind=complaint&stage=response&from=2026-01-01',
  ],
  '/complaints': ['/complaints?limit=10000', '/complaints?region=unknown'],
  '/surveys': ['/surveys?limit=10000', '/surveys?is_answered=true&from=2026-01-01'],
  '/parts': ['/parts?limit=10000', '/parts?part_no=none'],
  '/alarms': ['/alarms', '/alarms?state=open', '/alarms?state=ended'],
  '/openapi.json': [],
}

test('each operation of the document has samples here', () => {
  expect(Object.keys(document.paths).sort()).toEqual(Object.keys(SAMPLES).sort())
})

describe.each(Object.entries(SAMPLES).flatMap(([at, searches]) => searches.map((search) => ({ at, search }))))(
  '$search',
  ({ at, search }) => {
    test('JSON fits the document; CSV and Arrow hold the same rows', async () => {
      const response = await ask(search)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('application/json')
      const body: unknown = await response.json()
      expect(fits(answerPointer(at), body)).toBe('')
      const { data, version } = listSchema.extend({ next: z.string().nullish() }).parse(body)
      expect(response.headers.get('x-aftercare-version')).toBe(version)
      const fields = document.rowOf(at)

      const csv = await ask(search, { accept: 'text/csv' })
      expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
      expect(parseCsv(await textOf(csv), fields)).toEqual(data)

      const arrow = await ask(search, { accept: 'application/vnd.apache.arrow.stream' })
      expect(arrow.headers.get('content-type')).toBe('application/vnd.apache.arrow.stream')
      const table = tableFromIPC(new Uint8Array(await arrow.arrayBuffer()))
      expect(plainArrow(table, fields)).toEqual(data)
      expect(table.names).toEqual(Object.keys(fields))
      expect(arrow.headers.get('link')).toBe(csv.headers.get('link'))
    })
  },
)

test('one ticket, in every format, is the row of the list', async () => {
  const { data } = await list('/tickets?limit=5&from=2026-05-01')
  const [row] = data
  const at = `/tickets/${encodeURIComponent(String(row?.ticket_key))}`
  const body = await jsonOf(at)
  expect(fits(answerPointer('/tickets/{key}'), body)).toBe('')
  expect(z.object({ data: z.unknown() }).parse(body).data).toEqual(row)
  const fields = document.rowOf('/tickets/{key}')
  expect(parseCsv(await textOf(await ask(`${at}?format=csv`)), fields)).toEqual([row])
  expect(plainArrow(tableFromIPC(new Uint8Array(await (await ask(`${at}?format=arrow`)).arrayBuffer())), fields)).toEqual([row])
})

test('all pages together are all rows, each once, in order', async () => {
  for (const [at, mart, key, day] of [
    ['/tickets', 'marts.ticket', 'ticket_key', 'received_on'],
    ['/surveys', 'marts.survey', 'survey_key', "coalesce(asked_on, answered_on, date '0001-01-01')"],
    ['/parts', 'marts.part_usage', 'usage_key', 'used_on'],
    [
      '/promises',
      "(select concat_ws(':', subject_kind, source, subject_id, promise_id, cycle) as promise_key, started_on from marts.promise)",
      'promise_key',
      'started_on',
    ],
    ['/complaints', 'marts.complaint', 'complaint_key', 'received_on'],
    ['/kpi/net_flow/cases', "(from marts.kpi_case where kpi_id = 'net_flow')", 'case_id', 'booked_on'],
  ] as const) {
    const expected = await published.query(`select ${key} as key from ${mart} order by ${day}, ${key}`)
    const seen: unknown[] = []
    let after: string | null = ''
    while (after !== null) {
      const page = await list(`${at}?limit=97${after === '' ? '' : `&after=${after}`}`)
      seen.push(...page.data.map((row) => row[key]))
      after = page.next
    }
    expect(seen, at).toEqual(expected.map((row) => row.key))
    expect(seen.length, at).toBeGreaterThan(10)
  }
})

test('Arrow and CSV pages go on by their Link header', async () => {
  const ids: string[] = []
  let next: string | null = '/api/v1/tickets?limit=250&format=arrow'
  while (next !== null) {
    const response: Response = await fetch(`${server.url}${next}`)
    const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()))
    ids.push(...table.toArray().map((row) => String(row.ticket_key)))
    next = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1] ?? null
  }
  expect(new Set(ids).size).toBe(await number('select count(*) from marts.ticket'))
  expect(ids.length).toBe(new Set(ids).size)
})

test('lists under filters hold what plain SQL finds', async () => {
  const region = encodeURIComponent('华东')
  for (const [search, sql] of [
    [`/tickets?limit=10000&region=${region}`, "select count(*) from marts.ticket where region = '华东'"],
    ['/tickets?limit=10000&team=unknown', 'select count(*) from marts.ticket where team is null'],
    ['/tickets?limit=10000&is_open=true', 'select count(*) from marts.ticket where is_open'],
    [
      '/tickets?limit=10000&from=2026-01-05&until=2026-02-02&work_kind=A',
      "select count(*) from marts.ticket where received_on >= '2026-01-05' and received_on < '2026-02-02' and work_kind = 'A'",
    ],
    ['/surveys?limit=10000&is_answered=false', 'select count(*) from marts.survey where not is_answered'],
    [
      `/parts?limit=10000&region=${region}&until=2026-01-01`,
      "select count(*) from marts.part_usage where region = '华东' and used_on < '2026-01-01'",
    ],
    ['/promises?limit=10000&state=running', "select count(*) from marts.promise where verdict = 'running'"],
    [
      '/promises?limit=10000&state=at_risk&subject_kind=ticket',
      "select count(*) from marts.promise where is_at_risk and subject_kind = 'ticket'",
    ],
    [
      `/promises?limit=10000&state=overdue&region=${region}&stage=resolution`,
      "select count(*) from marts.promise where verdict_reason = 'overdue' and region = '华东' and stage = 'resolution'",
    ],
    [
      '/promises?limit=10000&from=2026-08-01&until=2026-09-01&stage=response',
      "select count(*) from marts.promise where started_on >= '2026-08-01' and started_on < '2026-09-01' and stage = 'response'",
    ],
  ] as const) {
    expect((await list(search)).data.length, search).toBe(await number(sql))
  }
  const stamps = await list('/tickets?limit=10000')
  const sum = stamps.data.reduce((total, row) => total + Date.parse(String(row.received_at)) / 1000, 0)
  expect(sum).toBe(await number('select sum(epoch(received_at)) from marts.ticket'))
})

test('figures are those of the warehouse, whole, sliced and under combined filters', async () => {
  const whole = await list('/kpi?grain=month&kpi=response_kept_rate,tickets_received,resolution_calendar_minutes')
  for (const row of whole.data) {
    const [own] = await published.query(
      `select value, n from marts.kpi_period where kpi_id = '${String(row.kpi_id)}' and grain = 'month' and slice = 'all'
      and period_start = '${String(row.period_start)}'`,
    )
    expect({ value: row.value, n: row.n }).toEqual(own)
  }
  const region = encodeURIComponent('华东')
  const sliced = await list(`/kpi?grain=month&kpi=response_kept_rate,tickets_received&region=${region}&slice=product_family`)
  expect(sliced.data.length).toBeGreaterThan(40)
  for (const row of sliced.data.filter(({ n }) => Number(n) > 0)) {
    const own = await published.row(
      `select sum(numerator) as numerator, count(*)::double as n from marts.kpi_case
      where kpi_id = '${String(row.kpi_id)}' and region = '华东' and is_decided
      and coalesce(product_family, 'unknown') = '${String(row.slice_value)}'
      and booked_on >= '${String(row.period_start)}' and booked_on < '${String(row.period_end)}'`,
    )
    expect({ numerator: row.numerator, n: row.n }, JSON.stringify(row)).toEqual(own)
  }
})

test('slices by cells are those that stand ready', async () => {
  // One value of a filter that lets everything through: the same question, answered from the cells instead of kpi_period.
  expect(await number('select count(distinct source) from marts.kpi_cell')).toBe(1)
  for (const slice of ['region', 'team', 'product_family', 'work_kind', 'site']) {
    const ready = await list(`/kpi?grain=month&slice=${slice}`)
    const cells = await list(`/kpi?grain=month&slice=${slice}&source=service`)
    expect(cells.data.length).toBeGreaterThan(100)
    expect(cells.data, slice).toEqual(ready.data)
  }
})

describe('refusals', () => {
  const problem = async (response: Response) => {
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const body: unknown = await response.json()
    expect(fits('/components/schemas/Problem', body)).toBe('')
    const { code, status } = z.object({ code: z.string(), status: z.number() }).parse(body)
    expect(status).toBe(response.status)
    return `${status} ${code}`
  }

  test.each([
    ['/tickets?limit=x', '400 api.bad_parameter'],
    ['/tickets?limit=10001', '400 api.bad_parameter'],
    ['/tickets?technician_id=1', '400 api.unknown_parameter'],
    ['/tickets?after=x', '400 api.bad_cursor'],
    ['/kpi?slice=priority&region=x', '400 api.bad_parameter'],
    ['/kpi?kpi=none', '404 api.unknown_kpi'],
    ['/kpi/none/cases', '404 api.unknown_kpi'],
    ['/tickets/none', '404 api.unknown_ticket'],
    ['/none', '404 api.not_found'],
    ['/', '404 api.not_found'],
    [`/tickets?team=${'x'.repeat(8000)}`, '414 api.url_too_long'],
  ])('%s', async (search, expected) => {
    expect(await problem(await ask(search))).toBe(expected)
  })

  test('a format that there is not, and a method that there is not', async () => {
    expect(await problem(await ask('/tickets', { accept: 'text/html' }))).toBe('406 api.not_acceptable')
    const posted = await fetch(`${server.url}/api/v1/tickets`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
    expect(await problem(posted)).toBe('405 api.method_not_allowed')
    expect(posted.headers.get('allow')).toBe('GET, HEAD')
  })

  test('nothing published', async () => {
    const empty = await emptyHome(path.join(published.root, 'scratch', 'nothing'))
    const other = await startServer(empty)
    try {
      const response = await fetch(`${other.url}/api/v1/tickets`)
      expect(await problem(response)).toBe('503 api.nothing_published')
      expect(response.headers.get('retry-after')).toBe('2')
      expect((await fetch(`${other.url}/api/v1/openapi.json`)).status).toBe(200)
    } finally {
      await other.stop()
    }
  })
})

test('the examples of docs/api.md are answered', async () => {
  const text = await readFile(path.join(import.meta.dirname, '..', '..', 'docs', 'api.md'), 'utf8')
  const examples = [...text.matchAll(/^curl .*'http:\/\/localhost:4173\/api\/v1(\/[^']*)'/gm)].map((match) => match[1] ?? '')
  expect(examples.length).toBeGreaterThan(4)
  for (const search of examples) expect((await ask(search)).status, search).toBe(200)
})

test('what did not change is not sent again', async () => {
  const first = await ask('/tickets?limit=3')
  const etag = first.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[\w-]{22}"$/)
  const again = await ask('/tickets?limit=3', { 'if-none-match': `"x", W/${etag}` })
  expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
  for (const other of ['/tickets?limit=4', '/tickets?limit=3&format=csv', '/tickets?limit=3&is_open=true']) {
    expect((await ask(other, { 'if-none-match': etag })).status, other).toBe(200)
  }
  const head = await fetch(`${server.url}/api/v1/tickets?limit=3`, { method: 'HEAD' })
  expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, ''])
})

// Last: the version that the tests above read is no longer served after it.
test('a cursor of a version that is no longer served is a conflict', async () => {
  const { next } = await list('/tickets?limit=10')
  const pointer = pointerSchema.parse(JSON.parse(await readFile(home.currentPointer, 'utf8')))
  const file = 'versions/copy.duckdb'
  await copyFile(path.join(home.warehouse, pointer.file), path.join(home.warehouse, file))
  const aside = `${home.currentPointer}.new`
  await writeFile(aside, JSON.stringify({ ...pointer, build_id: 'copy', file }))
  await rename(aside, home.currentPointer)
  for (let tries = 0; tries < 100 && (await list('/tickets?limit=1')).version !== 'copy'; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const response = await ask(`/tickets?limit=10&after=${next ?? ''}`)
  expect(response.status).toBe(409)
  expect(await response.json()).toMatchObject({ code: 'api.version_changed', value: pointer.build_id, where: 'copy' })
})
