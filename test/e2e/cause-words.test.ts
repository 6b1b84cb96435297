/** The pages on which people say what sources' words mean, and change the taxonomy: what they show, keep and undo, with and without script. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { homePaths } from '../../contracts/home.ts'
import { readState, type StateSnapshot } from '../../contracts/state/snapshot.ts'
import { LANGUAGES, type Language } from '../../web/src/lib/language/language.ts'
import { causeLabelsTexts } from '../../web/src/lib/language/pages/cause-labels.ts'
import { causeRulesTexts } from '../../web/src/lib/language/pages/cause-rules.ts'
import { decidingTexts } from '../../web/src/lib/language/pages/deciding.ts'
import { taxonomyTexts } from '../../web/src/lib/language/pages/taxonomy.ts'
import { emptyHome, publishFixture } from '../web/fixture.ts'
import { openPage, sharedBrowser } from './browser.ts'
import { CAUSES, COMPLAINTS, LABELS, RULES } from './complaints-to-decide.ts'
import { startServer, type RunningServer } from './server.ts'
import { graveFindings, overflow } from './shown-figures.ts'

let folder: string
let server: RunningServer
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aftercare-words-'))
  const home = await emptyHome(folder)
  await publishFixture(home, { weeks: 4, after: `${CAUSES} ${COMPLAINTS} ${LABELS} ${RULES}` })
  server = await startServer(home)
  browser = await sharedBrowser()
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const snapshot = (): StateSnapshot =>
  readState(homePaths(folder).stateFile) ?? { causeDecisions: [], causeLabels: [], causeRuleEdits: [], taxonomyEdits: [] }

async function open(
  at: string,
  language: Language,
  { width = 1440, script = true }: { width?: number; script?: boolean } = {},
): Promise<{ page: Page; problems: string[] }> {
  const opened = await openPage(browser, { viewport: { width, height: 900 }, javaScriptEnabled: script })
  await opened.page.context().addCookies([{ name: 'aftercare_name', value: encodeURIComponent('李工'), url: server.url }])
  await opened.page.goto(`${server.url}/complaints/${at}${at.includes('?') ? '&' : '?'}lang=${language}`)
  return opened
}

describe.each(LANGUAGES)('in %s', (language) => {
  test.each([
    ['labels', 1440],
    ['labels', 390],
    ['rules?rule=late_zh', 1440],
    ['rules?rule=late_zh', 390],
    ['taxonomy?cause=service.late', 1440],
    ['taxonomy?cause=service.late', 390],
  ])('nothing grave for axe on %s, nothing wider than a window of %i', async (at, width) => {
    const { page, problems } = await open(at, language, { width })
    for (const summary of await page.locator('main section summary').all()) await summary.click()
    expect(await graveFindings(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect(problems).toEqual([])
    await page.context().close()
  })
})

test.each([true, false])(
  'a label is accepted, given another meaning, refused, and each is undone; script: %s',
  async (script) => {
    const words = causeLabelsTexts({ language: 'en' })
    const deciding = decidingTexts({ language: 'en' })
    const { page, problems } = await open('labels', 'en', { script })
    const item = (label: string) => page.locator(`[data-label="${label}"]`)
    expect(await item('态度差').textContent()).toContain(words.count('4'))
    expect(await item('态度差').textContent()).toContain(words.similarity('75.0%'))
    expect(snapshot().causeLabels, 'nothing is taken by itself').toEqual([])

    await item('态度差')
      .getByRole('button', { name: /^Accept Service · Attitude/ })
      .click()
    await item('态度差').waitFor({ state: 'detached' })
    expect(snapshot().causeLabels).toMatchObject([
      { source: 'desk', label: '态度差', code: 'service.attitude', decided_by: '李工' },
    ])

    await item('<b>misc</b>').getByRole('checkbox').check()
    await item('<b>misc</b>').getByRole('button', { name: words.never }).click()
    await item('<b>misc</b>').waitFor({ state: 'detached' })
    expect(snapshot().causeLabels[1]).toMatchObject({ source: '', label: '<b>misc</b>', code: null })
    await page.getByText(words.none).waitFor()
    expect(Number(await page.locator('[data-waiting]').getAttribute('data-waiting'))).toBeGreaterThanOrEqual(2)

    for (const label of ['<b>misc</b>', '态度差']) {
      await page
        .getByRole('button', { name: new RegExp(`^${deciding.undo}.*${label}`) })
        .first()
        .click()
      await item(label).waitFor()
    }
    expect(snapshot().causeLabels).toEqual([])

    await item('态度差').getByRole('combobox').selectOption('part.late')
    await item('态度差').getByRole('button', { name: words.save }).click()
    await item('态度差').waitFor({ state: 'detached' })
    expect(snapshot().causeLabels).toMatchObject([{ label: '态度差', code: 'part.late' }])
    await page
      .getByRole('button', { name: new RegExp(`^${deciding.undo}`) })
      .first()
      .click()
    await item('态度差').waitFor()
    expect(problems).toEqual([])
    await page.context().close()
  },
)

test.each([true, false])('a split is previewed before it is kept, shown in the tree, and undone; script: %s', async (script) => {
  const words = taxonomyTexts({ language: 'en' })
  const deciding = decidingTexts({ language: 'en' })
  const { page, problems } = await open('taxonomy', 'en', { script })
  const late = page.locator('[data-cause="service.late"]')
  expect(await late.textContent()).toContain(words.complaints('5'))
  await late.click()
  await page.locator('summary', { hasText: words.kinds.split }).click()
  const form = page.getByRole('form', { name: words.kinds.split })
  const code = (part: string) => `${part}_${script ? 'a' : 'b'}`
  await form.locator('[name=first]').fill(code('late_visit'))
  await form.locator('[name=first_zh]').fill('上门迟到')
  await form.locator('[name=first_en]').fill('Came late')
  await form.locator('[name=second]').fill(code('late_answer'))
  await form.locator('[name=second_zh]').fill('答复太慢')
  await form.locator('[name=second_en]').fill('Answered late')
  await form.locator('[name=changed_on]').fill('2026-12-01')
  await form.getByRole('button', { name: words.preview }).click()
  await page.getByText(words.mustDecideAll('5')).waitFor()
  expect(snapshot().taxonomyEdits, 'a preview writes nothing').toEqual([])

  await page.getByRole('button', { name: words.keep }).click()
  await page.locator(`[data-cause="service.${code('late_visit')}"]`).waitFor()
  expect(await page.locator('[data-cause="service.late"]').count()).toBe(0)
  expect(snapshot().taxonomyEdits).toMatchObject([
    {
      kind: 'split',
      changed_on: '2026-12-01',
      edited_by: '李工',
      body: {
        code: 'service.late',
        into: [{ code: `service.${code('late_visit')}` }, { code: `service.${code('late_answer')}` }],
      },
    },
  ])
  await page
    .getByRole('button', { name: new RegExp(`^${deciding.undo}`) })
    .first()
    .click()
  await page.locator('[data-cause="service.late"]').waitFor()
  expect(snapshot().taxonomyEdits).toEqual([])
  expect(problems).toEqual([])
  await page.context().close()
})

test('merge, add, rename and retire: what becomes of the past, and what cannot be is said in words', async () => {
  const words = taxonomyTexts({ language: 'zh-CN' })
  const { page } = await open('taxonomy?cause=service.late', 'zh-CN')
  const fill = async (kind: 'merge' | 'add' | 'rename' | 'retire', fields: Record<string, string>) => {
    const form = page.getByRole('form', { name: words.kinds[kind], exact: true })
    if (!(await form.isVisible())) await page.locator('summary', { hasText: words.kinds[kind] }).click()
    for (const [name, value] of Object.entries(fields)) {
      const field = form.locator(`[name=${name}]`)
      if (name === 'parent' || name === 'into') await field.selectOption(value)
      else await field.fill(value)
    }
    await form.getByRole('button', { name: words.preview }).click()
  }
  await fill('merge', { into: 'service.no_show' })
  await page.getByText(words.becomes('爽约未上门')).waitFor()
  await page.getByRole('link', { name: words.drop }).click()

  await fill('add', { parent: 'service', code: 'late', name_zh: '又一个', name_en: 'Another' })
  await page.getByText(words.problems.code_taken).waitFor()
  await fill('add', { code: 'parking' })
  await page.getByText(words.previewNone).waitFor()
  await page.getByRole('button', { name: words.keep }).click()
  await page.locator('[data-cause="service.parking"]').waitFor()
  await fill('rename', { name_zh: '来得太晚' })
  await page.getByRole('button', { name: words.keep }).click()
  await page.locator('[data-cause="service.late"]', { hasText: '来得太晚' }).waitFor()
  await fill('retire', {})
  await page.getByRole('button', { name: words.keep }).click()
  await page.locator('[data-cause="service.late"]', { hasText: words.retired }).waitFor()
  expect(snapshot().taxonomyEdits.map(({ kind }) => kind)).toEqual(['add', 'rename', 'retire'])
  // The last first: later edits may stand on earlier ones.
  for (let left = 3; left > 0; left -= 1) {
    await page
      .getByRole('button', { name: new RegExp(`^${decidingTexts({ language: 'zh-CN' }).undo}`) })
      .first()
      .click()
    await expect.poll(() => snapshot().taxonomyEdits.length).toBe(left - 1)
  }
  await page.context().close()
})

test.each([true, false])(
  'a rule is tried, changed with a look at what it would catch, switched off, added; script: %s',
  async (script) => {
    const words = causeRulesTexts({ language: 'en' })
    const deciding = decidingTexts({ language: 'en' })
    const { page, problems } = await open('rules?find=late_zh', 'en', { script })
    const item = page.locator('[data-rule="late_zh"]')
    expect(await item.textContent()).toContain(words.counts('17', '5', '3', '2'))

    await page.getByLabel(words.tryText, { exact: true }).fill('师傅迟到了三个小时，不是态度差')
    await page.getByRole('button', { name: words.tryButton, exact: true }).click()
    await page.locator('mark', { hasText: '迟到' }).waitFor()
    expect(await page.getByText(words.refused.denied).count()).toBe(1)

    await item.getByRole('link').click()
    const form = page.getByRole('form', { name: words.edit })
    await form.locator('[name=any]').fill('等了九天\n迟到')
    await form.getByRole('button', { name: words.preview }).click()
    // Thirty complaints, every seventh without words.
    expect(await page.locator('[data-caught]').textContent()).toContain(words.wouldCatch('26', '26'))
    expect(snapshot().causeRuleEdits, 'a preview writes nothing').toEqual([])
    await page.getByRole('button', { name: words.keep }).click()
    await item.getByText(words.origins.edit).waitFor()
    expect(snapshot().causeRuleEdits).toMatchObject([
      { rule_id: 'late_zh', edited_by: '李工', body: { cause: 'service.late', any: ['等了九天', '迟到'] } },
    ])

    await page.getByRole('button', { name: words.switchOff }).click()
    await item.getByText(words.off).waitFor()
    expect(snapshot().causeRuleEdits).toMatchObject([{ rule_id: 'late_zh', body: null }])
    const undo = page.getByRole('button', { name: new RegExp(`^${deciding.undo}`) }).first()
    await undo.click()
    await item.getByText(words.off, { exact: false }).waitFor({ state: 'detached' })
    expect(snapshot().causeRuleEdits).toMatchObject([{ body: { any: ['等了九天', '迟到'] } }])
    await undo.click()
    await expect.poll(() => snapshot().causeRuleEdits.length).toBe(0)
    expect(problems).toEqual([])
    await page.context().close()
  },
)

test('a rule that cannot be is refused with the pattern’s fault; a new one is kept', async () => {
  const words = causeRulesTexts({ language: 'zh-CN' })
  const { page } = await open('rules', 'zh-CN')
  const form = page.getByRole('form', { name: words.add })
  await form.locator('[name=id]').fill('parking')
  await form.locator('[name=cause]').selectOption('service.attitude')
  await form.locator('[name=any]').fill('/(停车费+)+/')
  await form.getByRole('button', { name: words.preview }).click()
  await page.getByText(words.fields.any, { exact: false }).nth(1).waitFor()
  await page.getByText(/may not repeat a group/).waitFor()
  await form.locator('[name=any]').fill('停车费')
  await form.getByRole('button', { name: words.preview }).click()
  await page.getByRole('button', { name: words.keep }).click()
  await page.locator('[data-rule="parking"]').waitFor()
  expect(snapshot().causeRuleEdits).toMatchObject([{ rule_id: 'parking' }])
  await page
    .getByRole('button', { name: new RegExp(`^${decidingTexts({ language: 'zh-CN' }).undo}`) })
    .first()
    .click()
  await expect.poll(() => snapshot().causeRuleEdits.length).toBe(0)
  await page.context().close()
})
