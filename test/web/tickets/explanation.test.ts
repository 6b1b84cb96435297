/** An opened promise: the lanes of its drawing, and what is said when the server gives none. */
import { ticketTexts } from '#lib/language/pages/ticket.ts'
import { expect, test } from 'vitest'
import { texts } from '../../../web/src/lib/language/texts.ts'
import { clockLanes, readAnswer, type PromiseExplanation } from '../../../web/src/lib/ticket/explanation.ts'

const words = ticketTexts(texts('en'))
const promise: PromiseExplanation = {
  id: 'ticket:1:respond:1',
  facts: [],
  timeZone: 'UTC',
  rows: [],
  closes: [],
  bars: [
    { from: '2026-01-05T09:00:00Z', until: '2026-01-05T10:00:00Z', kind: 'counted', label: 'worked' },
    { from: '2026-01-05T10:00:00Z', until: '2026-01-05T11:00:00Z', kind: 'paused', label: 'waiting' },
    { from: '2026-01-05T11:00:00Z', until: '2026-01-05T12:00:00Z', kind: 'late', label: 'worked' },
  ],
  start: '2026-01-05T09:00:00Z',
  end: '2026-01-05T12:00:00Z',
  due: '2026-01-05T11:00:00Z',
}
const rounds = [
  {
    cycle: 1,
    stamps: [
      { stage: 'received', at: '2026-01-05T09:00:00Z' },
      { stage: 'responded', at: '2026-01-05T12:00:00Z' },
      { stage: 'resolved', at: '2026-01-09T08:00:00Z' },
    ],
  },
] as const

test('stages within its time, what counted and what stood still, each with the limit; nothing that was left', () => {
  const lanes = clockLanes(promise, rounds, words)
  expect(
    lanes.map(({ label, bars, marks }) => [label, bars.map(({ meaning }) => meaning), marks.map(({ label }) => label)]),
  ).toEqual([
    ['Stages', [], ['received', 'responded']],
    ['Counted', ['better', 'worse'], ['Due']],
    ['Stood still', ['neutral'], ['Due']],
  ])
})

test('one that has not started has no drawing', () => {
  expect(clockLanes({ ...promise, start: null, end: null, bars: [] }, rounds, words)).toEqual([])
})

test('a refusal keeps the server’s code and reference; no answer says so', async () => {
  const refused = Response.json({ message: 'x', code: 'ticket.not_found', reference: 'ab12' }, { status: 404 })
  expect(await readAnswer(() => Promise.resolve(refused))).toEqual({
    state: 'failed',
    code: 'ticket.not_found',
    reference: 'ab12',
  })
  expect(await readAnswer(() => Promise.reject(new TypeError('offline')))).toEqual({
    state: 'failed',
    code: 'http.no_answer',
    reference: '–',
  })
  const ready = await readAnswer(() => Promise.resolve(Response.json({ promises: [] })))
  expect(ready).toEqual({ state: 'ready', data: { promises: [] } })
})
