/**
 * A working calendar as the plainest question: is this minute worked? An instant is worked when the wall in the calendar's zone
 * reads a time inside the shift of that day, or of the day before when that shift runs past midnight. No sums, no tables but
 * the answers given before.
 */
import { wallClock, type Minute, type WallClock } from './wall-clock.ts'
import { MINUTE, WEEKDAYS, type Calendar, type HolidaySet, type Micros, type World } from './world.ts'

const DAY_MINUTES = 1440

/** Minutes from the midnight of the day on which the shift begins; `to` may lie beyond 1440. */
interface Span {
  readonly from: number
  readonly to: number
}

const ISO = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

function spanOf(written: string): Span {
  const [from = 0, to = 0] = written.split('-').map((each) => {
    const [hour = 0, minute = 0] = each.split(':').map(Number)
    return hour * 60 + minute
  })
  return { from, to: to > from ? to : to + DAY_MINUTES }
}

export class WorkedMinutes {
  readonly id: string
  readonly clock: WallClock
  /** Nothing is known of it from here on. */
  readonly horizon: Micros
  readonly #calendar: Calendar
  readonly #set: HolidaySet | undefined
  readonly #first: Minute
  /** 0 not asked yet, 1 not worked, 2 worked. */
  readonly #answers: Uint8Array
  readonly #spans = new Map<number, readonly Span[]>()
  readonly #closes = new Map<number, Micros | null>()

  constructor(calendar: Calendar, world: World, firstDay: number, lastDay: number) {
    this.id = calendar.id
    this.clock = wallClock(calendar.timeZone ?? world.timeZone)
    this.#calendar = calendar
    this.#set = world.holidaySets.find((each) => each.id === calendar.holidays)
    this.#first = firstDay * DAY_MINUTES
    this.#answers = new Uint8Array((lastDay - firstDay + 1) * DAY_MINUTES)
    this.horizon = lastDay * DAY_MINUTES * MINUTE
  }

  /** The shift that begins on a local day. A closure of its own wins over a decree, a decree over the week. */
  #shift(day: number): readonly Span[] {
    const known = this.#spans.get(day)
    if (known !== undefined) return known
    const date = ISO(day)
    const week = this.#calendar.week
    const usual = week[WEEKDAYS[(((day + 3) % 7) + 7) % 7] ?? 'mon'] ?? []
    let written = usual
    if (this.#calendar.closed.includes(date) || this.#set?.off.includes(date) === true) written = []
    else if (this.#set?.work.includes(date) === true && usual.length === 0) written = this.#calendar.makeup ?? week.mon ?? []
    const spans = written.map(spanOf)
    this.#spans.set(day, spans)
    return spans
  }

  #inShift(day: number, at: Minute): boolean {
    const minute = this.clock.wall(at) - day * DAY_MINUTES
    return this.#shift(day).some(({ from, to }) => from <= minute && minute < to)
  }

  isWorked(at: Minute): boolean {
    const place = at - this.#first
    const known = this.#answers[place]
    if (known === undefined) throw new RangeError(`${ISO(at / DAY_MINUTES)} lies outside what the calendar is asked about`)
    if (known !== 0) return known === 2
    const today = Math.floor(this.clock.wall(at) / DAY_MINUTES)
    const answer = this.#inShift(today, at) || this.#inShift(today - 1, at)
    this.#answers[place] = answer ? 2 : 1
    return answer
  }

  /** When the last shift of a local day ends; null when no minute of it is ever read on the wall. */
  closes(day: number): Micros | null {
    const known = this.#closes.get(day)
    if (known !== undefined) return known
    let close: Micros | null = null
    if (this.#shift(day).length > 0) {
      // A local day lies within a day of the same day in UTC, and its shift may run one day longer.
      const until = (day + 3) * DAY_MINUTES
      for (let at = (day - 1) * DAY_MINUTES; at < until; at += 1) if (this.#inShift(day, at)) close = (at + 1) * MINUTE
    }
    this.#closes.set(day, close)
    return close
  }
}
