import { describe, expect, test } from 'vitest'
import type { Language } from '../../../web/src/lib/language/language.ts'
import { texts, type Reader } from '../../../web/src/lib/language/texts.ts'
import { parseComplaints } from '../../../web/src/routes/complaints/asked.ts'
import { causeChanges, causeFilter, causeName, paretoRows, type CauseCount } from '../../../web/src/routes/complaints/causes.ts'
import { matrixOf } from '../../../web/src/routes/complaints/matrix.ts'
import { isLong, opening } from '../../../web/src/routes/complaints/wording.ts'

const readerOf = (language: Language): Reader => ({ language, texts: texts(language), sources: {} })
const zh = readerOf('zh-CN')
const cause = (key: string, n: number, before: number | null = null, name: string | null = key): CauseCount => ({
  key,
  name,
  group: null,
  n,
  before,
})

describe('names', () => {
  test('of details carry their group, since details of several groups are called alike', () => {
    expect(causeName({ key: 'part.late', name: 'Late', group: 'Part' }, 'detail', readerOf('en'))).toBe('Part · Late')
    expect(causeName({ key: 'service', name: '服务', group: null }, 'detail', zh)).toBe('服务（未细分）')
  })
  test('of no cause, and of a code that the taxonomy has no name for', () => {
    expect(causeName({ key: 'unknown', name: null, group: null }, 'group', zh)).toBe('未归因')
    expect(causeName({ key: 'B84', name: null, group: null }, 'detail', zh)).toBe('B84')
  })
})

test('no cause and unclassified are what is left over; at the level of own words those without one are no part of it', () => {
  const causes = [cause('unknown', 50), cause('unclassified', 3), cause('service', 20), cause('gone', 0, 4)]
  expect(paretoRows(causes, 'group', zh).map(({ key, isRest }) => [key, isRest === true])).toEqual([
    ['unknown', true],
    ['unclassified', true],
    ['service', false],
  ])
  expect(paretoRows([cause('unknown', 50), cause('修不好', 6)], 'label', zh).map(({ key }) => key)).toEqual(['修不好'])
})

test('the cases know groups and details, not the sources’ own words', () => {
  expect(causeFilter('service', 'group')).toEqual({ cause_group: 'service' })
  expect(causeFilter('service.late', 'detail')).toEqual({ cause: 'service.late' })
  expect(causeFilter('unknown', 'group')).toEqual({ cause_group: 'unknown' })
  expect(causeFilter('修不好', 'label')).toBeNull()
})

describe('changes', () => {
  test('are of rates where both periods have jobs, and better or worse only where the intervals are apart', () => {
    const [late, part] = causeChanges([cause('late', 60, 20), cause('part', 5, 4)], 'group', zh, { jobs: 1000, jobsBefore: 1000 })
    expect(late).toMatchObject({ key: 'late', change: 40, meaning: 'worse', now: 60, before: 20 })
    expect(part).toMatchObject({ key: 'part', change: 1, meaning: 'neutral' })
  })
  test('twice the complaints of twice the jobs are no change', () => {
    expect(causeChanges([cause('late', 60, 30)], 'group', zh, { jobs: 2000, jobsBefore: 1000 })).toMatchObject([
      { change: 0, meaning: 'neutral' },
    ])
  })
  test('are of counts without jobs, the largest first; a cause that went away is among them', () => {
    const changes = causeChanges([cause('a', 1, 0), cause('b', 0, 30), cause('c', 0, 0)], 'group', zh, { jobs: 0, jobsBefore: 0 })
    expect(changes.map(({ key, change, meaning }) => [key, change, meaning])).toEqual([
      ['b', -30, 'better'],
      ['a', 1, 'neutral'],
    ])
  })
})

test('the matrix adds up along rows and columns; what does not stand alone is last and shades nothing', () => {
  const matrix = matrixOf(
    [
      { family: '冰箱', group: 'service', n: 2 },
      { family: null, group: 'service', n: 90 },
      { family: '空调', group: 'service', n: 5 },
      { family: '空调', group: 'unknown', n: 3 },
    ],
    ['service', 'unknown'],
  )
  expect(matrix.rows.map(({ family, counts, total }) => [family, [...counts], total])).toEqual([
    ['空调', [5, 3], 8],
    ['冰箱', [2, 0], 2],
    [null, [90, 0], 90],
  ])
  expect(matrix.totals).toEqual([97, 3])
  expect([matrix.total, matrix.largest]).toEqual([100, 5])
})

test('long words are opened without cutting a character', () => {
  expect(isLong('坏了')).toBe(false)
  const long = '👨‍👩‍👧'.repeat(60)
  expect(isLong(long)).toBe(true)
  expect(opening(long)).toMatch(/^(👨‍👩‍👧)+…$/u)
  expect(opening('  a\n b ')).toBe('a b')
})

test('what the URL asks for is one of the words it may be', () => {
  const parse = (search: string) => parseComplaints((name) => new URLSearchParams(search).get(name))
  expect(parse('')).toEqual({ ok: true, asked: { level: 'group', responsibility: null, method: null } })
  expect(parse('level=detail&responsibility=service&method=none')).toEqual({
    ok: true,
    asked: { level: 'detail', responsibility: 'service', method: 'none' },
  })
  expect(parse('level=deep')).toEqual({ ok: false, wrong: 'level=deep' })
  expect(parse('responsibility=me')).toEqual({ ok: false, wrong: 'responsibility=me' })
  expect(parse('method=guess')).toEqual({ ok: false, wrong: 'method=guess' })
})
