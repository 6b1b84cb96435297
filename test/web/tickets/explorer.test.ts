/** What the explorer and the page of a ticket read, against SQL of the test's own on a built demonstration. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { homePaths } from '../../../contracts/home.ts'
import { texts } from '../../../web/src/lib/language/texts.ts'
import { DEFAULT_COLUMNS } from '../../../web/src/lib/tickets/columns.ts'
import { parseView, SORTS, type TicketSelection } from '../../../web/src/lib/tickets/selection.ts'
import { ticketLines } from '../../../web/src/lib/server/read/ticket-export.ts'
import {
  factsOf,
  readCourse,
  readMoney,
  readTicket,
  readTicketKpis,
  readVersions,
  readVoice,
} from '../../../web/src/lib/server/read/ticket.ts'
import { countTickets, readEmptyColumns, readFilterValues, readTickets } from '../../../web/src/lib/server/read/tickets.ts'
import { oneTicketQueries } from '../../../web/src/lib/server/queries/ticket.ts'
import { ticketQueries } from '../../../web/src/lib/server/queries/tickets.ts'
import { HOLDER_DEFAULTS, WarehouseHolder, type Lease } from '../../../web/src/lib/server/warehouse.ts'
import { publishedDemo, type Published } from '../../published.ts'

let published: Published
let holder: WarehouseHolder
let lease: Lease

beforeAll(async () => {
  published = await publishedDemo('small')
  holder = new WarehouseHolder(homePaths(published.root), { ...HOLDER_DEFAULTS, log: () => {} })
  await holder.start()
  const held = holder.lease()
  if (held === null) throw new Error('the demonstration is not served')
  lease = held
})
afterAll(async () => {
  lease.release()
  await holder.close()
})

const NONE = { source: null, site: null, region: null, team: null, product_family: null, work_kind: null }
function selected(search: string, dimensions: Partial<typeof NONE> | { region: string } = {}): TicketSelection {
  const parameters = new URLSearchParams(search)
  const parsed = parseView((name) => parameters.get(name), { ...NONE, ...dimensions })
  if (!parsed.ok) throw new Error(parsed.wrong)
  return parsed.view.selection
}
const keysOf = async (sql: string) => (await published.query(sql)).map(({ key }) => String(key))
const n = async (sql: string) => Number((await published.row(sql)).n)
const COLUMN = {
  received: 'received_at',
  resolved: 'resolved_at',
  first_response: 'first_response_minutes',
  resolution: 'resolution_minutes',
  wait: 'wait_minutes',
  visits: 'visits',
  reopened: 'reopen_count',
  cost: 'gross_cost',
} as const
const STATE = `case when bool_or(verdict = 'broken') then 'broken' when bool_or(verdict in ('running', 'not_started')) then 'running'
  when bool_or(verdict = 'kept') then 'kept' end`

describe('the explorer', () => {
  test('without filters it has every ticket', async () => {
    expect(await countTickets(lease, selected(''))).toBe(await n('select count(*)::integer as n from marts.ticket'))
  })

  test.each([
    ['status=closed', "status = 'closed'"],
    ['priority=high&warranty=in', "priority = 'high' and warranty = 'in'"],
    ['fault_family=unknown', 'fault_family is null'],
    ['received_from=2026-03-01&received_until=2026-03-31', "received_on between '2026-03-01' and '2026-03-31'"],
    [
      'q=漏水',
      "ticket_id like '%漏水%' or product_model like '%漏水%' or fault_family like '%漏水%' or fault_text like '%漏水%'",
    ],
    ['q=kfr-35', "product_model ilike '%kfr-35%' or fault_text ilike '%kfr-35%'"],
    ["q=' or 1=1 --", 'false'],
    ['q=%25', "fault_text like '%\\%%' escape '\\'"],
    [
      'promise=broken',
      `ticket_key in (select ticket_key from marts.promise where subject_kind = 'ticket' group by 1 having ${STATE} = 'broken')`,
    ],
    [
      'promise=kept',
      `ticket_key in (select ticket_key from marts.promise where subject_kind = 'ticket' group by 1 having ${STATE} = 'kept')`,
    ],
    [
      'promise=running',
      `ticket_key in (select ticket_key from marts.promise where subject_kind = 'ticket' group by 1 having ${STATE} = 'running')`,
    ],
  ])('%s', async (search, where) => {
    const chosen = selected(search, { region: '华东' })
    const expected = await keysOf(`select ticket_key as key from marts.ticket where region = '华东' and (${where}) order by key`)
    expect(await countTickets(lease, chosen)).toBe(expected.length)
    const rows = await readTickets(lease, chosen, DEFAULT_COLUMNS, { offset: 0, limit: 5000 })
    expect(rows.map(({ key }) => key).sort()).toEqual(expected.sort())
    if (where !== 'false' && !where.includes('escape')) expect(expected.length).toBeGreaterThan(0)
  })

  test.each(SORTS.flatMap((sort) => [[sort, ''] as const, [sort, '-'] as const]))(
    'sorted by %s%s: what a ticket lacks comes last, and pages at any depth fit together',
    async (sort, sign) => {
      const chosen = selected(`sort=${sign}${sort}`)
      const slices = [0, 200, 900, 1100, 2400]
      const whole = await readTickets(lease, chosen, ['cost'], { offset: 0, limit: 5000 })
      for (const offset of slices) {
        const rows = await readTickets(lease, chosen, ['cost'], { offset, limit: 200 })
        expect(rows.map(({ key }) => key)).toEqual(whole.slice(offset, offset + 200).map(({ key }) => key))
      }
      const expected = await published.query(
        `select case when ${COLUMN[sort]} is null then 'none' else cast(${sort === 'received' || sort === 'resolved' ? `epoch_ms(${COLUMN[sort]})` : COLUMN[sort]} as varchar) end as key
         from marts.ticket left join (select ticket_key, gross_cost from marts.repair_cost) using (ticket_key)
         order by ${COLUMN[sort]} ${sign === '-' ? 'desc' : 'asc'} nulls last`,
      )
      const of = {
        received: 'receivedAt',
        resolved: 'resolvedAt',
        first_response: 'firstResponseMinutes',
        resolution: 'resolutionMinutes',
        wait: 'waitMinutes',
        visits: 'visits',
        reopened: 'reopenCount',
        cost: 'grossCost',
      } as const
      expect(whole.map((row) => row[of[sort]])).toEqual(expected.map(({ key }) => (key === 'none' ? null : Number(key))))
    },
  )

  test('beyond the end there is nothing, and that is no failure', async () => {
    expect(await readTickets(lease, selected(''), DEFAULT_COLUMNS, { offset: 100_000, limit: 200 })).toEqual([])
    expect(await readTickets(lease, selected('q=nothing at all'), DEFAULT_COLUMNS, { offset: 0, limit: 200 })).toEqual([])
  })

  test('texts, costs and promises come only where they are asked for, and are right', async () => {
    const chosen = selected('sort=-cost')
    const [without] = await readTickets(lease, chosen, DEFAULT_COLUMNS, { offset: 0, limit: 1 })
    expect(without).toMatchObject({ faultText: null, grossCost: null, promise: null })
    const rows = await readTickets(lease, chosen, ['fault_text', 'cost', 'promise'], { offset: 0, limit: 50 })
    for (const row of rows.slice(0, 10)) {
      const expected = await published.row(
        `select t.fault_text, c.gross_cost, (select ${STATE} from marts.promise p where p.ticket_key = t.ticket_key and p.subject_kind = 'ticket') as promise
         from marts.ticket t join marts.repair_cost c using (ticket_key) where t.ticket_key = '${row.key}'`,
      )
      expect({ fault_text: row.faultText, gross_cost: row.grossCost, promise: row.promise }).toEqual(expected)
    }
  })

  test('a column of durations is empty only where no ticket has one', async () => {
    const filled = await n('select count(first_response_minutes)::integer as n from marts.ticket')
    expect(filled).toBeGreaterThan(0)
    expect(await readEmptyColumns(lease)).toEqual([])
  })

  test('filters offer what there is, the most frequent first', async () => {
    const values = await readFilterValues(lease)
    expect(values.status).toEqual(
      await keysOf(`select coalesce(status, 'unknown') as key from marts.ticket group by 1 order by count(*) desc, 1`),
    )
    expect(values.priority.length).toBeGreaterThan(2)
  })

  test('a file has a line a ticket, figures with a point, and no cell that a spreadsheet would run', async () => {
    const reader = { language: 'en', texts: texts('en'), sources: {} } as const
    const lines: string[] = []
    const columns = ['received', 'fault_text', 'resolution'] as const
    for await (const part of ticketLines(lease, selected(''), columns, { reader, timeZone: 'UTC', currency: 'CNY' }, 2500))
      lines.push(part)
    const text = lines.join('')
    expect(text.startsWith('\ufeffTicket,Received (UTC),Customer’s words,Time to resolve (minutes)\r\n')).toBe(true)
    const rows = await n('select count(*)::integer as n from marts.ticket')
    expect(text.split('\r\n').length - 2).toBeGreaterThanOrEqual(rows)
    expect(text).not.toMatch(/(^|,|\n)[=+@]/)
  })
})

describe('one ticket', () => {
  const pick = async (where: string) =>
    String((await published.row(`select ticket_key as key from marts.ticket where ${where} order by key limit 1`)).key)
  const row = async (key: string) => {
    const found = await readTicket(lease, key)
    if (found === null) throw new Error(`no ticket ${key}`)
    return found
  }

  test('an unknown one is none', async () => {
    expect(await readTicket(lease, 'service:nothing')).toBeNull()
  })

  test('one that was reopened has its rounds, its promises of each, and the row it came from', async () => {
    const key = await pick('reopen_count > 0 and wait_minutes > 0')
    const ticket = await row(key)
    const course = await readCourse(lease, ticket, 'en')
    expect(course.rounds.map(({ cycle }) => cycle)).toEqual([1, 2])
    expect(course.rounds[1]?.stamps[0]?.stage).toBe('reopened')
    const resolved = course.rounds.flatMap(({ stamps }) => stamps.filter(({ stage }) => stage === 'resolved').map(({ at }) => at))
    expect(resolved.length).toBe(ticket.resolved_at === null ? 1 : 2)
    expect(course.promises).toHaveLength(await n(`select count(*)::integer as n from marts.promise where ticket_key = '${key}'`))
    expect(new Set(course.promises.map(({ cycle }) => cycle))).toEqual(new Set([1, 2]))
    const waited = course.waits.reduce((sum, { minutes }) => sum + minutes, 0)
    expect(waited).toBeCloseTo(ticket.customer_wait_minutes + ticket.parts_wait_minutes + ticket.supplier_wait_minutes, 6)
    const versions = await readVersions(lease, key)
    expect(versions.filter(({ is_latest: isLatest }) => isLatest)).toHaveLength(1)
    const [load] = await published.query(`select file, accepted from meta.load where load_id = '${versions[0]?.load_id ?? ''}'`)
    expect(load).toMatchObject({ file: versions[0]?.source_file })
  })

  test('its money is that of repair_cost, and adds up', async () => {
    const key = await pick('ticket_key in (select ticket_key from marts.part_usage) and is_repair_job')
    const { cost, parts, labour } = await readMoney(lease, key)
    expect(cost?.gross_cost).toBeCloseTo(await n(`select gross_cost as n from marts.repair_cost where ticket_key = '${key}'`), 6)
    expect(cost?.net_cost).toBeCloseTo(
      (cost?.gross_cost ?? 0) - (cost?.recovered_supplier ?? 0) - (cost?.charged_customer ?? 0),
      6,
    )
    expect(parts.length).toBe(await n(`select count(*)::integer as n from marts.part_usage where ticket_key = '${key}'`))
    expect(labour.reduce((sum, { hours }) => sum + hours, 0)).toBeCloseTo(
      await n(`select coalesce(sum(hours), 0) as n from marts.labour where ticket_key = '${key}'`),
      6,
    )
  })

  test('it counts in the KPIs that have a case of it', async () => {
    const key = await pick('ticket_key in (select ticket_key from marts.complaint) and is_served')
    const kpis = await readTicketKpis(lease, key, 'month', 'en')
    const expected = await keysOf(
      `select kpi_id || ' ' || case_id || ' ' || strftime(date_trunc('month', booked_on), '%Y-%m-%d') as key from marts.kpi_case where ticket_key = '${key}' order by key`,
    )
    expect(kpis.map(({ kpi, caseId, periodStart }) => `${kpi.id} ${caseId} ${periodStart}`).sort()).toEqual(expected.sort())
    const voice = await readVoice(lease, key, 'zh-CN')
    expect(voice.complaints.length).toBeGreaterThan(0)
    expect(voice.surveys).toHaveLength(await n(`select count(*)::integer as n from marts.survey where ticket_key = '${key}'`))
  })

  test('an impossible order is said, and gives no durations', async () => {
    const facts = factsOf(await row(await pick('is_order_impossible')), 'en')
    expect(facts.impossibleOrder).toMatch(/ before /)
    expect(facts.resolutionMinutes).toBeNull()
  })

  test('nobody is named', () => {
    const sql = [...Object.values(oneTicketQueries), ...Object.values(ticketQueries)].map((each) => each.sql).join('\n')
    expect(sql).not.toMatch(/technician|customer_id|actor/)
  })
})
