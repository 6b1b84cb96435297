/** What a figure of a page shows as a table, and what the page of cases says it leads to. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { z } from 'zod'

const rowsSchema = z.array(z.array(z.object({ text: z.string(), href: z.string().nullable() })))
export type ShownRow = z.infer<typeof rowsSchema>[number]

/** Run in the browser as text: this side knows no document. */
const ROWS = `[...TABLE.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => ({
  text: cell.textContent.trim(),
  href: cell.querySelector('a')?.getAttribute('href') ?? null,
})))`

/** Opens the table below a figure. @param scope a selector of what holds the figure and no other */
export async function figureRows(page: Page, scope: string): Promise<ShownRow[]> {
  // A click before the page has come alive opens what coming alive closes again.
  await page.locator('#filters.hasScript').waitFor({ state: 'attached' })
  const details = page.locator(`${scope} .tools > details`)
  await details.waitFor()
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click()
  await page.locator(`${scope} .tools table`).waitFor()
  return rowsSchema.parse(
    await page.evaluate(ROWS.replace('TABLE', `document.querySelector(${JSON.stringify(`${scope} .tools table`)})`)),
  )
}

export const texts = (rows: readonly ShownRow[]): string[][] => rows.map((row) => row.map(({ text }) => text))

/** Digits, sign and decimal point of what is shown. */
export const numberOf = (text: string | null | undefined): number =>
  Number((text ?? '').replaceAll('−', '-').replace(/[^\d.-]/g, ''))

/** Follows a link to the cases. @returns how many decided cases the page counts, and how many it offers of the outcome that is chosen */
export async function casesBehind(page: Page, url: string): Promise<{ n: number; listed: number }> {
  await page.goto(url)
  const n = numberOf(
    await page
      .locator('[data-n]')
      .textContent({ timeout: 20_000 })
      .then((text) => /[\d,]+/.exec(text ?? '')?.[0]),
  )
  const listed = numberOf(await page.locator('nav.outcomes a[aria-current] span').textContent())
  return { n, listed }
}

export async function graveFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** How far the page is wider than its window. */
export const overflow = async (page: Page): Promise<number> =>
  z.number().parse(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'))

/** The months that the page's breakdowns are about, as it names them: SQL of the first day and of the day after the last. */
export async function shownMonths(page: Page): Promise<{ since: string; until: string }> {
  const chosen = page.locator('select[name=period]')
  const named = page.locator('section:has(a[aria-current]) > p > strong')
  await chosen.or(named).first().waitFor()
  if ((await chosen.count()) > 0) {
    const since = `date '${await chosen.inputValue()}'`
    return { since, until: `${since} + interval 1 month` }
  }
  const text = (await named.textContent()) ?? ''
  const months = [...text.matchAll(/(\d{4})年(\d+)月|([A-Z][a-z]+) (\d{4})/g)].map(([, year, month, name, ofName]) =>
    name === undefined
      ? `${String(year)}-${String(month).padStart(2, '0')}-01`
      : new Date(`1 ${name} ${String(ofName)} UTC`).toISOString().slice(0, 10),
  )
  const [first, last = first] = months
  return { since: `date '${String(first)}'`, until: `date '${String(last)}' + interval 1 month` }
}
