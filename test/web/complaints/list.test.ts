import { describe, expect, test } from 'vitest'
import { listLink, parseList } from '../../../web/src/lib/complaints/list.ts'

const parse = (search: string) => parseList((name) => new URLSearchParams(search).get(name))

describe('what the list is asked for', () => {
  test('nothing is everything, the newest first', () => {
    expect(parse('')).toMatchObject({
      ok: true,
      asked: { since: null, until: null, state: 'any', again: 'any', within: 30, sameAs: null, order: 'newest', page: 1 },
    })
  })
  test('all that a link says', () => {
    const search =
      'since=2026-01-01&until=2026-02-01&cause=service.late&counting=every&method=model&state=open&again=unit&within=90&word=没人&find=a b&order=cost&page=3'
    expect(parse(search)).toEqual({
      ok: true,
      asked: {
        since: '2026-01-01',
        until: '2026-02-01',
        exact: { cause_group: null, cause: 'service.late', label: null, method: 'model', responsibility: null, severity: null },
        isEvery: true,
        state: 'open',
        again: 'unit',
        within: 90,
        sameAs: null,
        word: '没人',
        find: 'a b',
        order: 'cost',
        page: 3,
      },
    })
  })
  test.each([
    'since=2026-02-30',
    'until=yesterday',
    'state=shut',
    'again=neighbour',
    'counting=some',
    'within=31',
    'same_as=a:1',
    'order=random',
    'page=0',
    'page=1e3',
  ])('%s is refused', (wrong) => {
    expect(parse(wrong)).toEqual({ ok: false, wrong })
  })
})

test('a link keeps the filters and says its own time', () => {
  const link = listLink(
    '?region=华东&level=detail&period=2026-01-01',
    { since: '2026-01-01', until: '2026-02-01' },
    { cause: 'x' },
  )
  expect(Object.fromEntries(new URL(link, 'http://localhost').searchParams)).toEqual({
    region: '华东',
    since: '2026-01-01',
    until: '2026-02-01',
    cause: 'x',
  })
})
