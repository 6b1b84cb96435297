/** The complaints page in a real browser, its figures against SQL of the test's own on the file that is served. */
import { alarmsTexts } from '#lib/language/pages/alarms.ts'
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
import { listStatement } from './complaint-links.ts'
import { figureRows, graveFindings, numberOf, overflow, shownTable } from './shown-figures.ts'

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
/** Of a cell that shows a rate and below it the complaints. */
const countIn = (text: string | undefined) => numberOf(text?.split('\n').at(-1))
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
      // The link of a bar leads to as many complaints as the bar shows.
      expect(await n(listStatement(row[1]?.href))).toBe(count)
    }

    const total = expected.reduce((sum, row) => sum + Number(row.n), 0)
    const matrix = await shownTable(page, words.matrix)
    expect(countIn(matrix.at(-1)?.at(-1)?.text)).toBe(total)
    const families = await published.query(
      `select product_family, count(*)::double as n from marts.complaint where ${isIn('received_on')} group by 1`,
    )
    expect(new Map(matrix.slice(0, -1).map((row) => [row[0]?.text, countIn(row.at(-1)?.text)]))).toEqual(
      new Map(families.map((row) => [row.product_family, row.n])),
    )
    for (const link of matrix.flat().filter(({ href }) => href !== null)) {
      expect(await n(listStatement(link.href))).toBe(countIn(link.text))
    }
    // Each family's rate is over its own jobs.
    for (const row of matrix.slice(0, -1)) {
      const served = await n(
        `select count(*)::double as n from marts.ticket where is_served and product_family = '${String(row[0]?.text)}' and ${isIn('resolved_on')}`,
      )
      const shown = formatValue((countIn(row.at(-1)?.text) * 1000) / served, 'per_1000', language)
      expect(row.at(-1)?.text.split('\n')[0]).toBe(shown)
    }

    const methods = await shownTable(page, words.method)
    expect(numberOf(methods.find((row) => row[0]?.text === words.methods.given)?.[1]?.text)).toBe(
      await n(`select count(*)::double as n from marts.complaint where cause_method = 'given' and ${isIn('received_on')}`),
    )
    // And the list that a bar leads to has as many.
    await page.goto(new URL(causes[0]?.[1]?.href ?? '', server.url).href)
    expect(await page.locator('[data-total]').getAttribute('data-total')).toBe(String(numberOf(causes[0]?.[1]?.text)))
    expect(problems).toEqual([])
    await page.context().close()
  })

  test.each(['light', 'dark'] as const)('axe finds nothing serious in %s', async (colorScheme) => {
    for (const width of [1440, 390]) {
      const { page } = await openPage(browser, { viewport: { width, height: 900 }, colorScheme })
      await page.goto(`${server.url}/complaints?grain=month&lang=${language}&words=period&before=2026-01-01`)
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

  const matrix = await shownTable(page, complaintsTexts(texts('en')).matrix)
  const linked = [
    ...causes.map((row) => ({ href: row[1]?.href, count: numberOf(row[1]?.text) })),
    ...matrix.flat().flatMap(({ href, text }) => (href === null ? [] : [{ href, count: countIn(text) }])),
  ]
  expect(linked.length).toBeGreaterThan(causes.length)
  for (const { href, count } of linked) expect(await n(listStatement(href))).toBe(count)
  await page.locator('#newest a[href*="/complaints/list"]', { hasText: complaintsTexts(texts('en')).all }).click()
  await page.waitForURL(/\/complaints\/list/)
  expect(await page.locator('[data-total]').getAttribute('data-total')).toBe(String(expected))
  await page.context().close()
})

test('causes by net cost and by hours lost are the sums of the served file, each ticket’s money counted once', async () => {
  const words = complaintsTexts(texts('en'))
  for (const [measure, column, factor] of [
    ['cost', 'complaint_cost_share', 1],
    ['lost', 'lost_minutes_share', 1 / 60],
  ] as const) {
    const { page, problems } = await open(`grain=month&lang=en&range=span&level=group&measure=${measure}`)
    const expected = await published.query(
      `select coalesce(k.name_en, '${words.unknown}') as cause, sum(c.${column}) * ${factor} as amount, count(*)::double as n
       from marts.complaint c left join ref.cause k on k.is_current and k.code = c.cause_group
       where received_on >= (select min(period_start) from (
           select period_start from ref.period where grain = 'month' order by period_start desc limit 25))
         and received_on < date '${month}' + interval 1 month group by 1`,
    )
    const unit = measure === 'cost' ? ('money' as const) : ('hours' as const)
    const shown = await shownTable(page, words.parts.causes)
    expect(new Map(shown.map((row) => [row[0]?.text, row[1]?.text]))).toEqual(
      new Map(
        expected
          .filter(({ amount }) => Number(amount) > 0)
          .map((row) => [row.cause, formatValue(Number(row.amount), unit, 'en', 'CNY')]),
      ),
    )
    if (expected.some(({ cause }) => cause === words.unknown)) expect(shown.at(-1)?.[0]?.text).toBe(words.unknown)
    expect(shown.at(-1)?.[3]?.text).toBe('100.0%')
    for (const row of shown) expect(await n(listStatement(row[1]?.href))).toBe(numberOf(row[5]?.text))
    expect(problems).toEqual([])
    await page.context().close()
  }
})

test('counted under every cause the bars lead to as many complaints as they show', async () => {
  const { page } = await open('grain=month&lang=en&range=span&level=detail&counting=every')
  const shown = await shownTable(page, complaintsTexts(texts('en')).parts.causes)
  for (const row of shown.filter((each) => each[1]?.href !== null)) {
    expect(await n(listStatement(row[1]?.href))).toBe(numberOf(row[1]?.text))
  }
  await page.context().close()
})

test('any two times can be set against each other, and what differs is told from chance', async () => {
  const words = complaintsTexts(texts('en'))
  const { page } = await open('grain=month&lang=en')
  await page.locator('details summary', { hasText: words.twoPeriods }).click()
  const starts = await published.query(
    `select strftime(period_start, '%Y-%m-%d') as start from marts.kpi_period
     where kpi_id = 'complaints_received' and grain = 'month' and slice = 'all' and period_start <= date '${month}' order by 1 desc limit 8`,
  )
  const at = (index: number) => String(starts[index]?.start)
  for (const [name, value] of [
    ['period', at(2)],
    ['last', at(0)],
    ['before', at(7)],
    ['before_last', at(4)],
  ] as const) {
    await page.locator(`select[name=${name}]`).last().selectOption(value)
  }
  await page.getByRole('button', { name: words.compare }).click()
  await page.waitForURL(/before_last=/)
  const counted = (since: string, last: string) =>
    published.query(
      `select coalesce(k.name_en, '${words.unknown}') as cause, count(*)::double as n
       from marts.complaint c left join ref.cause k on k.is_current and k.code = c.cause_group
       where received_on >= '${since}' and received_on < date '${last}' + interval 1 month group by 1`,
    )
  const [now, before] = [await counted(at(2), at(0)), await counted(at(7), at(4))]
  const jobs = (since: string, last: string) =>
    n(
      `select count(*)::double as n from marts.ticket
       where is_served and resolved_on >= '${since}' and resolved_on < date '${last}' + interval 1 month`,
    )
  const [served, servedBefore] = [await jobs(at(2), at(0)), await jobs(at(7), at(4))]
  const of = (rows: typeof now, cause: unknown) => Number(rows.find((row) => row.cause === cause)?.n ?? 0)
  const shown = await shownTable(page, words.changes)
  expect(shown.length).toBe(new Set([...now, ...before].map(({ cause }) => cause)).size)
  for (const [cause, change, count, then] of shown) {
    const [one, other] = [of(now, cause?.text), of(before, cause?.text)]
    expect([numberOf(count?.text), numberOf(then?.text)]).toEqual([one, other])
    expect(numberOf(change?.text)).toBeCloseTo((one * 1000) / served - (other * 1000) / servedBefore, 1)
    expect(await n(listStatement(count?.href))).toBe(one)
    expect(await n(listStatement(then?.href))).toBe(other)
  }
  await page.context().close()
  expect((await fetch(`${server.url}/complaints?grain=month&before=2026-01-02`)).status).toBe(400)
})

test('the trend is counted, or for each 1,000 jobs of its period', async () => {
  const words = complaintsTexts(texts('en'))
  const { page } = await open('grain=month&lang=en&trend=rate')
  const rows = await figureRows(page, `section[aria-label="${words.parts.trend}"]`)
  const row = rows.find((each) => each.at(-1)?.text === words.settled)
  const served = await n(`select count(*)::double as n from marts.ticket where is_served and ${inMonth('resolved_on')}`)
  const received = await n(`select count(*)::double as n from marts.complaint where ${inMonth('received_on')}`)
  expect([numberOf(row?.[1]?.text), numberOf(row?.[2]?.text)]).toEqual([received, served])
  expect(row?.[3]?.text).toBe(formatValue((received * 1000) / served, 'per_1000', 'en'))
  expect(await n(listStatement(row?.[1]?.href))).toBe(received)
  expect(await page.locator(`section[aria-label="${words.parts.trend}"] h2`).textContent()).toContain(words.trendRate)
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

test.each(LANGUAGES)('the early warning says what the served file says, in %s', async (language) => {
  const words = alarmsTexts(texts(language))
  const alarms = await published.query(
    `select code, began_on::varchar as began, observed, ended_on is null as is_open from marts.cause_alarm
     where ended_on is null or ended_on >= (select as_of_date from ref.parameter) - 91`,
  )
  const { watched, week } = await published.row(
    'select sum(watched)::double as watched, max(last_week)::varchar as week from marts.cause_watch',
  )
  const { page, problems } = await open(`grain=month&lang=${language}`)
  const panel = page.locator(`section[aria-label="${words.title}"]`)
  await panel.waitFor()
  expect(await panel.locator('ul > li').count()).toBe(alarms.length)
  for (const alarm of alarms) {
    const item = panel.locator('ul > li', { hasText: String(alarm.code) })
    const shown = (await item.textContent()) ?? ''
    expect(shown).toContain(String(alarm.began))
    expect(shown).toContain(formatValue(Number(alarm.observed), 'count', language))
    expect(await item.locator('svg').getAttribute('aria-label')).toContain(String(alarm.began))
    expect(await item.locator('blockquote').count()).toBeGreaterThan(0)
  }
  if (alarms.length === 0) expect(await panel.textContent()).toContain(words.quiet(String(watched), String(week)))
  expect(problems).toEqual([])
  await page.context().close()
})
