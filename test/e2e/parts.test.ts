/** The page of parts in a real browser, its figures against the demonstration's own files and SQL of the test's own. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { formatDay, formatValue } from '../../web/src/lib/language/format.ts'
import { LANGUAGES } from '../../web/src/lib/language/language.ts'
import { partsTexts } from '../../web/src/lib/language/pages/parts.ts'
import { texts } from '../../web/src/lib/language/texts.ts'
import type { Published } from '../published.ts'
import { openPage } from './browser.ts'
import { serveDemo, type ServedDemo } from './served-demo.ts'
import type { RunningServer } from './server.ts'
import { casesStatement, figureRows, graveFindings, numberOf, overflow, shownTable } from './shown-figures.ts'

let whole: ServedDemo
let published: Published
let server: RunningServer
let browser: Browser
/** The quarter that the page is about: first day, and the day after the last. */
let since: string
let until: string

const DAY = 86_400_000
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)
const before = (day: string) => dayOf(Date.parse(day) - 364 * DAY)

beforeAll(async () => {
  whole = await serveDemo('whole')
  ;({ published, server, browser } = await serveDemo())
  const { end } = await published.row(
    `select strftime(max(period_end), '%Y-%m-%d') as end from marts.kpi_period
     where kpi_id = 'part_failure_rate' and grain = 'week' and slice = 'all' and is_complete and is_mature`,
  )
  until = String(end)
  since = dayOf(Date.parse(until) - 91 * DAY)
})

/** Records of a file of the demonstration that quotes nothing. */
async function records(root: string, file: string): Promise<Record<string, string>[]> {
  const [header = '', ...lines] = (await readFile(path.join(root, 'inbox', file), 'utf8')).trim().split(/\r?\n/)
  const names = header.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, at) => [names[at] ?? '', value])))
}

/** Years of units of a product in service between two days, day by day from the file: a month holds until the next. */
async function unitYears(root: string, family: string, from: string, to: string): Promise<number> {
  const stated = (await records(root, 'exposure.csv')).filter((each) => each['product_family'] === family)
  let sum = 0
  for (let day = Date.parse(from); day < Date.parse(to); day += DAY) {
    const month = dayOf(day).slice(0, 7)
    sum += stated
      .filter((each) => each['period_start']?.slice(0, 7) === month)
      .reduce((units, each) => units + Number(each['units_in_service']), 0)
  }
  return sum / 365.25
}

/** Parts that stayed in on tickets of products, by part: uses less returns above 0. */
const replaced = (from: string, to: string, where = 'true') =>
  `select part_no, any_value(product_family) as family, count(*)::integer as n from (
     select u.part_no, t.product_family, min(u.used_on) filter (u.quantity > 0) as used_on, sum(u.quantity) as quantity
     from marts.part_usage u join marts.ticket t on t.ticket_key = u.ticket_key group by u.part_no, u.ticket_key, t.product_family)
   where quantity > 0 and used_on >= date '${from}' and used_on < date '${to}' and ${where} group by part_no`

async function open(search: string, width = 1440): Promise<{ page: Page; problems: string[] }> {
  const opened = await openPage(browser, { viewport: { width, height: 900 } })
  await opened.page.goto(`${server.url}/parts?${search}`)
  return opened
}

describe.each(LANGUAGES)('in %s', (language) => {
  const words = partsTexts(texts(language))
  const rate = (value: number) => formatValue(value, 'per_1000', language)

  test('replacements and rates of the list are those of the files', async () => {
    const { page, problems } = await open(`lang=${language}&order=replacements`)
    const rows = await shownTable(page, words.parts.list)
    const now = new Map((await published.query(replaced(since, until))).map((each) => [String(each['part_no']), each]))
    const earlier = new Map(
      (await published.query(replaced(before(since), before(until)))).map((each) => [String(each['part_no']), Number(each['n'])]),
    )
    const shown = rows.slice(0, 5)
    expect(shown).toHaveLength(5)
    for (const cells of shown) {
      const no = /HY-[A-Z0-9]+/.exec(cells[0]?.text ?? '')?.[0] ?? ''
      const { n, family } = now.get(no) ?? {}
      // A part of two products is held against both.
      if (cells[1]?.text !== String(family)) continue
      const years = await unitYears(published.root, String(family), since, until)
      const yearsBefore = await unitYears(published.root, String(family), before(since), before(until))
      expect(cells[3]?.text).toBe(rate((Number(n) / years) * 1000))
      expect(cells[4]?.text).toBe(rate(((earlier.get(no) ?? 0) / yearsBefore) * 1000))
    }
    const total = await published.row(
      `select count(*)::integer as n from marts.part_replacement where replaced_on >= date '${since}' and replaced_on < date '${until}'`,
    )
    expect(numberOf(rows.at(-1)?.[1]?.text)).toBe(total['n'])
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('one part: its trend, its products, its tickets, its life', async () => {
    const { page, problems } = await open(`lang=${language}&part=HY-PB080`)
    const trend = `section[aria-label="${words.parts.trend}"]`
    const rows = await figureRows(page, trend)
    const [first, last] = [rows[0], rows.at(-1)]
    expect(rows).toHaveLength(53)
    expect(first?.[0]?.text).not.toBe(last?.[0]?.text)
    const { start } = await published.row(
      `select strftime(min(period_start), '%Y-%m-%d') as start from (select distinct period_start from marts.kpi_period
       where kpi_id = 'part_failure_rate' and grain = 'week' and slice = 'all' order by period_start desc limit 53)`,
    )
    const span = replaced(String(start), '2100-01-01', "part_no = 'HY-PB080' and product_family is not null")
    const all = await published.row(`select sum(n)::integer as n from (${span})`)
    expect(rows.reduce((sum, row) => sum + numberOf(row[1]?.text), 0)).toBe(all['n'])

    const tickets = await shownTable(page, words.parts.tickets)
    const newest = await published.query(
      `select t.ticket_id, strftime(u.used_on, '%Y-%m-%d') as used_on from marts.part_usage u join marts.ticket t on t.ticket_key = u.ticket_key
       where u.part_no = 'HY-PB080' and u.used_on >= date '${since}' and u.used_on < date '${until}' order by u.used_on desc, t.ticket_key limit 3`,
    )
    expect(tickets.slice(0, newest.length).map((row) => row[1]?.text)).toEqual(
      newest.map((each) => formatDay(String(each['used_on']), language)),
    )
    expect(tickets[0]?.[0]?.href).toMatch(/\/tickets\//)

    const families = await figureRows(page, `section[aria-label="${words.parts.families}"]`)
    const quarter = await published.row(`select sum(n)::integer as n from (${replaced(since, until, "part_no = 'HY-PB080'")})`)
    expect(families.reduce((sum, row) => sum + numberOf(row[1]?.text), 0)).toBe(quarter['n'])
    expect(Number((await published.row(casesStatement(families[0]?.[1]?.href)))['n'])).toBeGreaterThan(0)

    const life = await figureRows(page, `section[aria-label="${words.parts.life}"]`)
    const shares = life.map((row) => numberOf(row[1]?.text))
    expect(shares[0]).toBe(100)
    expect(shares.every((share, at) => at === 0 || share <= (shares[at - 1] ?? 0))).toBe(true)
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('stock is what was counted', async () => {
    const { page } = await open(`lang=${language}`)
    const shown = await shownTable(page, words.parts.agreement)
    const counts = (await records(published.root, 'stock_counts.csv')).filter(({ counted_at = '' }) => {
      const day = counted_at.slice(0, 10)
      return day >= since && day < until
    })
    const equal = counts.filter((each) => Number(each['book_quantity']) === Number(each['counted_quantity']))
    expect(
      shown
        .at(-1)
        ?.slice(1, 3)
        .map(({ text }) => numberOf(text)),
    ).toEqual([counts.length, equal.length])
    const dead = await shownTable(page, words.parts.dead)
    // Nothing of the demonstration needs the bracket.
    expect(new Set(dead.map((row) => row[0]?.text))).toContain('安装支架')
    await page.context().close()
  })

  test.each([1440, 390])('nothing grave for assistive technology, no sideways scrolling, at %i wide', async (width) => {
    const { page, problems } = await open(`lang=${language}`, width)
    await page.locator(`section[aria-label="${words.parts.classes}"] figure`).waitFor()
    await page.locator(`section[aria-label="${words.parts.life}"] svg`).waitFor()
    expect(await graveFindings(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect(problems).toEqual([])
    await page.context().close()
  })
})

test('a part is chosen by keyboard, and stays in the address', async () => {
  const { page } = await open('lang=en')
  await page.locator('#filters.hasScript').waitFor({ state: 'attached' })
  const link = page.locator('tr[data-part] a').nth(1)
  const part = await page.locator('tr[data-part]').nth(1).getAttribute('data-part')
  await link.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.searchParams.get('part') === part)
  expect(await page.locator('tr[aria-current]').first().getAttribute('data-part')).toBe(part)
  await page.context().close()
})

test('nothing under the filters looks empty; an unknown part says so; what is none is refused', async () => {
  const words = partsTexts(texts('en'))
  const { page } = await open('lang=en&region=nowhere')
  await page.getByText(words.none).waitFor()
  await page.goto(`${server.url}/parts?lang=en&part=no-such-part`)
  await page.getByText(words.noPart).waitFor()
  expect((await page.goto(`${server.url}/parts?order=name`))?.status()).toBe(400)
  expect((await page.goto(`${server.url}/parts?window=day`))?.status()).toBe(400)
  await page.context().close()
})

test('under a filter that units in service do not have there is no rate, but counts', async () => {
  const words = partsTexts(texts('en'))
  const { page } = await open('lang=en&work_kind=C&order=replacements')
  const rows = await shownTable(page, words.parts.list)
  expect(rows[0]?.[3]?.text).toBe('–')
  expect(numberOf(rows[0]?.[2]?.text)).toBeGreaterThan(0)
  await page.getByText(words.basisHidden).first().waitFor()
  await page.context().close()
})

test('the planted rise of the drain pump leads the list of the whole demonstration, about doubled, beyond chance', async () => {
  const words = partsTexts(texts('en'))
  const { page } = await openPage(whole.browser, { viewport: { width: 1440, height: 900 } })
  await page.goto(`${whole.server.url}/parts?lang=en`)
  const [first] = await shownTable(page, words.parts.list)
  expect(first?.[0]?.text).toContain('HY-PB080')
  expect(first?.[5]?.text).toContain(words.clear)
  expect(numberOf(/[\d.]+/.exec(first?.[5]?.text ?? '')?.[0])).toBeGreaterThan(1.6)
  expect(await page.locator('#part h2').textContent()).toContain('排水泵')
  await page.context().close()
})
