/** The pages of rows in the browser, over bytes as the server makes them. */
import { tableFromArrays, tableToIPC } from '@uwdata/flechette'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { PAGE, BUILD_HEADER } from '../../../web/src/lib/tickets/paging.ts'
import { TicketPages } from '../../../web/src/lib/tickets/pages.ts'
import { readTicketRows } from '../../../web/src/lib/tickets/row.ts'

const TEXTS = ['status', 'site', 'region', 'team', 'product_family', 'product_model', 'fault_family', 'fault_text']
const MORE = ['service_mode', 'work_kind', 'priority', 'warranty', 'promise']
const NUMBERS = ['resolved_at', 'first_response_minutes', 'resolution_minutes', 'visits', 'gross_cost']

function bytesOf(offset: number, length: number): Uint8Array {
  const all = <T>(value: (at: number) => T) => Array.from({ length }, (_, at) => value(offset + at))
  const bytes = tableToIPC(
    tableFromArrays({
      ticket_key: all((at) => `a:${at}`),
      source: all(() => 'a'),
      ticket_id: all(String),
      ...Object.fromEntries([...TEXTS, ...MORE].map((name) => [name, all(() => (name === 'promise' ? 'kept' : null))])),
      ...Object.fromEntries(NUMBERS.map((name) => [name, all((at) => at / 2)])),
      received_at: all((at) => at * 1000),
      wait_minutes: all(() => 0.5),
      reopen_count: all(() => 0),
      is_order_impossible: all(() => false),
    }),
    { format: 'stream' },
  )
  if (bytes === null) throw new Error('no bytes were made')
  return bytes
}

/** A server that answers when it is told to. */
function server(total: number, build = 'b1') {
  const asked: { offset: number; signal: AbortSignal; answer: (status?: number) => void }[] = []
  const ask = (offset: number, init?: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const signal = init?.signal ?? new AbortController().signal
      signal.addEventListener('abort', () => {
        reject(new DOMException('aborted', 'AbortError'))
      })
      const answer = (status = 200) => {
        const body = new Uint8Array(bytesOf(offset, Math.min(PAGE, total - offset)))
        resolve(new Response(body, { status, headers: { [BUILD_HEADER]: build } }))
      }
      asked.push({ offset, signal, answer })
    })
  const first = readTicketRows(bytesOf(0, Math.min(PAGE, total)))
  const pages = new TicketPages(
    { total, build: 'b1', address: String, fetch: (input, init) => ask(z.coerce.number().parse(input), init) },
    0,
    first,
  )
  return { asked, pages }
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

test('only pages in sight are asked for, once, and their rows stand in their places', async () => {
  const { asked, pages } = server(1000)
  expect(pages.row(0)).toMatchObject({ key: 'a:0', receivedAt: 0, waitMinutes: 0.5, promise: 'kept' })
  expect(pages.row(399)).toBeNull()
  pages.show(0, 20)
  expect(asked).toEqual([])
  pages.show(390, 410)
  pages.show(391, 411)
  expect(asked.map(({ offset }) => offset)).toEqual([200, 400])
  for (const { answer } of asked) answer()
  await settled()
  expect(pages.row(399)).toMatchObject({ key: 'a:399', resolutionMinutes: 199.5 })
  expect(pages.row(400)).toMatchObject({ key: 'a:400' })
  expect(pages.row(999)).toBeNull()
})

test('what was scrolled past is aborted, is no failure, and can be asked for again', async () => {
  const { asked, pages } = server(100_000)
  pages.show(5000, 5020)
  pages.show(80_000, 80_020)
  expect(asked.map(({ offset, signal }) => [offset, signal.aborted])).toEqual([
    [5000, true],
    [80_000, false],
  ])
  pages.show(5000, 5020)
  expect(asked.map(({ offset }) => offset)).toEqual([5000, 80_000, 5000])
  asked[2]?.answer()
  await settled()
  expect(pages.failure).toBeNull()
  expect(pages.row(5000)).toMatchObject({ key: 'a:5000' })
})

test('a failure is told and asked for again only when the reader wants', async () => {
  const { asked, pages } = server(1000)
  pages.show(200, 220)
  asked[0]?.answer(500)
  await settled()
  expect(pages.failure).toBe('failed')
  pages.show(200, 220)
  expect(asked).toHaveLength(1)
  pages.retry(200, 220)
  asked[1]?.answer()
  await settled()
  expect(pages.failure).toBeNull()
  expect(pages.row(200)).not.toBeNull()
})

test('rows of another build are not put between those of this one', async () => {
  const { asked, pages } = server(1000, 'b2')
  pages.show(200, 220)
  asked[0]?.answer()
  await settled()
  expect(pages.failure).toBe('newer')
  expect(pages.row(200)).toBeNull()
})

test('the pages farthest from sight are forgotten', async () => {
  const { asked, pages } = server(PAGE * 100)
  for (let page = 1; page < 60; page += 1) {
    pages.show(page * PAGE, page * PAGE + 10)
    asked.at(-1)?.answer()
    await settled()
  }
  expect(pages.row(0)).toBeNull()
  expect(pages.row(59 * PAGE)).not.toBeNull()
  expect(pages.row(20 * PAGE)).not.toBeNull()
})
