/**
 * Homes over files that nobody here wrote, by configuration alone. What the lake holds is compared with counts made by a
 * plain parser, which shares nothing with the pipeline.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { initHome } from '../../pipeline/home/init.ts'
import { listRejects } from '../../pipeline/ingest/rejects.ts'
import { activeLoads, readLoads } from '../../pipeline/lake/ledger.ts'
import { openHome, type TestHome } from '../pipeline/ingest/test-home.ts'
import { hasRealData, realData } from './data.ts'
import { readReal, type Rec } from './records.ts'

async function ingestHome(name: string): Promise<TestHome> {
  const root = await mkdtemp(path.join(tmpdir(), `aftercare-real-${name}-`))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  await cp(path.join(import.meta.dirname, 'homes', name), root, { recursive: true })
  await initHome(root)
  const it = await openHome(root)
  const report = await it.ingest()
  expect(report.failures).toEqual([])
  for (const load of activeLoads(await readLoads(it.home.paths))) {
    for (const map of load.maps) {
      expect(map.rows).toBe(load.rows)
      expect(map.accepted + map.rejected + map.duplicates + map.not_selected).toBe(load.rows)
    }
  }
  const again = await it.ingest()
  expect(again.files.every(({ outcome }) => outcome === 'already_loaded')).toBe(true)
  return it
}

/** One row of numbers. */
const one = async (it: TestHome, sql: string): Promise<Record<string, unknown>> => (await it.query(sql))[0] ?? {}
const count = (records: readonly Rec[], is: (record: Rec) => boolean): number => records.filter(is).length

describe.skipIf(!hasRealData)('real files into the lake', () => {
  beforeAll(() => {
    process.env['AFTERCARE_REAL_DATA'] = realData()
  })

  test('Boston: 8,928 requests; their verdict can be told from our UTC stamps on every closed one with a target', async () => {
    const it = await ingestHome('boston')
    const records = await readReal('utf-8', 'tickets', 'boston_311_2019.csv')
    const judged = (verdict: string) =>
      count(records, (each) => each['closed_dt'] !== '' && each['sla_target_dt'] !== '' && each['on_time'] === verdict)
    expect(records).toHaveLength(8928)
    expect(
      await one(
        it,
        `SELECT count(*)::INTEGER AS rows, count(DISTINCT ticket_id)::INTEGER AS tickets, count(closed_at)::INTEGER AS closed, count(promised_at)::INTEGER AS promised,
          count(*) FILTER (closed_at <= promised_at)::INTEGER AS kept, count(*) FILTER (closed_at > promised_at)::INTEGER AS broken,
          count(*) FILTER (closed_at IS NOT NULL AND promised_at IS NOT NULL AND (closed_at <= promised_at) <> (extra->>'on_time' = 'ONTIME'))::INTEGER AS disagree
        FROM lake.ticket`,
      ),
    ).toEqual({
      rows: 8928,
      tickets: 8928,
      closed: count(records, (each) => each['closed_dt'] !== ''),
      promised: count(records, (each) => each['sla_target_dt'] !== ''),
      kept: judged('ONTIME'),
      broken: judged('OVERDUE'),
      disagree: 0,
    })
    // 2019-01-01 04:11 in Boston, winter: five hours behind.
    expect(await one(it, `SELECT received_at FROM lake.ticket WHERE ticket_id = '101002767909'`)).toEqual({
      received_at: '2019-01-01 09:11:00',
    })
    expect(await it.query(`SELECT DISTINCT status FROM lake.ticket ORDER BY 1`)).toEqual([
      { status: 'closed' },
      { status: 'open' },
    ])
  })

  test('incidents: 24,918 tickets from 141,712 events, none lost; the last record of each stands', async () => {
    const it = await ingestHome('incident')
    const records = await readReal('utf-8', 'tickets', 'incident_event_log.csv.gz')
    expect(records).toHaveLength(141_712)
    const stamp = (text: string) => {
      const [date = '', time = ''] = text.split(' ')
      const [day = '', month = '', year = ''] = date.split('/')
      return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${time}`
    }
    const last = new Map<string, { at: string; record: Rec }>()
    const reopenings = new Map<string, number>()
    const transitions: Record<string, number> = {}
    const EVENT: Record<string, string> = {
      Active: 'resume',
      'Awaiting User Info': 'wait_customer',
      'Awaiting Evidence': 'wait_customer',
      'Awaiting Vendor': 'wait_supplier',
      'Awaiting Problem': 'wait_supplier',
      Resolved: 'resolved',
      Closed: 'closed',
    }
    const seen = new Set<string>()
    const state = new Map<string, string>()
    for (const record of records) {
      const number = record['number'] ?? ''
      const at = stamp(record['sys_updated_at'] ?? '')
      const before = last.get(number)
      if (before === undefined || at >= before.at) last.set(number, { at, record })
      reopenings.set(number, Math.max(reopenings.get(number) ?? 0, Number(record['reopen_count'])))
      const now = record['incident_state'] ?? ''
      const previous = state.get(number)
      state.set(number, now)
      const event = EVENT[now]
      if (now === previous || event === undefined) continue
      if (event === 'resume' && !(previous ?? '').startsWith('Awaiting')) continue
      const key = `${number}|${at}|${event}`
      if (seen.has(key)) continue
      seen.add(key)
      transitions[event] = (transitions[event] ?? 0) + 1
    }
    const latest = `(SELECT * FROM lake.ticket QUALIFY row_number() OVER (PARTITION BY ticket_id ORDER BY updated_at DESC, load_sequence DESC, source_row DESC) = 1)`
    expect(
      await one(
        it,
        `SELECT count(*)::INTEGER AS tickets, count(*) FILTER (resolved_at IS NULL)::INTEGER AS unresolved, count(DISTINCT technician_id)::INTEGER AS resolvers FROM ${latest} AS latest`,
      ),
    ).toEqual({ tickets: 24_918, unresolved: 1556, resolvers: 216 })
    expect(new Set(records.map((each) => each['resolved_by'])).size).toBe(217)
    const lake = await it.query(
      `SELECT ticket_id, status, team, strftime(updated_at, '%Y-%m-%d %H:%M') AS at FROM ${latest} AS latest ORDER BY ticket_id`,
    )
    const mine = [...last].map(([ticket_id, { at, record }]) => ({
      ticket_id,
      status: record['incident_state'],
      team: record['assignment_group'] === '?' ? null : record['assignment_group'],
      at,
    }))
    expect(lake).toEqual(mine.sort((a, b) => (a.ticket_id < b.ticket_id ? -1 : 1)))
    expect(
      Object.fromEntries(
        (await it.query(`SELECT event, count(*)::INTEGER AS n FROM lake.ticket_event GROUP BY event`)).map(({ event, n }) => [
          String(event),
          n,
        ]),
      ),
    ).toEqual({
      ...transitions,
      reopened: 331,
    })
    expect([...reopenings.values()].reduce((sum, each) => sum + each, 0)).toBe(331)
    expect(
      await one(it, `SELECT count(DISTINCT ticket_id)::INTEGER AS n FROM lake.ticket_event WHERE event = 'reopened'`),
    ).toEqual({
      n: count(
        [...reopenings].map(([, n]) => ({ n: String(n) })),
        ({ n }) => n !== '0',
      ),
    })
  })

  test('Chinese messages: 120 with both times, in UTC', async () => {
    const it = await ingestHome('messages_zh')
    expect(
      await one(
        it,
        `SELECT count(*)::INTEGER AS rows, count(DISTINCT ticket_id)::INTEGER AS tickets, count(responded_at)::INTEGER AS answered, count(*) FILTER (responded_at < received_at)::INTEGER AS impossible,
        count(*) FILTER (fault_text <> trim(fault_text, chr(9) || chr(10) || chr(13) || ' '))::INTEGER AS untrimmed FROM lake.ticket`,
      ),
    ).toEqual({ rows: 120, tickets: 120, answered: 120, impossible: 0, untrimmed: 0 })
    expect(await one(it, `SELECT received_at, responded_at FROM lake.ticket WHERE ticket_id = '2549'`)).toEqual({
      received_at: '2019-04-25 01:32:09',
      responded_at: '2019-05-10 06:56:53',
    })
  })

  test('car complaints: 600 in each encoding, the same rows', async () => {
    const [gb18030, utf8] = [await ingestHome('car_complaints_gb18030'), await ingestHome('car_complaints_utf8')]
    const content = `SELECT * EXCLUDE (source_file, load_id) FROM lake.complaint ORDER BY source_row`
    const rows = await gb18030.query(content)
    expect(rows).toHaveLength(600)
    expect(await utf8.query(content)).toEqual(rows)
    const records = await readReal('gb18030', 'complaints', 'car_complaints_zh_gb18030.csv')
    expect(rows.map((row) => [row['complaint_id'], row['root_cause'], JSON.parse(String(row['extra'])) as unknown])).toEqual(
      records.map((each) => [each['id'], each['problem'], { status: each['status'] }]),
    )
    expect(rows[0]).toMatchObject({
      product_family: '一汽马自达 阿特兹',
      text: '一汽马自达阿特兹B柱异响 车内异响严重',
      received_at: '2020-06-07 16:00:00',
    })
  })

  test('airport survey: blank and not applicable are no answers', async () => {
    const it = await ingestHome('sfo_2016')
    const records = await readReal('utf-8', 'surveys', '2016_SFO_Customer_Survey.csv')
    const answers = records.map((each) => Number(each['Q7ALL'])).filter((level) => level >= 1 && level <= 5)
    expect(
      await one(
        it,
        `SELECT count(*)::INTEGER AS rows, count(DISTINCT survey_id)::INTEGER AS surveys, count(overall)::INTEGER AS answers, sum(overall)::INTEGER AS total, count(*) FILTER (overall >= 4)::INTEGER AS satisfied FROM lake.survey`,
      ),
    ).toEqual({
      rows: 3087,
      surveys: records.length,
      answers: answers.length,
      total: answers.reduce((a, b) => a + b, 0),
      satisfied: answers.filter((level) => level >= 4).length,
    })
    expect(answers).toHaveLength(2919)
  })

  test('excavators: 5,485 orders and their costs; negative and zero kept, what is no amount shown', async () => {
    const it = await ingestHome('excavator')
    const records = await readReal('utf-8', 'parts', 'excavator_work_orders.csv')
    const amounts = records
      .map((each) => each['Cost'] ?? '')
      .filter((cost) => /^-?\d+(\.\d+)?$/.test(cost))
      .map(Number)
    expect(
      await one(it, 'SELECT count(*)::INTEGER AS n, count(DISTINCT ticket_id)::INTEGER AS tickets FROM lake.ticket'),
    ).toEqual({ n: 5485, tickets: 5485 })
    expect(
      await one(
        it,
        `SELECT count(*)::INTEGER AS n, round(sum(amount), 2)::DOUBLE AS total, count(*) FILTER (amount = 0)::INTEGER AS zero, count(*) FILTER (amount < 0)::INTEGER AS negative, max(amount)::DOUBLE AS most FROM lake.cost_item`,
      ),
    ).toEqual({
      n: amounts.length,
      total: Math.round(amounts.reduce((a, b) => a + Math.round(b * 100), 0)) / 100,
      zero: amounts.filter((cost) => cost === 0).length,
      negative: 6,
      most: 1_026_684.2,
    })
    const { rejects } = await listRejects(it.home.paths)
    expect(rejects.map(({ field, value, code }) => [field, value, code])).toEqual(
      records.length - amounts.length === 1 ? [['amount', 'PM01', 'field.not_a_number']] : [],
    )
  })
})
