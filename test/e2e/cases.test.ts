/** From a figure to its cases, to a ticket, and back, in a real browser, against SQL of the test's own on the file that is served. */
import { casesTexts } from '#lib/language/pages/cases.ts'
import { periodTexts } from '#lib/language/pages/period.ts'
import { ticketTexts } from '#lib/language/pages/ticket.ts'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { formatCount, formatPeriod, formatValue } from '../../web/src/lib/language/format.ts'
import { LANGUAGES } from '../../web/src/lib/language/language.ts'
import { texts } from '../../web/src/lib/language/texts.ts'
import type { Published } from '../published.ts'
import { openPage } from './browser.ts'
import { serveDemo } from './served-demo.ts'
import type { RunningServer } from './server.ts'
import { graveFindings, overflow, shownCases } from './shown-figures.ts'

let published: Published
let server: RunningServer
let browser: Browser

beforeAll(async () => {
  ;({ published, server, browser } = await serveDemo())
})

async function open(address: string, width = 1440): Promise<{ page: Page; problems: string[] }> {
  const opened = await openPage(browser, { viewport: { width, height: 900 } })
  await opened.page.goto(`${server.url}${address}`)
  return opened
}
const textOf = async (page: Page, selector: string) => ((await page.locator(selector).first().textContent()) ?? '').trim()

/** Ratio, sum, median, mean, level, and the two rates that count otherwise. */
const KPIS = [
  'response_kept_rate',
  'tickets_received',
  'resolution_calendar_minutes',
  'cost_per_repair',
  'backlog_open',
  'complaints_per_1000_jobs',
  'net_promoter_score',
] as const

describe.each(LANGUAGES)('in %s', (language) => {
  const words = texts(language)

  test.each(KPIS)('%s: the figure and its number of cases are those of the served file', async (kpi) => {
    const row = await published.row(
      `select strftime(p.period_start, '%Y-%m-%d') as start, strftime(p.period_end, '%Y-%m-%d') as until, p.value, p.n, p.numerator, p.denominator,
         k.statistic, k.unit, k.name_zh, k.name_en
       from marts.kpi_period p join ref.kpi k on k.kpi_id = p.kpi_id and k.definition_version = p.definition_version
       where p.kpi_id = '${kpi}' and p.grain = 'month' and p.slice = 'region' and p.slice_value = '华东' and p.is_complete and p.is_mature and p.value is not null
       order by p.period_start desc limit 1`,
    )
    const { page, problems } = await open(
      `/cases?kpi=${kpi}&grain=month&period=${String(row.start)}&region=华东&lang=${language}`,
    )
    expect(await textOf(page, 'h1')).toBe(casesTexts(words).titleOf(String(language === 'zh-CN' ? row.name_zh : row.name_en)))
    if (row.unit !== 'minutes') {
      expect(await textOf(page, '[data-value]')).toBe(formatValue(Number(row.value), row.unit as 'count', language, 'CNY'))
    }
    expect((await textOf(page, '[data-n]')).replace(casesTexts(words).few, '')).toBe(formatCount(Number(row.n), language))
    const cases =
      row.statistic === 'level'
        ? Number(row.value)
        : Number(
            (
              await published.row(
                `select count(*)::integer as n from marts.kpi_case where kpi_id = '${kpi}' and region = '华东'
                 and booked_on >= '${String(row.start)}' and booked_on < '${String(row.until)}'`,
              )
            ).n,
          )
    expect(Number(await page.locator('[data-total]').getAttribute('data-total'))).toBe(cases)
    expect(await page.locator('tr[data-case]').count()).toBe(Math.min(100, cases))
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('from the review to the cases that went wrong, to a ticket, and back with the same filters', async () => {
    const { page, problems } = await open(`/?region=华东&grain=month&lang=${language}`)
    await page.locator('tr[data-kpi="response_kept_rate"] a[href*="/cases"]').first().click()
    await page.waitForURL(/\/cases\?/)
    const { searchParams } = new URL(page.url())
    expect(Object.fromEntries(searchParams)).toMatchObject({ kpi: 'response_kept_rate', region: '华东', grain: 'month' })
    await page.locator('nav.outcomes a', { hasText: casesTexts(words).outcomes.against }).click()
    await page.waitForURL(/outcome=against/)
    const against = await published.row(
      `select count(*)::integer as n from marts.kpi_case where kpi_id = 'response_kept_rate' and region = '华东' and is_decided and numerator = 0
       and booked_on >= '${searchParams.get('period') ?? ''}' and booked_on < cast('${searchParams.get('period') ?? ''}' as date) + interval 1 month`,
    )
    await page.locator(`[data-total="${String(against.n)}"]`).waitFor()
    const ticket = page.locator('tr[data-case] th a').first()
    const number = (await ticket.textContent()) ?? ''
    await ticket.click()
    await page.locator('h1', { hasText: ticketTexts(words).titleOf(number) }).waitFor()
    await page.goBack()
    await page.waitForURL(/outcome=against/)
    await page.locator('[data-back]').waitFor()
    await page.goto(`${server.url}/cases?kpi=response_kept_rate&grain=month&region=华东`)
    await page.locator('[data-back]').click()
    await page.waitForURL((url) => url.pathname === '/')
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({
      kpi: 'response_kept_rate',
      region: '华东',
      grain: 'month',
    })
    expect(problems).toEqual([])
    await page.context().close()
  })
})

test('pages of the list follow one another without script too', async () => {
  const opened = await openPage(browser, { javaScriptEnabled: false })
  await opened.page.goto(`${server.url}/cases?kpi=tickets_received&grain=month&lang=en`)
  const seen = new Set<string>()
  let pages = 0
  for (;;) {
    pages += 1
    for (const row of await opened.page.locator('tr[data-case] th').allTextContents()) seen.add(row.trim())
    const next = opened.page.getByRole('link', { name: 'Next page' })
    if ((await next.count()) === 0) break
    await next.click()
  }
  expect(seen.size).toBe(Number(await opened.page.locator('[data-total]').getAttribute('data-total')))
  expect(pages).toBe(Math.ceil(seen.size / 100))
  await opened.page.context().close()
})

test('all the cases as CSV, none left out', async () => {
  const period = await published.row(
    `select strftime(max(period_start), '%Y-%m-%d') as start from marts.kpi_period where kpi_id = 'resolution_kept_rate' and grain = 'month' and is_mature and slice = 'all'`,
  )
  const response = await fetch(
    `${server.url}/cases/cases.csv?kpi=resolution_kept_rate&grain=month&period=${String(period.start)}&lang=en`,
  )
  expect(response.headers.get('content-disposition')).toContain('.csv')
  const lines = (await response.text()).trim().split('\r\n')
  const { n } = await published.row(
    `select count(*)::integer as n from marts.kpi_case where kpi_id = 'resolution_kept_rate' and date_trunc('month', booked_on) = '${String(period.start)}'`,
  )
  expect(lines).toHaveLength(Number(n) + 1)
  expect(lines[0]?.replace('\ufeff', '')).toMatch(/^Case,Subject,Ticket,Booked on/)
})

test('of a range the same cases are listed, named and written as CSV; a level is that of its end', async () => {
  const { since, until } = await published.row(
    `select strftime(min(period_start), '%Y-%m-%d') as since, strftime(max(period_end), '%Y-%m-%d') as until from (
       select period_start, period_end from marts.kpi_period where kpi_id = 'resolution_kept_rate' and grain = 'month' and slice = 'all'
       and is_complete and is_mature order by period_start desc limit 3)`,
  )
  const range = `grain=month&period=${String(since)}&until=${String(until)}`
  const last = await published.row(
    `select value, strftime(period_start, '%Y-%m-%d') as start from marts.kpi_period
     where kpi_id = 'backlog_open' and grain = 'month' and slice = 'all' and period_end = '${String(until)}'`,
  )
  for (const language of LANGUAGES) {
    const words = casesTexts(texts(language))
    const { page, problems } = await open(`/cases?kpi=resolution_kept_rate&${range}&lang=${language}`)
    const name = periodTexts(texts(language)).spanOf(
      formatPeriod(String(since), 'month', language),
      formatPeriod(String(last.start), 'month', language),
    )
    expect(await textOf(page, 'p.lead')).toBe(words.lead(name))
    const cases = await published.row(
      `select count(*)::integer as listed, count(*) filter (where is_decided)::integer as n from marts.kpi_case
       where kpi_id = 'resolution_kept_rate' and booked_on >= '${String(since)}' and booked_on < '${String(until)}'`,
    )
    expect(await shownCases(page)).toEqual({ of: name, ...cases })
    expect(await page.getByRole('link', { name: words.before }).count()).toBe(0)
    const csv = await fetch(new URL((await page.locator('a.csv').getAttribute('href')) ?? '', server.url))
    expect(csv.headers.get('content-disposition')).toContain(`cases-resolution_kept_rate-${String(since)}-${String(until)}.csv`)
    expect((await csv.text()).trim().split('\r\n')).toHaveLength(Number(cases.listed) + 1)

    await page.goto(`${server.url}/cases?kpi=backlog_open&${range}&lang=${language}`)
    expect(await textOf(page, '[data-value]')).toBe(formatCount(Number(last.value), language))
    expect(await textOf(page, 'p.lead')).toBe(words.leadLevel(formatPeriod(String(last.start), 'month', language)))
    expect(problems).toEqual([])
    await page.context().close()
  }
})

test.each([
  ['/cases', 404, 'cases.unknown_kpi'],
  ['/cases?kpi=nothing', 404, 'cases.unknown_kpi'],
  ['/cases?kpi=tickets_received&period=2026-13-01', 400, 'cases.bad_period'],
  ['/cases?kpi=tickets_received&grain=week&period=2026-09-01', 400, 'cases.bad_period'],
  ['/cases?kpi=tickets_received&grain=month&period=2026-07-01&until=2026-09-15', 400, 'cases.bad_period'],
  ['/cases?kpi=tickets_received&grain=month&period=2026-07-01&until=2026-07-01', 400, 'cases.bad_period'],
  ['/cases?kpi=tickets_received&grain=month&period=2026-07-01&until=2040-01-01', 400, 'cases.bad_period'],
  ['/cases?kpi=tickets_received&grain=week&period=2026-08-03&until=2026-09-01', 400, 'cases.bad_period'],
  ['/cases?kpi=tickets_received&grain=month&until=2026-09-01', 400, 'cases.bad_period'],
  ['/cases/cases.csv?kpi=tickets_received&grain=month&period=2026-07-01&until=never', 400, 'cases.bad_period'],
  ['/cases?kpi=tickets_received&outcome=best', 400, 'page.bad_filter'],
  ['/cases/cases.csv?kpi=nothing', 404, 'cases.unknown_kpi'],
])('%s is answered with %s and its code', async (address, status, code) => {
  // A file that cannot be made is answered as data, not as a page.
  const accept = address.includes('.csv') ? 'application/json' : 'text/html'
  const response = await fetch(server.url + address, { headers: { accept } })
  expect(response.status).toBe(status)
  expect(await response.text()).toContain(code)
})

test.each([
  ['light', 'zh-CN', 1440],
  ['dark', 'en', 390],
] as const)('nothing serious for axe in %s, and no sideways scrolling (%s, %s)', async (scheme, language, width) => {
  const { page } = await openPage(browser, { viewport: { width, height: 844 }, colorScheme: scheme })
  await page.goto(`${server.url}/cases?kpi=response_kept_rate&region=华东&fault_family=漏水&lang=${language}`)
  await page.locator('[data-value]').waitFor()
  expect(await graveFindings(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
  await page.context().close()
})
