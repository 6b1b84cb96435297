/** The page of promises in a real browser: its figures against SQL of the test's own on the file that is served. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { formatCount, formatValue } from '../../web/src/lib/language/format.ts'
import { LANGUAGES, type Language } from '../../web/src/lib/language/language.ts'
import { promisesTexts } from '../../web/src/lib/language/pages/promises.ts'
import { texts as textsOf } from '../../web/src/lib/language/texts.ts'
import type { Published } from '../published.ts'
import { emptyHome, publishFixture } from '../web/fixture.ts'
import { openPage } from './browser.ts'
import { serveDemo } from './served-demo.ts'
import { startServer, type RunningServer } from './server.ts'
import {
  casesAndBack,
  casesBehind,
  casesStatement,
  figureRows,
  graveFindings,
  numberOf,
  overflow,
  rangeName,
  shownMonths,
  type ShownRow,
  texts,
} from './shown-figures.ts'

let published: Published
let server: RunningServer
let browser: Browser

beforeAll(async () => {
  ;({ published, server, browser } = await serveDemo())
})

/** A filter combination, and the same as SQL over the columns of marts.promise. */
interface Choice {
  readonly language: Language
  readonly grain: 'week' | 'month'
  readonly search: string
  readonly where: string
}
const CHOICES: readonly Choice[] = [
  { language: 'zh-CN', grain: 'month', search: 'grain=month', where: 'true' },
  {
    language: 'en',
    grain: 'month',
    search: 'grain=month&region=华东&product_family=空调',
    where: "region = '华东' and product_family = '空调'",
  },
]

async function open(search: string, language: Language, options: Parameters<typeof openPage>[1] = {}) {
  const opened = await openPage(browser, { viewport: { width: 1440, height: 900 }, ...options })
  await opened.page.goto(`${server.url}/promises?lang=${language}&${search}`)
  return opened
}

const n = async (sql: string) => Number((await published.row(sql)).n)
const numbers = async (sql: string) => (await published.query(sql)).map((row) => Object.values(row).map(Number))

/** What the newest settled period of a stage is; by the cases themselves where filters are combined. */
async function newestSettled(kpi: string): Promise<{ since: string; until: string }> {
  const row = await published.row(
    `select strftime(max(period_start), '%Y-%m-%d') as since, strftime(max(period_end), '%Y-%m-%d') as until from marts.kpi_period
     where kpi_id = '${kpi}' and grain = 'month' and slice = 'all' and is_complete and is_mature and value is not null`,
  )
  return { since: String(row.since), until: String(row.until) }
}

const outcomeCounts = async (page: Page): Promise<Map<string, number>> => {
  await page.locator('tr[data-outcome="total"]').waitFor()
  const rows = await page.locator('tr[data-outcome]').all()
  return new Map(
    await Promise.all(
      rows.map(
        async (row) =>
          [String(await row.getAttribute('data-outcome')), numberOf(await row.locator('td').first().textContent())] as const,
      ),
    ),
  )
}

describe.each(CHOICES)('in $language with $search', ({ language, grain, search, where }) => {
  const words = promisesTexts({ language })

  test('the tiles are the newest figures, from the cases', async () => {
    const { page, problems } = await open(search, language)
    const tiles = await page.locator('li[data-kpi]').all()
    expect(tiles.length).toBeGreaterThan(7)
    for (const tile of tiles) {
      const kpi = String(await tile.getAttribute('data-kpi'))
      const link = new URL(String(await tile.locator('a').first().getAttribute('href')), server.url)
      const period = link.searchParams.get('period')
      if (where === 'true') expect(period).toBe((await newestSettled(kpi)).since)
      const figure = await published.row(
        `select sum(numerator) / sum(denominator) as value, sum(denominator) as n from marts.kpi_case
         where kpi_id = '${kpi}' and is_decided and ${where} and date_trunc('${grain}', booked_on) = date '${period}'`,
      )
      expect((await tile.locator('.figure').textContent())?.trim()).toBe(formatValue(Number(figure.value), 'percent', language))
      expect(await tile.locator('.more').textContent()).toContain(`n = ${formatCount(Number(figure.n), language)}`)
    }
    expect(await page.locator('[data-trend] .drawing').count()).toBe(tiles.length)
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('the stage with most promises is shown, its outcomes counted, and each leads to exactly its cases', async () => {
    const most = await published.row(
      `select stage from marts.promise where subject_kind = 'ticket' and ${where} group by stage
       order by count(*) desc, list_position(['response', 'dispatch', 'visit', 'diagnosis', 'repair', 'supplier_contact', 'handback', 'resolution', 'agreed'], stage) limit 1`,
    )
    const kpi = `${String(most.stage)}_kept_rate`
    const { page, problems } = await open(search, language)
    const current = page.locator(`nav[aria-label="${words.stage}"] a[aria-current]`)
    expect(new URL(String(await current.getAttribute('href')), server.url).searchParams.get('stage')).toBe(most.stage)
    const rate = page.locator('[data-rate] a')
    const link = new URL(String(await rate.getAttribute('href')), server.url)
    expect(link.searchParams.get('kpi')).toBe(kpi)
    const since = String(link.searchParams.get('period'))
    const isIn = `subject_kind = 'ticket' and stage = '${String(most.stage)}' and ${where} and date_trunc('${grain}', started_on) = date '${since}'`
    const expected = await published.query(
      `select case when verdict in ('kept', 'running', 'not_started') then verdict else verdict_reason end as outcome, count(*)::double as n
       from marts.promise where ${isIn} group by 1`,
    )
    const counts = await outcomeCounts(page)
    expect(expected.length).toBeGreaterThan(2)
    const broken = await n(`select count(*)::double as n from marts.promise where ${isIn} and verdict = 'broken'`)
    const kept = await n(`select count(*)::double as n from marts.promise where ${isIn} and verdict = 'kept'`)
    for (const { outcome, n: count } of expected) expect([outcome, counts.get(String(outcome))]).toEqual([outcome, count])
    expect(counts.get('broken')).toBe(broken)
    expect(counts.get('explained') ?? 0).toBe(
      await n(`select count(*)::double as n from marts.promise where ${isIn} and is_explained_in_time`),
    )
    expect(counts.get('total')).toBe(expected.reduce((sum, row) => sum + Number(row.n), 0))
    const brokenLink = await page.locator('tr[data-outcome="broken"] a').getAttribute('href')
    expect(problems).toEqual([])

    const all = await casesBehind(page, link.href)
    expect(all.n).toBe(kept + broken)
    const wrong = await casesBehind(page, brokenLink)
    expect(wrong).toMatchObject({ n: kept + broken, listed: broken })
    await page.context().close()
  })

  test('groups are those of the promises, each with the way to its cases', async () => {
    const { page } = await open(`${search}&stage=response`, language)
    const { since } = await newestSettled('response_kept_rate')
    const [, period = since] = /period=([\d-]+)/.exec(String(await page.locator('[data-rate] a').getAttribute('href'))) ?? []
    let first: ShownRow | undefined
    for (const dimension of ['region', 'team', 'product_family']) {
      const expected = await published.query(
        `select coalesce(${dimension}, 'unknown') as value, count(*) filter (where verdict = 'kept')::double as kept, count(*)::double as n
         from marts.promise where subject_kind = 'ticket' and stage = 'response' and verdict in ('kept', 'broken') and ${where}
         and date_trunc('${grain}', started_on) = date '${period}' group by 1`,
      )
      const scope = `[data-groups="${dimension}"]`
      // A single group is not worth a chart.
      if (expected.length < 2) {
        expect(await page.locator(scope).count()).toBe(0)
        continue
      }
      const rows = await figureRows(page, scope)
      const shown = new Map(
        rows.map(([name, value, , , count]) => [name?.text, [value?.text, numberOf(/[\d,]+/.exec(count?.text ?? '')?.[0])]]),
      )
      const unknown = textsOf(language).filter.values.unknown
      expect(shown).toEqual(
        new Map(
          expected.map(({ value, kept, n: count }) => [
            value === 'unknown' ? unknown : value,
            [formatValue(Number(kept) / Number(count), 'percent', language), count],
          ]),
        ),
      )
      if (dimension === 'team') first = rows[0]
    }
    const [name, value, , , count] = first ?? []
    const { n: behind } = await casesBehind(page, value?.href)
    expect([name?.text, behind]).toEqual([name?.text, numberOf(/[\d,]+/.exec(count?.text ?? '')?.[0])])
    await page.context().close()
  })

  test('figures of the whole range lead to all its cases, and back to it', async () => {
    const { page, problems } = await open(`${search}&stage=response&range=span`, language)
    const { since, until } = await shownMonths(page)
    const isIn = `subject_kind = 'ticket' and stage = 'response' and started_on >= ${since} and started_on < ${until} and ${where}`
    const decided = await n(`select count(*)::double as n from marts.promise where ${isIn} and verdict in ('kept', 'broken')`)
    const broken = await n(`select count(*)::double as n from marts.promise where ${isIn} and verdict = 'broken'`)
    const named = await rangeName(page).textContent()
    const [team] = await figureRows(page, '[data-groups="team"]')
    expect(decided).toBeGreaterThan(100)

    const { back, ...cases } = await casesAndBack(page, page.locator('tr[data-outcome="broken"] a'))
    expect(cases).toEqual({ of: named, n: decided, listed: broken })
    expect([back.pathname, back.searchParams.get('range')]).toEqual(['/promises', 'span'])
    const inTeam = numberOf(/[\d,]+/.exec(team?.[4]?.text ?? '')?.[0])
    expect(await n(casesStatement(team?.[1]?.href))).toBe(inTeam)
    expect(await casesBehind(page, team?.[1]?.href)).toMatchObject({ of: named, n: inTeam })
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('times lie where the promises have them, on one clock, and the whole range has no fewer', async () => {
    const stopped = `subject_kind = 'ticket' and verdict in ('kept', 'broken') and stopped_at is not null and ${where}`
    for (const range of ['period', 'span']) {
      const { page, problems } = await open(`${search}&stage=response&range=${range}`, language)
      const rows = await figureRows(page, '[data-part="spread"]')
      const { since, until } = await shownMonths(page)
      const isIn = `${stopped} and stage = 'response' and started_on >= ${since} and started_on < ${until}`
      // From the stamps: calendar time needs no calendar. What the clock stood still is not held against the limit.
      const minutes = '(epoch(stopped_at - started_at) / 60 - paused_minutes)'
      const expected = await published.row(
        `select count(*)::double as n, quantile_cont(${minutes}, 0.5) as median, quantile_cont(${minutes}, 0.9) as p90, quantile_cont(${minutes}, 0.95) as p95
         from marts.promise where ${isIn}`,
      )
      const hours = (value: unknown) => `${formatValue(Number(value) / 60, 'hours', language)} ${textsOf(language).unit.hours}`
      expect(await page.locator('[data-part="spread"] .facts').textContent()).toBe(
        words.spread.facts(hours(expected.median), hours(expected.p90), hours(expected.p95)),
      )
      expect(rows.reduce((sum, [, , count]) => sum + numberOf(count?.text), 0)).toBe(expected.n)
      for (const [from, to, count] of texts(rows)) {
        const upper = to === '' ? '' : `and ${minutes} / 60 < ${numberOf(to)}`
        const inBin = `select count(*)::double as n from marts.promise where ${isIn} and ${minutes} / 60 >= ${numberOf(from)} ${upper}`
        expect([from, numberOf(count)]).toEqual([from, await n(inBin)])
      }
      expect(await page.locator('[data-part="spread"] .notes').textContent()).toContain(words.clocks.calendar)
      expect(problems).toEqual([])
      await page.context().close()
    }
  })

  test('working days are counted by the calendar, and those within the limit are the kept ones', async () => {
    const { page } = await open(`${search}&stage=resolution`, language)
    const rows = texts(await figureRows(page, '[data-part="spread"]'))
    const since = new URL(String(await page.locator('[data-rate] a').getAttribute('href')), server.url).searchParams.get('period')
    const expected = await numbers(
      `with p as (
         select ticket_key, timezone('Asia/Shanghai', timezone('UTC', started_at))::date as day, stopped_at, verdict
         from marts.promise where subject_kind = 'ticket' and stage = 'resolution' and verdict in ('kept', 'broken') and stopped_at is not null
         and ${where} and date_trunc('${grain}', started_on) = date '${String(since)}'),
       w as (
         select day, closes_at from ref.working_day where calendar_id = (select calendar_id from ref.parameter) and is_working),
       d as (
         select (select count(*) from w where w.day > p.day and w.closes_at < p.stopped_at
                 -- A close counts unless the customer is awaited.
                 and not exists (select 1 from marts.ticket_wait x where x.ticket_key = p.ticket_key and x.waits_for = 'customer'
                                 and x.started_at <= w.closes_at and w.closes_at < x.ended_at)) +
                (case when exists (select 1 from w where w.day = p.day and w.closes_at >= p.stopped_at) then 0 else 1 end) as days, verdict
         from p)
       select days::double as days, count(*)::double as n, count(*) filter (where verdict = 'kept')::double as kept from d group by 1 order by 1`,
    )
    expect(expected.length).toBeGreaterThan(3)
    expect(rows.reduce((sum, [, count]) => sum + numberOf(count), 0)).toBe(
      expected.reduce((sum, [, count]) => sum + (count ?? 0), 0),
    )
    for (const [day = 0, count, kept] of expected.filter(([day = 0]) => day <= 8)) {
      const row = rows.find(([name]) => name === words.spread.day(day))
      const isKept = day <= 3
      expect([day, numberOf(row?.[1]), row?.[3]]).toEqual([day, count, isKept ? words.spread.within : words.spread.beyond])
      expect(kept).toBe(isKept ? count : 0)
    }
    await page.context().close()
  })

  test('the hours of the week are those of the site', async () => {
    const { page } = await open(`${search}&stage=response`, language)
    const rows = texts(await figureRows(page, '[data-hours="percent"]'))
    const opened = await open(`${search}&stage=response&range=span`, language)
    const { since, until } = await shownMonths(opened.page)
    await opened.page.context().close()
    const local = "timezone('Asia/Shanghai', timezone('UTC', started_at))"
    const expected = await numbers(
      `select isodow(${local}), hour(${local}), count(*), count(*) filter (where verdict <> 'running'), count(*) filter (where verdict = 'broken')
       from marts.promise where subject_kind = 'ticket' and stage = 'response' and verdict in ('kept', 'broken', 'running') and ${where}
       and started_on >= ${since} and started_on < ${until} group by 1, 2 order by 1, 2`,
    )
    const days =
      language === 'en' ? ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] : ['一', '二', '三', '四', '五', '六', '日']
    expect(
      rows.map(([day = '', hour = '', ...counts]) => [
        days.indexOf(day) + 1,
        Number.parseInt(hour, 10),
        ...counts.slice(0, 3).map(numberOf),
      ]),
    ).toEqual(expected)
    expect(expected.length).toBeGreaterThan(30)
    await page.context().close()
  })
})

test('times against an agreed one begin before it, and the agreed time is the limit', async () => {
  const { page } = await open('grain=month&stage=agreed&range=span', 'en')
  const rows = texts(await figureRows(page, '[data-part="spread"]'))
  const total = rows.reduce((sum, [, , count]) => sum + numberOf(count), 0)
  const early = rows.filter(([, to]) => to !== '' && numberOf(to) <= 0).reduce((sum, [, , count]) => sum + numberOf(count), 0)
  const { since, until } = await shownMonths(page)
  const isIn = `subject_kind = 'ticket' and stage = 'agreed' and stopped_at is not null and verdict in ('kept', 'broken')
    and started_on >= ${since} and started_on < ${until}`
  expect(total).toBe(await n(`select count(*)::double as n from marts.promise where ${isIn}`))
  expect(early).toBe(await n(`select count(*)::double as n from marts.promise where ${isIn} and stopped_at < due_at`))
  await page.context().close()
})

test('the stage is chosen by a link, and the filters stay', async () => {
  const { page, problems } = await open('grain=month&region=华东', 'en')
  await page
    .getByRole('navigation', { name: 'Stage' })
    .getByRole('link', { name: /^Hand-back/ })
    .click()
  await page.getByRole('heading', { level: 2, name: 'Stage: Hand-back' }).waitFor()
  const { searchParams } = new URL(page.url())
  expect([searchParams.get('stage'), searchParams.get('region'), searchParams.get('grain')]).toEqual([
    'handback',
    '华东',
    'month',
  ])
  await page.getByRole('link', { name: 'Week', exact: true }).click()
  await page.waitForURL(/grain=week/)
  await page.getByRole('heading', { level: 2, name: 'Stage: Hand-back' }).waitFor()
  expect(problems).toEqual([])
  await page.context().close()
})

test.each(['stage=answer', 'clock=lunar', 'period=2026-02-31', 'period=2026-02-03', 'range=year', 'grain=day'])(
  'an address that means nothing is refused: %s',
  async (search) => {
    const response = await fetch(`${server.url}/promises?${search}`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('page.bad_filter')
  },
)

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(['light', 'dark'] as const)(
    'axe finds nothing serious in %s, wide and narrow, and nothing sticks out',
    async (colorScheme) => {
      for (const width of [1440, 390]) {
        const { page, problems } = await open('grain=month&stage=resolution', language, {
          viewport: { width, height: 900 },
          colorScheme,
        })
        await figureRows(page, '[data-hours="percent"]')
        await figureRows(page, '[data-part="spread"]')
        await page.locator('[data-part="spread"] .drawing svg').waitFor()
        expect(await graveFindings(page)).toEqual([])
        expect(await overflow(page)).toBe(0)
        expect(problems).toEqual([])
        await page.context().close()
      }
    },
  )
})

test('a home without promises says so, and one that is not published shows no figures', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'aftercare-promises-'))
  const home = await emptyHome(folder)
  const without = await startServer(home)
  const { page, problems } = await openPage(browser)
  await page.goto(`${without.url}/promises?lang=en`)
  await page.getByRole('heading', { level: 1, name: 'Promises' }).waitFor()
  expect(await page.locator('li[data-kpi], [data-part]').count()).toBe(0)
  await publishFixture(home, {
    after:
      "delete from marts.kpi_period where kpi_id like '%kept_rate' or kpi_id in ('timeliness_rate', 'overrun_explained_rate')",
  })
  await expect
    .poll(async () => {
      await page.reload()
      return page.getByText('No promises').count()
    })
    .toBe(1)
  expect(await page.locator('li[data-kpi], [data-part]').count()).toBe(0)
  expect(problems).toEqual([])
  await page.context().close()
  await without.stop()
  await rm(folder, { recursive: true, force: true })
})
