/** The server moves to a new version of the warehouse without dropping a request. */
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { HomePaths } from '../../contracts/home.ts'
import { emptyHome, publishFixture, writeLastBuild } from '../web/fixture.ts'
import { startServer, type RunningServer } from './server.ts'

let folder: string
let home: HomePaths
let server: RunningServer

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aftercare-swap-'))
  home = await emptyHome(folder)
  server = await startServer(home)
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const healthSchema = z.object({ status: z.string(), version: z.string().optional(), last_build: z.string().nullable() })
const health = async () => {
  const response = await fetch(`${server.url}/healthz`)
  return { code: response.status, ...healthSchema.parse(await response.json()) }
}

async function until(wanted: (state: Awaited<ReturnType<typeof health>>) => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (wanted(await health())) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`not reached: ${JSON.stringify(await health())}`)
}

test('before anything is published: 503 for machines, words for people', async () => {
  expect(await health()).toMatchObject({ code: 503, status: 'no_warehouse' })
  const response = await fetch(server.url, { headers: { 'accept-language': 'en' } })
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('Nothing has been published yet')
  await writeLastBuild(home, {
    build_id: 'never',
    status: 'failed',
    finished_at: '2026-10-02T01:30:00Z',
    as_of: null,
    error: { code: 'model.failed', message: 'a model cannot run', remedy: 'Correct it.' },
  })
  expect(await (await fetch(`${server.url}/?lang=en`)).text()).toContain('model.failed')
})

test(
  'ten swaps under load: no request fails, each page is of one version, old files are closed',
  { timeout: 120_000 },
  async () => {
    await publishFixture(home, { buildId: 'v0', weeks: 12 })
    await until(({ version }) => version === 'v0')

    let isOver = false
    const seen = new Map<string, number>()
    const failures: string[] = []
    async function fire(): Promise<void> {
      while (!isOver) {
        try {
          // A parameter that changes keeps the cache of results from answering everything.
          const grain = Math.random() < 0.5 ? 'week' : 'month'
          const response = await fetch(`${server.url}/?grain=${grain}&lang=en`)
          const body = await response.text()
          const version = /<code[^>]*>(v\d+)<\/code>/.exec(body)?.[1]
          if (response.status !== 200 || version === undefined || body.includes('could not be read')) {
            failures.push(`${response.status} ${body.slice(0, 300)}`)
          } else seen.set(version, (seen.get(version) ?? 0) + 1)
        } catch (cause) {
          failures.push(String(cause))
        }
      }
    }
    const load = Array.from({ length: 6 }, fire)
    for (let index = 1; index <= 10; index += 1) {
      await publishFixture(home, { buildId: `v${index}`, weeks: 12, shift: index / 1000 })
      await until(({ version }) => version === `v${index}`)
    }
    isOver = true
    await Promise.all(load)

    expect(failures).toEqual([])
    const total = [...seen.values()].reduce((sum, each) => sum + each, 0)
    expect(total).toBeGreaterThan(50)
    expect(seen.size).toBeGreaterThan(5)

    if (!existsSync('/proc/self/fd')) return
    const fds = await readdir(`/proc/${server.pid}/fd`)
    const targets = await Promise.all(fds.map((fd) => readlink(`/proc/${server.pid}/fd/${fd}`).catch(() => '')))
    // Below this home: a process may inherit files that its parent has open.
    const open = targets.filter((target) => target.startsWith(home.warehouse))
    expect([...new Set(open.map((file) => path.basename(file)))]).toEqual(['v10.duckdb'])
  },
)

test('a failed build leaves the served version and the page says since when', async () => {
  await publishFixture(home, { buildId: 'good', weeks: 12 })
  await until(({ version }) => version === 'good')
  await writeLastBuild(home, {
    build_id: 'bad',
    status: 'failed',
    finished_at: '2026-10-02T01:30:00Z',
    as_of: null,
    error: { code: 'build.audit_failed', message: 'rows are lost', remedy: 'Look at the audit.' },
  })
  expect(await health()).toMatchObject({ code: 200, version: 'good', last_build: 'failed' })
  const page = await (await fetch(`${server.url}/?lang=en`)).text()
  expect(page).toContain('The last build failed (2 Oct 2026, 09:30)')
  expect(page).toContain('build.audit_failed')
})

test('a version that cannot be opened leaves the old one served', async () => {
  await publishFixture(home, { buildId: 'still', weeks: 12 })
  await until(({ version }) => version === 'still')
  const { writeFile, rename } = await import('node:fs/promises')
  await writeFile(path.join(home.versions, 'broken.duckdb'), 'this is no database')
  const aside = `${home.currentPointer}.new`
  await writeFile(
    aside,
    JSON.stringify({
      build_id: 'broken',
      file: 'versions/broken.duckdb',
      as_of: '2026-10-02T00:00:00Z',
      data_until: null,
      published_at: '2026-10-02T00:00:00Z',
    }),
  )
  await rename(aside, home.currentPointer)
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await health()).toMatchObject({ code: 200, version: 'still' })
  expect(await (await fetch(`${server.url}/?lang=en`)).text()).toContain('A new version could not be opened')
  await publishFixture(home, { buildId: 'again', weeks: 12 })
  await until(({ version }) => version === 'again')
})

test('one failed panel does not blank the page, and nothing of the cause leaks', async () => {
  await publishFixture(home, { buildId: 'torn', weeks: 12, after: 'drop table marts.kpi_period' })
  await until(({ version }) => version === 'torn')
  const response = await fetch(`${server.url}/?lang=en`)
  const body = await response.text()
  expect(response.status).toBe(200)
  expect(body).toContain('Example appliance service')
  expect(body).toContain('query.failed')
  expect(body).not.toContain('Catalog Error')
  const reference = /Reference <code[^>]*>([0-9a-f]{8})</.exec(body)?.[1]
  expect(reference).toBeDefined()
  expect(server.output()).toContain(`[${reference}]`)
  expect(server.output()).toContain('Catalog Error')
})

test('an empty warehouse says that it is empty', async () => {
  await publishFixture(home, { buildId: 'empty', weeks: 0 })
  await until(({ version }) => version === 'empty')
  expect(await (await fetch(`${server.url}/?lang=en`)).text()).toContain('There are no figures to show')
})

test('headers, wrong filters, missing pages', async () => {
  const page = await fetch(server.url)
  expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self' 'nonce-[^']+'/)
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  expect(page.headers.get('referrer-policy')).toBe('same-origin')
  const wrong = await fetch(`${server.url}/?grain=century&lang=en`)
  expect(wrong.status).toBe(400)
  const body = await wrong.text()
  expect(body).toContain('grain=century')
  expect(body).toContain('page.bad_filter')
  const missing = await fetch(`${server.url}/nowhere?lang=zh-CN`)
  expect(missing.status).toBe(404)
  expect(await missing.text()).toContain('没有这个页面')
  const injected = await (
    await fetch(`${server.url}/?slice=region&value=${encodeURIComponent("x' or 1=1 --<script>alert(1)</script>")}&lang=en`)
  ).text()
  expect(injected).not.toContain('<script>alert(1)')
})
