/** Round times of a site along an axis: its wall clock, not the reader's. */
import type { Language } from '../language/language.ts'

const MINUTE = 60_000
const DAY = 1440
/** In minutes of the wall clock. */
const STEPS = [5, 15, 30, 60, 120, 180, 360, 720, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY, 182 * DAY, 364 * DAY]

export interface TimeTick {
  /** Milliseconds since 1970, UTC. */
  readonly at: number
  readonly label: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The wall clock as if it were UTC. */
function wallOf(at: number, timeZone: string): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  formats.set(timeZone, format)
  const parts = format.formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

/** The moment at which a site's clocks show `wall`; twice a year there is none, or two: then one beside it. */
function momentOf(wall: number, timeZone: string): number {
  const guess = wall - (wallOf(wall, timeZone) - wall)
  return wall - (wallOf(guess, timeZone) - guess)
}

/** About `most` round times within [from, to], both in milliseconds since 1970. */
export function timeTicks(from: number, to: number, timeZone: string, language: Language, most: number): TimeTick[] {
  const wanted = (to - from) / MINUTE / Math.max(1, most)
  const step = (STEPS.find((each) => each >= wanted) ?? 364 * DAY) * MINUTE
  // Steps of weeks begin on a Monday: 5 January 1970 was one.
  const origin = step >= 7 * DAY * MINUTE ? 4 * DAY * MINUTE : 0
  const ticks: TimeTick[] = []
  const start = Math.floor((wallOf(from, timeZone) - origin) / step) * step + origin
  let day = ''
  for (let wall = start; wall <= wallOf(to, timeZone) + step; wall += step) {
    const at = momentOf(wall, timeZone)
    if (at < from || at > to || at === ticks.at(-1)?.at) continue
    const date = dayLabel(wall, language)
    const label = step >= DAY * MINUTE ? date : `${timeLabel(wall)}${date === day ? '' : `\n${date}`}`
    day = date
    ticks.push({ at, label })
  }
  return ticks
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function dayLabel(wall: number, language: Language): string {
  const date = new Date(wall)
  const [month, day] = [date.getUTCMonth(), date.getUTCDate()]
  return language === 'zh-CN' ? `${month + 1}/${day}` : `${day} ${MONTHS[month] ?? ''}`
}

const timeLabel = (wall: number): string => new Date(wall).toISOString().slice(11, 16)
