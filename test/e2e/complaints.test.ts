/** The complaints page in a real browser, its figures against SQL of the test's own on the file that is served. */
import { complaintsTexts } from '#lib/language/pages/complaints.ts'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { formatValue } from '../../web/src/lib/language/format.ts'
import { LANGUAGES } from '../../web/src/lib/language/language.ts'
import { texts } from '../../web/src/lib/language/texts.ts'
import type { Published } from '../published.ts'
import { openPage } from './browser.ts'
import { serveDemo } from './served-demo.ts'
import type { RunningServer } from './server.ts'
import {
  casesAndBack,
  casesBehind,
  casesStatement,
  graveFindings,
  numberOf,
  overflow,
  rangeName,
  shownTable,
} from './shown-figures.ts'

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

interface Choice {
  readonly search: string
  /** The same as SQL over columns that tickets and complaints both have. */
  readonly where: string
  readonly level: 'group' | 'detail'
  /** The default period, or the one with most complaints. */
  readonly period: 'newest' | 'fullest'
}
const CHOICES: readonly Choice[] = [
  { search: 'grain=month', where: 'true', level: 'group', period: 'newest' },
  {
    search: 'grain=month&region=华东&work_kind=C&level=detail',
    where: "region = '华东' and work_kind = 'C'",
    level: 'detail',
    period: 'fullest',
  },
]

async function open(search: string, width = 1440): Promise<{ page: Page; problems: string[] }> {
  const opened = await openPage(browser, { viewport: { width, height: 900 } })
  await opened.page.goto(`${server.url}/complaints?${search}`)
  return opened
}
const n = async (sql: string) => Number((await published.row(sql)).n)
const inMonth = (column: string, start = month) =>
  `${column} >= date '${start}' and ${column} < date '${start}' + interval 1 month`

describe.each(LANGUAGES)('in %s', (language) => {
  const words = complaintsTexts(texts(language))
  const name = language === 'en' ? 'name_en' : 'name_zh'

  test.each(CHOICES)('the figures under $search are those of the served file', async ({ search, where, level, period }) => {
    const fullest = await published.row(
      `select strftime(date_trunc('month', received_on), '%Y-%m-%d') as start, count(*) as n from marts.complaint
       where ${where} and received_on < date '${month}' group by 1 order by n desc, start limit 1`,
    )
    const start = period === 'newest' ? month : String(fullest.start)
    const { page, problems } = await open(`${search}&lang=${language}${period === 'newest' ? '' : `&period=${start}`}`)
    const isIn = (column: string) => `${inMonth(column, start)} and ${where}`
    const label =
      level === 'group' ? `k.${name}` : `case when g.code is null then k.${name} else g.${name} || ' · ' || k.${name} end`
    const expected = await published.query(
      `select coalesce(${label}, '${words.unknown}') as cause, count(*)::double as n
       from marts.complaint c
       left join ref.cause k on k.is_current and k.code = ${level === 'group' ? 'c.cause_group' : 'c.root_cause'}
       left join ref.cause g on g.is_current and g.code = k.parent_code
       where ${isIn('received_on')} group by 1`,
    )
    const jobs = await n(`select count(*)::double as n from marts.ticket where is_served and ${isIn('resolved_on')}`)
    expect(expected.length).toBeGreaterThan(1)
    expect(jobs).toBeGreaterThan(30)

    const causes = await shownTable(page, words.parts.causes)
    expect(new Map(causes.map((row) => [row[0]?.text, numberOf(row[1]?.text)]))).toEqual(
      new Map(expected.map((row) => [row.cause, row.n])),
    )
    // No cause at all comes last, whatever its size.
    if (expected.some(({ cause }) => cause === words.unknown)) expect(causes.at(-1)?.[0]?.text).toBe(words.unknown)
    for (const row of causes) {
      const count = numberOf(row[1]?.text)
      expect(row[4]?.text).toBe(formatValue((count * 1000) / jobs, 'per_1000', language))
      // The link of a bar leads to as many cases as the bar shows.
      expect(await n(casesStatement(row[1]?.href))).toBe(count)
    }

    const total = expected.reduce((sum, row) => sum + Number(row.n), 0)
    const matrix = await shownTable(page, words.matrix)
    expect(numberOf(matrix.at(-1)?.at(-1)?.text)).toBe(total)
    const families = await published.query(
      `select product_family, count(*)::double as n from marts.complaint where ${isIn('received_on')} group by 1`,
    )
    expect(new Map(matrix.slice(0, -1).map((row) => [row[0]?.text, numberOf(row.at(-1)?.text)]))).toEqual(
      new Map(families.map((row) => [row.product_family, row.n])),
    )
    for (const link of matrix.flat().filter(({ href }) => href !== null)) {
      expect(await n(casesStatement(link.href))).toBe(numberOf(link.text))
    }

    const methods = await shownTable(page, words.method)
    expect(numberOf(methods.find((row) => row[0]?.text === words.methods.given)?.[1]?.text)).toBe(
      await n(`select count(*)::double as n from marts.complaint where cause_method = 'given' and ${isIn('received_on')}`),
    )
    // And the page that a bar leads to lists as many.
    await page.goto(new URL(causes[0]?.[1]?.href ?? '', server.url).href)
    expect(await page.locator('[data-total]').getAttribute('data-total')).toBe(String(numberOf(causes[0]?.[1]?.text)))
    expect(problems).toEqual([])
    await page.context().close()
  })

  test.each(['light', 'dark'] as const)('axe finds nothing serious in %s', async (colorScheme) => {
    for (const width of [1440, 390]) {
      const { page } = await openPage(browser, { viewport: { width, height: 900 }, colorScheme })
      await page.goto(`${server.url}/complaints?grain=month&lang=${language}`)
      await page.locator('.drawing').first().scrollIntoViewIfNeeded()
      await page.locator('.drawing svg').first().waitFor()
      await page.locator('figure summary').first().click()
      expect(await graveFindings(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      await page.context().close()
    }
  })
})

test('families have their rate with the limits of chance, and their own jobs as n', async () => {
  const { page } = await open('grain=month&lang=en')
  const families = await shownTable(page, complaintsTexts(texts('en')).parts.families)
  const served = await published.query(
    `select product_family, count(*)::double as n from marts.ticket where is_served and ${inMonth('resolved_on')} group by 1`,
  )
  for (const [family, complaints, jobs, rate, low, high] of families) {
    expect(numberOf(jobs?.text)).toBe(served.find((row) => row.product_family === family?.text)?.n)
    expect(numberOf(low?.text)).toBeLessThanOrEqual(numberOf(rate?.text))
    expect(numberOf(high?.text)).toBeGreaterThan(numberOf(rate?.text))
    if (numberOf(complaints?.text) === 0) expect(numberOf(low?.text)).toBe(0)
  }
  await page.context().close()
})

test('the whole range counts every complaint of the periods that are over', async () => {
  const { page } = await open('grain=month&lang=en&range=span')
  const [from] = await published.query(
    `select strftime(min(period_start), '%Y-%m-%d') as start from (
       select period_start from ref.period where grain = 'month' order by period_start desc limit 25)`,
  )
  const expected = await n(
    `select count(*)::double as n from marts.complaint
     where received_on >= date '${String(from?.start)}' and received_on < date '${month}' + interval 1 month`,
  )
  const causes = await shownTable(page, complaintsTexts(texts('en')).parts.causes)
  expect(causes.reduce((sum, row) => sum + numberOf(row[1]?.text), 0)).toBe(expected)

  const named = await rangeName(page).textContent()
  const matrix = await shownTable(page, complaintsTexts(texts('en')).matrix)
  const linked = [...causes.map((row) => row[1]), ...matrix.flat().filter(({ href }) => href !== null)]
  expect(linked.length).toBeGreaterThan(causes.length)
  for (const link of linked) expect(await n(casesStatement(link?.href))).toBe(numberOf(link?.text))
  const all = page.locator('#newest a[href*="/cases"]', { hasText: complaintsTexts(texts('en')).all })
  const { back, ...cases } = await casesAndBack(page, all)
  expect(cases).toEqual({ of: named, n: expected, listed: expected })
  expect([back.pathname, back.searchParams.get('range')]).toEqual(['/complaints', 'span'])
  const first = numberOf(causes[0]?.[1]?.text)
  expect(await casesBehind(page, causes[0]?.[1]?.href)).toEqual({ of: named, n: first, listed: first })
  await page.context().close()
})

test('the list is narrowed by responsibility, and each complaint leads to its ticket', async () => {
  const words = complaintsTexts(texts('zh-CN'))
  const { page } = await open('grain=month&lang=zh-CN')
  await page.locator(`section[aria-label="${words.responsibility}"] tbody a`).first().click()
  await page.waitForURL(/responsibility=/)
  const responsibility = new URL(page.url()).searchParams.get('responsibility') ?? ''
  const expected = await published.query(
    `select complaint_id, ticket_key from marts.complaint where responsibility = '${responsibility}' and ${inMonth('received_on')}
     order by received_at desc, source, complaint_id limit 25`,
  )
  const items = page.locator('#newest ol > li')
  await expect.poll(() => items.count()).toBe(expected.length)
  const first = await items.first().textContent()
  expect(first).toContain(String(expected[0]?.complaint_id))
  const tickets = expected.filter(({ ticket_key }) => ticket_key !== null)
  const links = page.locator('#newest li a')
  expect(await links.count()).toBe(tickets.length)
  expect(await links.first().getAttribute('href')).toContain(`/tickets/${encodeURIComponent(String(tickets[0]?.ticket_key))}`)
  await page.context().close()
})

test('another period and the level of causes are in the URL; what is no period is refused', async () => {
  const { page } = await open('grain=month&lang=en')
  await page.getByRole('link', { name: 'Details' }).click()
  await page.waitForURL(/level=detail/)
  await page.getByRole('link', { name: /^Previous period/ }).click()
  await page.waitForURL(/period=/)
  const url = new URL(page.url())
  expect(url.searchParams.get('level')).toBe('detail')
  expect((url.searchParams.get('period') ?? '') < month).toBe(true)
  await page.context().close()
  expect((await fetch(`${server.url}/complaints?period=2026-09-02`)).status).toBe(400)
  expect((await fetch(`${server.url}/complaints?level=everything`)).status).toBe(400)
})

test('where there are no complaints the page says so', async () => {
  const { page, problems } = await open('grain=month&lang=zh-CN&region=不存在')
  await page.getByText(complaintsTexts(texts('zh-CN')).none).waitFor()
  expect(await page.locator('figure').count()).toBe(0)
  expect(problems).toEqual([])
  await page.context().close()
})
