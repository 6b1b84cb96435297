/**
 * Time of the demonstration: whole seconds of site-local wall time since the first Monday. China has no summer time, so
 * local seconds are as good as absolute ones.
 */

/** The two years: 104 ISO weeks, Monday 2024-09-30 to Sunday 2026-09-27. */
export const FIRST_DAY = '2024-09-30'
export const WEEKS = 104
export const DAYS = WEEKS * 7
export const MINUTE = 60
export const HOUR = 3600
export const DAY = 86_400
/** The moment of the export: nothing later has been recorded. The last evening: the last week is not over. */
export const END = DAYS * DAY - 1

/** A moment that has not come and never will. */
export const NEVER = -1

const epochDay = Date.parse(`${FIRST_DAY}T00:00:00Z`) / 86_400_000
/** Dates are written from ten years before to three years after the first day. */
const BEFORE = 3660
const dates: string[] = []
for (let day = -BEFORE; day < 1100; day++) dates.push(new Date((epochDay + day) * 86_400_000).toISOString().slice(0, 10))
const slashed = dates.map((date) => date.replaceAll('-', '/'))
const clock: string[] = []
for (let minute = 0; minute < 1440; minute++)
  clock.push(`${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:`)
const seconds = Array.from({ length: 60 }, (_, each) => String(each).padStart(2, '0'))

/** `2025-03-01` @param day days since the first day; may be negative */
export const dateText = (day: number): string => dates[day + BEFORE] ?? ''

const clockText = (moment: number): string => {
  const within = moment % DAY
  return (clock[Math.floor(within / 60)] as string) + (seconds[within % 60] as string)
}

/** `2025-03-01 08:30:00`, empty for what has not happened. */
export const stampText = (moment: number): string =>
  moment < 0 ? '' : `${dates[Math.floor(moment / DAY) + BEFORE] as string} ${clockText(moment)}`

/** `2025/03/01 08:30:00`, as the old system writes it. */
export const slashedStampText = (moment: number): string =>
  moment < 0 ? '' : `${slashed[Math.floor(moment / DAY) + BEFORE] as string} ${clockText(moment)}`

export const slashedDateText = (day: number): string => slashed[day + BEFORE] ?? ''

/** `250301`, for numbers of tickets. */
export const shortDateText = (day: number): string => dateText(day).slice(2).replaceAll('-', '')

export const dayOf = (moment: number): number => Math.floor(moment / DAY)
export const weekOf = (moment: number): number => Math.floor(moment / (7 * DAY))

/** Days since the first day of a date such as 2025-01-29. */
export const dayOfDate = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000 - epochDay

/** Month 0 … 11 of a day. */
export const monthOf = (day: number): number => Number(dateText(day).slice(5, 7)) - 1
