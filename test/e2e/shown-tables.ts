/** The tables of a page as a reader sees them, and where their cells lead. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { z } from 'zod'

const cellSchema = z.object({ text: z.string(), href: z.string().nullable() })
const tableSchema = z.array(z.array(cellSchema))
export type ShownCell = z.infer<typeof cellSchema>

/** Run in the browser as text: this side knows no document. */
const TABLE = `(table) => [...table.querySelectorAll('tbody tr, tfoot tr')].map((row) => [...row.children].map((each) => ({
  text: each.innerText.trim() === '' ? each.textContent.trim() : each.innerText.trim(),
  href: each.querySelector('a')?.getAttribute('href') ?? null,
})))`

/** @param section the label of the region around it. @returns the cells of its body and foot, row by row */
export async function shownTable(page: Page, section: string): Promise<ShownCell[][]> {
  const table = page.locator(`section[aria-label="${section}"] table`).first()
  await table.waitFor({ state: 'attached' })
  return tableSchema.parse(await page.evaluate(`(${TABLE})(document.querySelector('section[aria-label="${section}"] table'))`))
}

/** Digits, sign and decimal point of what is shown, as a number. */
export const numberIn = (text: string | undefined): number => Number((text ?? '').replaceAll('−', '-').replace(/[^\d.-]/g, ''))

/** Everything that axe calls serious or critical, in words. */
export async function graveFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** How many cases of the warehouse a link to the cases is about, by SQL of the tests' own. @returns the statement */
export function casesBehind(href: string): string {
  const { pathname, searchParams } = new URL(href, 'http://localhost')
  if (pathname !== '/cases') throw new Error(`${href} leads to no cases`)
  const of = (name: string) => searchParams.get(name)
  const quoted = (value: string | null) => `'${(value ?? '').replaceAll("'", "''")}'`
  const dimensions = [
    'source',
    'site',
    'region',
    'team',
    'product_family',
    'work_kind',
    'fault_family',
    'cause_group',
    'cause',
  ].flatMap((name) => (of(name) === null ? [] : [`coalesce(${name}, 'unknown') = ${quoted(of(name))}`]))
  const until = `cast(${quoted(of('period'))} as date) + interval 1 ${of('grain') ?? 'week'}`
  return `select count(*)::double as n from marts.kpi_case where ${[
    `kpi_id = ${quoted(of('kpi'))}`,
    'is_decided',
    `booked_on >= ${quoted(of('period'))}`,
    `booked_on < ${until}`,
    ...dimensions,
  ].join(' and ')}`
}
