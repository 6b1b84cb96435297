/** Promises opened on the page of a ticket, in a real browser: the sums are those that `aftercare query` gives. */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { ticketTexts } from '#lib/language/pages/ticket.ts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { homePaths } from '../../contracts/home.ts'
import { exactDuration, explanationWords } from '../../contracts/explanation/writing.ts'
import { LANGUAGES } from '../../web/src/lib/language/language.ts'
import { texts } from '../../web/src/lib/language/texts.ts'
import { publishedClockHome } from '../explanation/clock-home.ts'
import { openPage, sharedBrowser } from './browser.ts'
import { startServer, type RunningServer } from './server.ts'
import { graveFindings, overflow } from './shown-figures.ts'

const CLI = path.resolve(import.meta.dirname, '../../pipeline/cli.ts')
let root: string
let server: RunningServer
let browser: Browser

beforeAll(async () => {
  ;({ root } = await publishedClockHome())
  server = await startServer(homePaths(root))
  afterAll(() => server.stop())
  browser = await sharedBrowser()
})

const figures = z.array(z.object({ id: z.string(), net: z.number().nullable(), paused: z.number(), days: z.number().nullable() }))
/** What the command line says of a ticket's promises. */
async function asked(key: string) {
  const sql = `select subject_kind || ':' || subject_id || ':' || promise_id || ':' || cycle as id, net_minutes as net,
    paused_minutes as paused, net_working_days as days from marts.promise where ticket_key = '${key}' order by 1`
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, 'query', sql, '--json', '--home', root])
  return figures.parse(JSON.parse(stdout))
}

async function open(page: Page, id: string) {
  const details = page.locator(`details[data-explained="${id}"]`)
  if ((await details.getAttribute('open')) === null) await details.locator('> summary').click()
  await details.locator('dl').waitFor()
  return details
}

describe.each(LANGUAGES)('the promises of a ticket in %s', (language) => {
  const words = ticketTexts(texts(language))
  const written = explanationWords(language)

  test.each(['desk:C1', 'desk:C2', 'desk:C3', 'desk:C4'])('%s: sums as `aftercare query` has them', async (key) => {
    const { page, problems } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
    let requests = 0
    page.on('request', (request) => (requests += request.url().includes('/explanation') ? 1 : 0))
    await page.goto(`${server.url}/tickets/${encodeURIComponent(key)}?lang=${language}`)
    await page.locator('tr[data-promise]').first().waitFor()
    await page.locator('.drawing svg').first().waitFor()
    expect(requests, 'nothing is read before one is opened').toBe(0)
    const promises = await asked(key)
    expect(promises.length).toBeGreaterThan(1)
    for (const { id, net, paused } of promises) {
      const details = await open(page, id)
      if (net === null) continue
      expect(await details.locator('[data-sum="end"]').textContent()).toBe(exactDuration(net, written))
      const stood = await details.locator('tr[data-kind="paused"] td:nth-child(5)').allTextContents()
      expect(stood.length > 0).toBe(paused > 0)
      if (stood.length === 1) expect(stood[0]).toBe(exactDuration(paused, written))
      await details.locator('.drawing svg').first().waitFor()
    }
    expect(requests, 'one answer for all').toBe(1)
    expect(await page.getByText(words.explanation.title, { exact: true }).count()).toBe(1)
    expect(problems).toEqual([])
    await page.context().close()
  })
})

test.each([
  ['light', 'zh-CN', 1440],
  ['light', 'zh-CN', 390],
  ['dark', 'en', 1440],
  ['dark', 'en', 390],
] as const)(
  'opened by keyboard, nothing serious for axe in %s, no sideways scrolling (%s, %s)',
  async (scheme, language, width) => {
    const { page, problems } = await openPage(browser, { viewport: { width, height: 844 }, colorScheme: scheme })
    await page.goto(`${server.url}/tickets/${encodeURIComponent('desk:C3')}?lang=${language}`)
    await page.locator('tr[data-kpi]').first().waitFor()
    const details = page.locator('details[data-explained="ticket:C3:resolve:2"]')
    await details.locator('> summary').focus()
    await page.keyboard.press('Enter')
    await details.locator('.drawing svg').first().waitFor()
    expect(await details.locator('ol li').count()).toBe(4)
    expect(await graveFindings(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect(problems).toEqual([])
    await page.context().close()
  },
)

test('a ticket that is not there has no explanation', async () => {
  const response = await fetch(`${server.url}/tickets/desk%3AX/explanation`, { headers: { accept: 'application/json' } })
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ code: 'ticket.not_found' })
})
