import { describe, expect, test } from 'vitest'
import type { Language } from '../../../web/src/lib/language/language.ts'
import { texts, type Reader } from '../../../web/src/lib/language/texts.ts'
import { parseComplaints } from '../../../web/src/lib/complaints/asked.ts'
import {
  causeChanges,
  causeFilter,
  causeName,
  exposureOf,
  paretoRows,
  withoutBar,
  type CauseSums,
  type Sums,
} from '../../../web/src/lib/complaints/cause-sums.ts'
import { cellsBeyond, matrixOf } from '../../../web/src/lib/complaints/matrix.ts'
import { isLong, opening } from '../../../web/src/lib/complaints/wording.ts'

const readerOf = (language: Language): Reader => ({ language, texts: texts(language), sources: {} })
const zh = readerOf('zh-CN')
/** So many complaints, each of which cost 10 and lost its customer 2 hours. */
const sums = (n: number): Sums => ({
  count: { sum: n, squares: n, n },
  cost: { sum: 10 * n, squares: 100 * n, n },
  lost: { sum: 2 * n, squares: 4 * n, n },
})
const cause = (key: string, n: number, before: number | null = null, name: string | null = key): CauseSums => ({
  key,
  name,
  group: null,
  now: sums(n),
  before: before === null ? null : sums(before),
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
  expect(paretoRows(causes, 'group', 'count', zh).map(({ key, isRest }) => [key, isRest === true])).toEqual([
    ['unknown', true],
    ['unclassified', true],
    ['service', false],
  ])
  expect(paretoRows([cause('unknown', 50), cause('修不好', 6)], 'label', 'count', zh).map(({ key }) => key)).toEqual(['修不好'])
})

test('money and hours have their own sizes; what brought in more than it cost has no bar', () => {
  const earning: CauseSums = { ...cause('part', 3), now: { ...sums(3), cost: { sum: -40, squares: 600, n: 3 } } }
  const causes = [cause('service', 20), earning]
  expect(paretoRows(causes, 'group', 'cost', zh).map(({ key, value }) => [key, value])).toEqual([['service', 200]])
  expect(paretoRows(causes, 'group', 'lost', zh).map(({ key, value }) => [key, value])).toEqual([
    ['service', 40],
    ['part', 6],
  ])
  expect(withoutBar(causes, 'group', 'cost').map(({ key }) => key)).toEqual(['part'])
})

test('the list knows groups, details and the sources’ own words', () => {
  expect(causeFilter('service', 'group')).toEqual({ cause_group: 'service' })
  expect(causeFilter('service.late', 'detail')).toEqual({ cause: 'service.late' })
  expect(causeFilter('unknown', 'group')).toEqual({ cause_group: 'unknown' })
  expect(causeFilter('修不好', 'label')).toEqual({ label: '修不好' })
})

describe('changes', () => {
  test('are of rates where both periods have jobs, and better or worse only beyond chance', () => {
    const causes = [cause('late', 60, 20), cause('part', 5, 4)]
    const [late, part] = causeChanges(causes, 'group', 'count', zh, exposureOf(1000, 1000, 1, 1))
    expect(late).toMatchObject({ key: 'late', change: 40, meaning: 'worse', now: 60, before: 20 })
    expect(part).toMatchObject({ key: 'part', change: 1, meaning: 'neutral' })
  })
  test('twice the complaints of twice the jobs are no change', () => {
    expect(causeChanges([cause('late', 60, 30)], 'group', 'count', zh, exposureOf(2000, 1000, 1, 1))).toMatchObject([
      { change: 0, meaning: 'neutral' },
    ])
  })
  test('are of counts for each period without jobs, the largest first; a cause that went away is among them', () => {
    const causes = [cause('a', 1, 0), cause('b', 0, 30), cause('c', 0, 0)]
    const changes = causeChanges(causes, 'group', 'count', zh, exposureOf(0, 0, 1, 2))
    expect(changes.map(({ key, change, meaning }) => [key, change, meaning])).toEqual([
      ['b', -15, 'better'],
      ['a', 1, 'neutral'],
    ])
  })
  test('one of forty causes at the edge of chance is chance; alone it would not be', () => {
    const edge = cause('edge', 20, 7)
    const still = Array.from({ length: 39 }, (_, at) => cause(`still ${at}`, 10, 10))
    const exposure = exposureOf(1000, 1000, 1, 1)
    const meaningOf = (causes: readonly CauseSums[]) =>
      causeChanges(causes, 'group', 'count', zh, exposure, 50).find(({ key }) => key === 'edge')?.meaning
    expect(meaningOf([edge])).toBe('worse')
    expect(meaningOf([edge, ...still])).toBe('neutral')
  })
  test('of money are judged by how the amounts scatter, and by none where there are few', () => {
    const dear: CauseSums = {
      ...cause('dear', 12, 12),
      now: { ...sums(12), cost: { sum: 5110, squares: 5000 ** 2 + 11 * 100, n: 12 } },
    }
    const exposure = exposureOf(1000, 1000, 1, 1)
    expect(causeChanges([dear], 'group', 'cost', zh, exposure)).toMatchObject([{ change: 4990, meaning: 'neutral' }])
    expect(causeChanges([cause('many', 60, 20)], 'group', 'cost', zh, exposure)).toMatchObject([
      { change: 400, meaning: 'worse' },
    ])
    expect(causeChanges([cause('few', 5, 1)], 'group', 'cost', zh, exposure)).toMatchObject([{ change: 40, meaning: 'neutral' }])
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

test('cells stand out against the other families, at the rate of their jobs; what does not stand alone never does', () => {
  const matrix = matrixOf(
    [
      { family: '空调', group: 'part', n: 40 },
      { family: '冰箱', group: 'part', n: 10 },
      { family: '电视', group: 'part', n: 12 },
      { family: '空调', group: 'service', n: 20 },
      { family: '冰箱', group: 'service', n: 21 },
      { family: '电视', group: 'service', n: 19 },
      { family: null, group: 'service', n: 90 },
    ],
    ['part', 'service'],
  )
  const jobs = matrix.rows.map(({ family }) => (family === null ? 4500 : 1000))
  const marks = cellsBeyond(matrix, jobs)
  expect(Object.fromEntries(matrix.rows.map(({ family }, at) => [family ?? 'rest', marks[at]]))).toEqual({
    空调: ['above', null],
    冰箱: [null, null],
    电视: [null, null],
    rest: [null, null],
  })
  // Ten times the jobs: the same count is then below.
  const fewer = cellsBeyond(
    matrix,
    matrix.rows.map(({ family }) => (family === '空调' ? 10_000 : family === null ? 4500 : 1000)),
  )
  expect(fewer[matrix.rows.findIndex(({ family }) => family === '空调')]?.[1]).toBe('below')
  expect(
    cellsBeyond(matrix, [0, 0, 0, 0])
      .flat()
      .every((mark) => mark === null),
  ).toBe(true)
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
  expect(parse('')).toEqual({ ok: true, asked: { level: 'group', measure: 'count', counting: 'principal', trend: 'count' } })
  expect(parse('level=detail&counting=every&trend=rate')).toEqual({
    ok: true,
    asked: { level: 'detail', measure: 'count', counting: 'every', trend: 'rate' },
  })
  // Sums of money must add up.
  expect(parse('measure=cost&counting=every')).toMatchObject({ asked: { measure: 'cost', counting: 'principal' } })
  for (const wrong of ['level=deep', 'measure=weight', 'counting=some', 'trend=up']) {
    expect(parse(wrong)).toEqual({ ok: false, wrong })
  }
})
