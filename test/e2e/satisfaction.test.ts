/** The page of satisfaction in a real browser: its figures against SQL of the test's own on the file that is served. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { formatCount, formatValue } from '../../web/src/lib/language/format.ts'
import { LANGUAGES, type Language } from '../../web/src/lib/language/language.ts'
import { satisfactionTexts } from '../../web/src/lib/language/pages/satisfaction.ts'
import { texts as textsOf } from '../../web/src/lib/language/texts.ts'
import type { Published } from '../published.ts'
import { emptyHome, publishFixture } from '../web/fixture.ts'
import { holdScripts, openPage } from './browser.ts'
import { serveDemo } from './served-demo.ts'
import { startServer, type RunningServer } from './server.ts'
import {
  casesAndBack,
  casesBehind,
  figureRows,
  graveFindings,
  numberOf,
  overflow,
  rangeName,
  shownMonths,
  texts,
} from './shown-figures.ts'

let published: Published
let server: RunningServer
let browser: Browser

beforeAll(async () => {
  ;({ published, server, browser } = await serveDemo())
})

/** A filter combination, and the same as SQL over the columns of marts.survey. */
interface Choice {
  readonly language: Language
  readonly search: string
  readonly where: string
}
const CHOICES: readonly Choice[] = [
  { language: 'zh-CN', search: 'grain=month', where: 'true' },
  {
    language: 'en',
    search: 'grain=month&region=华东&work_kind=C&range=span',
    where: "region = '华东' and work_kind = 'C'",
  },
]

async function open(search: string, language: Language, options: Parameters<typeof openPage>[1] = {}) {
  const opened = await openPage(browser, { viewport: { width: 1440, height: 900 }, ...options })
  await opened.page.goto(`${server.url}/satisfaction?lang=${language}&${search}`)
  return opened
}
const number = async (sql: string) => Number((await published.row(`select (${sql})::double as n`)).n)

const shownKeys = async (page: Page): Promise<string[]> =>
  z
    .array(z.string())
    .parse(await page.evaluate("[...document.querySelectorAll('#comments li')].map((each) => each.dataset.comment)"))

describe.each(CHOICES)('in $language with $search', ({ language, search, where }) => {
  const words = satisfactionTexts({ language })
  const percent = (value: number) => formatValue(value, 'percent', language)
  const count = (value: number) => formatCount(value, language)

  test('the tiles are the newest figures, from the cases', async () => {
    const { page, problems } = await open(search, language)
    const tiles = await page.locator('li[data-kpi]').all()
    expect(tiles).toHaveLength(8)
    for (const tile of tiles) {
      const kpi = String(await tile.getAttribute('data-kpi'))
      const link = new URL(String(await tile.locator('a').first().getAttribute('href')), server.url)
      const since = `date '${String(link.searchParams.get('period'))}'`
      const figure = await published.row(
        `select sum(numerator) / sum(denominator) as value, sum(denominator) as n from marts.kpi_case
         where kpi_id = '${kpi}' and is_decided and ${where} and date_trunc('month', booked_on) = ${since}`,
      )
      const unit = kpi === 'net_promoter_score' ? 'per_100' : 'percent'
      expect((await tile.locator('.figure').textContent())?.trim()).toBe(formatValue(Number(figure.value), unit, language))
      expect(await tile.locator('.more').textContent()).toContain(`n = ${count(Number(figure.n))}`)
    }
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('items, funnel, answers and recommendation are those of the surveys', async () => {
    const { page, problems } = await open(search, language)
    const items = await figureRows(page, '[data-part="items"]')
    const { since, until } = await shownMonths(page)
    const answered = `answered_on >= ${since} and answered_on < ${until} and ${where}`
    const asked = `asked_on >= ${since} and asked_on < ${until} and ${where}`

    expect(items).toHaveLength(5)
    for (const [at, column] of [
      'is_satisfied',
      'is_satisfied_attitude',
      'is_satisfied_skill',
      'is_satisfied_arrival',
      'is_satisfied_promise',
    ].entries()) {
      const { good, n } = await published.row(
        `select count(*) filter (where ${column})::double as good, count(${column})::double as n from marts.survey where ${answered}`,
      )
      expect([items[at]?.[1]?.text, items[at]?.[4]?.text]).toEqual([percent(Number(good) / Number(n)), count(Number(n))])
    }

    const funnel = texts(await figureRows(page, '[data-part="funnel"]'))
    const steps = [
      await number(`select count(*) from marts.survey where ${asked}`),
      await number(`select count(*) from marts.survey where ${asked} and is_answered`),
      await number(`select count(*) from marts.survey where ${asked} and is_answered and is_satisfied`),
    ] as const
    expect(steps[2]).toBeGreaterThan(20)
    expect(funnel).toEqual([
      [words.funnel.asked, count(steps[0]), '–'],
      [words.funnel.answered, count(steps[1]), percent(steps[1] / steps[0])],
      [words.funnel.satisfied, count(steps[2]), percent(steps[2] / steps[1])],
    ])

    const answers = texts(await figureRows(page, '[data-answers="service"]'))
    const levels = await published.query(
      `select 'overall' as item, overall as level, 5 as levels, 4 as good_from, count(*)::double as n from marts.survey where ${answered} and overall is not null group by overall
       union all select 'skill', skill, 4, 3, count(*)::double from marts.survey where ${answered} and skill is not null group by skill`,
    )
    for (const { item, level, levels: many, good_from: from, n } of levels) {
      const row = answers.find(
        ([name, shown]) => name === words.items[item as 'overall' | 'skill'] && shown === `${String(level)} / ${String(many)}`,
      )
      expect([row?.[2], row?.[4]]).toEqual([
        count(Number(n)),
        Number(level) >= Number(from) ? words.answers.satisfied : words.answers.unsatisfied,
      ])
    }

    // Another way to the same interval: the error of the mean of 100, 0 and −100.
    const score = await published.row(
      `with s as (select case when recommend >= 9 then 100 when recommend <= 6 then -100 else 0 end as value from marts.survey where ${answered} and recommend is not null)
       select avg(value) as score, greatest(-100, avg(value) - 1.959963984540054 * stddev_pop(value) / sqrt(count(*))) as low,
         least(100, avg(value) + 1.959963984540054 * stddev_pop(value) / sqrt(count(*))) as high from s`,
    )
    const write = (value: unknown) => formatValue(Number(value), 'per_100', language)
    expect(await page.locator('[data-part="recommend"] .top').textContent()).toContain(
      words.recommend.score(write(score.score), write(score.low), write(score.high)),
    )
    const recommend = texts(await figureRows(page, '[data-part="recommend"]'))
    const perAnswer = await published.query(
      `select recommend as answer, count(*)::double as n from marts.survey where ${answered} and recommend is not null group by 1`,
    )
    expect(new Map(recommend.filter(([, , n]) => n !== '0').map(([answer, , n]) => [Number(answer), n]))).toEqual(
      new Map(perAnswer.map(({ answer, n }) => [answer, count(Number(n))])),
    )
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('groups and channels are those of the surveys', async () => {
    const { page } = await open(search, language)
    const { since, until } = await shownMonths(page)
    for (const dimension of ['region', 'team', 'product_family', 'channel']) {
      const expected = await published.query(
        `select coalesce(${dimension}, 'unknown') as value, count(*) filter (where is_satisfied)::double as good, count(*)::double as n
         from marts.survey where is_satisfied is not null and answered_on >= ${since} and answered_on < ${until} and ${where} group by 1`,
      )
      const scope = `[data-groups="${dimension}"]`
      if (expected.length < 2) {
        expect(await page.locator(scope).count()).toBe(0)
        continue
      }
      const rows = await figureRows(page, scope)
      const shown = new Map(rows.map(([name, value, , , n]) => [name?.text, [value?.text, /[\d,]+/.exec(n?.text ?? '')?.[0]]]))
      const unknown = textsOf(language).filter.values.unknown
      expect(shown).toEqual(
        new Map(
          expected.map(({ value, good, n }) => [
            value === 'unknown' ? unknown : value,
            [percent(Number(good) / Number(n)), count(Number(n))],
          ]),
        ),
      )
    }
    await page.context().close()
  })

  test('comments: all of them counted, low scores first when asked, found by their words, each with its ticket', async () => {
    const { page, problems } = await open(search, language)
    const { since, until } = await shownMonths(page)
    const isIn = `comment is not null and answered_on >= ${since} and answered_on < ${until} and ${where}`
    const all = await number(`select count(*) from marts.survey where ${isIn}`)
    expect(all).toBeGreaterThan(3)
    expect(await page.locator('#comments .count').textContent()).toContain(words.comments.count(count(all)))
    const keys = () => shownKeys(page)
    const newest = await published.query(
      `select survey_key as key from marts.survey where ${isIn} order by answered_on desc, answered_at desc nulls last, survey_key limit 20`,
    )
    expect(await keys()).toEqual(newest.map(({ key }) => key))
    const [first] = await published.query(
      `select ticket_key, comment from marts.survey where survey_key = '${String(newest[0]?.key)}'`,
    )
    const item = page.locator('#comments li').first()
    expect(await item.locator('.text').textContent()).toBe(first?.comment)
    expect(await item.locator('a').getAttribute('href')).toContain(`/tickets/${encodeURIComponent(String(first?.ticket_key))}`)

    await page.locator('#comments select[name=order]').selectOption('low')
    await page.waitForURL(/order=low/)
    const lowest = await published.query(
      `select survey_key as key from marts.survey where ${isIn} order by overall nulls last, recommend nulls last, answered_on desc, answered_at desc nulls last, survey_key limit 20`,
    )
    await expect.poll(keys).toEqual(lowest.map(({ key }) => key))

    const word = await published.row(
      `select substr(comment, 1, 2) as w from marts.survey where ${isIn} group by 1 order by count(*) desc, 1 limit 1`,
    )
    await page.locator('#comments input[type=search]').fill(String(word.w))
    await page.getByRole('button', { name: words.comments.apply }).click()
    await page.waitForURL(/find=/)
    const found = await number(
      `select count(*) from marts.survey where ${isIn} and contains(lower(comment), lower('${String(word.w)}'))`,
    )
    await page.getByText(words.comments.found(count(found), count(all))).waitFor()
    expect(new URL(page.url()).searchParams.get('order')).toBe('low')
    expect(problems).toEqual([])
    await page.context().close()
  })
})

test('pages of comments follow one another, and one beyond the last shows the last', async () => {
  const { page } = await open('range=span', 'en')
  await page.getByText('Page 1 of').waitFor()
  const first = await page.locator('#comments li').first().getAttribute('data-comment')
  await page.getByRole('link', { name: 'Next', exact: true }).click()
  await page.getByText('Page 2 of').waitFor()
  expect(await page.locator('#comments li').first().getAttribute('data-comment')).not.toBe(first)
  await page.goto(`${server.url}/satisfaction?lang=en&range=span&page=9999`)
  const state = await page.locator('#comments nav span').textContent()
  const [, at, of] = /Page ([\d,]+) of ([\d,]+)/.exec(state ?? '') ?? []
  expect(at).toBe(of)
  await page.context().close()
})

test('an order chosen and words typed before the page is alive are not lost', async () => {
  const { page, problems } = await openPage(browser, { viewport: { width: 1440, height: 900 } })
  const release = await holdScripts(page)
  await page.goto(`${server.url}/satisfaction?range=span&lang=en`, { waitUntil: 'commit' })
  await page.locator('#comments input[type=search]').fill('师傅')
  await page.locator('#comments select[name=order]').selectOption('low')
  release()
  await page.waitForURL(/order=low/)
  expect(new URL(page.url()).searchParams.get('find')).toBe('师傅')
  expect(await page.locator('#comments select[name=order]').inputValue()).toBe('low')
  expect(await page.locator('#comments input[type=search]').inputValue()).toBe('师傅')
  expect(problems).toEqual([])
  await page.context().close()
})

test('the answers of the whole range lead to all its cases, and back to it', async () => {
  const { page, problems } = await open('grain=month&range=span', 'en')
  const named = await rangeName(page).textContent()
  const items = await figureRows(page, '[data-part="items"]')
  const [asked] = await figureRows(page, '[data-part="funnel"]')
  const answers = await figureRows(page, '[data-part="recommend"]')
  const scored = answers.reduce((sum, row) => sum + numberOf(row[2]?.text), 0)
  const { since, until } = await shownMonths(page)
  const overall = await number(
    `select count(*) from marts.survey where is_satisfied is not null and answered_on >= ${since} and answered_on < ${until}`,
  )
  expect([numberOf(items[0]?.[4]?.text), overall > 100]).toEqual([overall, true])

  const { back, ...cases } = await casesAndBack(page, page.locator('[data-part="recommend"] a[href*="/cases"]'))
  expect(cases).toMatchObject({ of: named, n: scored })
  expect([back.pathname, back.searchParams.get('range')]).toEqual(['/satisfaction', 'span'])
  for (const [href, n] of [
    ...items.map((row) => [row[1]?.href, numberOf(row[4]?.text)] as const),
    [asked?.[1]?.href, numberOf(asked?.[1]?.text)] as const,
  ]) {
    expect([href, (await casesBehind(page, href)).n]).toEqual([href, n])
  }
  expect(problems).toEqual([])
  await page.context().close()
})

test('an item leads to as many cases as it counts', async () => {
  const { page } = await open('grain=month', 'en')
  const [overall, attitude] = await figureRows(page, '[data-part="items"]')
  for (const row of [overall, attitude]) {
    const { n } = await casesBehind(page, row?.[1]?.href)
    expect(n).toBe(numberOf(row?.[4]?.text))
  }
  await page.context().close()
})

test.each(['order=best', 'page=0', 'period=2026-02-02x', 'range=all'])(
  'an address that means nothing is refused: %s',
  async (search) => {
    const response = await fetch(`${server.url}/satisfaction?${search}`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('page.bad_filter')
  },
)

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(['light', 'dark'] as const)(
    'axe finds nothing serious in %s, wide and narrow, and nothing sticks out',
    async (colorScheme) => {
      for (const width of [1440, 390]) {
        const { page, problems } = await open('grain=month', language, { viewport: { width, height: 900 }, colorScheme })
        await figureRows(page, '[data-answers="service"]')
        await page.locator('[data-answers="service"] .drawing svg').waitFor()
        expect(await graveFindings(page)).toEqual([])
        expect(await overflow(page)).toBe(0)
        expect(problems).toEqual([])
        await page.context().close()
      }
    },
  )
})

test('without answers nothing is shown as zero, without surveys the page says so, and a comment is never markup', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'aftercare-satisfaction-'))
  const home = await emptyHome(folder)
  await publishFixture(home, { buildId: 'fixture-1', weeks: 20 })
  const without = await startServer(home)
  const { page, problems } = await openPage(browser)
  await page.goto(`${without.url}/satisfaction?lang=en`)
  await page.getByText('Nobody said in this range whether they would recommend us.').waitFor()
  expect(await page.locator('[data-part="items"] .drawing, [data-part="funnel"] .drawing, [data-answers]').count()).toBe(0)

  const surveyed = `insert into marts.survey by name select 'a:1' as survey_key, 'a' as source, '1' as survey_id, true as is_answered,
    date '2026-09-22' as answered_on, 1 as overall, false as is_satisfied, '<img src=x onerror=alert(1)>' as comment`
  await publishFixture(home, { buildId: 'fixture-2', weeks: 20, after: surveyed })
  const reloaded = async (text: string) => {
    await page.reload()
    return page.getByText(text).count()
  }
  await expect.poll(() => reloaded('<img src=x onerror=alert(1)>')).toBe(1)
  expect(await page.locator('#comments img').count()).toBe(0)

  const noSurveys = `delete from marts.kpi_period where kpi_id like 'satisfaction%' or kpi_id like 'survey%' or kpi_id = 'net_promoter_score'`
  await publishFixture(home, { buildId: 'fixture-3', weeks: 20, after: noSurveys })
  await expect.poll(() => reloaded('No surveys')).toBe(1)
  expect(problems).toEqual([])
  await page.context().close()
  await without.stop()
  await rm(folder, { recursive: true, force: true })
})
