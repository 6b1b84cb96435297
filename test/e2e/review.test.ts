/** The review page in a real browser, against the file that is served. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openWarehouse } from '../../contracts/warehouse.ts'
import { formatCount, formatPeriodShort, formatValue } from '../../web/src/lib/language/format.ts'
import { LANGUAGES, type Language } from '../../web/src/lib/language/language.ts'
import { kpiRow } from '../../web/src/lib/server/queries.ts'
import { emptyHome, publishFixture, WITHOUT_ROWS } from '../web/fixture.ts'
import { openPage, sharedBrowser } from './browser.ts'
import { startServer, type RunningServer } from './server.ts'
import { graveFindings, overflow } from './shown-figures.ts'

let folder: string
let file: string
let server: RunningServer
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aftercare-review-'))
  const home = await emptyHome(folder)
  file = await publishFixture(home)
  server = await startServer(home)
  browser = await sharedBrowser()
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

/** The newest settled figure of each KPI, straight from the served file, by a statement of the test's own. */
const latestSchema = z.object({
  kpi_id: z.string(),
  unit: kpiRow.shape.unit,
  statistic: z.string(),
  name_zh: z.string(),
  name_en: z.string(),
  period_start: z.string(),
  value: z.number(),
  n: z.number(),
})
async function latestFigures(grain: 'week' | 'month', slice = 'all', sliceValue = 'all') {
  const instance = await openWarehouse(file)
  const connection = await instance.connect()
  const reader = await connection.runAndReadAll(
    `select k.kpi_id, k.unit, k.statistic, k.name_zh, k.name_en, p.period_start, p.value, p.n
     from marts.kpi_period p join ref.kpi k using (kpi_id)
     where p.grain = $grain and p.slice = $slice and p.slice_value = $sliceValue and p.is_complete and p.is_mature and p.value is not null and k.is_computed
       and p.period_start = (
         select max(q.period_start) from marts.kpi_period q
         where q.kpi_id = p.kpi_id and q.grain = p.grain and q.slice = p.slice and q.slice_value = p.slice_value and q.is_complete and q.is_mature)
     order by k.kpi_order`,
    { grain, slice, sliceValue },
  )
  const rows = z.array(latestSchema).parse(reader.getRowObjectsJson())
  connection.closeSync()
  instance.closeSync()
  return rows
}

/** What the table shows, row by row. Run in the browser as text: this side knows no document. */
const shownSchema = z.array(z.object({ id: z.string(), name: z.string(), value: z.string(), period: z.string(), n: z.string() }))
const SHOWN = `[...document.querySelectorAll('tr[data-kpi]')].map((row) => {
  const text = (selector) => row.querySelector(selector)?.textContent.trim() ?? ''
  return { id: row.dataset.kpi, name: text('th'), value: text('td.value .figure'), period: text('td.period'), n: text('td.n').replace(/\\D+/g, '') }
})`
const shownFigures = async (page: Page) => shownSchema.parse(await page.evaluate(SHOWN))

const waitForCharts = (page: Page) => page.locator('.detail .drawing svg').waitFor()

describe.each(LANGUAGES)('in %s', (language: Language) => {
  test.each([
    ['week', 'all', 'all'],
    ['month', 'region', '华东'],
  ] as const)('figures by %s of %s %s are those of the served file', async (grain, slice, sliceValue) => {
    const { page, problems } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
    await page.goto(
      `${server.url}/?lang=${language}&grain=${grain}${slice === 'all' ? '' : `&${slice}=${encodeURIComponent(sliceValue)}`}`,
    )
    const expected = await latestFigures(grain, slice, sliceValue)
    const shown = await shownFigures(page)
    expect(shown.length).toBe(expected.length)
    expect(expected.length).toBeGreaterThan(13)
    for (const row of expected) {
      const isCounted = ['ratio', 'mean', 'median'].includes(row.statistic)
      // Long durations are shown in hours or days, one unit a series; the fixture's are far on one side.
      const [unit, value] =
        row.unit !== 'minutes' || row.value < 120
          ? ([row.unit, row.value] as const)
          : row.value < 2880
            ? (['hours', row.value / 60] as const)
            : (['days', row.value / 1440] as const)
      expect(shown.find(({ id }) => id === row.kpi_id)).toEqual({
        id: row.kpi_id,
        name: language === 'en' ? row.name_en : row.name_zh,
        value: formatValue(value, unit, language),
        period: formatPeriodShort(row.period_start, grain, language, true),
        n: isCounted ? formatCount(row.n, language).replace(/\D+/g, '') : '',
      })
    }
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    await waitForCharts(page)
    expect(problems).toEqual([])
    await page.context().close()
  })

  test.each(['light', 'dark'] as const)('axe finds nothing serious in %s', async (colorScheme) => {
    // The narrow page has other rules: once is enough for them.
    for (const width of language === 'zh-CN' && colorScheme === 'light' ? [1440, 390] : [1440]) {
      const { page } = await openPage(browser, { viewport: { width, height: 900 }, colorScheme })
      await page.goto(`${server.url}/?lang=${language}`)
      if (width === 1440) await waitForCharts(page)
      await page.locator('.charts summary').first().click()
      expect(await graveFindings(page)).toEqual([])
      await page.context().close()
    }
  })

  test.each([390, 768, 1440, 1920])('nothing sticks out at %d pixels', async (width) => {
    const { page } = await openPage(browser, { viewport: { width, height: 900 } })
    await page.goto(`${server.url}/?lang=${language}&region=${encodeURIComponent('华东')}`)
    expect(await overflow(page)).toBe(0)
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)')
    await page.locator('.charts .drawing svg').last().waitFor()
    expect(await overflow(page)).toBe(0)
    await page.context().close()
  })
})

test('the language of the browser decides until the reader does, and switching keeps the filters', async () => {
  const { page } = await openPage(browser, { locale: 'en-GB' })
  await page.goto(`${server.url}/?grain=month&region=${encodeURIComponent('华东')}&kpi=tickets_received`)
  await page.getByRole('heading', { level: 1, name: 'Monthly quality review' }).waitFor()
  await page.getByRole('link', { name: '中文' }).click()
  await page.getByRole('heading', { level: 1, name: '月度质量回顾' }).waitFor()
  const url = new URL(page.url())
  expect(Object.fromEntries(url.searchParams)).toEqual({
    grain: 'month',
    region: '华东',
    kpi: 'tickets_received',
    lang: 'zh-CN',
  })
  await page.goto(server.url)
  await page.getByRole('heading', { level: 1, name: '周度质量回顾' }).waitFor()
  await page.context().close()
})

test('the grain switches without losing the chosen KPI', async () => {
  const { page, problems } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
  await page.goto(`${server.url}/?lang=zh-CN&kpi=first_time_fix_rate`)
  await waitForCharts(page)
  await page.getByRole('link', { name: '月', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: '月度质量回顾' }).waitFor()
  await page.locator('.detail h2', { hasText: '首次修复率' }).waitFor()
  expect(problems).toEqual([])
  await page.context().close()
})

test('choosing a KPI shows its chart and definition without asking the server', async () => {
  const { page, problems } = await openPage(browser, { viewport: { width: 390, height: 844 } })
  await page.goto(`${server.url}/?lang=en`)
  const requests: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('__data')) requests.push(request.url())
  })
  await page.getByRole('rowheader', { name: 'Net promoter score' }).getByRole('link').click()
  const heading = page.locator('.detail h2', { hasText: 'Net promoter score' })
  await heading.waitFor()
  await waitForCharts(page)
  expect((await heading.boundingBox())?.y).toBeLessThan(844)
  expect(new URL(page.url()).searchParams.get('kpi')).toBe('net_promoter_score')
  expect(requests).toEqual([])
  expect(problems).toEqual([])
  await page.context().close()
})

test('the filter form narrows the figures and says so', async () => {
  const { page } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
  await page.goto(`${server.url}/?lang=en`)
  await waitForCharts(page)
  await page.locator('select[name=region]').selectOption('西南')
  await page.getByText('Region: 西南').waitFor()
  expect(new URL(page.url()).searchParams.get('region')).toBe('西南')
  const few = await page.locator('tr[data-kpi="response_kept_rate"]').textContent()
  expect(few).toContain('few cases')
  await page.getByRole('link', { name: 'Remove filter: Region 西南' }).click()
  await page.getByText('Region: 西南').waitFor({ state: 'detached' })
  await page.context().close()
})

test('dark can be chosen, is kept, and the chart follows', async () => {
  const { page } = await openPage(browser, { viewport: { width: 1440, height: 900 }, colorScheme: 'light' })
  await page.goto(`${server.url}/?lang=en`)
  await waitForCharts(page)
  const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
  const stroke = () => page.locator('.detail .drawing svg path[stroke-width="2"]').first().getAttribute('stroke')
  const [light, lightStroke] = [await ground(), await stroke()]
  await page.getByRole('link', { name: 'Dark' }).click()
  expect(await ground()).not.toBe(light)
  await expect.poll(stroke).not.toBe(lightStroke)
  await page.reload()
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  expect(await ground()).not.toBe(light)
  await page.context().close()
})

test('the page works without script: figures, filters, language, theme, values as a table', async () => {
  const { page } = await openPage(browser, { javaScriptEnabled: false, viewport: { width: 1440, height: 900 } })
  await page.goto(`${server.url}/?lang=en`)
  expect((await page.locator('tr[data-kpi]').count()) > 13).toBe(true)
  await page.locator('.detail summary', { hasText: 'Show as table' }).click()
  expect(await page.locator('.detail .scroll tbody tr').count()).toBe(53)
  await page.getByRole('link', { name: 'Dark' }).click()
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  expect(new URL(page.url()).searchParams.has('theme')).toBe(false)
  await page.getByRole('link', { name: 'Month' }).click()
  await page.getByRole('heading', { level: 1, name: 'Monthly quality review' }).waitFor()
  await page.context().close()
})

test('a KPI without any figure is named apart, not shown as zero', async () => {
  const { page } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
  await page.goto(`${server.url}/?lang=en`)
  expect(await page.locator(`tr[data-kpi="${WITHOUT_ROWS}"]`).count()).toBe(0)
  await page.context().close()
})

test('the script of the page, charts included, is at most 250 kB compressed', async () => {
  const { page } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
  const sizes = new Map<string, number>()
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) sizes.set(response.url(), 0)
  })
  await page.goto(`${server.url}/?lang=en`)
  await waitForCharts(page)
  await page.context().close()
  for (const url of sizes.keys()) {
    const response = await fetch(url, { headers: { 'accept-encoding': 'gzip' } })
    expect(response.headers.get('content-encoding')).toBe('gzip')
    sizes.set(url, Number(response.headers.get('content-length')))
  }
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  expect(total).toBeGreaterThan(150_000)
  expect(total).toBeLessThan(250_000)
})
