/** The shell of all charts, in a real browser: its table, its files, by keyboard. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Download, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openWarehouse } from '../../contracts/warehouse.ts'
import { emptyHome, publishFixture } from '../web/fixture.ts'
import { openPage, sharedBrowser } from './browser.ts'
import { startServer, type RunningServer } from './server.ts'

const KPI = 'response_kept_rate'
let folder: string
let file: string
let server: RunningServer
let browser: Browser
let page: Page
let problems: string[]

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aftercare-chart-'))
  const home = await emptyHome(folder)
  file = await publishFixture(home)
  server = await startServer(home)
  browser = await sharedBrowser()
  const opened = await openPage(browser, { viewport: { width: 1280, height: 900 } })
  page = opened.page
  problems = opened.problems
  await page.goto(`${server.url}/?lang=zh-CN&theme=dark&kpi=${KPI}`)
  // A chart is drawn when it comes into sight.
  await figure().scrollIntoViewIfNeeded()
  await figure().locator('.drawing svg').waitFor()
})
afterAll(async () => {
  await page.context().close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const figure = () => page.locator('.detail figure').first()

/** Opens the menu and takes the format at `place`, by keyboard alone. */
async function download(place: number): Promise<Download> {
  await figure().locator('.download summary').focus()
  await page.keyboard.press('Enter')
  for (let press = 0; press <= place; press += 1) await page.keyboard.press('Tab')
  const begun = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  return begun
}

const contentOf = async (given: Download): Promise<Buffer> => readFile(await given.path())

const expectedSchema = z.array(z.object({ period_start: z.string(), value: z.number().nullable(), n: z.number() }))
async function servedFigures() {
  const instance = await openWarehouse(file)
  const connection = await instance.connect()
  const reader = await connection.runAndReadAll(
    `select period_start, value, n::integer as n from marts.kpi_period
     where kpi_id = $kpi and grain = 'week' and slice = 'all' order by period_start desc`,
    { kpi: KPI },
  )
  const rows = expectedSchema.parse(reader.getRowObjectsJson())
  connection.closeSync()
  instance.closeSync()
  return rows
}

test('the CSV has the figures of the served file, raw, and says below what they are', async () => {
  const given = await download(2)
  expect(given.suggestedFilename()).toMatch(/^response_kept_rate-week-.*\.csv$/)
  const text = (await contentOf(given)).toString('utf8')
  expect(text.startsWith('\ufeff')).toBe(true)
  const lines = text.slice(1).split('\r\n')
  const end = lines.indexOf('')
  const rows = lines.slice(1, end).map((line) => line.split(','))
  const expected = (await servedFigures()).slice(0, rows.length)
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.map(([start, value]) => [start, value === '' ? null : Number(value)])).toEqual(
    expected.map(({ period_start, value }) => [period_start, value]),
  )
  const remarks = lines.slice(end + 1, -1)
  expect(remarks.length).toBeGreaterThan(2)
  for (const line of remarks) expect(line).toMatch(/^# /)
  expect(remarks.join('\n')).toContain('数据截至')
})

test('the SVG is XML with title, remarks and light ground, also for a reader in the dark', async () => {
  const text = (await contentOf(await download(1))).toString('utf8')
  const read = z
    .object({ root: z.string(), texts: z.array(z.string()), ground: z.string().nullable(), charts: z.number() })
    .parse(
      await page.evaluate(`((svg) => {
        const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml')
        return {
          root: drawing.documentElement.nodeName,
          texts: [...drawing.querySelectorAll('text')].map((each) => each.textContent),
          ground: drawing.querySelector('rect').getAttribute('fill'),
          charts: drawing.querySelectorAll('svg svg path').length,
        }
      })(${JSON.stringify(text)})`),
    )
  expect(read.root).toBe('svg')
  expect(read.ground).toBe('#ffffff')
  expect(read.charts).toBeGreaterThan(3)
  expect(read.texts.join('\n')).toContain('数据截至')
})

test('the PNG is twice as wide as its sheet, and its Chinese letters were there when it was drawn', async () => {
  const content = await contentOf(await download(0))
  expect(content.subarray(1, 4).toString('latin1')).toBe('PNG')
  expect(content.readUInt32BE(16)).toBe(1920)
  expect(content.readUInt32BE(20)).toBeGreaterThan(600)
  expect(await page.evaluate(`document.fonts.check('16px "Noto Sans SC Variable"', '数据截至')`)).toBe(true)
  expect(await page.evaluate(`document.fonts.check('600 16px "Noto Sans SC Variable"', '数据截至')`)).toBe(true)
})

test('the menu closes by Escape and gives the focus back', async () => {
  const summary = figure().locator('.download summary')
  await summary.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  expect(await figure().locator('.download details').getAttribute('open')).toBeNull()
  expect(await page.evaluate(`document.activeElement.matches('.download summary')`)).toBe(true)
})

test('the table says the same, can be scrolled by keyboard, and leads to the cases', async () => {
  const table = figure().locator('.tools > details')
  await table.locator('summary').click()
  const region = table.getByRole('region')
  expect(await region.getAttribute('tabindex')).toBe('0')
  const [newest] = (await servedFigures()).filter(({ value }) => value !== null)
  expect(await region.getByRole('link').first().getAttribute('href')).toContain(`period=${newest?.period_start ?? ''}`)
  expect(await region.getByRole('rowheader').count()).toBeGreaterThan(10)
})

test('under the pointer stands the period, within the drawing', async () => {
  const drawing = figure().locator('.drawing')
  await drawing.scrollIntoViewIfNeeded()
  const box = await drawing.boundingBox()
  const [width, height] = [box?.width ?? 0, box?.height ?? 0]
  for (const x of [width / 2, width - 20]) {
    await drawing.hover({ position: { x, y: height / 2 } })
    const words = await figure().locator('.words').boundingBox()
    expect(await figure().locator('.words').innerText()).toMatch(/2026年第\d+周.*\n[\d.]+%\nn = \d+/)
    expect(words?.x ?? 0).toBeGreaterThanOrEqual(box?.x ?? 0)
    expect((words?.x ?? 0) + (words?.width ?? 0)).toBeLessThanOrEqual((box?.x ?? 0) + width + 1)
    const rule = await figure().locator('.rule').boundingBox()
    expect(Math.abs((rule?.x ?? 0) - (box?.x ?? 0) - x)).toBeLessThan(width / 20)
  }
  await page.mouse.move(2, 2)
  expect(await figure().locator('.words').isVisible()).toBe(false)
})

test('a click into a period leads to its cases', async () => {
  const drawing = figure().locator('.drawing')
  const box = await drawing.boundingBox()
  await drawing.click({ position: { x: (box?.width ?? 0) / 2, y: 100 } })
  await page.waitForURL(/\/cases\?.*kpi=response_kept_rate/)
  expect(problems).toEqual([])
})
