/** Why promises were broken, and who kept them by priority and preset: the page's figures against SQL of the test's own. */
import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { formatValue } from '../../web/src/lib/language/format.ts'
import type { Language } from '../../web/src/lib/language/language.ts'
import { delaysTexts } from '../../web/src/lib/language/pages/delays.ts'
import type { Published } from '../published.ts'
import { openPage } from './browser.ts'
import { serveDemo } from './served-demo.ts'
import type { RunningServer } from './server.ts'
import { figureRows, graveFindings, numberOf, overflow, shownMonths } from './shown-figures.ts'

let published: Published
let server: RunningServer
let browser: Browser

beforeAll(async () => {
  ;({ published, server, browser } = await serveDemo())
})

const n = async (sql: string) => Number((await published.row(sql)).n)

describe.each([
  { language: 'zh-CN', colorScheme: 'light', search: 'grain=month', where: 'true' },
  { language: 'en', colorScheme: 'dark', search: 'grain=month&region=华东', where: "region = '华东'" },
] as const)('in $language with $search', ({ language, colorScheme, search, where }) => {
  async function open(asked: string, spoken: Language) {
    const opened = await openPage(browser, { viewport: { width: 1440, height: 900 }, colorScheme })
    await opened.page.goto(`${server.url}/promises?lang=${spoken}&${asked}`)
    return opened
  }

  test('priority and preset have kept rates of their own', async () => {
    const { page } = await open(`${search}&stage=response&range=span`, language)
    const { since, until } = await shownMonths(page)
    for (const dimension of ['priority', 'preset']) {
      const expected = await published.query(
        `select coalesce(${dimension}, 'unknown') as value, count(*) filter (where verdict = 'kept')::double as kept, count(*)::double as n
         from marts.promise where subject_kind = 'ticket' and stage = 'response' and verdict in ('kept', 'broken') and ${where}
         and started_on >= ${since} and started_on < ${until} group by 1`,
      )
      // A single group is not worth a chart.
      if (expected.length < 2) {
        await page.locator('[data-groups="terms"], [data-groups="region"], [data-groups="priority"]').first().waitFor()
        expect([dimension, await page.locator(`[data-groups="${dimension}"]`).count()]).toEqual([dimension, 0])
        continue
      }
      const shown = (await figureRows(page, `[data-groups="${dimension}"]`)).map(([, value, , , count]) => [
        value?.text,
        numberOf(/[\d,]+/.exec(count?.text ?? '')?.[0]),
      ])
      const wanted = expected.map(({ kept, n: count }) => [formatValue(Number(kept) / Number(count), 'percent', language), count])
      expect(new Set(shown.map(String))).toEqual(new Set(wanted.map(String)))
    }
    await page.context().close()
  })

  test('causes of delay are those of the broken promises, and lead to them', async () => {
    const { page, problems } = await open(`${search}&stage=resolution&range=span`, language)
    const rows = await figureRows(page, '[data-delays="count"]')
    const { since, until } = await shownMonths(page)
    const isIn = `stage = 'resolution' and started_on >= ${since} and started_on < ${until} and ${where}`
    const broken = await n(
      `select count(*)::double as n from marts.promise where subject_kind = 'ticket' and verdict = 'broken' and ${isIn}`,
    )
    const why = delaysTexts({ language })
    // The whole of their time, from the promises' own stamps.
    const hours = await n(
      `select sum(epoch(coalesce(stopped_at, p.as_of) - started_at)) / 3600 as n from marts.promise cross join ref.parameter as p
       where subject_kind = 'ticket' and verdict = 'broken' and ${isIn}`,
    )
    const causes = rows.slice(0, -1)
    expect(causes.map(([name]) => name?.text)).toEqual(Object.values(why.causes))
    expect(causes.reduce((sum, [, count]) => sum + numberOf(count?.text), 0)).toBe(broken)
    const shown = (text: string | undefined) => numberOf(text) * (text?.endsWith('万') === true ? 10_000 : 1)
    // 万 is written with two decimals.
    const near = (value: number) => (language === 'zh-CN' ? Math.max(0.4, value * 0.005) : 0.4)
    expect(Math.abs(causes.reduce((sum, [, , , time]) => sum + shown(time?.text), 0) - hours)).toBeLessThan(near(hours))
    // Waits by the log of waits alone.
    const parts = await n(
      `select sum(epoch(least(w.ended_at, coalesce(stopped_at, p.as_of)) - greatest(w.started_at, b.started_at))) / 3600 as n
       from marts.promise as b cross join ref.parameter as p inner join marts.ticket_wait as w on w.ticket_key = b.ticket_key and w.waits_for = 'parts'
       and w.started_at < coalesce(stopped_at, p.as_of) and w.ended_at > b.started_at
       where subject_kind = 'ticket' and verdict = 'broken' and ${isIn}`,
    )
    expect(Math.abs(shown(causes[1]?.[3]?.text) - parts)).toBeLessThan(near(parts))

    const [, count] = causes.find(([cause]) => cause?.text === why.causes.parts) ?? []
    await page.goto(new URL(String(count?.href), server.url).href)
    await page.locator('[data-total]').waitFor()
    expect(Number(await page.locator('[data-total]').getAttribute('data-total'))).toBe(numberOf(count?.text))
    expect(await page.locator('tr[data-promise]').count()).toBe(Math.min(100, numberOf(count?.text)))
    expect(await page.locator('tr[data-promise]:not([data-cause="parts"])').count()).toBe(0)
    const listed = await page.locator('tr[data-promise]').first().getAttribute('data-promise')
    const [longest] = await published.query(
      `select d.ticket_key || ':' || d.promise_id || ':' || d.cycle as id from marts.promise_delay as d cross join ref.parameter as p
       where d.principal_cause = 'parts' and ${isIn.replaceAll('stage', 'd.stage')}
       order by coalesce(d.stopped_at, p.as_of) - d.due_at desc, d.ticket_key limit 1`,
    )
    expect(listed).toBe(longest?.id)
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await graveFindings(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
    }
    expect(problems).toEqual([])
    await page.context().close()
  })
})

test.each(['', 'stage=visit', 'stage=answer&from=2026-01-05&until=2026-02-02', 'stage=visit&from=2026-02-30&until=2026-03-02'])(
  'a list of broken promises that means nothing is refused: %s',
  async (search) => {
    const response = await fetch(`${server.url}/promises/delays?${search}`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('page.bad_filter')
  },
)
