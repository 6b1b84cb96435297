/** Real files, published as their homes say: the figures of the marts against independent ones. */
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { copied, publishHome, type Published } from '../published.ts'
import { hasRealData, realData } from './data.ts'
import { readReal } from './records.ts'

const home = (name: string) => publishHome(copied(path.join(import.meta.dirname, 'homes', name)))

describe.skipIf(!hasRealData)('figures of real files', () => {
  beforeAll(() => {
    process.env['AFTERCARE_REAL_DATA'] = realData()
  })

  describe('Boston', () => {
    let boston: Published
    beforeAll(async () => {
      boston = await home('boston')
    })

    test("our verdict of the agreed time is the city's on every closed request with a target", async () => {
      const records = await readReal('utf-8', 'tickets', 'boston_311_2019.csv')
      const theirs = new Map(
        records
          .filter((each) => each['closed_dt'] !== '' && each['sla_target_dt'] !== '')
          .map((each) => [each['case_enquiry_id'], each['on_time'] === 'ONTIME' ? 'kept' : 'broken']),
      )
      const ours = await boston.query(`SELECT p.subject_id, p.verdict, p.verdict_reason FROM marts.promise AS p
        INNER JOIN marts.ticket AS t ON t.source = p.source AND t.ticket_id = p.subject_id
        WHERE p.stage = 'agreed' AND t.closed_at IS NOT NULL`)
      const wrong = ours.filter(({ subject_id: id, verdict }) => theirs.get(String(id)) !== verdict)
      expect(theirs.size).toBe(4602)
      expect(wrong).toEqual([])
      expect(ours).toHaveLength(theirs.size)
    })

    test('a stage that the export does not have makes no promise', async () => {
      const stages = await boston.query('SELECT DISTINCT stage FROM marts.promise ORDER BY stage')
      expect(stages).toEqual([{ stage: 'agreed' }])
    })

    test('the kept rate of the whole is the city’s own', async () => {
      const records = await readReal('utf-8', 'tickets', 'boston_311_2019.csv')
      const judged = records.filter((each) => each['closed_dt'] !== '' && each['sla_target_dt'] !== '')
      const row = await boston.row(`SELECT count(*) FILTER (verdict = 'kept')::INTEGER AS kept FROM marts.promise AS p
        INNER JOIN marts.ticket AS t ON t.source = p.source AND t.ticket_id = p.subject_id WHERE t.closed_at IS NOT NULL`)
      expect(row).toEqual({ kept: judged.filter((each) => each['on_time'] === 'ONTIME').length })
    })
  })

  test('incidents: none lost, reopenings counted, 217 resolvers, those never resolved still open to see', async () => {
    const incident = await home('incident')
    const records = await readReal('utf-8', 'tickets', 'incident_event_log.csv.gz')
    const latest = new Map(records.map((each) => [each['number'], each]))
    const reopened = [...latest.values()].filter((each) => Number(each['reopen_count']) > 0)
    const resolved = new Set(records.filter((each) => each['incident_state'] === 'Resolved').map((each) => each['number']))
    expect(records).toHaveLength(141_712)
    // One of the 217 words of the column is `?`, nobody.
    expect(new Set(records.map((each) => each['resolved_by'])).size).toBe(217)
    expect(
      await incident.row(`SELECT count(*)::INTEGER AS tickets, count(DISTINCT technician_id)::INTEGER AS resolvers,
        count(*) FILTER (reopen_count > 0)::INTEGER AS reopened, sum(reopen_count)::INTEGER AS reopenings,
        count(*) FILTER (resolved_at IS NULL)::INTEGER AS unresolved FROM marts.ticket`),
    ).toEqual({
      tickets: 24_918,
      resolvers: new Set(records.map((each) => each['resolved_by']).filter((name) => name !== '?')).size,
      reopened: reopened.length,
      reopenings: reopened.reduce((sum, each) => sum + Number(each['reopen_count']), 0),
      // The column is empty for 1,556; the log shows when all but 13 of them were resolved.
      unresolved: [...latest.values()].filter((each) => each['resolved_at'] === '?' && !resolved.has(each['number'])).length,
    })
    expect([...latest.values()].filter((each) => each['resolved_at'] === '?')).toHaveLength(1556)
    expect(
      await incident.row(`SELECT sum(numerator)::INTEGER AS n FROM marts.kpi_period
      WHERE kpi_id = 'tickets_received' AND grain = 'month' AND slice = 'all'`),
    ).toEqual({ n: 24_918 })
  }, 180_000)

  test('messages: the time to the reply, to the minute', async () => {
    const messages = await home('messages_zh')
    const row = await messages.row(`SELECT count(*)::INTEGER AS n, count(first_response_minutes)::INTEGER AS timed,
      min(first_response_minutes) AS least, count(*) FILTER (is_order_impossible)::INTEGER AS impossible FROM marts.ticket`)
    expect(row).toMatchObject({ n: 120 })
    const stamps = await messages.query(`SELECT ticket_id, (received_at + INTERVAL 8 HOUR)::VARCHAR AS received,
      (responded_at + INTERVAL 8 HOUR)::VARCHAR AS responded, first_response_minutes AS minutes FROM marts.ticket`)
    for (const { received, responded, minutes } of stamps) {
      if (minutes === null) continue
      expect(minutes).toBeCloseTo((Date.parse(`${String(responded)}Z`) - Date.parse(`${String(received)}Z`)) / 60_000, 6)
    }
    expect(Number(row['timed']) + Number(row['impossible'])).toBe(120)
  })

  test('car complaints: 600 from either encoding, identical marts', async () => {
    const homes = [await home('car_complaints_gb18030'), await home('car_complaints_utf8')]
    const [gb, utf] = await Promise.all(
      homes.map(async (each) => ({
        complaints: await each.query('SELECT * EXCLUDE (complaint_key, source) FROM marts.complaint ORDER BY complaint_id'),
        causes: await each.query('SELECT * EXCLUDE (source) FROM marts.complaint_cause ORDER BY ALL'),
        labels: await each.query(
          'SELECT complaint_id, root_cause_detail FROM marts.complaint_cause WHERE root_cause_detail IS NOT NULL ORDER BY ALL',
        ),
        figures: await each.query(`SELECT kpi_id, grain, period_start::VARCHAR AS start, slice, slice_value, numerator, value, n
          FROM marts.kpi_period WHERE slice <> 'source' ORDER BY ALL`),
      })),
    )
    expect(gb?.complaints).toHaveLength(600)
    const records = await readReal('gb18030', 'complaints', 'car_complaints_zh_gb18030.csv')
    const codes = records.flatMap((each) => (each['problem'] ?? '').split(',').filter((code) => code !== ''))
    // Every code of every cell is a cause of its own, beside those that rules find in the words.
    expect(gb?.labels).toHaveLength(codes.length)
    expect(gb?.causes.length).toBeGreaterThan(codes.length)
    expect(gb?.figures.length).toBeGreaterThan(0)
    expect(gb).toEqual(utf)
  })

  test('airport: satisfaction is an independent sum, blank and not applicable left out', async () => {
    const airport = await home('sfo_2016')
    const records = await readReal('utf-8', 'surveys', '2016_SFO_Customer_Survey.csv')
    const levels = records.map((each) => Number(each['Q7ALL'])).filter((level) => level >= 1 && level <= 5)
    expect(
      await airport.row(`SELECT sum(numerator)::INTEGER AS satisfied, sum(denominator)::INTEGER AS answers, sum(n)::INTEGER AS n
        FROM marts.kpi_period WHERE kpi_id = 'satisfaction_rate' AND grain = 'week' AND slice = 'all'`),
    ).toEqual({ satisfied: levels.filter((level) => level >= 4).length, answers: levels.length, n: levels.length })
    const month = await airport.row(`SELECT value, n FROM marts.kpi_period
      WHERE kpi_id = 'satisfaction_rate' AND grain = 'month' AND slice = 'all' AND n > 1000`)
    expect(month['value']).toBeCloseTo(levels.filter((level) => level >= 4).length / levels.length, 12)
  })

  test('excavators: 5,485 orders, their cost to the cent; zero and negative kept, what is no amount shown', async () => {
    const excavator = await home('excavator')
    const records = await readReal('utf-8', 'parts', 'excavator_work_orders.csv')
    const amounts = records.filter((each) => /^-?\d+(\.\d+)?$/.test(each['Cost'] ?? '')).map((each) => Number(each['Cost']))
    const total = amounts.reduce((sum, amount) => sum + Math.round(amount * 100), 0) / 100
    const row = await excavator.row(`SELECT count(*)::INTEGER AS orders, count(*) FILTER (is_complete)::INTEGER AS complete,
      sum(gross_cost) AS total FROM marts.repair_cost`)
    expect(row).toMatchObject({ orders: 5485, complete: amounts.length })
    expect(Number(row['total'])).toBeCloseTo(total, 2)
    expect(await excavator.row(`SELECT count(DISTINCT source_row)::INTEGER AS n FROM meta.reject`)).toEqual({
      n: records.length - amounts.length,
    })
    // Each odd cost with what is done with it: docs/costs.md lists them.
    const ledger = { correction: amounts.filter((each) => each < 0), zero: amounts.filter((each) => each === 0) }
    const found = await excavator.query(
      `SELECT finding, count(*)::INTEGER AS n, sum(cost) AS cost, max(cost) AS largest FROM marts.cost_finding GROUP BY finding ORDER BY finding`,
    )
    const of = (finding: string) => found.find((each) => each['finding'] === finding)
    expect([ledger.correction.length, ledger.zero.length]).toEqual([6, 1288])
    expect(of('correction')).toMatchObject({ n: ledger.correction.length })
    expect(Number(of('correction')?.['cost'])).toBeCloseTo(
      ledger.correction.reduce((sum, each) => sum + each, 0),
      2,
    )
    expect(of('zero')).toMatchObject({ n: ledger.zero.length })
    expect(Number(of('extreme')?.['largest'])).toBe(Math.max(...amounts))
    const missing = await excavator.query(
      `SELECT reason, component, count(*)::INTEGER AS n FROM marts.repair_cost_missing GROUP BY reason, component`,
    )
    expect(missing).toEqual([{ reason: 'no_cost', component: 'all', n: records.length - amounts.length }])
    const kpi =
      await excavator.row(`SELECT sum(numerator) AS total, sum(n)::INTEGER AS n, sum(undecided)::INTEGER AS undecided FROM marts.kpi_period
      WHERE kpi_id = 'cost_per_repair' AND grain = 'month' AND slice = 'all'`)
    // The newest order may still get costs for 30 days: it is counted and waits.
    const newest = records.map((each) => each['BscStartDate'] ?? '').reduce((a, b) => (a > b ? a : b))
    const waiting = records.filter((each) => Date.parse(newest) - Date.parse(each['BscStartDate'] ?? '') < 30 * 86_400_000)
    const waitingCost = waiting.reduce((sum, each) => sum + Number(each['Cost']), 0)
    expect(kpi).toMatchObject({ n: amounts.length - waiting.length, undecided: waiting.length })
    expect(Number(kpi['total'])).toBeCloseTo(total - waitingCost, 2)
  })
})
