import { expect, test } from 'vitest'
import type { Link } from '../../../web/src/lib/filters/links.ts'
import { texts } from '../../../web/src/lib/language/texts.ts'
import { parseComments } from '../../../web/src/lib/satisfaction/asked.ts'
import { funnelDrawing, itemDrawing, itemShares, recommendDrawing } from '../../../web/src/lib/satisfaction/figures.ts'
import type { ItemAnswers, SourceAnswers } from '../../../web/src/lib/satisfaction/satisfaction.ts'

const reader = { language: 'en', texts: texts('en'), sources: {} } as const
const link = '/cases?kpi=x' as Link
const answers = (item: ItemAnswers['item'], satisfied: number, judged: number): ItemAnswers => ({
  item,
  scale: { levels: 5, satisfiedFrom: 4 },
  levels: [],
  satisfied,
  judged,
})
const sources: readonly SourceAnswers[] = [
  { source: 'a', title: 'A', items: [answers('overall', 80, 100), answers('skill', 9, 10)] },
  { source: 'b', title: 'B', items: [answers('overall', 10, 50)] },
]

test('only satisfied is added up over sources, item by item', () => {
  expect(itemShares(sources)).toEqual([
    { item: 'overall', satisfied: 90, n: 150 },
    { item: 'skill', satisfied: 9, n: 10 },
  ])
  const { bars, table } = itemDrawing(itemShares(sources), reader, (item) => `/cases?item=${item}` as Link)
  expect(bars[0]).toMatchObject({ label: 'Overall', value: 0.6, n: 150 })
  expect(bars[0]?.low).toBeLessThan(0.6)
  expect(table.rows[1]?.[1]).toMatchObject({ raw: 0.9, href: '/cases?item=skill' })
})

test('each step of the funnel is a share of what could take it', () => {
  const { facts, table } = funnelDrawing({ asked: 200, answered: 80, judged: 79, satisfied: 60 }, reader, link)
  expect(facts).toBe('response rate 40.0% · satisfied 75.9%')
  expect(table.rows.map((row) => row.map(({ raw }) => raw))).toEqual([
    ['Asked', 200, null],
    ['Answered', 80, 0.4],
    ['Satisfied', 60, 60 / 79],
  ])
  expect(table.rows[0]?.[1]?.href).toBe(link)
  expect(funnelDrawing({ asked: 3, answered: 0, judged: 0, satisfied: 0 }, reader, link).facts).toBe('response rate 0.0%')
})

test('every answer from ten to nought is there, each with the meaning of its class', () => {
  const drawing = recommendDrawing(
    [
      { answer: 0, promoterClass: 'detractor', n: 5 },
      { answer: 8, promoterClass: 'passive', n: 20 },
      { answer: 9, promoterClass: 'promoter', n: 15 },
      { answer: 10, promoterClass: 'promoter', n: 60 },
    ],
    reader,
  )
  expect(drawing?.bars.map(({ label, value, meaning }) => [label, value, meaning])).toEqual([
    ['10', 60, 'better'],
    ['9', 15, 'better'],
    ['8', 20, 'neutral'],
    ['7', 0, 'neutral'],
    ...[6, 5, 4, 3, 2, 1].map((each) => [String(each), 0, 'worse']),
    ['0', 5, 'worse'],
  ])
  // 75 − 5 of 100; √((0.75 + 0.05 − 0.7²) ÷ 100) = 0.05568.
  expect(drawing?.facts).toBe('net promoter score 70.0 (95% interval 59.1 to 80.9)')
  expect(drawing?.parts).toBe('promoters 75.0% · passives 20.0% · detractors 5.0%')
  expect(recommendDrawing([], reader)).toBeNull()
})

const asked = (query: string) => {
  const given = new URLSearchParams(query)
  return parseComments((name) => given.get(name))
}

test('comments asked for: newest first, the first page and all of them unless the address says more', () => {
  expect(asked('')).toEqual({ ok: true, asked: { find: null, order: 'newest', page: 1 } })
  expect(asked('find=++&order=&page=')).toEqual({ ok: true, asked: { find: null, order: 'newest', page: 1 } })
  expect(asked('find=+%E6%85%A2+&order=low&page=3')).toEqual({ ok: true, asked: { find: '慢', order: 'low', page: 3 } })
})

test.each(['order=worst', 'page=0', 'page=-1', 'page=1.5', 'page=9999999', `find=${'x'.repeat(101)}`])(
  'an address that asks for no comments is refused: %s',
  (query) => {
    expect(asked(query)).toMatchObject({ ok: false })
  },
)
