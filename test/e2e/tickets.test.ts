/** The explorer and a ticket in a real browser, against SQL of the test's own on the file that is served. */
import { ticketTexts } from '#lib/language/pages/ticket.ts'
import { ticketsTexts } from '#lib/language/pages/tickets.ts'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { formatCount, formatValue } from '../../web/src/lib/language/format.ts'
import { LANGUAGES } from '../../web/src/lib/language/language.ts'
import { texts } from '../../web/src/lib/language/texts.ts'
import { readTicketRows } from '../../web/src/lib/tickets/row.ts'
import type { Published } from '../published.ts'
import { openPage } from './browser.ts'
import { serveDemo } from './served-demo.ts'
import type { RunningServer } from './server.ts'
import { graveFindings, overflow } from './shown-figures.ts'

let published: Published
let server: RunningServer
let browser: Browser
let total: number

beforeAll(async () => {
  ;({ published, server, browser } = await serveDemo())
  total = Number((await published.row('select count(*)::integer as n from marts.ticket')).n)
})

async function open(address: string): Promise<{ page: Page; problems: string[] }> {
  const opened = await openPage(browser, { viewport: { width: 1440, height: 900 } })
  await opened.page.goto(`${server.url}${address}`)
  await opened.page.locator('.grid.isLive').waitFor()
  return opened
}
const number = async (page: Page, expression: string) => z.number().parse(await page.evaluate(expression))
/** Rows in sight, by their place in the list. */
const shown = async (page: Page) =>
  z
    .array(z.tuple([z.number(), z.string()]))
    .parse(
      await page.evaluate(
        `[...document.querySelectorAll('.grid [role="row"][id]')].map((row) => [Number(row.getAttribute('aria-rowindex')), row.querySelector('a')?.textContent ?? ''])`,
      ),
    )
const ids = async (order: string, where = 'true') =>
  (await published.query(`select ticket_id as id from marts.ticket where ${where} order by ${order}`)).map(({ id }) => String(id))

describe.each(LANGUAGES)('the explorer in %s', (language) => {
  const words = ticketsTexts(texts(language))

  test('all tickets, the newest first; only those in sight are drawn', async () => {
    const { page, problems } = await open(`/tickets?lang=${language}`)
    await page.getByText(words.total(formatCount(total, language)), { exact: true }).waitFor()
    expect(await page.locator('[role="grid"]').getAttribute('aria-rowcount')).toBe(String(total + 1))
    const rows = await shown(page)
    expect(rows.length).toBeLessThan(60)
    const newest = await published.query(
      'select ticket_id as id, epoch_ms(received_at) as at from marts.ticket order by received_at desc limit 10',
    )
    expect(
      rows
        .slice(0, 10)
        .map(([, id]) => id)
        .sort(),
    ).toEqual(newest.map(({ id }) => String(id)).sort())
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('scrolled to the middle and to the end, rows are those of their place, and the address says where', async () => {
    const { page, problems } = await open(`/tickets?sort=first_response&lang=${language}`)
    const expected = await ids('first_response_minutes asc nulls last, received_at', 'true')
    const minutes = new Map(
      (await published.query('select ticket_id as id, first_response_minutes as m from marts.ticket')).map(({ id, m }) => [
        String(id),
        m,
      ]),
    )
    for (const part of [0.5, 1]) {
      await page.evaluate(
        `{ const grid = document.querySelector('[role="grid"]'); grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * ${part} }`,
      )
      // Rows that have not come in yet have no number.
      const isThere = async () => {
        const rows = await shown(page)
        return (rows[0]?.[0] ?? 0) > part * total * 0.9 && rows.every(([, id]) => id !== '')
      }
      await expect.poll(isThere, { timeout: 10_000 }).toBe(true)
      for (const [index, id] of await shown(page)) {
        // Those without any response stand at the end in no order of their own.
        expect(minutes.get(id) ?? null).toBe(minutes.get(expected[index - 2] ?? '') ?? null)
      }
    }
    expect((await shown(page)).at(-1)?.[0]).toBe(total + 1)
    await page.waitForURL(/offset=\d+/)
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('a filter, a search and a column live in the address, and a copied link shows the same', async () => {
    const { page, problems } = await open(`/tickets?region=华东&lang=${language}`)
    await page.locator('select[name="priority"]').selectOption('high')
    await page.waitForURL(/priority=high/)
    await page.locator('input[name="q"]').fill('漏水')
    await page.locator('input[name="q"]').press('Enter')
    await page.waitForURL(/q=/)
    const n = Number(
      (
        await published.row(
          `select count(*)::integer as n from marts.ticket where region = '华东' and priority = 'high'
           and (fault_family like '%漏水%' or fault_text like '%漏水%')`,
        )
      ).n,
    )
    expect(n).toBeGreaterThan(3)
    await page.getByText(words.total(formatCount(n, language)), { exact: true }).waitFor()
    await page.locator('details.columns summary').click()
    await page.locator('input[name="columns"][value="cost"]').check()
    await page.waitForURL(/columns=[^&]*cost/)
    await page.getByRole('columnheader', { name: words.column.cost }).getByRole('link').click()
    await page.waitForURL(/sort=-cost/)
    await expect
      .poll(() =>
        page.evaluate(
          `document.querySelector('[aria-sort="descending"]')?.textContent.includes(${JSON.stringify(words.column.cost)})`,
        ),
      )
      .toBe(true)
    const dearest = await published.row(
      `select max(c.gross_cost) as cost from marts.ticket as t join marts.repair_cost as c using (ticket_key)
       where t.region = '华东' and t.priority = 'high' and (t.fault_family like '%漏水%' or t.fault_text like '%漏水%')`,
    )
    const cost = formatValue(Number(dearest.cost), 'money', language)
    await expect
      .poll(() => page.evaluate(`document.querySelector('.grid .cell.money')?.textContent.trim() === ${JSON.stringify(cost)}`))
      .toBe(true)
    const copied = await open(new URL(page.url()).pathname + new URL(page.url()).search)
    expect(await shown(copied.page)).toEqual(await shown(page))
    expect([...problems, ...copied.problems]).toEqual([])
    await copied.page.context().close()
    await page.context().close()
  })
})

test('by keyboard: rows, pages and ends, Enter opens, back returns to the same place', async () => {
  const { page, problems } = await open('/tickets?lang=en')
  await page.locator('[role="grid"]').focus()
  await page.keyboard.press('End')
  await expect
    .poll(() =>
      page.evaluate(`document.querySelector('[aria-selected="true"]')?.getAttribute('aria-rowindex') === '${total + 1}'`),
    )
    .toBe(true)
  await page.keyboard.press('PageUp')
  await page.keyboard.press('ArrowUp')
  const place = await number(page, `Number(document.querySelector('[aria-selected="true"]').getAttribute('aria-rowindex'))`)
  expect(place).toBeGreaterThan(total - 60)
  expect(await page.locator('[role="grid"]').getAttribute('aria-activedescendant')).toBe(`ticket-${place - 2}`)
  const id = await page.locator('[aria-selected="true"] a').textContent()
  await page.waitForURL(/offset=/)
  await page.keyboard.press('Enter')
  await page.locator('h1', { hasText: `Ticket ${id ?? ''}` }).waitFor()
  await page.goBack()
  await page.locator('.grid.isLive').waitFor()
  await expect
    .poll(() =>
      page.evaluate(`Number(document.querySelector('.grid [role="row"][id]')?.getAttribute('aria-rowindex')) > ${total - 80}`),
    )
    .toBe(true)
  expect(problems).toEqual([])
  await page.context().close()
})

test('without script the pages follow one another', async () => {
  const opened = await openPage(browser, { javaScriptEnabled: false })
  await opened.page.goto(`${server.url}/tickets?lang=en&sort=resolution`)
  const seen = new Set<string>()
  for (;;) {
    for (const id of await opened.page.locator('[role="rowheader"] a').allTextContents()) seen.add(id)
    const next = opened.page.getByRole('link', { name: 'Next page' })
    if ((await next.count()) === 0) break
    await next.click()
  }
  expect(seen.size).toBe(total)
  await opened.page.context().close()
})

test('rows travel as Arrow, files as CSV and Arrow; what is wrong is named', async () => {
  const rows = await fetch(`${server.url}/tickets/rows?offset=2000&sort=received`)
  expect(rows.headers.get('content-type')).toBe('application/vnd.apache.arrow.stream')
  expect(readTicketRows(new Uint8Array(await rows.arrayBuffer()))).toHaveLength(200)
  const csv = await (await fetch(`${server.url}/tickets/tickets.csv?region=华东&columns=status&lang=en`)).text()
  const east = Number((await published.row(`select count(*)::integer as n from marts.ticket where region = '华东'`)).n)
  expect(csv.trim().split('\r\n')).toHaveLength(east + 1)
  const arrow = await fetch(`${server.url}/tickets/tickets.arrow?region=华东`)
  expect(readTicketRows(new Uint8Array(await arrow.arrayBuffer()))).toHaveLength(east)
  for (const wrong of ['sort=technician', 'columns=technician_id', 'limit=100000', 'received_from=2026-02-30']) {
    const response = await fetch(`${server.url}/tickets/rows?${wrong}`, { headers: { accept: 'application/json' } })
    expect([wrong, response.status]).toEqual([wrong, 400])
    expect(await response.text()).toContain('page.bad_filter')
  }
})

describe.each(LANGUAGES)('a ticket in %s', (language) => {
  const words = ticketTexts(texts(language))

  test('that was reopened: both rounds, every promise with its verdict, what it cost and where it came from', async () => {
    const { key, id, gross } = await published.row(
      `select t.ticket_key as key, t.ticket_id as id, c.gross_cost as gross from marts.ticket t join marts.repair_cost c using (ticket_key)
       where t.reopen_count > 0 and t.wait_minutes > 0 order by key limit 1`,
    )
    const { page, problems } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
    await page.goto(`${server.url}/tickets/${encodeURIComponent(String(key))}?lang=${language}`)
    await page.locator('h1', { hasText: words.titleOf(String(id)) }).waitFor()
    const verdicts = await published.query(
      `select subject_kind || ':' || subject_id || ':' || promise_id || ':' || cycle as id, verdict from marts.promise where ticket_key = '${String(key)}' order by 1`,
    )
    const seen = z
      .array(z.strictObject({ id: z.string(), verdict: z.string() }))
      .parse(
        await page.evaluate(
          `[...document.querySelectorAll('[data-promise]')].map((row) => ({ id: row.dataset.promise, verdict: row.dataset.verdict }))`,
        ),
      )
    expect(seen.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(verdicts)
    expect(await page.locator('[data-stage="reopened"]').count()).toBe(1)
    expect(await page.locator('[data-cost="gross"]').textContent()).toBe(formatValue(Number(gross), 'money', language))
    expect(await page.locator('[data-version]').count()).toBe(
      Number(
        (await published.row(`select count(*)::integer as n from marts.ticket_version where ticket_key = '${String(key)}'`)).n,
      ),
    )
    await page.locator('tr[data-kpi]').first().waitFor()
    expect(await page.locator('tr[data-kpi]').count()).toBe(
      Number((await published.row(`select count(*)::integer as n from marts.kpi_case where ticket_key = '${String(key)}'`)).n),
    )
    await page.locator('.drawing svg').first().waitFor()
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('that does not exist is said not to, with its code', async () => {
    const response = await fetch(`${server.url}/tickets/${encodeURIComponent('service:nothing')}?lang=${language}`, {
      headers: { accept: 'text/html' },
    })
    expect(response.status).toBe(404)
    const html = await response.text()
    expect(html).toContain('ticket.not_found')
    expect(html).toContain(words.notFound('service:nothing'))
  })
})

test.each([
  ['light', 'zh-CN', 1440],
  ['dark', 'en', 390],
] as const)('nothing serious for axe in %s, and no sideways scrolling (%s, %s)', async (scheme, language, width) => {
  const { key } = await published.row(
    'select ticket_key as key from marts.complaint where ticket_key is not null order by key limit 1',
  )
  const { page, problems } = await openPage(browser, { viewport: { width, height: 844 }, colorScheme: scheme })
  for (const address of [`/tickets?lang=${language}`, `/tickets/${encodeURIComponent(String(key))}?lang=${language}`]) {
    await page.goto(server.url + address)
    await page
      .locator(address.includes('/tickets?') ? '.grid.isLive' : 'tr[data-kpi]')
      .first()
      .waitFor()
    expect([address, await graveFindings(page)]).toEqual([address, []])
    expect(await overflow(page)).toBe(0)
  }
  expect(problems).toEqual([])
  await page.context().close()
})
