/** Technicians as a group in a real browser: figures against SQL of the test's own, and nobody to be found in what is sent. */
import { techniciansTexts } from '#lib/language/pages/technicians.ts'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { formatCount, formatValue } from '../../web/src/lib/language/format.ts'
import { LANGUAGES, type Language } from '../../web/src/lib/language/language.ts'
import { texts } from '../../web/src/lib/language/texts.ts'
import type { Published } from '../published.ts'
import { openPage } from './browser.ts'
import { serveDemo } from './served-demo.ts'
import type { RunningServer } from './server.ts'
import { graveFindings, overflow } from './shown-figures.ts'

let published: Published
let server: RunningServer
let browser: Browser
/** The newest quarter that is over. */
let quarter: string

beforeAll(async () => {
  // Enough work for most people to have thirty cases in a quarter.
  ;({ published, server, browser } = await serveDemo('whole'))
  const { start } = await published.row(
    `select cast(max(s.period) as varchar) as start from marts.technician_score s cross join ref.parameter p
     where s.grain = 'quarter' and s.period + interval 3 month <= p.as_of_date`,
  )
  quarter = String(start)
})

const open = async (search: string, options: Parameters<typeof openPage>[1] = { viewport: { width: 1440, height: 900 } }) => {
  const opened = await openPage(browser, options)
  await opened.page.goto(`${server.url}/technicians?${search}`)
  return opened
}

const shownSchema = z.array(
  z.object({ kpi: z.string(), facts: z.record(z.string(), z.string()), verdicts: z.record(z.string(), z.string()) }),
)
const shown = async (page: Page) =>
  shownSchema.parse(
    await page.evaluate(`[...document.querySelectorAll('section[data-kpi]')].map((section) => ({
      kpi: section.dataset.kpi,
      facts: Object.fromEntries([...section.querySelectorAll('[data-fact]')].map((each) => [each.dataset.fact, each.textContent.trim()])),
      verdicts: Object.fromEntries([...section.querySelectorAll('[data-verdict]')].map((each) => [each.dataset.verdict, each.textContent.trim()])),
    }))`),
  )

const groupSchema = z.array(
  z.object({
    kpi_id: z.string(),
    people: z.number(),
    enough: z.number(),
    middle: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    above: z.number(),
    below: z.number(),
    target: z.number().nullable(),
    reliability: z.number().nullable(),
  }),
)
const expectedGroups = async (grain: string, period: string) =>
  groupSchema.parse(
    await published.query(
      `with s as (select * from marts.technician_score where grain = '${grain}' and period = date '${period}')
       select s.kpi_id, count(*)::double as people, (count(*) filter (s.n >= 30))::double as enough,
         quantile_cont(s.estimate, 0.5) as middle, quantile_cont(s.estimate, 0.25) as low, quantile_cont(s.estimate, 0.75) as high,
         (count(*) filter (s.verdict = 'above'))::double as above, (count(*) filter (s.verdict = 'below'))::double as below,
         (select t.target from ref.target t where t.kpi_id = s.kpi_id and t.valid_from <= date '${period}' and coalesce(t.valid_until > date '${period}', true)) as target,
         quantile_cont(s.reliability, 0.5) filter (s.n >= 30) as reliability
       from s group by s.kpi_id order by s.kpi_id`,
    ),
  )

describe.each(LANGUAGES)('in %s', (language: Language) => {
  const words = techniciansTexts(texts(language))
  const percent = (value: number) => formatValue(value, 'percent', language)

  test('the group of each KPI is that of the served file', async () => {
    const { page, problems } = await open(`lang=${language}`)
    const expected = await expectedGroups('quarter', quarter)
    const groups = await shown(page)
    expect(groups.map(({ kpi }) => kpi).sort()).toEqual(expected.map(({ kpi_id }) => kpi_id))
    expect(expected.some(({ enough }) => enough >= 20)).toBe(true)
    for (const row of expected) {
      const group = groups.find(({ kpi }) => kpi === row.kpi_id)
      const facts: Record<string, string> = group?.facts ?? {}
      const verdicts: Record<string, string> = group?.verdicts ?? {}
      expect(facts).toMatchObject({
        people: formatCount(row.people, language),
        enough: formatCount(row.enough, language),
        tooFew: formatCount(row.people - row.enough, language),
      })
      if (row.enough < 5 || row.middle === null || row.low === null || row.high === null) {
        expect(facts).not.toHaveProperty('middle')
        expect(verdicts).toEqual({})
        continue
      }
      expect(facts).toMatchObject({
        middle: percent(row.middle),
        quartiles: words.quartilesOf(percent(row.low), percent(row.high)),
        target: row.target === null ? words.noTarget : percent(row.target).replace('.0', ''),
      })
      expect(verdicts['above']).toContain(formatCount(row.above, language))
      expect(verdicts['below']).toContain(formatCount(row.below, language))
      const told = row.reliability !== null && row.reliability >= 0.7 ? words.reliabilityHigh : words.reliabilityLow
      expect([words.reliabilityNone, told((row.reliability ?? 0).toFixed(2))]).toContain(facts['reliability'])
    }
    expect(problems).toEqual([])
    await page.context().close()
  })

  test.each(['light', 'dark'] as const)('axe finds nothing serious in %s, and nothing sticks out', async (colorScheme) => {
    for (const width of [1440, 390]) {
      const { page } = await open(`lang=${language}`, { viewport: { width, height: 900 }, colorScheme })
      await page.locator('section[data-grouping="region"]').waitFor()
      expect(await graveFindings(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      await page.context().close()
    }
  })
})

test('dots are as many as people with enough cases, rounded, and drawn', async () => {
  const { page, problems } = await open('lang=en')
  const section = page.locator('section[data-kpi="response_kept_rate"]')
  await section.locator('.drawing svg').waitFor()
  await section.getByText('Show as table').click()
  await section.locator('tbody tr').first().waitFor()
  const cells = await section.locator('tbody tr').allInnerTexts()
  const [row] = (await expectedGroups('quarter', quarter)).filter(({ kpi_id }) => kpi_id === 'response_kept_rate')
  const people = cells.map((each) => Number(each.split(/\s+/).at(-1)))
  expect(people.reduce((sum, each) => sum + each, 0)).toBe(row?.enough)
  expect(cells.every((each) => /^\d+\.\d%\s+\d+$/.test(each))).toBe(true)
  expect(problems).toEqual([])
  await page.context().close()
})

test('teams and regions hold everybody once, none of them fewer than five people', async () => {
  const { page } = await open('lang=en&kpi=response_kept_rate')
  const { people, cases, numerator } = await published.row(
    `select count(distinct technician_id)::double as people, sum(denominator) as cases, sum(numerator) as numerator from marts.kpi_case
     where kpi_id = 'response_kept_rate' and is_decided and technician_id is not null
       and booked_on >= date '${quarter}' and booked_on < date '${quarter}' + interval 3 month`,
  )
  for (const grouping of ['team', 'region']) {
    const section = page.locator(`section[data-grouping="${grouping}"]`)
    await section.getByText('Show as table').click()
    await section.locator('tbody tr').first().waitFor()
    const rows = (await section.locator('tbody tr').allInnerTexts()).map((each) => {
      const [name = '', share = '', , , n = ''] = each.split('\t')
      return {
        people: Number(/\((\d+) people\)/.exec(name)?.[1]),
        share: Number.parseFloat(share) / 100,
        n: Number.parseInt(n.replace(',', '')),
      }
    })
    expect(rows.length).toBeGreaterThan(1)
    expect(Math.min(...rows.map((each) => each.people))).toBeGreaterThanOrEqual(5)
    expect(rows.reduce((sum, each) => sum + each.people, 0)).toBe(people)
    expect(rows.reduce((sum, each) => sum + each.n, 0)).toBe(cases)
    const counted = rows.reduce((sum, each) => sum + each.share * each.n, 0)
    expect(Math.abs(counted - Number(numerator))).toBeLessThan(0.001 * Number(cases))
  }
  await page.context().close()
})

test('no name and no number of anybody is sent, neither in the page nor in its data', async () => {
  const ids = (await published.query('select distinct technician_id as id from marts.technician_score')).map(({ id }) =>
    String(id),
  )
  expect(ids.length).toBeGreaterThan(30)
  for (const path of [
    '/technicians?lang=en',
    '/technicians/__data.json?lang=en',
    `/technicians/__data.json?every=month&lang=zh-CN`,
  ]) {
    const response = await fetch(`${server.url}${path}`)
    expect(response.status).toBe(200)
    const body = await response.text()
    expect(ids.filter((id) => new RegExp(`\\b${id}\\b`).test(body))).toEqual([])
  }
})

test('months in which fewer than five have enough cases show no distribution and no shares', async () => {
  const { start } = await published.row(
    `select cast(period as varchar) as start from marts.technician_score where grain = 'month' and kpi_id = 'visit_kept_rate'
     group by period having count(*) filter (n >= 30) < 5 order by count(*) filter (n >= 30) desc, period limit 1`,
  )
  const { page } = await open(`every=month&start=${String(start)}&lang=en`)
  const section = page.locator('section[data-kpi="visit_kept_rate"]')
  await section.getByText('Fewer than 5 people have enough cases').waitFor()
  expect(await section.locator('figure').count()).toBe(0)
  expect(await section.locator('[data-verdict]').count()).toBe(0)
  await page.context().close()
})

test('quarter and month switch, the choice of a period stays in the link, and it works without script', async () => {
  const { page } = await open('lang=en&region=华东', { javaScriptEnabled: false })
  await page.getByRole('link', { name: 'Month', exact: true }).click()
  expect(new URL(page.url()).searchParams.get('every')).toBe('month')
  expect(new URL(page.url()).searchParams.get('region')).toBe('华东')
  await page.locator('select[name=start]').selectOption({ index: 3 })
  await page.getByRole('button', { name: 'Show' }).click()
  const { searchParams } = new URL(page.url())
  expect(searchParams.get('start')).toMatch(/^\d{4}-\d{2}-01$/)
  expect(searchParams.get('every')).toBe('month')
  await page.context().close()
})

test('a period or length that does not exist is refused', async () => {
  for (const search of ['every=decade', 'start=1999-01-01', 'kpi=nobody']) {
    const response = await fetch(`${server.url}/technicians?${search}&lang=en`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('page.bad_filter')
  }
})
