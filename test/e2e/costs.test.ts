/** The page of costs and parts in a real browser, its figures against SQL of the test's own on the file that is served. */
import { costChangeTexts } from '#lib/language/pages/cost-change.ts'
import { costPanelTexts } from '#lib/language/pages/cost-panels.ts'
import { costsTexts } from '#lib/language/pages/costs.ts'
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
  figureRows,
  graveFindings,
  numberOf,
  overflow,
  rangeName,
  shownTable,
} from './shown-figures.ts'

let published: Published
let server: RunningServer
let browser: Browser
/** First day of the newest month whose cost of a repair is settled. */
let month: string

beforeAll(async () => {
  ;({ published, server, browser } = await serveDemo())
  const { start } = await published.row(
    `select strftime(max(period_start), '%Y-%m-%d') as start from marts.kpi_period
     where kpi_id = 'cost_per_repair' and grain = 'month' and slice = 'all' and is_complete and is_mature`,
  )
  month = String(start)
})

/** Without the dimensions: those of the ticket are asked for. */
const COSTS = '(select ticket_key, resolved_on, is_repair_job, is_complete, gross_cost from marts.repair_cost)'
const CHOICES = [
  { search: 'grain=month', where: 'true' },
  { search: 'grain=month&region=华东&work_kind=C&by=fault_family&parts=pieces', where: "region = '华东' and work_kind = 'C'" },
] as const

/** An amount of a use of a part in yuan, at the rates that the demonstration writes. */
const inYuan = (column: string) =>
  `round(${column} * case when currency = 'CNY' then 1 when used_on >= date '2026-01-01' then 7
     when used_on >= date '2025-07-01' then 7.1 else 7.2 end, case currency when 'CNY' then 4 else 2 end)`

async function open(search: string): Promise<{ page: Page; problems: string[] }> {
  const opened = await openPage(browser, { viewport: { width: 1440, height: 900 } })
  await opened.page.goto(`${server.url}/costs?${search}`)
  return opened
}
const n = async (sql: string) => Number((await published.row(sql)).n)
const inMonth = (column: string) => `${column} >= date '${month}' and ${column} < date '${month}' + interval 1 month`

describe.each(LANGUAGES)('in %s', (language) => {
  const words = costsTexts(texts(language))
  const money = (value: unknown) => formatValue(Number(value), 'money', language)

  test.each(CHOICES)('the money under $search is that of the served file, to the cent', async ({ search, where }) => {
    const { page, problems } = await open(`${search}&lang=${language}`)
    const shown = await shownTable(page, words.parts.reconciled)
    const booked = await published.query(
      `select case when e.ticket_key is null then 'none' when t.is_repair_job then 'repair' else 'other' end as place, e.component,
         coalesce(sum(e.cost), 0) as cost, coalesce(sum(e.recovered_supplier), 0) as recovered, coalesce(sum(e.charged_customer), 0) as charged
       from marts.cost_entry e left join marts.ticket t on t.ticket_key = e.ticket_key
       where ${inMonth('e.used_on')} and ${where.replaceAll('region', 'e.region').replaceAll('work_kind', 'e.work_kind')} group by 1, 2`,
    )
    const cents = (of: (row: (typeof booked)[number]) => boolean, column: 'cost' | 'recovered' | 'charged') =>
      Math.round(booked.filter(of).reduce((sum, row) => sum + Number(row[column]), 0) * 100)
    const line = (name: string) =>
      shown.find((row) => row[0]?.text === name)?.map(({ text }) => Math.round(numberOf(text) * 100)) ?? []
    for (const component of ['labour', 'travel', 'parts', 'freight', 'outside', 'compensation'] as const) {
      const [, repair, other, none, total] = line(words.componentNames[component])
      expect(repair).toBe(cents((row) => row.component === component && row.place === 'repair', 'cost'))
      expect(other).toBe(cents((row) => row.component === component && row.place === 'other', 'cost'))
      expect(none).toBe(cents((row) => row.component === component && row.place === 'none', 'cost'))
      expect(total).toBe(cents((row) => row.component === component, 'cost'))
    }
    const [gross, recovered, charged, net] = (['gross', 'recovered', 'charged', 'net'] as const).map(
      (name) => line(words.componentNames[name])[4] ?? Number.NaN,
    )
    expect(gross).toBe(cents(() => true, 'cost'))
    expect(recovered).toBe(0 - cents(() => true, 'recovered'))
    expect(charged).toBe(0 - cents(() => true, 'charged'))
    expect(net).toBe((gross ?? 0) + (recovered ?? 0) + (charged ?? 0))
    expect(gross).toBeGreaterThan(0)
    expect(problems).toEqual([])
    await page.context().close()
  })

  test.each(CHOICES)(
    'repairs, tickets, parts and hours under $search are those of the served file',
    async ({ search, where }) => {
      const { page } = await open(`${search}&lang=${language}`)
      const slice = search.includes('fault_family') ? 'fault_family' : 'product_family'
      const slices = await shownTable(page, words.parts.slices)
      const expected = await published.query(
        `select coalesce(t.${slice}, 'unknown') as value, count(*)::double as n, avg(r.gross_cost) as mean, median(r.gross_cost) as median,
         sum(r.gross_cost) as total
       from ${COSTS} r join marts.ticket t on t.ticket_key = r.ticket_key
       where r.is_repair_job and r.is_complete and ${inMonth('r.resolved_on')} and ${where} group by 1 order by total desc limit 15`,
      )
      expect(expected.length).toBeGreaterThan(2)
      expect(slices).toHaveLength(expected.length + 1)
      for (const [at, row] of expected.entries()) {
        const cells = slices[at] ?? []
        expect(cells[1]?.text).toBe(money(row.mean))
        expect(cells[2]?.text).toBe(money(row.median))
        expect(numberOf(cells[4]?.text)).toBe(row.n)
        expect(cells[5]?.text).toBe(money(row.total))
        expect(await n(casesStatement(cells[1]?.href))).toBe(row.n)
      }

      const tickets = await shownTable(page, words.parts.tickets)
      const costly = await published.query(
        `select t.ticket_id, r.gross_cost from ${COSTS} r join marts.ticket t on t.ticket_key = r.ticket_key
       where ${inMonth('r.resolved_on')} and ${where} order by r.gross_cost desc, t.ticket_key limit 3`,
      )
      expect(tickets.slice(0, costly.length).map((row) => [row[0]?.text, row[8]?.text])).toEqual(
        costly.map((row) => [row.ticket_id, money(row.gross_cost)]),
      )

      const parts = await shownTable(page, words.parts.parts)
      const order = search.includes('pieces') ? 'quantity' : inYuan('cost')
      const used = await published.query(
        `select part_no, sum(quantity)::double as pieces, sum(${inYuan('cost')}) as cost from marts.part_usage
       where ${inMonth('used_on')} and ${where} group by 1 order by round(sum(${order}), 4) desc, part_no limit 15`,
      )
      expect(parts.map((row) => [row[0]?.text, numberOf(row[3]?.text), row[4]?.text])).toEqual(
        used.map((row) => [row.part_no, row.pieces, money(row.cost)]),
      )

      const suppliers = await shownTable(page, words.suppliers)
      const all = await published.row(
        `select coalesce(sum(${inYuan('claim_amount')}), 0) as claimed, coalesce(sum(${inYuan('recovered_amount')}), 0) as recovered from marts.part_usage
       where ${inMonth('claimed_on')} and claim_amount > 0 and ${where}`,
      )
      expect([suppliers.at(-1)?.[4]?.text, suppliers.at(-1)?.[5]?.text]).toEqual([money(all.claimed), money(all.recovered)])

      await page.locator(`section[aria-label="${words.parts.hours}"] summary`).first().click()
      const hours = await shownTable(page, words.parts.hours)
      const worked = await published.query(
        `select strftime(date_trunc('month', worked_on), '%Y-%m-%d') as start, sum(hours) as hours from marts.labour
       where ${where} group by 1 order by 1 desc`,
      )
      // Behind the total: the way, its share, the productive share, what the calendar gives where people are not cut, the state.
      const total = search.includes('work_kind') ? -5 : -7
      expect(hours.slice(0, 3).map((row) => row.at(total)?.text)).toEqual(
        worked.slice(0, 3).map((row) => formatValue(Number(row.hours), 'hours', language)),
      )
      await page.goto(new URL(slices[0]?.[1]?.href ?? '', server.url).href)
      expect(await page.locator('[data-total]').getAttribute('data-total')).toBe(String(numberOf(slices[0]?.[4]?.text)))
      await page.context().close()
    },
  )

  test.each(['light', 'dark'] as const)('axe finds nothing serious in %s', async (colorScheme) => {
    for (const width of [1440, 390]) {
      const { page } = await openPage(browser, { viewport: { width, height: 900 }, colorScheme })
      await page.goto(`${server.url}/costs?grain=month&lang=${language}`)
      await page.locator('.drawing').first().scrollIntoViewIfNeeded()
      await page.locator('.drawing svg').first().waitFor()
      await shownTable(page, words.parts.slices)
      expect(await graveFindings(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      await page.context().close()
    }
  })
})

test('why it changed: effects add up to the cent, cells are those of the served file and lead to their repairs', async () => {
  const words = costChangeTexts(texts('en'))
  const { page, problems } = await open('grain=month&lang=en&first=region&second=work_kind')
  const rows = await shownTable(page, words.part)
  const expected = await published.query(
    `select region, work_kind, count(*) filter (where ${inMonth('resolved_on')})::double as after,
       count(*) filter (where not ${inMonth('resolved_on')})::double as before,
       sum(case when ${inMonth('resolved_on')} then gross_cost else -gross_cost end) as change
     from marts.repair_cost where is_repair_job and is_complete
       and resolved_on >= date '${month}' - interval 1 month and resolved_on < date '${month}' + interval 1 month
     group by 1, 2 order by abs(round(change, 2)) desc, 1, 2`,
  )
  expect(rows).toHaveLength(expected.length + 1)
  const cents = (text: string | undefined) => Math.round(numberOf(text?.replace('+', '')) * 100)
  for (const [at, row] of expected.entries()) {
    const cells = rows[at] ?? []
    expect(cells[0]?.text).toBe(row.region)
    expect([numberOf(cells[2]?.text), numberOf(cells[3]?.text)]).toEqual([row.before, row.after])
    const [volume, mix, rate, change] = cells.slice(6).map(({ text }) => cents(text))
    expect((volume ?? 0) + (mix ?? 0) + (rate ?? 0)).toBe(change)
    expect(change).toBe(Math.round(Number(row.change) * 100))
    if (row.after !== 0) expect(await n(casesStatement(cells[3]?.href))).toBe(row.after)
  }
  for (const column of [6, 7, 8, 9]) {
    expect(rows.slice(0, -1).reduce((sum, each) => sum + cents(each[column]?.text), 0)).toBe(cents(rows.at(-1)?.[column]?.text))
  }
  await page.getByLabel(words.second).selectOption('none')
  await page.waitForURL(/second=none/)
  await expect.poll(async () => (await shownTable(page, words.part))[0]?.length).toBe(9)
  expect((await fetch(`${server.url}/costs?first=technician`)).status).toBe(400)
  expect(problems).toEqual([])
  await page.context().close()
})

/** Rows of a table that is in the page as it comes. */
async function tableRows(page: Page, label: string): Promise<string[][]> {
  const rows = await page.getByRole('group', { name: label, exact: true }).locator('tbody tr').all()
  return Promise.all(rows.map(async (row) => (await row.locator('th, td').allInnerTexts()).map((text) => text.trim())))
}
const inCents = (text: string | undefined) => Math.round(numberOf(text?.replace('+', '')) * 100)

test('a supplier who stopped paying stands out, with what he owes by age', async () => {
  const words = costPanelTexts(texts('en')).recovery
  const { page, problems } = await open('grain=month&lang=en&range=span')
  const funnel = await shownTable(page, words.part)
  const range = await rangeName(page).textContent()
  expect(range).not.toBe('')
  // The planted gap: nothing of what was claimed from the middle of the second year on came back; others pay nine in ten.
  const late = await published.query(
    `select supplier, sum(coalesce(recovered_amount, 0)) / sum(claim_amount) as paid, count(*)::double as n from marts.part_usage
     where claim_amount > 0 and claimed_on >= date '2026-01-05' and claimed_on < date '2026-06-29' group by 1 having count(*) >= 8`,
  )
  expect(late.find(({ supplier }) => supplier === '华启电控')?.paid).toBe(0)
  for (const { supplier, paid } of late) if (supplier !== '华启电控') expect(Number(paid)).toBeGreaterThan(0.5)

  await page.getByRole('heading', { name: words.open }).waitFor()
  const open_ = await tableRows(page, words.open)
  const owed = await published.query(
    `with owed as (select coalesce(supplier, 'unknown') as supplier, date '2026-09-27' - claimed_on as age,
        ${inYuan('claim_amount')} - coalesce(${inYuan('recovered_amount')}, 0) as amount
      from marts.part_usage where claim_amount > coalesce(recovered_amount, 0))
     select supplier, sum(case when age <= 30 then amount else 0 end) as d30, sum(case when age between 31 and 60 then amount else 0 end) as d60,
       sum(case when age between 61 and 90 then amount else 0 end) as d90, sum(case when age between 91 and 180 then amount else 0 end) as d180,
       sum(case when age > 180 then amount else 0 end) as older, sum(amount) as total
     from owed group by 1 order by sum(case when age > 90 then amount else 0 end) desc, total desc`,
  )
  expect(owed[0]?.supplier).toBe('华启电控')
  expect(open_.map(([name]) => name)).toEqual(owed.map(({ supplier }) => supplier))
  for (const [at, row] of owed.entries()) {
    const shown = open_[at]?.slice(1, 6).map((text) => (text === '–' ? 0 : inCents(text)))
    expect(shown).toEqual([row.d30, row.d60, row.d90, row.d180, row.older].map((each) => Math.round(Number(each) * 100)))
  }
  expect(funnel.find((row) => row[0]?.text === '华启电控')).toBeDefined()
  expect(problems).toEqual([])
  await page.context().close()
})

test('budget and cost of the year by cost centre, with everything that is in no centre', async () => {
  const words = costPanelTexts(texts('en')).budget
  const { page, problems } = await open('grain=month&lang=en')
  await page.getByRole('heading', { name: words.title('2026') }).waitFor()
  const rows = await tableRows(page, words.centre)
  // Settled: 30 days after the end of the month, at data-as-of of 27 September: January to July.
  const spent = await published.row(
    `select sum(cost) as cost from marts.cost_entry where used_on >= date '2026-01-01' and used_on < date '2026-08-01'`,
  )
  const [all] = rows
  expect(inCents(all?.[1])).toBe(Math.round(Number(spent.cost) * 100))
  const sh = rows.find(([name]) => name === 'SH')
  // Without a ticket it is the technician's team on that day: of those who moved in this time there is one, in week 71.
  const ofSh = await published.row(
    `select sum(cost) as cost from marts.cost_entry where used_on >= date '2026-01-01' and used_on < date '2026-08-01'
       and (team = '上海组' or not is_on_ticket and (technician_id like 'SH%' and technician_id <> 'SH07'
         or technician_id = 'HZ05' and used_on >= date '2026-02-09'))`,
  )
  expect(inCents(sh?.[1])).toBe(Math.round(Number(ofSh.cost) * 100))
  expect(rows.slice(1).reduce((sum, row) => sum + inCents(row[1]), 0)).toBe(inCents(all?.[1]))
  expect(inCents(all?.[3])).toBe(inCents(all?.[1]) - inCents(all?.[2]))
  expect(all?.[7]).toMatch(/ – /)
  // The budget stands beside what was booked, month by month.
  const trend = await figureRows(page, `section[aria-label="${costsTexts(texts('en')).parts.trend}"]`)
  const planned = await published.query(
    `select sum(budget) as budget from marts.budget_month where month <= date '2026-09-01' group by month order by month desc`,
  )
  const money = (value: unknown) => formatValue(Number(value), 'money', 'en')
  expect(trend.slice(1, 3).map((row) => row.at(-5)?.text)).toEqual(planned.slice(1, 3).map((row) => money(row.budget)))
  expect(problems).toEqual([])
  await page.context().close()
})

test('what went the wrong way, what is missing and what is odd is that of the served file', async () => {
  const words = costPanelTexts(texts('en'))
  const { page, problems } = await open('grain=month&lang=en&range=span')
  await page.getByRole('heading', { name: words.leakage.title }).waitFor()
  const since = await published.row(
    `select strftime(min(period_start), '%Y-%m-%d') as since from (select period_start from marts.kpi_period
     where kpi_id = 'cost_per_repair' and grain = 'month' and slice = 'all' order by period_start desc limit 25)`,
  )
  const within = (column: string) =>
    `${column} >= date '${String(since.since)}' and ${column} < date '${month}' + interval 1 month`
  const leaked = await published.row(
    `select count(*) filter (where agreement = 'less')::double as less, sum(charged_beyond_due) filter (where agreement = 'less') as beyond,
       count(*) filter (where agreement = 'more' and due in ('paid_repair', 'excluded', 'none'))::double as free,
       sum(gross_cost) filter (where agreement = 'more' and due in ('paid_repair', 'excluded', 'none')) as cost
     from marts.entitlement where ${within('received_on')}`,
  )
  const leakage = await tableRows(page, words.leakage.title)
  const line = (kind: keyof typeof words.leakage.kinds) => leakage.find(([name]) => name === words.leakage.kinds[kind])
  expect(Number.parseInt(line('charged_though_free')?.[2] ?? '', 10)).toBe(leaked.less)
  expect(inCents(line('charged_though_free')?.[3])).toBe(Math.round(Number(leaked.beyond) * 100))
  expect(Number.parseInt(line('free_though_paid')?.[2] ?? '', 10)).toBe(leaked.free)
  expect(inCents(line('free_though_paid')?.[3])).toBe(Math.round(Number(leaked.cost) * 100))
  expect(Number(leaked.free)).toBeGreaterThan(0)

  const findings = await tableRows(page, words.check.findings)
  const negative = await published.row(
    `select count(*)::double as n, sum(cost) as cost from marts.cost_entry where cost < 0 and ${within('used_on')}`,
  )
  const corrections = findings.filter(([name]) => name === words.check.kinds.correction)
  expect(corrections.reduce((sum, row) => sum + numberOf(row[2]), 0)).toBe(negative.n)
  expect(corrections.reduce((sum, row) => sum + inCents(row[3]), 0)).toBe(Math.round(Number(negative.cost ?? 0) * 100))
  expect(problems).toEqual([])
  await page.context().close()
})

test('hours by day: kinds, the way, and what the calendar gives', async () => {
  const words = costsTexts(texts('en'))
  const { page, problems } = await open('grain=month&lang=en&hours=day&team=上海组')
  await page.getByRole('heading', { name: /^Hours by day/ }).waitFor()
  const rows = await tableRows(page, words.hours)
  const worked = await published.query(
    `select worked_on::varchar as day, sum(hours) as hours, sum(travel_hours) as travel from marts.labour
     where team = '上海组' and ${inMonth('worked_on')} group by 1 order by 1`,
  )
  expect(rows).toHaveLength(worked.length)
  for (const [at, row] of worked.entries()) {
    expect(rows[at]?.[0]).toBe(row.day)
    const total = rows[at]?.at(-6)
    expect(numberOf(total)).toBeCloseTo(Number(row.hours), 1)
    expect(numberOf(rows[at]?.at(-5))).toBeCloseTo(Number(row.travel), 1)
  }
  expect(problems).toEqual([])
  await page.context().close()
})

test('every repair is either in the mean, too young, or without its cost', async () => {
  const { page } = await open('grain=month&lang=en')
  const trend = await shownTable(page, costsTexts(texts('en')).parts.coverage)
  const repairs = await published.query(
    `select count(*)::double as n from marts.ticket where is_repair_job group by date_trunc('month', resolved_on)
     order by date_trunc('month', resolved_on) desc`,
  )
  expect(trend.length).toBeGreaterThan(12)
  for (const [at, row] of trend.entries()) {
    const [inMean, young, without, all] = [row[4], row[5], row[6], row[7]].map((each) => numberOf(each?.text))
    expect(all).toBe(repairs[at]?.n)
    expect((inMean ?? 0) + (young ?? 0) + (without ?? 0)).toBe(all)
  }
  await page.context().close()
})

test('figures of the whole range lead to all its cases, and back to it', async () => {
  const words = costsTexts(texts('zh-CN'))
  const { page, problems } = await open('grain=month&lang=zh-CN&range=span&by=region')
  const named = await rangeName(page).textContent()
  const slices = await shownTable(page, words.parts.slices)
  expect(slices.length).toBeGreaterThan(2)
  // The last row is that of all repairs.
  for (const row of slices.slice(0, -1)) expect(await n(casesStatement(row[1]?.href))).toBe(numberOf(row[4]?.text))

  const { back, of } = await casesAndBack(page, page.getByRole('link', { name: words.claimCases }))
  expect(of).toBe(named)
  expect([back.pathname, back.searchParams.get('range')]).toEqual(['/costs', 'span'])
  const repairs = numberOf(slices[0]?.[4]?.text)
  expect(await casesBehind(page, slices[0]?.[1]?.href)).toEqual({ of: named, n: repairs, listed: repairs })
  // The mean of the range, from its cases.
  expect(await page.locator('[data-value]').textContent()).toBe(slices[0]?.[1]?.text)
  expect(problems).toEqual([])
  await page.context().close()
})

test('what repairs are broken down by is in the URL; what is none is refused', async () => {
  const { page } = await open('grain=month&lang=en')
  await page.getByRole('link', { name: 'Work kind' }).click()
  await page.waitForURL(/by=work_kind/)
  await expect.poll(async () => (await shownTable(page, 'Cost of repairs by slice'))[0]?.[0]?.text).toMatch(/^[A-D] /)
  await page.context().close()
  expect((await fetch(`${server.url}/costs?by=technician`)).status).toBe(400)
  expect((await fetch(`${server.url}/costs?range=ever`)).status).toBe(400)
})

test('where there is no money the page says so', async () => {
  const { page, problems } = await open('grain=month&lang=zh-CN&region=不存在')
  await page.getByText(costsTexts(texts('zh-CN')).none).waitFor()
  expect(problems).toEqual([])
  await page.context().close()
})
