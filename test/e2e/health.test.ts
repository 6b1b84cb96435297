/** The health of the data in a real browser: what is shown equals SQL of the test's own on the served file. */
import { healthTexts } from '#lib/language/pages/health.ts'
import { readdir } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { homePaths } from '../../contracts/home.ts'
import { LANGUAGES, type Language } from '../../web/src/lib/language/language.ts'
import { texts } from '../../web/src/lib/language/texts.ts'
import type { Published } from '../published.ts'
import { openPage } from './browser.ts'
import { serveDemo } from './served-demo.ts'
import type { RunningServer } from './server.ts'
import { graveFindings, overflow } from './shown-figures.ts'

let published: Published
let server: RunningServer
let browser: Browser

beforeAll(async () => {
  ;({ published, server, browser } = await serveDemo())
})

const open = async (search: string, options: Parameters<typeof openPage>[1] = { viewport: { width: 1440, height: 900 } }) => {
  const opened = await openPage(browser, options)
  await opened.page.goto(`${server.url}/health?${search}`)
  return opened
}
const rowsSchema = z.array(z.object({ key: z.string(), cells: z.array(z.string()) }))
/** The rows that carry a data attribute, with the texts of their cells. */
const rowsOf = async (page: Page, name: string) =>
  rowsSchema.parse(
    await page.evaluate(`[...document.querySelectorAll('tr[data-${name}]')].map((row) => ({
      key: row.dataset['${name}'],
      cells: [...row.children].map((each) => each.textContent.trim()),
    }))`),
  )
const numbers = (cells: readonly string[]) => cells.map((each) => Number(each.replaceAll(',', '')))

describe.each(LANGUAGES)('in %s', (language: Language) => {
  const words = healthTexts(texts(language))

  test('sources and loads are those of the served file', async () => {
    const { page, problems } = await open(`lang=${language}`)
    const [source] = await rowsOf(page, 'source')
    const sums = await published.row(
      `select count(distinct load_id)::double as files, sum(rows)::double as rows, sum(accepted)::double as accepted,
         sum(rejected)::double as rejected, sum(duplicates)::double as duplicates from meta.load where is_active`,
    )
    expect(numbers(source?.cells.slice(-5) ?? [])).toEqual([
      sums['files'],
      sums['rows'],
      sums['accepted'],
      sums['rejected'],
      sums['duplicates'],
    ])
    expect(source?.cells[1]).toContain(words.fresh)
    const loads = await published.query(
      'select load_id, file, rows, accepted, rejected, duplicates, not_selected from meta.load order by load_sequence desc, load_id desc, map',
    )
    expect(loads.length).toBeGreaterThan(15)
    const shown = await rowsOf(page, 'load')
    expect(shown.map(({ key, cells }) => [key, cells[0], ...numbers(cells.slice(4, 9))])).toEqual(
      loads.map((each) => [
        each['load_id'],
        each['file'],
        each['rows'],
        each['accepted'],
        each['rejected'],
        each['duplicates'],
        each['not_selected'],
      ]),
    )
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('rejects by reason with what to do, narrowed by a click, never more than said', async () => {
    const { page } = await open(`lang=${language}`)
    const expected = await published.query(
      'select code, count(*)::double as n, count(distinct source_file)::double as files from meta.reject group by code order by n desc, code',
    )
    const shown = await rowsOf(page, 'code')
    expect(shown.map(({ key, cells }) => [key, ...numbers(cells.slice(1, 3))])).toEqual(
      expected.map(({ code, n, files }) => [code, n, files]),
    )
    expect(shown.every(({ cells }) => (cells[4] ?? '').length > 5)).toBe(true)
    const all = expected.reduce((sum, { n }) => sum + Number(n), 0)
    const examples = await rowsOf(page, 'reject')
    expect(examples.length).toBe(Math.min(50, all))
    if (all > 50) expect(await page.locator('[data-more]').textContent()).toContain(String(all - 50))
    const [first] = expected
    await page.locator(`tr[data-code="${String(first?.['code'])}"] a`).click()
    await page.locator('tr.chosen').waitFor()
    expect((await rowsOf(page, 'reject')).map(({ key }) => key)).toEqual(Array(Number(first?.['n'])).fill(first?.['code']))
    expect(new URL(page.url()).searchParams.get('code')).toBe(first?.['code'])
    await page.context().close()
  })

  test('models, checks and versions are those of the build', async () => {
    const { page } = await open(`lang=${language}`)
    const models = await published.query('select model from meta.model_run order by seconds desc, model')
    expect((await rowsOf(page, 'model')).map(({ key }) => key)).toEqual(models.map(({ model }) => model))
    const kinds = await published.query(
      `select kind, (count(*) filter (failures = 0))::double as passed, (count(*) filter (failures > 0))::double as found from meta.audit_result group by kind`,
    )
    for (const { key, cells } of await rowsOf(page, 'kind')) {
      const own = kinds.find(({ kind }) => kind === key)
      expect([key, ...numbers(cells.slice(1))]).toEqual([key, own?.['passed'], own?.['found']])
    }
    const audits = await published.query(
      "select check_id from meta.audit_result where kind = 'audit' or failures > 0 order by failures > 0 desc, check_id",
    )
    expect((await rowsOf(page, 'check')).map(({ key }) => key)).toEqual(audits.map(({ check_id }) => check_id))
    for (const version of await readdir(homePaths(published.root).versions)) {
      expect(await page.locator('#build').textContent()).toContain(version.replace('.duckdb', ''))
    }
    await page.context().close()
  })

  test.each(['light', 'dark'] as const)('axe finds nothing serious in %s, and nothing sticks out', async (colorScheme) => {
    for (const width of [1440, 390]) {
      const { page } = await open(`find=customer&lang=${language}`, { viewport: { width, height: 900 }, colorScheme })
      await page.locator('tr[data-column]').first().waitFor()
      expect(await graveFindings(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      await page.context().close()
    }
  })

  test('a column leads to its KPIs, and what becomes of personal ones is said', async () => {
    const { page } = await open(`find=tickets&lang=${language}`)
    const phone = page.locator('tr[data-column="tickets phone ticket.customer_phone"]')
    await phone.waitFor()
    expect(await phone.textContent()).toContain(words.treatments.dropped)
    expect(await page.locator('tr[data-column="tickets customer_no ticket.customer_id"]').textContent()).toContain(
      words.treatments.hashed,
    )
    const kpis = await published.query(
      `select kpi_id from meta.kpi_column where relation = 'lake.ticket' and column_name = 'report_signed' and role = 'figure'`,
    )
    expect(kpis).toEqual([{ kpi_id: 'report_complete_rate' }])
    const signed = page.locator('tr[data-column="tickets report_signed ticket.report_signed"] td.kpis a')
    expect(await signed.count()).toBe(1)
    await signed.click()
    await page.locator('[data-field="ticket.report_signed"]').waitFor()
    expect(new URL(page.url()).pathname).toBe('/kpis/report_complete_rate')
    await page.context().close()
  })
})

test('the search finds what SQL finds, also without script and whatever is typed', async () => {
  const { page } = await open('lang=en', { javaScriptEnabled: false })
  for (const typed of ['customer', '投诉', "x' or 1=1 --", 'first_time_fix_rate', '100%']) {
    await page.locator('input[name=find]').fill(typed)
    await page.locator('#lineage button').click()
    const text = typed.replaceAll("'", "''").toLowerCase()
    const { n } = await published.row(
      `select count(*)::double as n from meta.source_column s where contains(lower(concat_ws(' ', s.source_id, s.entity || '.' || coalesce(s.field, ''), coalesce(s.column_name, ''),
         coalesce((select string_agg(k.kpi_id, ' ' order by k.kpi_id) from meta.kpi_column k where k.relation = 'lake.' || s.entity and k.column_name = s.field and k.role = 'figure'), ''))), '${text}')`,
    )
    expect([typed, (await rowsOf(page, 'column')).length]).toEqual([typed, Math.min(60, Number(n))])
    if (Number(n) > 0) expect(await page.locator('#lineage p[role=status]').textContent()).toContain(String(n))
  }
  await page.context().close()
})

test('one source narrows loads and rejects, and a source that is none shows none', async () => {
  const { page } = await open('lang=en&source=nobody')
  expect(await rowsOf(page, 'load')).toEqual([])
  expect(await rowsOf(page, 'code')).toEqual([])
  expect(await rowsOf(page, 'source')).toHaveLength(1)
  await page.getByRole('link', { name: 'Clear filter' }).first().click()
  await page.locator('tr[data-load]').first().waitFor()
  await page.context().close()
})
