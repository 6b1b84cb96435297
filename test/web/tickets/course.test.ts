/** The course of a ticket: its stages in time and the lanes of its timeline. */
import { ticketTexts } from '#lib/language/pages/ticket.ts'
import { expect, test } from 'vitest'
import { texts } from '../../../web/src/lib/language/texts.ts'
import { courseLanes } from '../../../web/src/lib/ticket/lanes.ts'
import { stageSteps } from '../../../web/src/lib/ticket/stages.ts'
import type { TicketCourse, TicketPromise } from '../../../web/src/lib/ticket/ticket.ts'

const RECEIVED = '2026-01-05T08:00:00Z'
const rounds = [
  {
    cycle: 1,
    stamps: [
      { stage: 'received', at: RECEIVED },
      { stage: 'resolved', at: '2026-01-06T08:00:00Z' },
      { stage: 'responded', at: '2026-01-05T09:30:00Z' },
    ],
  },
  { cycle: 2, stamps: [{ stage: 'reopened', at: '2026-01-08T08:00:00Z' }] },
] as const

test('stages stand in the order of time, with what passed between them', () => {
  expect(
    stageSteps(rounds, RECEIVED).map(({ stage, cycle, sinceBefore, sinceReceived }) => [
      stage,
      cycle,
      sinceBefore,
      sinceReceived,
    ]),
  ).toEqual([
    ['received', 1, null, 0],
    ['responded', 1, 90, 90],
    ['resolved', 1, 1350, 1440],
    ['reopened', 2, 2880, 4320],
  ])
})

test('what is said to have happened before the ticket came in is marked, not hidden', () => {
  const steps = stageSteps(
    [
      {
        cycle: 1,
        stamps: [
          { stage: 'received', at: RECEIVED },
          { stage: 'resolved', at: '2026-01-04T08:00:00Z' },
        ],
      },
    ],
    RECEIVED,
  )
  expect(steps.map(({ stage, isTooEarly, sinceReceived }) => [stage, isTooEarly, sinceReceived])).toEqual([
    ['resolved', true, -1440],
    ['received', false, 0],
  ])
})

test('stages of the same moment stand in the usual order of the work', () => {
  const steps = stageSteps(
    [
      {
        cycle: 1,
        stamps: [
          { stage: 'closed', at: RECEIVED },
          { stage: 'resolved', at: RECEIVED },
          { stage: 'received', at: RECEIVED },
        ],
      },
    ],
    RECEIVED,
  )
  expect(steps.map(({ stage }) => stage)).toEqual(['received', 'resolved', 'closed'])
})

const promise: TicketPromise = {
  id: 'ticket:1:respond:1',
  name: '24 小时内响应',
  complaint: null,
  cycle: 1,
  preset: 'standard 1',
  stage: 'response',
  clock: 'calendar',
  start: RECEIVED,
  due: '2026-01-06T08:00:00Z',
  stop: '2026-01-05T09:30:00Z',
  elapsedMinutes: 90,
  limitMinutes: 1440,
  limitWorkingDays: null,
  verdict: 'kept',
  reason: null,
  explained: null,
  accepted: null,
  isExplainedInTime: null,
}
const course = (...promises: TicketPromise[]): TicketCourse => ({ rounds, waits: [], promises })
const words = ticketTexts(texts('zh-CN'))
const promiseLane = (each: TicketPromise) => courseLanes(course(each), words)[2]

test('a kept promise is a bar from start to stop with its limit, a broken one is worse', () => {
  expect(promiseLane(promise)).toEqual({
    label: '24 小时内响应',
    bars: [{ start: RECEIVED, end: '2026-01-05T09:30:00Z', label: '按时', meaning: 'better' }],
    marks: [{ at: '2026-01-06T08:00:00Z', label: '期限', kind: 'limit' }],
  })
  const overdue = { ...promise, verdict: 'broken', stop: null, reason: 'overdue', cycle: 2 } as const
  expect(promiseLane(overdue)).toMatchObject({ label: '24 小时内响应 · 第 2 轮', bars: [{ end: null, meaning: 'worse' }] })
})

test('a promise without a start is its limit and the moment that stopped it; a void one no span', () => {
  const agreed = { ...promise, start: null, clock: 'given' } as const
  expect(promiseLane(agreed)?.bars).toEqual([])
  expect(promiseLane(agreed)?.marks.map(({ kind }) => kind)).toEqual(['limit', 'event'])
  const backwards = { ...promise, verdict: 'void', reason: 'impossible_order', stop: '2026-01-04T00:00:00Z' } as const
  expect(promiseLane(backwards)?.bars).toEqual([])
  expect(promiseLane({ ...promise, verdict: 'void', start: null, due: null, stop: null })).toBeUndefined()
})

test('each round is a lane, waits are one', () => {
  const lanes = courseLanes(
    { rounds, promises: [], waits: [{ cycle: 1, waitsFor: 'parts', start: RECEIVED, end: null, minutes: 60 }] },
    words,
  )
  expect(lanes.map(({ label }) => label)).toEqual(['第 1 轮', '第 2 轮', '等待'])
  expect(lanes[2]?.bars).toEqual([{ start: RECEIVED, end: null, label: '等配件', meaning: 'neutral' }])
})
