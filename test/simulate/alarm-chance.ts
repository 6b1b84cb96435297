/** Homes in which nothing happens but chance: how many alarms do they raise a year? The rates are known, so the answer is about the method alone. */
import type { Comparison, Series } from '../../pipeline/causes/alarm/series.ts'
import { watch } from '../../pipeline/causes/alarm/watch.ts'
import { Chance } from '../../pipeline/demo/random.ts'

export interface ChanceHome {
  /** Events a week of each series. */
  readonly mean: number
  readonly series: number
  readonly weeks: number
  /** Variance ÷ mean of the counts of a week. */
  readonly dispersion: number
  /** How much of one week's deviation of the rate is left in the next: 0 to below 1. */
  readonly memory: number
  /** Events about something else for each of the series' own; null: only a size that is known is compared. */
  readonly others: number | null
}

/** A number of Poisson's law by counting arrivals; by the normal law where that is as good. */
function poisson(mean: number, chance: Chance): number {
  if (mean > 200) return Math.max(0, Math.round(mean + Math.sqrt(mean) * chance.normal()))
  let count = -1
  for (let left = mean; left >= 0; left += Math.log(chance.unit())) count += 1
  return count
}

/** A lognormal rate that remembers; its variance makes the counts as dispersed as asked for. */
function countsOf({ mean, weeks, dispersion, memory }: ChanceHome, chance: Chance): Float64Array {
  const variance = Math.log(1 + (dispersion - 1) / mean)
  let deviation = Math.sqrt(variance) * chance.normal()
  return Float64Array.from({ length: weeks }, () => {
    deviation = memory * deviation + Math.sqrt((1 - memory ** 2) * variance) * chance.normal()
    return poisson(mean * Math.exp(deviation - variance / 2), chance)
  })
}

export function chanceSeries(home: ChanceHome, seed: number): Series[] {
  return Array.from({ length: home.series }, (_, place) => {
    const chance = new Chance(seed).seat(90, place)
    const counts = countsOf(home, chance)
    const jobs: Comparison = { with: 'jobs', exposure: new Float64Array(home.weeks).fill(1000), isCounted: false }
    const { others } = home
    if (others === null) return { kind: 'cause', product: null, code: String(place), counts, comparisons: [jobs], from: 0 }
    const exposure = Float64Array.from({ length: home.weeks }, () => poisson(home.mean * others, chance))
    const other: Comparison = { with: 'other_complaints', exposure, isCounted: true }
    return { kind: 'cause', product: null, code: String(place), counts, comparisons: [jobs, other], from: 0 }
  })
}

/** Alarms a year of homes of this kind. */
export function chanceAlarms(home: ChanceHome, homes: number, falseAlarmsAYear: number): number {
  let alarms = 0
  for (let seed = 1; seed <= homes; seed++) alarms += watch(chanceSeries(home, seed), falseAlarmsAYear).alarms.length
  return alarms / ((homes * (home.weeks - 13) * 7) / 365.25)
}
