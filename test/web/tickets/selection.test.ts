import { describe, expect, test } from 'vitest'
import { DEFAULT_COLUMNS, extrasOf, usualColumns } from '../../../web/src/lib/tickets/columns.ts'
import { parseView, writeSort } from '../../../web/src/lib/tickets/selection.ts'

const dimensions = { source: null, site: null, region: '华东', team: null, product_family: null, work_kind: null }
const view = (search: string) => {
  const parameters = new URLSearchParams(search)
  return parseView((name) => parameters.get(name), dimensions)
}

test('nothing given: every ticket, the newest first, the usual columns', () => {
  expect(view('')).toEqual({
    ok: true,
    view: {
      selection: {
        dimensions,
        values: { status: null, fault_family: null, service_mode: null, priority: null, warranty: null },
        receivedFrom: null,
        receivedUntil: null,
        promise: null,
        words: null,
        sort: 'received',
        isDescending: true,
      },
      columns: DEFAULT_COLUMNS,
      offset: 0,
    },
  })
  expect(view('status=&q=++&received_from=&promise=&sort=&columns=&offset=')).toEqual(view(''))
})

test('what is given is taken as it is written', () => {
  const parsed = view('q=+漏水+&status=closed&received_from=2026-02-28&promise=broken&sort=cost&columns=cost,status&offset=400')
  expect(parsed).toMatchObject({
    ok: true,
    view: {
      selection: {
        values: { status: 'closed' },
        receivedFrom: '2026-02-28',
        promise: 'broken',
        words: '漏水',
        sort: 'cost',
        isDescending: false,
      },
      columns: ['status', 'cost'],
      offset: 400,
    },
  })
})

describe('what is none is named', () => {
  test.each([
    'received_from=2026-02-30',
    'received_until=yesterday',
    'promise=late',
    'sort=technician',
    'sort=--cost',
    'columns=technician_id',
    'columns=status,status2',
    'offset=-1',
    'offset=1.5',
    'offset=3000000000',
    `q=${'a'.repeat(201)}`,
  ])('%s', (search) => {
    expect(view(search)).toEqual({ ok: false, wrong: search.slice(0, search.indexOf('=') + 201) })
  })
})

test('the order is written as it is read', () => {
  expect(writeSort('resolution', true)).toBe('-resolution')
  expect(view(`sort=${writeSort('resolution', false)}`)).toMatchObject({ view: { selection: { isDescending: false } } })
})

test('dear columns are read only where they are shown', () => {
  expect(extrasOf(DEFAULT_COLUMNS)).toEqual({ withText: false, withCost: false, withPromise: false })
  expect(extrasOf(['cost', 'promise', 'fault_text'])).toEqual({ withText: true, withCost: true, withPromise: true })
})

test('a column in which nothing is known is none of the usual ones', () => {
  const known: Readonly<Record<string, readonly string[]>> = { site: ['unknown'], status: ['open', 'unknown'], priority: [] }
  const usual = usualColumns((id) => known[id] ?? null)
  expect(usual).toEqual(DEFAULT_COLUMNS.filter((id) => id !== 'site' && id !== 'priority'))
})
