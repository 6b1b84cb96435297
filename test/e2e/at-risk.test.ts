/** The page of promises about to break in a real browser: its list against SQL of the test's own on the file that is served. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWarehouse } from '../../contracts/warehouse.ts'
import { ticketNumber } from '../../web/src/lib/cases/cases.ts'
import { formatCount, formatStamp } from '../../web/src/lib/language/format.ts'
import { LANGUAGES, type Language } from '../../web/src/lib/language/language.ts'
import { riskTexts } from '../../web/src/lib/language/pages/risk.ts'
import { timeLeft } from '../../web/src/lib/promises/risk.ts'
import { emptyHome, publishFixture } from '../web/fixture.ts'
import { openPage, sharedBrowser } from './browser.ts'
import { startServer, type RunningServer } from './server.ts'
import { graveFindings, numberOf, overflow } from './shown-figures.ts'

/**
 * Promises of every kind around 10:00 of the site's day: one a ticket, 37 minutes apart, some standing still, some without what describes
 * them, one that a spreadsheet would take for a formula. Every third has stopped, which makes it none of the page's.
 */
const PROMISES = `
  update ref.parameter set as_of = timestamp '2026-09-30 02:00:00', time_zone = 'Asia/Shanghai';
  insert into marts.promise by name
  select * exclude (is_over) from (select 'ticket' as subject_kind, 'a' as source, id as subject_id, 'a:' || id as ticket_key, 'p' || (i % 4) as promise_id, 1 + i % 2 as cycle,
    1 + i % 2 as round, 's' as preset, 1 as preset_version, '承诺' || (i % 4) as promise_name_zh, 'Promise ' || (i % 4) as promise_name_en,
    ['response', 'visit', 'resolution', 'agreed'][1 + i % 4] as stage, case when i % 4 = 3 then 'given' when i % 4 = 2 then 'working_days' else 'calendar' end as clock,
    case when i % 4 < 3 then due - interval 1 day end as started_at, due as due_at, case when i % 3 = 0 then due + interval 1 hour end as stopped_at,
    case when i % 4 = 0 then 1440 end as limit_minutes, case when i % 4 = 2 then 3 end as limit_working_days, 1440 + 37.0 * i as net_minutes, 3 + i % 5 as net_working_days,
    0 as paused_minutes, due < timestamp '2026-09-30 02:00:00' as is_over,
    case when i % 3 = 0 or is_over then 'broken' else 'running' end as verdict, case when i % 3 = 0 then 'late' when is_over then 'overdue' end as verdict_reason,
    verdict = 'running' and i % 5 = 0 as is_paused, case when verdict = 'running' then i % 100 / 100.0 end as used_share,
    coalesce(used_share > 0.75, false) as is_at_risk, date '2026-09-29' as started_on,
    case when i % 7 = 0 then null when i % 2 = 0 then '华东' else '华北' end as region, case when i % 11 = 0 then '=cmd' else '一班' end as team,
    case when i % 2 = 0 then 't1' end as technician_id, '空调' as product_family, 'M-' || i as product_model
  from (select i, case when i = 299 then '+299' else 'T' || lpad(i::varchar, 4, '0') end as id,
          timestamp '2026-09-30 02:00:00' + to_minutes(37 * (i - 150)) as due from range(600) as t(i)));
  insert into marts.ticket_wait by name
  select ticket_key, 1 as event_order, cycle, ['customer', 'parts', 'supplier'][1 + row_number() over (order by ticket_key) % 3] as waits_for,
    timestamp '2026-09-29 00:00:00' as started_at, timestamp '2026-09-30 02:00:00' as ended_at, true as is_open, 1560 as minutes
  from marts.promise where is_paused or cast(right(subject_id, 2) as integer) % 4 = 1;`

let folder: string
let server: RunningServer
let browser: Browser
let instance: DuckDBInstance
let connection: DuckDBConnection

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aftercare-at-risk-'))
  const home = await emptyHome(folder)
  instance = await openWarehouse(await publishFixture(home, { after: PROMISES }))
  connection = await instance.connect()
  server = await startServer(home)
  browser = await sharedBrowser()
})
afterAll(async () => {
  await server.stop()
  connection.closeSync()
  instance.closeSync()
  await rm(folder, { recursive: true, force: true })
})

/** As a spreadsheet must see it: a number that begins like a formula is a text. */
const inFile = (ticketKey: string) => ticketNumber(ticketKey).replace(/^(?=[=+\-@])/, "'")

const query = async (sql: string): Promise<Record<string, unknown>[]> => (await connection.runAndReadAll(sql)).getRowObjectsJson()

const ZONE = 'Asia/Shanghai'
const TOMORROW = `timezone('UTC', timezone('${ZONE}', date_trunc('day', timezone('${ZONE}', timezone('UTC', p.as_of))) + interval 1 day))`
const RISK = {
  at_risk: "verdict = 'running' and used_share > 0.75",
  due_today: `verdict = 'running' and due_at < ${TOMORROW}`,
  overdue: "verdict = 'broken' and stopped_at is null",
} as const
const ANY = Object.values(RISK)
  .map((each) => `(${each})`)
  .join(' or ')
const FROM = "from marts.promise cross join ref.parameter as p where subject_kind = 'ticket'"

const n = async (where: string) => Number((await query(`select count(*)::double as n ${FROM} and (${where})`))[0]?.n)

async function open(search: string, language: Language, options: Parameters<typeof openPage>[1] = {}) {
  const opened = await openPage(browser, { viewport: { width: 1440, height: 900 }, ...options })
  await opened.page.goto(`${server.url}/promises/at-risk?lang=${language}&${search}`)
  return opened
}

describe.each([
  { language: 'zh-CN', search: '', where: 'true' },
  { language: 'en', search: 'region=华东&stage=resolution', where: "region = '华东' and stage = 'resolution'" },
] as const)('in $language with "$search"', ({ language, search, where }) => {
  const words = riskTexts({ language })

  test('the list is what SQL finds, the earliest due first, with how far each is', async () => {
    const { page, problems } = await open(search, language)
    const rows = page.locator('tr[data-promise]')
    await rows.first().waitFor()
    const expected = await query(
      `select ticket_key || ':' || promise_id || ':' || cycle as id, ticket_key, strftime(due_at, '%Y-%m-%dT%H:%M:%SZ') as due,
         epoch(due_at - p.as_of) / 60 as minutes, verdict = 'broken' as over, is_paused
       ${FROM} and (${ANY}) and ${where} order by due_at, ticket_key, promise_id, cycle`,
    )
    expect(expected.length).toBeGreaterThan(10)
    expect(Number(await page.locator('[data-total]').getAttribute('data-total'))).toBe(expected.length)
    const shown = await rows.evaluateAll((all: { dataset: { promise?: string } }[]) => all.map((each) => each.dataset.promise))
    expect(shown).toEqual(expected.slice(0, 100).map(({ id }) => id))
    for (const [at, row] of expected.slice(0, 12).entries()) {
      const text = (await rows.nth(at).textContent()) ?? ''
      expect(text).toContain(ticketNumber(String(row.ticket_key)))
      expect(text).toContain(formatStamp(String(row.due), ZONE, language))
      const time = timeLeft(Number(row.minutes), language)
      expect(text).toContain(row.over === true ? words.overdue(time) : words.left(time))
    }
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('each kind is counted and chosen, and the navigation says how many there are', async () => {
    const { page, problems } = await open(search, language)
    const choice = page.getByRole('navigation', { name: words.choose, exact: true })
    for (const [risk, condition] of Object.entries(RISK)) {
      const link = choice.getByRole('link', { name: words.risks[risk as keyof typeof RISK] })
      const expected = await n(`${condition} and ${where}`)
      expect([risk, numberOf(await link.locator('.n').textContent())]).toEqual([risk, expected])
      await link.click()
      await page.waitForURL((url) => url.searchParams.get('risk') === risk)
      if (expected === 0) await page.getByText(words.empty).waitFor()
      else await expect.poll(() => page.locator('[data-total]').getAttribute('data-total')).toBe(String(expected))
    }
    // The stage is this page's own; the filters go along.
    const all = await n(`(${ANY}) and ${where.replace("stage = 'resolution'", 'true')}`)
    const note = page.locator('header nav .note')
    expect(await note.textContent()).toBe(formatCount(all, language))
    await page.locator('.back').click()
    await page.waitForURL(({ pathname }) => pathname === '/promises')
    await page.locator('[data-at-risk]').click()
    await page.waitForURL(/\/promises\/at-risk/)
    expect(new URL(page.url()).searchParams.get('region')).toBe(search === '' ? null : '华东')
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('the file has the same promises, all of them', async () => {
    const response = await fetch(`${server.url}/promises/at-risk/at-risk.csv?lang=${language}&${search}`)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const [header, ...lines] = (await response.text()).trim().split('\r\n')
    expect(header?.split(',')[3]).toBe(words.dueUtc)
    const expected = await query(
      `select ticket_key, strftime(due_at, '%Y-%m-%dT%H:%M:%SZ') as due ${FROM} and (${ANY}) and ${where} order by due_at, ticket_key, promise_id, cycle`,
    )
    const rows = lines.filter((line) => !line.startsWith('#')).map((line) => line.split(','))
    expect(rows.map(([ticket, , , due]) => [ticket, due])).toEqual(
      expected.map(({ ticket_key, due }) => [inFile(String(ticket_key)), due]),
    )
  })
})

test('the data is older than a day, and the page says so', async () => {
  const { page } = await open('', 'en')
  await page.getByText(riskTexts({ language: 'en' }).oldWhy).waitFor()
  await page.context().close()
})

test('where there is nothing about to break, the page says so', async () => {
  const { page, problems } = await open('region=nowhere', 'en')
  await page.getByText('Nothing is about to break').waitFor()
  expect(await page.locator('tr[data-promise], header nav .note').count()).toBe(0)
  expect(problems).toEqual([])
  await page.context().close()
})

test.each(['risk=late', 'stage=answer', 'offset=-1'])('an address that means nothing is refused: %s', async (search) => {
  for (const at of ['/promises/at-risk', '/promises/at-risk/at-risk.csv']) {
    const response = await fetch(`${server.url}${at}?${search}`)
    expect([at, response.status]).toEqual([at, 400])
  }
})

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(['light', 'dark'] as const)(
    'axe finds nothing serious in %s, wide and narrow, and nothing sticks out',
    async (colorScheme) => {
      for (const width of [1440, 390]) {
        const { page, problems } = await open('', language, { viewport: { width, height: 900 }, colorScheme })
        await page.locator('tr[data-promise]').first().waitFor()
        expect(await graveFindings(page)).toEqual([])
        expect(await overflow(page)).toBe(0)
        expect(problems).toEqual([])
        await page.context().close()
      }
    },
  )
})
