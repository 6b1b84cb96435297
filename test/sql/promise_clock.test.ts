/**
 * Working time against a slow count, minute by minute, in plain TypeScript: due times and elapsed minutes of random
 * promises on random calendars. The count knows a calendar only as "is this minute of this day worked".
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Calendar } from '../../pipeline/reference/calendar.ts'
import type { Segment } from '../../pipeline/reference/hours.ts'
import { clockedByModels } from './clocked.ts'

const MINUTE = 60_000
const FROM = Date.UTC(2025, 0, 1)
const UNTIL = Date.UTC(2025, 5, 1)

/** Moments of wall time are held as if they were UTC. */
interface Promised {
  readonly startWall: number
  readonly stopWall: number
  /** One of the two. */
  readonly limitMinutes: number | null
  readonly limitDays: number | null
}

const segments = fc.uniqueArray(fc.integer({ min: 24, max: 92 }), { minLength: 0, maxLength: 6 }).map((quarters): Segment[] => {
  const sorted = quarters.sort((a, b) => a - b).map((each) => each * 15)
  return [0, 2, 4].flatMap((at) => {
    const [from, to] = [sorted[at], sorted[at + 1]]
    return from === undefined || to === undefined ? [] : [{ from, to }]
  })
})
const aroundTheClock: Segment[] = [{ from: 0, to: 1440 }]
const hours = fc.oneof({ weight: 4, arbitrary: segments }, { weight: 1, arbitrary: fc.constant(aroundTheClock) })
const week = fc.record({
  mon: fc.constant<Segment[]>([{ from: 540, to: 1080 }]),
  tue: hours,
  wed: hours,
  thu: hours,
  fri: hours,
  sat: hours,
  sun: hours,
})

const calendar = week.map((each): Calendar => ({
  id: 'c',
  name: { 'zh-CN': '随机', en: 'Random' },
  week: each,
  closed: [{ first: 20120, last: 20123 }],
}))

// To the second, and often exactly on a quarter of an hour: where segments begin and end.
const moment = fc.oneof(
  fc.integer({ min: 0, max: 60 * 96 }).map((quarters) => FROM + quarters * 15 * MINUTE),
  fc.integer({ min: 0, max: 60 * 86_400 }).map((seconds) => FROM + seconds * 1000),
)
const limit = fc.oneof(
  fc.integer({ min: 1, max: 3000 }).map((minutes) => ({ limitMinutes: minutes, limitDays: null })),
  fc.integer({ min: 1, max: 100 }).map((quarters) => ({ limitMinutes: quarters * 15, limitDays: null })),
  fc.integer({ min: 1, max: 10 }).map((days) => ({ limitMinutes: null, limitDays: days })),
)
const promised = fc
  .record({ startWall: moment, length: fc.integer({ min: 0, max: 20 * 86_400 }), limit })
  .map(({ startWall, length, limit: chosen }): Promised => ({ startWall, stopWall: startWall + length * 1000, ...chosen }))

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

/** Whether the minute that begins at this moment of wall time is worked. */
function isWorked({ week: plan, closed }: Calendar, at: number): boolean {
  const day = Math.floor(at / 86_400_000)
  if (closed.some(({ first, last }) => first <= day && day <= last)) return false
  const minute = (at - day * 86_400_000) / MINUTE
  const weekday = WEEKDAYS[new Date(at).getUTCDay()] ?? 'sun'
  return (plan[weekday] ?? []).some(({ from, to }) => from <= minute && minute < to)
}

/** Working milliseconds of [from, to), minute by minute. */
function slowElapsed(plan: Calendar, from: number, to: number): number {
  let worked = 0
  for (let at = Math.floor(from / MINUTE) * MINUTE; at < to; at += MINUTE) {
    if (isWorked(plan, at)) worked += Math.min(at + MINUTE, to) - Math.max(at, from)
  }
  return worked
}

/** The earliest moment at which the limit is used up. */
function slowDue(plan: Calendar, from: number, limitMinutes: number): number {
  let left = limitMinutes * MINUTE
  for (let at = Math.floor(from / MINUTE) * MINUTE; at < UNTIL; at += MINUTE) {
    if (!isWorked(plan, at)) continue
    const part = at + MINUTE - Math.max(at, from)
    if (part >= left) return Math.max(at, from) + left
    left -= part
  }
  throw new Error('the limit is never used up')
}

/** The close of the n-th day with work after the day of the start. */
function slowDueDays(plan: Calendar, from: number, days: number): number {
  let found = 0
  for (let day = Math.floor(from / 86_400_000) + 1; day * 86_400_000 < UNTIL; day += 1) {
    let close: number | null = null
    for (let minute = 0; minute < 1440; minute += 1) {
      const at = day * 86_400_000 + minute * MINUTE
      if (isWorked(plan, at)) close = at + MINUTE
    }
    if (close !== null && (found += 1) === days) return close
  }
  throw new Error('there are not that many working days')
}

const SHANGHAI = 8 * 60 * MINUTE
const utc = (wall: number): string => new Date(wall - SHANGHAI).toISOString()

/** Due times (wall) and elapsed milliseconds by the models, in the order of the promises. */
async function counted(plan: Calendar, promises: readonly Promised[]): Promise<{ due: number; elapsed: number }[]> {
  const use = { calendars: new Set(['c']), timeZone: 'Asia/Shanghai', from: '2024-12-25', until: '2025-06-01' }
  const clocked = await clockedByModels(
    plan,
    use,
    promises.map(({ startWall, stopWall, ...limits }) => ({ from: utc(startWall), until: utc(stopWall), ...limits })),
  )
  return clocked.map(({ due, micros }) => ({ due: (due ?? Number.NaN) / 1000 + SHANGHAI, elapsed: micros / 1000 }))
}

test('working time and due times are those of a slow count', async () => {
  await fc.assert(
    fc.asyncProperty(calendar, fc.array(promised, { minLength: 20, maxLength: 40 }), async (plan, promises) => {
      const slow = promises.map(({ startWall, stopWall, limitMinutes, limitDays }) => ({
        due: limitDays === null ? slowDue(plan, startWall, limitMinutes ?? 0) : slowDueDays(plan, startWall, limitDays),
        elapsed: slowElapsed(plan, startWall, stopWall),
      }))
      const fast = await counted(plan, promises)
      expect(fast.map(({ due }) => new Date(due).toISOString())).toEqual(slow.map(({ due }) => new Date(due).toISOString()))
      expect(fast.map(({ elapsed }) => Math.round(elapsed * 1e3))).toEqual(slow.map(({ elapsed }) => elapsed * 1e3))
    }),
    { numRuns: 25, seed: 20250110 },
  )
}, 120_000)
