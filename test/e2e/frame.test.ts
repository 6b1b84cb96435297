/** What all pages have in common, in a real browser: Chinese letters, filters that act, choices made early. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../web/src/lib/language/language.ts'
import { texts } from '../../web/src/lib/language/texts.ts'
import { emptyHome, publishFixture } from '../web/fixture.ts'
import { hasInk, holdScripts, openPage, startBrowser } from './browser.ts'
import { startServer, type RunningServer } from './server.ts'

let folder: string
let server: RunningServer
let browser: Browser

const TICKET = `insert into marts.ticket by name select 'service_system:1' as ticket_key, 'service_system' as source, '1' as ticket_id,
  '华东' as region, timestamp '2026-09-22 08:00:00' as received_at, date '2026-09-22' as received_on, true as is_open, 0 as reopen_count,
  0 as wait_minutes, false as is_order_impossible`
/** A second source, so that there is one to choose. */
const SOURCES = `insert into ref.source by name select 'old_system' as source, '旧系统' as title_zh, 'Old system' as title_en, 2 as quiet_days;
  insert into marts.kpi_period by name select * exclude (slice, slice_value), 'source' as slice,
  case slice_value when '华东' then 'service_system' else 'old_system' end as slice_value from marts.kpi_period
  where slice = 'region' and slice_value in ('华东', '华南')`

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aftercare-frame-'))
  const home = await emptyHome(folder)
  await publishFixture(home, { after: `${TICKET}; ${SOURCES}` })
  server = await startServer(home)
  browser = await startBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

async function open(address: string) {
  const opened = await openPage(browser, { viewport: { width: 1440, height: 900 } })
  await opened.page.goto(`${server.url}${address}`)
  await opened.page.waitForLoadState('networkidle')
  return opened
}

// This browser brings a single font, which has no Chinese: the page's own must serve, and neither blanks nor boxes stand in for it.
describe('Chinese on a machine without a Chinese font', () => {
  test('data on an English page is drawn with the page’s own font', async () => {
    const { page, problems } = await open('/?lang=en&region=华东')
    const value = page.locator('.actives strong')
    expect(await value.textContent()).toBe('华东')
    await expect.poll(() => hasInk(value), { timeout: 20_000 }).toBe(true)
    expect(await page.evaluate(`[...document.fonts].filter(({ status }) => status === 'loaded').length`)).toBeGreaterThan(0)
    // What draws the letters, in the browser's own words.
    const inspector = await page.context().newCDPSession(page)
    await inspector.send('DOM.enable')
    await inspector.send('CSS.enable')
    const { root } = await inspector.send('DOM.getDocument')
    const { nodeId } = await inspector.send('DOM.querySelector', { nodeId: root.nodeId, selector: '.actives strong' })
    const { fonts } = await inspector.send('CSS.getPlatformFontsForNode', { nodeId })
    expect(fonts.map(({ isCustomFont, glyphCount }) => [isCustomFont, glyphCount])).toEqual([[true, 2]])
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('the letters of a chart are drawn, and those of a canvas in its font', async () => {
    const { page } = await open('/?lang=zh-CN')
    const letter = page.locator('.detail .drawing svg text').filter({ hasText: /周/ })
    await page.locator('.detail figure').first().scrollIntoViewIfNeeded()
    await expect.poll(() => hasInk(letter.first()), { timeout: 20_000 }).toBe(true)
    const drawn = await page.evaluate(`(async () => {
      const font = '32px ' + getComputedStyle(document.body).fontFamily
      await document.fonts.load(font, '华东')
      const brush = new OffscreenCanvas(80, 40).getContext('2d')
      brush.font = font
      brush.fillText('华东', 0, 32)
      return brush.getImageData(0, 0, 80, 40).data.some((each) => each > 0)
    })()`)
    expect(drawn).toBe(true)
    await page.context().close()
  })

  test('code has them too', async () => {
    const { page } = await open('/?lang=en')
    const code = page.locator('code').first()
    await page.evaluate(`document.querySelector('code').textContent = '客户'`)
    await expect.poll(() => hasInk(code), { timeout: 20_000 }).toBe(true)
    await page.context().close()
  })
})

describe.each(LANGUAGES)('in %s', (language) => {
  const { filter } = texts(language)

  test('a page offers what acts on it: tickets have no periods, cases one', async () => {
    const { page, problems } = await open(`/tickets?lang=${language}`)
    const choice = (name: string) => page.getByRole('group', { name, exact: true })
    const offered = async () => [
      await choice(filter.grain).count(),
      await choice(filter.span).count(),
      await page.locator('#filters select[name="compare"]').count(),
      await page.locator('#filters select[name="region"]').count(),
    ]
    expect(await offered()).toEqual([0, 0, 0, 1])
    await page.goto(`${server.url}/cases?kpi=response_kept_rate&lang=${language}`)
    expect(await offered()).toEqual([1, 0, 0, 1])
    await page.goto(`${server.url}/?lang=${language}`)
    expect(await offered()).toEqual([1, 1, 1, 1])
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('a source has the name that the customer gave it', async () => {
    const name = language === 'en' ? 'Service system export' : '服务系统导出'
    const { page } = await open(`/tickets?columns=source&source=service_system&lang=${language}`)
    expect(await page.locator('#filters select[name="source"] option:checked').textContent()).toBe(name)
    expect(await page.locator('.actives strong').textContent()).toBe(name)
    await page.context().close()
  })
})

test('another grain of cases over several periods begins anew, at the top of the list', async () => {
  const { page } = await open('/cases?kpi=response_kept_rate&grain=week&period=2026-08-31&until=2026-09-21&offset=100&lang=en')
  await page.getByRole('group', { name: 'Period', exact: true }).getByRole('link', { name: 'Month' }).click()
  await page.waitForURL(/grain=month/)
  const { searchParams } = new URL(page.url())
  expect([searchParams.get('until'), searchParams.get('offset')]).toEqual([null, null])
  expect(await page.locator('#figure').count()).toBe(1)
  await page.context().close()
})

describe('what a reader chooses before the script is there', () => {
  test.each([
    ['/', '#filters', 'region', '华南'],
    ['/', '#filters', 'compare', 'year'],
    ['/tickets', 'form[aria-label]', 'promise', 'broken'],
  ])('on %s in %s: %s', async (address, form, name, value) => {
    const { page, problems } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
    const release = await holdScripts(page)
    await page.goto(`${server.url}${address}?lang=en`, { waitUntil: 'commit' })
    const select = page.locator(`${form} select[name="${name}"]`)
    await select.selectOption(value)
    release()
    await page.waitForURL((url) => url.searchParams.get(name) === value)
    expect(await select.inputValue()).toBe(value)
    // Going back undoes the choice, in the form as well.
    await page.goBack()
    await expect.poll(() => select.inputValue(), { timeout: 20_000 }).not.toBe(value)
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('without any script the button sends it', async () => {
    const { page } = await openPage(browser, { javaScriptEnabled: false })
    await page.goto(`${server.url}/?lang=en`)
    await page.locator('#filters select[name="region"]').selectOption('华南')
    await page.locator('#filters button[type="submit"]').click()
    await page.waitForURL((url) => url.searchParams.get('region') === '华南')
    expect(await page.locator('#filters select[name="region"]').inputValue()).toBe('华南')
    await page.context().close()
  })
})
