/** The whole circle: a decision by a key in the browser reaches the mart with the next build, and undoing it brings the machine's word back. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { homePaths } from '../../contracts/home.ts'
import { openWarehouse, readPointer, warehouseFile } from '../../contracts/warehouse.ts'
import { build } from '../../pipeline/build/build.ts'
import { loadHome } from '../../pipeline/home/config.ts'
import { publishedDemo, quiet, type Row } from '../published.ts'
import { openPage, sharedBrowser } from './browser.ts'
import { startServer, type RunningServer } from './server.ts'

let root: string
let server: RunningServer

beforeAll(async () => {
  // A home of its own: what is decided here must not be seen by other tests.
  root = await mkdtemp(path.join(tmpdir(), 'aftercare-circle-'))
  await cp((await publishedDemo('small')).root, root, { recursive: true })
  server = await startServer(homePaths(root))
})
afterAll(async () => {
  await server.stop()
  await rm(root, { recursive: true, force: true })
})

async function rebuild(): Promise<void> {
  await build(await loadHome(root), {}, { ...quiet, now: () => new Date() })
}

async function complaint(key: string): Promise<Row> {
  const paths = homePaths(root)
  const pointer = await readPointer(paths)
  if (pointer === null) throw new Error('nothing is published')
  const instance = await openWarehouse(warehouseFile(paths, pointer))
  const connection = await instance.connect()
  try {
    const sql = `select root_cause, cause_method, cause_confidence, needs_review, decided_at is not null as is_decided,
      (select count(*)::double from marts.kpi_case where kpi_id = 'cause_agreement_rate') as judged
      from marts.complaint where complaint_key = '${key}'`
    const [row] = (await connection.runAndReadAll(sql)).getRowObjectsJson()
    if (row === undefined) throw new Error(`no complaint ${key}`)
    return row
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

test('decide by key → build → the mart says person, with that cause; undo → build → back', { timeout: 480_000 }, async () => {
  const { page, problems } = await openPage(await sharedBrowser())
  await page.context().addCookies([{ name: 'aftercare_name', value: 'Circle', url: server.url }])
  const review = `${server.url}/complaints/review?lang=en`
  const focused = () => page.locator('article[data-complaint]').getAttribute('data-complaint')
  const settled = () => page.locator('[data-sending]').waitFor({ state: 'detached' })
  await page.goto(review)
  await page.locator('article summary').last().waitFor()
  const key = String(await focused())
  const before = await complaint(key)
  expect(before).toMatchObject({ needs_review: true, is_decided: false })

  await page.keyboard.press('/')
  await page.getByRole('combobox', { name: /^Search/ }).fill('customer.wear')
  await page.keyboard.press('Enter')
  await expect.poll(focused).not.toBe(key)
  await settled()
  await rebuild()
  expect(await complaint(key)).toMatchObject({
    root_cause: 'customer.wear',
    cause_method: 'person',
    cause_confidence: 1,
    is_decided: true,
  })

  // The new version is served: it knows the decision, so nothing waits any more, and it is not in the queue for its cause.
  await expect
    .poll(async () => {
      await page.goto(review)
      return page.locator('[data-waiting]').count()
    })
    .toBe(0)
  await page.locator('article summary').last().waitFor()
  await page.keyboard.press('u')
  await page.getByText(/undone by Circle/).waitFor()
  await settled()
  await rebuild()
  expect(await complaint(key)).toEqual(before)
  expect(problems).toEqual([])
  await page.context().close()
})
