/** Wall time of a zone, for lines of a table. */

export interface Wall {
  /** ISO date. */
  readonly day: string
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number
  /** `09:00`; with seconds, and their fraction, only where there are any. */
  readonly time: string
}

const DAY = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(timeZone, format)
  return format
}

/** @param stamp ISO 8601 with offset, to the microsecond */
export function wallTime(stamp: string, timeZone: string): Wall {
  const parts = formatOf(timeZone).formatToParts(new Date(stamp))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? ''
  const day = `${part('year')}-${part('month')}-${part('day')}`
  // A Date ends at milliseconds; zones are whole seconds, so the fraction is that of the text.
  const fraction = (/\.(\d+)/.exec(stamp)?.[1] ?? '').replace(/0+$/, '')
  const seconds = part('second') + (fraction === '' ? '' : `.${fraction}`)
  return {
    day,
    weekday: new Date(`${day}T00:00:00Z`).getUTCDay() || 7,
    time: `${part('hour')}:${part('minute')}${seconds === '00' ? '' : `:${seconds}`}`,
  }
}

export const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10)

/** Whole days of the zone, in order, that lie between two stamps from midnight to midnight. */
export function wholeDays(from: string, until: string, timeZone: string): readonly string[] {
  const first = wallTime(from, timeZone)
  const last = wallTime(until, timeZone)
  const days: string[] = []
  for (let day = first.time === '00:00' ? first.day : dayAfter(first.day); day < last.day; day = dayAfter(day)) days.push(day)
  return days
}
