/** How complaints were handled, who complained again, what words tell, and the list behind it all: in a real browser, against SQL. */
import { complaintAnalysisTexts } from '#lib/language/pages/complaint-analysis.ts'
import { complaintsTexts } from '#lib/language/pages/complaints.ts'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { formatValue } from '../../web/src/lib/language/format.ts'
import { LANGUAGES } from '../../web/src/lib/language/language.ts'
import { texts } from '../../web/src/lib/language/texts.ts'
import type { Published } from '../published.ts'
import { openPage } from './browser.ts'
import { listStatement } from './complaint-links.ts'
import { serveDemo } from './served-demo.ts'
import type { RunningServer } from './server.ts'
import { graveFindings, numberOf, overflow } from './shown-figures.ts'

let published: Published
let server: RunningServer
let browser: Browser
/** First day of the newest month that is over. */
let month: string

beforeAll(async () => {
  ;({ published, server, browser } = await serveDemo('whole'))
  const { start } = await published.row(
    `select strftime(max(period_start), '%Y-%m-%d') as start from marts.kpi_period
     where kpi_id = 'complaints_received' and grain = 'month' and slice = 'all' and is_complete and is_mature`,
  )
  month = String(start)
})

async function open(search: string): Promise<{ page: Page; problems: string[] }> {
  const opened = await openPage(browser, { viewport: { width: 1440, height: 900 } })
  await opened.page.goto(`${server.url}/complaints?${search}`)
  return opened
}
const n = async (sql: string) => Number((await published.row(sql)).n)
const inMonth = (column: string) => `${column} >= date '${month}' and ${column} < date '${month}' + interval 1 month`
/** Keys of the complaints that the page lists. */
const shownKeys = async (page: Page): Promise<(string | null)[]> =>
  Promise.all((await page.locator('li[data-complaint]').all()).map((each) => each.getAttribute('data-complaint')))

test.each(LANGUAGES)('axe finds nothing serious in the list in %s', async (language) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1440, 390]) {
      const { page } = await openPage(browser, { viewport: { width, height: 900 }, colorScheme })
      await page.goto(`${server.url}/complaints/list?lang=${language}&cause_group=service&find=没`)
      await page.locator('li[data-complaint] mark').first().waitFor()
      expect(await graveFindings(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      await page.context().close()
    }
  }
})

test('rates of handling are those of the KPIs, and open complaints are all there by age', async () => {
  const { handling } = complaintAnalysisTexts(texts('en'))
  const { page } = await open('grain=month&lang=en')
  const section = page.locator(`section[aria-label="${handling.title}"]`)
  const kpis = await published.query(
    `select kpi_id, value, n::double as n from marts.kpi_period where grain = 'month' and slice = 'all' and period_start = date '${month}'
       and kpi_id in ('complaint_response_kept_rate', 'complaint_resolution_kept_rate', 'complaint_feedback_rate')`,
  )
  expect(kpis).toHaveLength(3)
  for (const { kpi_id, value, n: cases } of kpis) {
    const cells = section.locator(`tr:has(a[href*="kpi=${String(kpi_id)}"]) td`)
    expect(await cells.nth(0).innerText()).toBe(formatValue(Number(value), 'percent', 'en'))
    expect(numberOf(await cells.nth(2).innerText())).toBe(Number(cases))
  }
  const days = await published.row(
    `select median, p90 from marts.kpi_period where grain = 'month' and slice = 'all' and period_start = date '${month}'
       and kpi_id = 'complaint_resolution_days'`,
  )
  const resolution = section.locator('tr:has(a[href*="complaint_resolution_days"]) td')
  expect(await resolution.nth(0).innerText()).toBe(formatValue(Number(days.median), 'days', 'en'))
  expect(await resolution.nth(1).innerText()).toBe(formatValue(Number(days.p90), 'days', 'en'))
  const open_ = await n('select count(*)::double as n from marts.complaint where resolved_at is null and closed_at is null')
  const link = section.locator('a[href*="state=open"]')
  expect(numberOf(await link.innerText())).toBe(open_)
  expect(await n(listStatement(await link.getAttribute('href')))).toBe(open_)
  const bands = await section.locator('.ages tbody td:last-child').allInnerTexts()
  expect(bands.reduce((sum, each) => sum + numberOf(each), 0)).toBe(open_)
  await page.context().close()
})

test('customers and units that complained again are those that an independent count finds', async () => {
  const { recurrence } = complaintAnalysisTexts(texts('en'))
  // Of complaints with a ticket the unit is its serial number, and the customer its own.
  expect(
    await n(
      `select count(*)::double as n from marts.complaint c join marts.ticket t on t.ticket_key = c.ticket_key
       left join marts.complaint_recurrence r on r.complaint_key = c.complaint_key and r.kind = 'unit'
       where (t.serial_no is null) <> (r.subject_key is null) or r.subject_key <> c.source || ':' || t.serial_no`,
    ),
  ).toBe(0)
  const { page } = await open('grain=month&lang=en&range=span')
  const section = page.locator(`section[aria-label="${recurrence.title}"]`)
  const links = section.locator('tfoot a')
  expect(await links.count()).toBeGreaterThan(0)
  for (const link of await links.all()) {
    expect(await n(listStatement(await link.getAttribute('href')))).toBe(numberOf(await link.innerText()))
  }
  const first = numberOf(await links.first().innerText())
  await links.first().click()
  await page.waitForURL(/again=/)
  await expect.poll(() => page.locator('[data-total]').getAttribute('data-total')).toBe(String(first))
  // From a complaint to all of its customer, the earliest first; who it is stands nowhere.
  await page.locator('li a[href*="same_as="]').first().click()
  await page.waitForURL(/same_as=/)
  const same = new URL(page.url()).searchParams
  const all = await published.query(
    `select b.complaint_key, b.subject_key from marts.complaint_recurrence a join marts.complaint_recurrence b
       on b.kind = a.kind and b.subject_key = a.subject_key
     where a.complaint_key = '${String(same.get('same_as'))}' and a.kind = '${String(same.get('again'))}' order by b.place`,
  )
  await expect.poll(() => page.locator('[data-total]').getAttribute('data-total')).toBe(String(all.length))
  const keys = await shownKeys(page)
  expect(keys).toEqual(all.map(({ complaint_key }) => complaint_key))
  if (same.get('again') === 'customer') {
    expect(await page.content()).not.toContain(String(all[0]?.subject_key).split(':').at(-1))
  }
  await page.context().close()
})

test('words tell a cause from the others: their counts are those of the texts, each leads to its complaints, marked', async () => {
  const { words, list } = complaintAnalysisTexts(texts('zh-CN'))
  const { page, problems } = await open('grain=month&lang=zh-CN&range=span&words=service.no_show')
  const section = page.locator('#words')
  await section.locator('tbody tr').first().waitFor()
  const rows = await section.locator('tbody tr').all()
  expect(rows.length).toBeGreaterThan(2)
  for (const row of rows.slice(0, 5)) {
    const link = row.locator('th a')
    const term = await link.innerText()
    const shown = numberOf((await row.locator('td').nth(0).innerText()).split('/')[0])
    expect(await n(listStatement(await link.getAttribute('href')))).toBe(shown)
    for (const example of await row.locator('.examples p').all()) {
      expect((await example.locator('mark').first().innerText()).toLowerCase()).toBe(term)
    }
    expect(term).not.toMatch(/\d|\[/)
  }
  const term = await section.locator('tbody th a').first().innerText()
  await section.locator('tbody th a').first().click()
  await page.waitForURL(/\/complaints\/list/)
  await page.locator('li[data-complaint] mark').first().waitFor()
  for (const mark of await page.locator('li[data-complaint]').all()) {
    // Words that spoke for the cause are marked too; what touches is one mark.
    expect((await mark.locator('mark').allInnerTexts()).some((each) => each.includes(term))).toBe(true)
  }
  // A condition that is taken away leaves the others.
  const total = Number(await page.locator('[data-total]').getAttribute('data-total'))
  await page.getByRole('link', { name: list.remove(`${list.word} “${term}”`) }).click()
  await expect.poll(async () => Number(await page.locator('[data-total]').getAttribute('data-total'))).toBeGreaterThan(total)
  expect(new URL(page.url()).searchParams.get('cause')).toBe('service.no_show')
  await page.goto(`${server.url}/complaints?grain=month&lang=zh-CN&words=period`)
  await section.locator('p', { hasText: /\d/ }).first().waitFor()
  expect(await section.locator('select').inputValue()).toBe('period')
  expect(await section.textContent()).toContain(words.note.slice(0, 10))
  expect(problems).toEqual([])
  await page.context().close()
})

test('the list is narrowed by its form, turned by pages and ordered by cost; its file has the same rows, defused', async () => {
  const { list } = complaintAnalysisTexts(texts('zh-CN'))
  const { page, problems } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
  await page.goto(`${server.url}/complaints/list?lang=zh-CN`)
  await page.locator('#filters.hasScript').waitFor({ state: 'attached' })
  await page.locator('select[name=responsibility]').selectOption('service')
  await page.waitForURL(/responsibility=service/)
  await page.locator('select[name=order]').selectOption('cost')
  await page.waitForURL(/order=cost/)
  const expected = await published.query(
    `select complaint_key, complaint_id from marts.complaint where responsibility = 'service'
     order by complaint_cost desc nulls last, received_at desc, source, complaint_id`,
  )
  const keys = () => shownKeys(page)
  await expect.poll(keys).toEqual(expected.slice(0, 50).map(({ complaint_key }) => complaint_key))
  await page.getByRole('link', { name: list.next }).click()
  await page.waitForURL(/page=2/)
  await expect.poll(keys).toEqual(expected.slice(50, 100).map(({ complaint_key }) => complaint_key))
  const href = (await page.getByRole('link', { name: list.csv }).getAttribute('href')) ?? ''
  const csv = await (await fetch(new URL(href, server.url))).text()
  const lines = csv.trim().split('\r\n')
  expect(lines).toHaveLength(expected.length + 1)
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(expected.map(({ complaint_id }) => complaint_id))
  expect(problems).toEqual([])
  await page.goto(`${server.url}/complaints/list?lang=zh-CN&find=没有人会这样写`)
  await page.getByText(list.none).waitFor()
  expect((await fetch(`${server.url}/complaints/list?state=shut`)).status).toBe(400)
  await page.context().close()
})

test('responsibility leads to its complaints, and each complaint to its ticket', async () => {
  const words = complaintsTexts(texts('zh-CN'))
  const { page } = await open('grain=month&lang=zh-CN')
  await page.locator(`section[aria-label="${words.responsibility}"] tbody a`).first().click()
  await page.waitForURL(/responsibility=/)
  const responsibility = new URL(page.url()).searchParams.get('responsibility') ?? ''
  const expected = await published.query(
    `select complaint_key, ticket_key from marts.complaint where responsibility = '${responsibility}' and ${inMonth('received_on')}
     order by received_at desc, source, complaint_id`,
  )
  const items = page.locator('li[data-complaint]')
  await expect.poll(() => items.count()).toBe(Math.min(50, expected.length))
  expect(await items.first().getAttribute('data-complaint')).toBe(expected[0]?.complaint_key)
  const tickets = expected.filter(({ ticket_key }) => ticket_key !== null)
  const links = page.locator('li[data-complaint] a[href*="/tickets/"]')
  expect(await links.count()).toBe(tickets.length)
  expect(await links.first().getAttribute('href')).toContain(`/tickets/${encodeURIComponent(String(tickets[0]?.ticket_key))}`)
  const review = new URL((await items.first().locator('a[href*="/review"]').getAttribute('href')) ?? '', server.url)
  expect([review.pathname, review.searchParams.get('complaint')]).toEqual(['/complaints/review', expected[0]?.complaint_key])
  await page.context().close()
})
