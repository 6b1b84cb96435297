/** The KPI definitions in a real browser: the whole registry, found by words, each with its figures and where they come from. */
import { definitionsTexts } from '#lib/language/pages/definitions.ts'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { formatCount, formatValue } from '../../web/src/lib/language/format.ts'
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

const open = async (path: string, options: Parameters<typeof openPage>[1] = { viewport: { width: 1440, height: 900 } }) => {
  const opened = await openPage(browser, options)
  await opened.page.goto(`${server.url}${path}`)
  return opened
}
const kpiRows = (page: Page) =>
  page
    .evaluate(`[...document.querySelectorAll('tr[data-kpi]')].map((row) => row.dataset.kpi)`)
    .then((each) => z.array(z.string()).parse(each))

describe.each(LANGUAGES)('in %s', (language: Language) => {
  const words = definitionsTexts(texts(language))

  test('the catalogue is the registry, with names in both languages, targets in force and states', async () => {
    const { page, problems } = await open(`/kpis?lang=${language}`)
    const expected = await published.query(
      `select k.kpi_id, k.name_zh, k.name_en, k.is_computed, (select count(*) from marts.kpi_case c where c.kpi_id = k.kpi_id) > 0 as has_cases,
         k.unit, (select t.target from ref.target t cross join ref.parameter p
           where t.kpi_id = k.kpi_id and t.valid_from <= p.as_of_date and coalesce(t.valid_until > p.as_of_date, true)) as target
       from ref.kpi k`,
    )
    expect(expected).toHaveLength(62)
    expect((await kpiRows(page)).sort()).toEqual(expected.map(({ kpi_id }) => String(kpi_id)).sort())
    for (const kpi of expected) {
      const text = (await page.locator(`tr[data-kpi="${String(kpi['kpi_id'])}"]`).textContent()) ?? ''
      expect(text).toContain(String(kpi['name_zh']))
      expect(text).toContain(String(kpi['name_en']))
      expect(text).toContain(
        words.states[kpi['is_computed'] !== true ? 'not_computed' : kpi['has_cases'] === true ? 'figures' : 'none'],
      )
      if (kpi['target'] !== null && kpi['unit'] === 'percent') expect(text).toContain(`${Number(kpi['target']) * 100}%`)
    }
    expect(problems).toEqual([])
    await page.context().close()
  })

  test.each(['/kpis', '/kpis/first_time_fix_rate', '/kpis/budget_variance'])(
    'axe finds nothing serious on %s, and nothing sticks out',
    async (path) => {
      for (const [width, colorScheme] of [
        [1440, 'light'],
        [1440, 'dark'],
        [390, 'light'],
      ] as const) {
        const { page } = await open(`${path}?lang=${language}`, { viewport: { width, height: 900 }, colorScheme })
        if (path !== '/kpis') await page.locator('#lineage ~ *').first().waitFor()
        expect(await graveFindings(page)).toEqual([])
        expect(await overflow(page)).toBe(0)
        await page.context().close()
      }
    },
  )

  test('the breakdown of a KPI is that of its cases, value by value', async () => {
    const { page, problems } = await open(`/kpis/response_kept_rate?grain=month&by=team&lang=${language}`)
    await page.locator('tr[data-value]').first().waitFor()
    const rows = z.array(z.object({ value: z.string(), figure: z.string(), n: z.string(), href: z.string() })).parse(
      await page.evaluate(`[...document.querySelectorAll('tr[data-value]')].map((row) => ({
        value: row.dataset.value,
        figure: row.querySelector('.figure')?.textContent ?? '',
        n: (row.children[3].textContent.match(/[\\d,]+/) ?? [''])[0],
        href: row.querySelector('a').getAttribute('href'),
      }))`),
    )
    expect(rows.length).toBeGreaterThan(4)
    for (const { value, figure, n, href } of rows) {
      const link = new URL(href, server.url).searchParams
      expect(link.get('team')).toBe(value)
      const own = await published.row(
        `select sum(numerator) / sum(denominator) as value, sum(denominator) as n from marts.kpi_case
         where kpi_id = 'response_kept_rate' and is_decided and coalesce(team, 'unknown') = '${value}'
           and booked_on >= date '${link.get('period') ?? ''}' and booked_on < date '${link.get('period') ?? ''}' + interval 1 month`,
      )
      expect([value, figure, n]).toEqual([
        value,
        formatValue(Number(own['value']), 'percent', language),
        formatCount(Number(own['n']), language),
      ])
    }
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('targets, versions, and the way from the cases to the columns of the files', async () => {
    const { page } = await open(`/kpis/response_kept_rate?lang=${language}`)
    await page.locator('tbody[data-field]').first().waitFor()
    expect(await page.locator('section[aria-labelledby="history"]').textContent()).toContain('90%')
    const fields = await published.query(
      `select distinct substring(relation, 6) || '.' || column_name as field from meta.kpi_column
       where kpi_id = 'response_kept_rate' and role = 'figure' and relation like 'lake.%'
         and column_name not in ('source', 'source_file', 'source_row', 'load_id', 'load_sequence', 'content_hash', 'extra')`,
    )
    const shown = z
      .array(z.string())
      .parse(await page.evaluate(`[...document.querySelectorAll('tbody[data-field]')].map((each) => each.dataset.field)`))
    expect([...shown].sort()).toEqual(fields.map(({ field }) => String(field)).sort())
    const relations = await published.query("select distinct relation from meta.kpi_column where kpi_id = 'response_kept_rate'")
    expect(await page.locator('li[data-relation]').count()).toBe(relations.length)
    const responded = page.locator('tbody[data-field="ticket.responded_at"]')
    expect(await responded.textContent()).toContain('first_reply_at')
    expect(await responded.textContent()).toContain('响应时间')
    await page.context().close()
  })
})

test('the search narrows as one types, and without script when it is sent; filters stay', async () => {
  const { page, problems } = await open('/kpis?lang=en&region=华东')
  await page.waitForLoadState('networkidle')
  await page.locator('input[name=q]').fill('满意')
  await expect.poll(() => kpiRows(page)).toContain('satisfaction_rate')
  expect(await kpiRows(page)).not.toContain('tickets_received')
  expect(new URL(page.url()).searchParams.has('q')).toBe(false)
  await page.locator('input[name=q]').fill('no such thing')
  await page.getByText('No KPI fits').waitFor()
  expect(problems).toEqual([])
  await page.context().close()

  const plain = await open('/kpis?lang=en&region=华东', { javaScriptEnabled: false })
  await plain.page.locator('input[name=q]').fill('first fix')
  await plain.page.getByRole('button', { name: 'Find' }).click()
  expect(await kpiRows(plain.page)).toEqual(['first_time_fix_rate'])
  expect(new URL(plain.page.url()).searchParams.get('region')).toBe('华东')
  await plain.page.context().close()
})

test('a KPI that is not computed says why; one that does not exist is not found', async () => {
  const { page } = await open('/kpis/process_audit_score?lang=en')
  await page.getByText('no model computes their mean score').waitFor()
  expect(await page.locator('#breakdown').count()).toBe(0)
  await page.context().close()
  const missing = await fetch(`${server.url}/kpis/nothing?lang=en`)
  expect(missing.status).toBe(404)
  expect(await missing.text()).toContain('There is no KPI nothing')
  expect((await fetch(`${server.url}/kpis/first_time_fix_rate?by=colour`)).status).toBe(400)
})
