/** What was due to customers, on the promises' page and on a ticket, against SQL of the test's own on the file that is served. */
import type { Browser } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { entitlementTexts } from '../../web/src/lib/language/pages/entitlement.ts'
import type { Published } from '../published.ts'
import { openPage } from './browser.ts'
import { serveDemo } from './served-demo.ts'
import type { RunningServer } from './server.ts'
import { graveFindings, numberOf, overflow } from './shown-figures.ts'

let published: Published
let server: RunningServer
let browser: Browser

beforeAll(async () => {
  ;({ published, server, browser } = await serveDemo())
})

const SEARCH = 'grain=month&span=all&stage=response'

test('decisions are counted, add up, and lead to the tickets that got less', async () => {
  const { page, problems } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
  await page.goto(`${server.url}/promises?lang=zh-CN&${SEARCH}`)
  const total = page.locator('[data-part="decisions"] tfoot td')
  await total.first().waitFor()
  const { until } = await published.row(
    `select strftime(max(period_end), '%Y-%m-%d') as until from marts.kpi_period
     where kpi_id = 'response_kept_rate' and grain = 'month' and slice = 'all' and is_complete and is_mature and value is not null`,
  )
  const expected = await published.row(
    `select count(*) as n, count(*) filter (agreement = 'as_due') as as_due, count(*) filter (agreement = 'less') as less,
       count(*) filter (agreement = 'more') as more, count(*) filter (agreement = 'not_decided') as not_decided
     from marts.entitlement where received_on < date '${String(until)}'`,
  )
  const shown = (await total.allTextContents()).slice(1, 6).map(numberOf)
  expect(shown).toEqual([expected.n, expected.as_due, expected.less, expected.more, expected.not_decided].map(Number))
  expect(Number(expected.less)).toBeGreaterThan(0)
  const rows = await Promise.all(
    (await page.locator('[data-part="decisions"] tbody tr').all()).map((row) => row.locator('td').nth(1).textContent()),
  )
  expect(rows.reduce((sum, text) => sum + numberOf(text), 0)).toBe(shown[0])

  await total.nth(3).locator('a').click()
  await page.waitForURL(/entitled=less/)
  await page.locator('#entitled').waitFor()
  const listed = await page.locator('[data-part="entitled"] tbody th a').allTextContents()
  const [first = ''] = listed
  const less = await published.query(
    `select ticket_id from marts.entitlement where agreement = 'less' and received_on < date '${String(until)}'
     order by charged_beyond_due desc nulls last, received_at desc, ticket_key limit 15`,
  )
  expect(listed).toEqual(less.map(({ ticket_id }) => String(ticket_id)))

  await page.locator('[data-part="entitled"] tbody th a').first().click()
  const decision = page.locator('[data-part="decision"]')
  await decision.waitFor()
  const row = await published.row(`select due, agreement, policy_name_zh from marts.entitlement where ticket_id = '${first}'`)
  expect(await decision.locator('[data-agreement]').getAttribute('data-agreement')).toBe('less')
  expect(await decision.locator('[data-due]').getAttribute('data-due')).toBe(row.due)
  expect(await decision.textContent()).toContain(String(row.policy_name_zh))
  expect(problems).toEqual([])
  await page.context().close()
})

test('on a phone and in the dark: nothing leaves the page, nothing grave', async () => {
  const { page } = await openPage(browser, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  await page.goto(`${server.url}/promises?lang=en&${SEARCH}&entitled=not_decided`)
  await page.locator('[data-part="entitled"]').waitFor()
  expect(await page.locator('#entitled').textContent()).toBe(entitlementTexts({ language: 'en' }).listTitle.not_decided)
  expect(await overflow(page)).toBe(0)
  expect(await graveFindings(page)).toEqual([])
  await page.context().close()
})
