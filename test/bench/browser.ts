/**
 * How long a reader waits, in the browser of the tests, against a home that is published: the review page until its charts are
 * drawn, and a change of the filter until all of them are drawn anew. `npm run bench:browser -- --home DIR`.
 */
import process from 'node:process'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { homePaths } from '../../contracts/home.ts'
import { openPage, startBrowser } from '../e2e/browser.ts'
import { startServer } from '../e2e/server.ts'

const ROUNDS = 10
const { values } = parseArgs({ options: { home: { type: 'string', default: 'data/local' } } })

/** Milliseconds since the navigation began at which every chart in sight has a drawing. Run in the page as text. */
const DRAWN = `new Promise((resolve) => {
  const look = () => {
    const charts = [...document.querySelectorAll('.drawing')].filter((each) => each.getBoundingClientRect().top < innerHeight)
    if (charts.length > 0 && charts.every((each) => each.querySelector('svg path') !== null)) requestAnimationFrame(() => resolve(performance.now()))
    else requestAnimationFrame(look)
  }
  look()
})`
const FIRST_PAINT = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0`
/** Chooses the value in the filter and waits until each chart that was drawn is drawn with other lines. */
const changed = (value: string) => `new Promise((resolve) => {
  const lines = (each) => [...each.querySelectorAll('path')].map((path) => path.getAttribute('d')).join()
  const before = [...document.querySelectorAll('.drawing')].map((each) => [each, lines(each)]).filter(([, drawn]) => drawn !== '')
  const select = document.querySelector('select[name=region]')
  select.value = ${JSON.stringify(value)}
  const start = performance.now()
  select.dispatchEvent(new Event('change', { bubbles: true }))
  const look = () => {
    const isDone = before.every(([each, drawn]) => !each.isConnected || (lines(each) !== drawn && lines(each) !== ''))
    if (isDone) requestAnimationFrame(() => resolve({ milliseconds: performance.now() - start, charts: before.length }))
    else if (performance.now() - start > 10_000) resolve({ milliseconds: -1, charts: before.filter(([each, drawn]) => lines(each) === drawn).length })
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})`
const ALL_DRAWN = `new Promise((resolve) => {
  const look = () => {
    const isDone = [...document.querySelectorAll('.drawing')].every((each) => each.querySelector('svg path') !== null)
    if (isDone) resolve(null)
    else requestAnimationFrame(look)
  }
  look()
})`
const VALUES = `[...document.querySelectorAll('select[name=region] option')].map((each) => each.value)`

const number = async (page: Page, expression: string) => z.number().parse(await page.evaluate(expression))
const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
const round = (all: readonly number[]) =>
  `median ${Math.round(median(all))} ms, ${Math.round(Math.min(...all))}–${Math.round(Math.max(...all))}`
const say = (line: string) => process.stdout.write(`${line}\n`)

const server = await startServer(homePaths(values.home))
const browser = await startBrowser()
try {
  const painted: number[] = []
  const drawn: number[] = []
  for (let index = 0; index < ROUNDS; index += 1) {
    const { page } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
    await page.goto(server.url, { waitUntil: 'commit' })
    drawn.push(await number(page, DRAWN))
    painted.push(await number(page, FIRST_PAINT))
    await page.context().close()
  }
  say(`first page painted: ${round(painted)}`)
  say(
    `first page, charts in sight drawn: ${round(drawn)} (the first after the start of the server ${Math.round(drawn[0] ?? 0)} ms)`,
  )

  const { page } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
  await page.goto(server.url)
  await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)')
  await page.evaluate(ALL_DRAWN)
  const regions = z
    .array(z.string())
    .parse(await page.evaluate(VALUES))
    .filter((each) => each !== '')
  const waits: number[] = []
  let charts = 0
  for (let index = 0; index < ROUNDS; index += 1) {
    const result = z
      .object({ milliseconds: z.number(), charts: z.number() })
      .parse(await page.evaluate(changed(regions[index % regions.length] ?? '')))
    waits.push(result.milliseconds)
    charts = result.charts
    await page.waitForTimeout(150)
  }
  say(`filter changed, all ${charts} charts drawn anew: ${round(waits)}`)
} finally {
  await browser.close()
  await server.stop()
}
