/** The pure parts of the pages on which people decide about causes. */
import { expect, test } from 'vitest'
import { search, type CauseChoice } from '../../../web/src/lib/complaints/causes.ts'
import { marked, markedAt } from '../../../web/src/lib/complaints/marked.ts'
import { parseReview } from '../../../web/src/lib/complaints/review.ts'
import { formAction } from '../../../web/src/lib/filters/links.ts'
import { knownUntil } from '../../../web/src/lib/server/state.ts'
import { commandOf } from '../../../web/src/routes/complaints/review/keys.ts'

test.each([
  ['1', { do: 'take', place: 1 }],
  ['9', { do: 'take', place: 9 }],
  ['0', null],
  ['a', { do: 'second' }],
  ['N', { do: 'unknown' }],
  ['u', { do: 'undo' }],
  ['j', { do: 'next' }],
  ['k', { do: 'previous' }],
  ['r', { do: 'settle' }],
  ['?', { do: 'help' }],
  ['/', { do: 'list', letters: '' }],
  ['s', { do: 'list', letters: 's' }],
  ['迟', { do: 'list', letters: '迟' }],
  ['Enter', null],
  [' ', null],
])('key %s', (key, command) => {
  expect(commandOf(key, false)).toEqual(command)
})

test('after r a letter says whose it is, each another one, and other keys say nothing', () => {
  const said = 's p t l c i y'.split(' ').map((key) => commandOf(key, true))
  expect(said.map((each) => (each?.do === 'responsible' ? each.responsibility : null))).toEqual([
    'service',
    'product',
    'part',
    'logistics',
    'customer',
    'information',
    'policy',
  ])
  expect(commandOf('1', true)).toBeNull()
  expect(commandOf('a', true)).toBeNull()
})

const cause = (code: string, name: string, otherName: string, group: string | null): CauseChoice => ({
  code,
  name,
  otherName,
  group: group === null ? null : { code: group, name: group === 'service' ? '服务' : '配件' },
  responsibility: 'service',
  isRetired: false,
})
const CAUSES = [
  cause('service', '服务', 'Service', null),
  cause('service.late', '服务不及时', 'Late', 'service'),
  cause('service.attitude', '服务态度', 'Attitude', 'service'),
  cause('part', '配件', 'Part', null),
  cause('part.late', '配件延误', 'Part late', 'part'),
]

test.each([
  ['', ['service', 'service.late', 'service.attitude', 'part', 'part.late']],
  ['late', ['service.late', 'part.late']],
  ['ＬＡＴＥ', ['service.late', 'part.late']],
  ['part late', ['part.late']],
  ['态度', ['service.attitude']],
  ['配件', ['part', 'part.late']],
  ['service.at', ['service.attitude']],
  ['nothing of it', []],
])('causes found by “%s”, in either language or as a code, beginnings first', (typed, codes) => {
  expect(search(CAUSES, typed).map(({ code }) => code)).toEqual(codes)
})

const shown = (pieces: readonly { text: string; isMarked: boolean }[]) =>
  pieces.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join('')

test.each([
  ['师傅迟到了，迟到三小时', ['迟到'], '师傅[迟到]了，[迟到]三小时'],
  ['They were LATE, with a late plate', ['late'], 'They were [LATE], with a [late] plate'],
  ['Delays again', ['delay'], '[Delay]s again'],
  ['ＷｉＦｉ连不上', ['wifi', '连不上'], '[ＷｉＦｉ连不上]'],
  ['重叠的词', ['重叠', '叠的'], '[重叠的]词'],
  ['no words', ['', ' '], 'no words'],
  ['', ['x'], ''],
])('words marked in %s', (text, words, expected) => {
  expect(shown(marked(text, words))).toBe(expected)
  expect(
    marked(text, words)
      .map((each) => each.text)
      .join(''),
  ).toBe(text)
})

test('ranges that overlap are one mark', () => {
  expect(
    shown(
      markedAt('abcdef', [
        { from: 3, until: 5 },
        { from: 1, until: 4 },
      ]),
    ),
  ).toBe('a[bcde]f')
})

test('what is asked of the queue', () => {
  const asked = (query: string) => parseReview((name) => new URLSearchParams(query).get(name))
  expect(asked('')).toEqual({ ok: true, asked: { reason: null, complaint: null } })
  expect(asked('reason=split&complaint=desk:1')).toEqual({ ok: true, asked: { reason: 'split', complaint: 'desk:1' } })
  expect(asked('reason=mood')).toEqual({ ok: false, wrong: 'reason=mood' })
  expect(asked(`complaint=${'x'.repeat(401)}`)).toMatchObject({ ok: false })
})

test('a form keeps what its page was asked for', () => {
  expect(formAction('undo', '/complaints/review')).toBe('?/undo')
  expect(formAction('undo', '/complaints/review?region=%E5%8D%8E')).toBe('?/undo&region=%E5%8D%8E')
  expect(formAction('name', '?grain=month')).toBe('?/name&grain=month')
})

test('a version knows what was written before its build began; one whose id says nothing, before it was published', () => {
  const published_at = '2026-11-28T09:30:00Z'
  expect(knownUntil({ build_id: '20261128T091500123Z-1a2b3c4d', published_at })).toBe('2026-11-28T09:15:00.123Z')
  expect(knownUntil({ build_id: 'fixture-1', published_at })).toBe(published_at)
})
