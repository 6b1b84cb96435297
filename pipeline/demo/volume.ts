/** How many tickets come on which day, at which hour, and for which product. */
import { type Chance, Weighted } from './random.ts'
import { DAY, DAYS, HOUR, MINUTE, dayOfDate, monthOf } from './time.ts'
import type { Family, Products } from './vocabulary.ts'

/** Public holidays as decreed, both ends included. Fewer people report then; after Spring Festival more than usual. */
const HOLIDAYS: readonly (readonly [string, string])[] = [
  ['2024-10-01', '2024-10-07'],
  ['2025-01-01', '2025-01-01'],
  ['2025-01-28', '2025-02-04'],
  ['2025-04-04', '2025-04-06'],
  ['2025-05-01', '2025-05-05'],
  ['2025-05-31', '2025-06-02'],
  ['2025-10-01', '2025-10-08'],
  ['2026-01-01', '2026-01-03'],
  ['2026-02-15', '2026-02-23'],
  ['2026-04-04', '2026-04-06'],
  ['2026-05-01', '2026-05-05'],
  ['2026-06-19', '2026-06-21'],
  ['2026-09-25', '2026-09-27'],
]
const SPRING_FESTIVALS: readonly (readonly [string, string])[] = [
  ['2025-01-28', '2025-02-04'],
  ['2026-02-15', '2026-02-23'],
]

/** Monday … Sunday. */
const WEEKDAYS = [1.14, 1.03, 1.0, 0.98, 1.0, 0.98, 0.87]
const HOURS = [2, 1, 1, 1, 1, 2, 5, 14, 42, 74, 80, 66, 48, 46, 58, 62, 56, 46, 42, 46, 44, 32, 16, 6]

function holidayFactors(): Float64Array {
  const factors = new Float64Array(DAYS).fill(1)
  for (const [from, to] of HOLIDAYS) factors.fill(0.66, dayOfDate(from), dayOfDate(to) + 1)
  for (const [from, to] of SPRING_FESTIVALS) {
    factors.fill(0.42, dayOfDate(from), dayOfDate(to) + 1)
    factors.fill(1.38, dayOfDate(to) + 1, dayOfDate(to) + 9)
  }
  return factors
}

/** Seasons change slowly: between the middles of two months the factor is on the line that joins them. */
function seasonOn(family: Family, day: number): number {
  const month = monthOf(day)
  const next = monthOf(day + 15) === month ? monthOf(day - 15) : monthOf(day + 15)
  const own = family.season[month] as number
  return own * 0.7 + (family.season[next] as number) * 0.3
}

export interface Volume {
  /** Tickets of each day; they add up to the number asked for. */
  readonly perDay: Int32Array
  readonly familyOn: (day: number) => Weighted<Family>
}

/** @param tickets of the two years together */
export function planVolume(products: Products, tickets: number, chance: Chance): Volume {
  const holidays = holidayFactors()
  const families: Weighted<Family>[] = []
  const weights = new Float64Array(DAYS)
  let total = 0
  for (let day = 0; day < DAYS; day++) {
    const mix = new Weighted(
      products.families,
      products.families.map((family) => family.weight * seasonOn(family, day)),
    )
    families.push(mix)
    const noise = Math.exp(0.07 * chance.seat(1, day).normal())
    const weight = mix.total * (WEEKDAYS[day % 7] as number) * (holidays[day] as number) * noise
    weights[day] = weight
    total += weight
  }
  const perDay = new Int32Array(DAYS)
  let sum = 0
  let given = 0
  for (let day = 0; day < DAYS; day++) {
    sum += weights[day] as number
    const until = day === DAYS - 1 ? tickets : Math.round((tickets * sum) / total)
    perDay[day] = until - given
    given = until
  }
  return { perDay, familyOn: (day) => families[day] as Weighted<Family> }
}

const hours = new Weighted(
  HOURS.map((_, hour) => hour),
  HOURS,
)

/** Moments of a day at which tickets come, in order. */
export function arrivals(day: number, count: number, chance: Chance): Int32Array {
  const moments = new Int32Array(count)
  chance.seat(2, day)
  for (let at = 0; at < count; at++)
    moments[at] = day * DAY + hours.at(chance.unit()) * HOUR + chance.whole(0, 59) * MINUTE + chance.whole(0, 59)
  return moments.sort()
}
