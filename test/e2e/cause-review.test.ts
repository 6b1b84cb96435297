/** The queue of complaints to decide on in a real browser: by keys, by mouse, without script; and what of it is kept. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { homePaths, type HomePaths } from '../../contracts/home.ts'
import { readState, type StateSnapshot } from '../../contracts/state/snapshot.ts'
import { LANGUAGES, type Language } from '../../web/src/lib/language/language.ts'
import { causeReviewTexts } from '../../web/src/lib/language/pages/cause-review.ts'
import { decidingTexts } from '../../web/src/lib/language/pages/deciding.ts'
import { emptyHome, publishFixture } from '../web/fixture.ts'
import { openPage, sharedBrowser } from './browser.ts'
import { CAUSES, COMPLAINTS } from './complaints-to-decide.ts'
import { startServer, type RunningServer } from './server.ts'
import { graveFindings, overflow } from './shown-figures.ts'

let folder: string
let home: HomePaths
let server: RunningServer
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aftercare-review-'))
  home = await emptyHome(folder)
  await publishFixture(home, { weeks: 4, after: `${CAUSES} ${COMPLAINTS}` })
  server = await startServer(home)
  browser = await sharedBrowser()
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const snapshot = (): StateSnapshot => {
  const read = readState(homePaths(folder).stateFile)
  if (read === null) throw new Error('nothing was written')
  return read
}
const decisionsOn = (id: string) => snapshot().causeDecisions.filter((each) => each.complaint_id === id)

async function open(
  language: Language,
  {
    name = '李工',
    search = '',
    width = 1440,
    script = true,
  }: { name?: string | null; search?: string; width?: number; script?: boolean } = {},
): Promise<{ page: Page; problems: string[] }> {
  const opened = await openPage(browser, { viewport: { width, height: 900 }, javaScriptEnabled: script })
  if (name !== null) {
    await opened.page.context().addCookies([{ name: 'aftercare_name', value: encodeURIComponent(name), url: server.url }])
  }
  await opened.page.goto(`${server.url}/complaints/review?lang=${language}${search}`)
  return opened
}

const focused = (page: Page) => page.locator('article[data-complaint]').getAttribute('data-complaint')
const alive = (page: Page) => page.locator('article summary').last().waitFor()
const settled = (page: Page) => page.locator('[data-sending]').waitFor({ state: 'detached' })

describe.each(LANGUAGES)('in %s', (language) => {
  const words = causeReviewTexts({ language })
  const deciding = decidingTexts({ language })

  test('who decides is asked first, kept, and can be changed', async () => {
    const { page, problems } = await open(language, { name: null })
    await alive(page)
    expect(await page.getByText(deciding.notProven).count()).toBe(1)
    expect(await page.getByRole('button', { name: words.cannotTell }).isDisabled()).toBe(true)
    const before = await focused(page)
    await page.keyboard.press('n')
    expect(await focused(page), 'nothing is decided without a name').toBe(before)
    await page.getByLabel(deciding.name).fill('  Ada   Wang ')
    await page.getByRole('button', { name: deciding.keepName }).click()
    await page.getByText(deciding.signedAs('Ada Wang')).waitFor()
    expect(await page.getByRole('button', { name: words.cannotTell }).isDisabled()).toBe(false)
    const [cookie] = (await page.context().cookies()).filter((each) => each.name === 'aftercare_name')
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', secure: false })
    expect(problems).toEqual([])
    await page.context().close()
  })

  test.each([1440, 390])('nothing grave for axe, nothing wider than a window of %i', async (width) => {
    const { page, problems } = await open(language, { width })
    await alive(page)
    expect(await graveFindings(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    await page.keyboard.press('/')
    await page.getByRole('combobox', { name: words.searchCause }).waitFor()
    expect(await graveFindings(page)).toEqual([])
    expect(problems).toEqual([])
    await page.context().close()
  })
})

test('by keys alone: list, second cause, cannot be told, responsibility, next, previous, undo; all of it kept with who and when', async () => {
  const words = causeReviewTexts({ language: 'en' })
  const { page, problems } = await open('en', { name: 'Keys' })
  await alive(page)
  expect(await page.locator('header nav .note').textContent()).toBe('30')
  // The most at stake first: doubt × cost.
  expect(await focused(page)).toBe('desk:C01')
  await page.keyboard.press('j')
  expect(await focused(page)).toBe('desk:C02')
  await page.keyboard.press('k')
  expect(await focused(page)).toBe('desk:C01')

  // A letter opens the list and is typed into it already.
  await page.keyboard.press('l')
  const box = page.getByRole('combobox', { name: words.searchCause })
  await expect.poll(() => box.inputValue()).toBe('l')
  await box.fill('late')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('desk:C02')
  await settled(page)
  expect(decisionsOn('C01')).toMatchObject([
    { source: 'desk', causes: ['service.late'], taxonomy_version: 1, decided_by: 'Keys' },
  ])

  // A second cause, found by its Chinese name; the principal one is chosen after it.
  await page.keyboard.press('a')
  await box.fill('态度')
  await page.keyboard.press('Enter')
  await page.getByText(words.secondsTell).waitFor()
  await page.keyboard.press('/')
  await box.fill('design')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('desk:C03')
  await settled(page)
  expect(decisionsOn('C02')[0]?.causes).toEqual(['product.design', 'service.attitude'])

  await page.keyboard.press('n')
  await expect.poll(() => focused(page)).toBe('desk:C04')
  // Whose it is, with the cause still open: the complaint stays.
  await page.keyboard.press('r')
  await page.keyboard.press('t')
  await settled(page)
  expect(await focused(page)).toBe('desk:C04')
  expect(await page.getByRole('button', { name: 'Part', exact: false }).first().getAttribute('aria-pressed')).toBe('true')
  expect(decisionsOn('C03')[0]?.causes).toEqual([])
  expect(decisionsOn('C04')).toMatchObject([{ causes: null, taxonomy_version: null, responsibility: 'part' }])

  // A digit takes a proposal, and what the machine proposed is kept beside it.
  await page.keyboard.press('9')
  expect(await focused(page), 'there is no ninth').toBe('desk:C04')
  expect(await page.locator('blockquote mark').allTextContents()).toEqual(['等了九天', 'came late'])
  await page.keyboard.press('2')
  await expect.poll(() => focused(page)).toBe('desk:C05')
  await settled(page)
  expect(decisionsOn('C04')[1]).toMatchObject({
    causes: ['service.attitude'],
    proposed_code: 'service.late',
    proposed_method: 'rule',
    proposed_confidence: 0.01,
  })
  await page.keyboard.press('u')
  await expect.poll(() => focused(page)).toBe('desk:C04')
  await settled(page)

  // Undone one after the other, the last first; each comes back into focus.
  await page.keyboard.press('u')
  await settled(page)
  expect(decisionsOn('C04')).toEqual([])
  await page.keyboard.press('u')
  await expect.poll(() => focused(page)).toBe('desk:C03')
  expect(decisionsOn('C03')).toEqual([])
  expect(await page.locator('[data-waiting]').getAttribute('data-waiting')).toBe('5')
  expect(await page.getByRole('status').first().textContent()).toContain('C03')

  // The page read anew has the same queue: what was decided is not in it.
  await page.reload()
  await alive(page)
  expect(await focused(page)).toBe('desk:C03')
  expect(problems).toEqual([])
  await page.context().close()
})

test('keys can be turned off, do nothing while something is typed, and are shown on ?', async () => {
  const words = causeReviewTexts({ language: 'en' })
  const { page } = await open('en', { name: 'Off' })
  await alive(page)
  const before = await focused(page)
  await page.keyboard.press('?')
  await page.getByText(words.keyTells.letters).waitFor()
  await page.getByLabel(words.keysOn).uncheck()
  await page.locator('h1').click()
  await page.keyboard.press('n')
  await page.reload()
  await alive(page)
  await page.keyboard.press('n')
  expect(await focused(page)).toBe(before)
  expect(await page.locator('[data-sending]').count()).toBe(0)
  await page.context().close()
})

test('what the server does not keep is said, comes back, and can be tried again', async () => {
  const deciding = decidingTexts({ language: 'en' })
  const { page } = await open('en', { name: 'Lost' })
  await alive(page)
  const first = await focused(page)
  await page.route('**/complaints/review?/decide**', (route) => route.abort())
  await page.keyboard.press('n')
  await page.getByText(deciding.unreachable).first().waitFor()
  const id = String(first).replace('desk:', '')
  expect(decisionsOn(id)).toEqual([])
  await page.unroute('**/complaints/review?/decide**')
  await page.getByRole('button', { name: deciding.again }).click()
  await settled(page)
  expect(decisionsOn(id)).toMatchObject([{ causes: [], decided_by: 'Lost' }])
  await page.context().close()
})

test('without script: a cause from the list, responsibility, undo; the next complaint is shown each time', async () => {
  const words = causeReviewTexts({ language: 'zh-CN' })
  const deciding = decidingTexts({ language: 'zh-CN' })
  const { page } = await open('zh-CN', { name: null, script: false, search: '&region=华东' })
  await page.getByLabel(deciding.name).fill('王工')
  await page.getByRole('button', { name: deciding.keepName }).click()
  expect(new URL(page.url()).searchParams.get('region')).toBe('华东')
  const first = String(await focused(page))
  await page.getByRole('combobox', { name: words.choosing }).selectOption('service.late')
  await page.getByRole('button', { name: words.save }).click()
  expect(page.url()).not.toContain('decide')
  expect(await focused(page)).not.toBe(first)
  expect(decisionsOn(first.replace('desk:', ''))).toMatchObject([{ causes: ['service.late'], decided_by: '王工' }])
  await page.getByRole('button', { name: deciding.undo }).first().click()
  expect(await focused(page)).toBe(first)
  expect(decisionsOn(first.replace('desk:', ''))).toEqual([])
  await page.context().close()
})

test('another site’s form, an unknown cause and an unknown complaint are refused', async () => {
  const send = (fields: Record<string, string>, origin: string, name = 'x') =>
    fetch(`${server.url}/complaints/review?/decide`, {
      method: 'POST',
      headers: { origin, accept: 'application/json', cookie: `aftercare_name=${name}` },
      body: new URLSearchParams(fields),
    })
  const before = snapshot().causeDecisions.length
  expect((await send({ complaint: 'desk:C20', unknown: '1' }, 'http://elsewhere.example')).status).toBe(403)
  expect((await send({ complaint: 'desk:C20', cause: 'service.invented' }, server.url)).status).toBe(409)
  expect((await send({ complaint: 'desk:NONE', unknown: '1' }, server.url)).status).toBe(409)
  expect((await send({ complaint: 'desk:C20' }, server.url)).status).toBe(400)
  expect((await send({ complaint: 'desk:C20', unknown: '1' }, server.url, '')).status).toBe(401)
  expect((await fetch(`${server.url}/complaints/review?reason=mood`)).status).toBe(400)
  expect(snapshot().causeDecisions.length).toBe(before)
})
