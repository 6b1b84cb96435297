/** The figures and tables of a page as a reader sees them, the cases they lead to, and what axe finds. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from 'playwright-core'
import { z } from 'zod'
import { NARROWER } from '../../web/src/lib/cases/cases.ts'
import { DIMENSIONS } from '../../web/src/lib/filters/filters.ts'

const rowsSchema = z.array(z.array(z.object({ text: z.string(), href: z.string().nullable() })))
export type ShownRow = z.infer<typeof rowsSchema>[number]

/** Run in the browser as text: this side knows no document. */
const ROWS = `(selector) => [...document.querySelector(selector).querySelectorAll('tbody tr, tfoot tr')].map((row) => [...row.children].map((each) => ({
  text: each.innerText.trim() === '' ? each.textContent.trim() : each.innerText.trim(),
  href: each.querySelector('a')?.getAttribute('href') ?? null,
})))`
const rowsOf = async (page: Page, table: string): Promise<ShownRow[]> =>
  rowsSchema.parse(await page.evaluate(`(${ROWS})(${JSON.stringify(table)})`))

/** @param section the label of the region around it. @returns the cells of its body and foot, row by row */
export async function shownTable(page: Page, section: string): Promise<ShownRow[]> {
  const table = `section[aria-label="${section}"] table`
  await page.locator(table).first().waitFor({ state: 'attached' })
  return rowsOf(page, table)
}

/** Opens the table below a figure. @param scope a selector of what holds the figure and no other */
export async function figureRows(page: Page, scope: string): Promise<ShownRow[]> {
  // A click before the page has come alive opens what coming alive closes again.
  await page.locator('#filters.hasScript').waitFor({ state: 'attached' })
  const details = page.locator(`${scope} .tools > details`)
  await details.waitFor()
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click()
  await page.locator(`${scope} .tools table`).waitFor()
  return rowsOf(page, `${scope} .tools table`)
}

export const texts = (rows: readonly ShownRow[]): string[][] => rows.map((row) => row.map(({ text }) => text))

/** Digits, sign and decimal point of what is shown. */
export const numberOf = (text: string | null | undefined): number =>
  Number((text ?? '').replaceAll('−', '-').replace(/[^\d.-]/g, ''))

export interface ShownCases {
  /** Which period or range the page names. */
  readonly of: string
  /** Decided cases of the figure. */
  readonly n: number
  /** Cases of the list, of the outcome that is chosen. */
  readonly listed: number
}

/** What the page of cases says, once it is there. */
export async function shownCases(page: Page): Promise<ShownCases> {
  const n = (await page.locator('[data-n]').textContent({ timeout: 20_000 })) ?? ''
  return {
    of: ((await page.locator('#figure').textContent()) ?? '').trim(),
    n: numberOf(/[\d,]+/.exec(n)?.[0]),
    listed: Number(await page.locator('[data-total]').getAttribute('data-total')),
  }
}

/** Follows a link to the cases. @param href as it stands in the page that is shown */
export async function casesBehind(page: Page, href: string | null | undefined): Promise<ShownCases> {
  await page.goto(new URL(href ?? '', page.url()).href)
  return shownCases(page)
}

/** Clicks the link to the cases and then the one back. @returns what the cases say, and the address that it came back to */
export async function casesAndBack(page: Page, link: Locator): Promise<ShownCases & { readonly back: URL }> {
  await link.click()
  await page.waitForURL(/\/cases\?/)
  const cases = await shownCases(page)
  await page.locator('[data-back]').click()
  await page.waitForURL((url) => url.pathname !== '/cases')
  return { ...cases, back: new URL(page.url()) }
}

/** How many decided cases of the warehouse a link to the cases is about, by SQL of the tests' own. @returns the statement */
export function casesStatement(href: string | null | undefined): string {
  const { pathname, searchParams } = new URL(href ?? '', 'http://localhost')
  if (pathname !== '/cases') throw new Error(`${String(href)} leads to no cases`)
  const of = (name: string) => searchParams.get(name)
  const quoted = (value: string | null) => `'${(value ?? '').replaceAll("'", "''")}'`
  const dimensions = [...DIMENSIONS, ...NARROWER].flatMap((name) =>
    of(name) === null ? [] : [`coalesce(${name}, 'unknown') = ${quoted(of(name))}`],
  )
  const periodEnd = `cast(${quoted(of('period'))} as date) + interval 1 ${of('grain') ?? 'week'}`
  return `select count(*)::double as n from marts.kpi_case where ${[
    `kpi_id = ${quoted(of('kpi'))}`,
    'is_decided',
    `booked_on >= ${quoted(of('period'))}`,
    `booked_on < ${of('until') === null ? periodEnd : quoted(of('until'))}`,
    ...dimensions,
  ].join(' and ')}`
}

/** Everything that axe calls serious or critical, in words. */
export async function graveFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** How far the page is wider than its window. */
export const overflow = async (page: Page): Promise<number> =>
  z.number().parse(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'))

/** What the page calls the whole range that it shows. */
export const rangeName = (page: Page) => page.locator('section:has(a[aria-current]) > p > strong')

/** The months that the page's breakdowns are about, as it names them: SQL of the first day and of the day after the last. */
export async function shownMonths(page: Page): Promise<{ since: string; until: string }> {
  const chosen = page.locator('select[name=period]')
  await chosen.or(rangeName(page)).first().waitFor()
  if ((await chosen.count()) > 0) {
    const since = `date '${await chosen.inputValue()}'`
    return { since, until: `${since} + interval 1 month` }
  }
  const text = (await rangeName(page).textContent()) ?? ''
  const months = [...text.matchAll(/(\d{4})年(\d+)月|([A-Z][a-z]+) (\d{4})/g)].map(([, year, month, name, ofName]) =>
    name === undefined
      ? `${String(year)}-${String(month).padStart(2, '0')}-01`
      : new Date(`1 ${name} ${String(ofName)} UTC`).toISOString().slice(0, 10),
  )
  const [first, last = first] = months
  return { since: `date '${String(first)}'`, until: `date '${String(last)}' + interval 1 month` }
}
