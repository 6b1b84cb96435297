/** npm run simulate -- alarms [seeds] [tickets]: is the planted surge found in time, and how often is there an alarm without one? */
import { homeOf } from '../../pipeline/causes/alarm/rows.ts'
import type { Series } from '../../pipeline/causes/alarm/series.ts'
import { FALSE_ALARMS_A_YEAR, watch, type Alarm } from '../../pipeline/causes/alarm/watch.ts'
import { PART } from '../../pipeline/demo/plan.ts'
import { cusum, singleWeek, startsOf, type Rival } from './alarm-rivals.ts'
import { demoWeeks } from './alarm-demo.ts'

/** Weeks of a year; before the 13th an alarm is impossible. */
const WEEKS_A_YEAR = 365.25 / 7
const FIRST_WATCHED = 13
/** Weeks after which the surge must have been found. */
export const IN_TIME = 8
/** Weeks between the end of a week and the day on which it is known. */
const SETTLING = 1

const isSurge = ({ kind, product, code }: Series) => kind === 'part_product' && product === PART.family && code === PART.part

export interface Found {
  /** Weeks from the start of the surge to the end of the week that raised the alarm; null when it was not raised. */
  readonly weeks: number | null
  /** Weeks by which the stated beginning is late. */
  readonly late: number | null
  readonly others: readonly Alarm[]
}

export function findSurge(series: readonly Series[]): Found {
  const { alarms } = watch(series)
  const own = alarms.find((alarm) => isSurge(alarm.series) && alarm.detected >= PART.fromWeek)
  return {
    weeks: own === undefined ? null : own.detected + 1 - PART.fromWeek,
    late: own === undefined ? null : own.began - PART.fromWeek,
    others: alarms.filter((alarm) => alarm !== own),
  }
}

const named = ({ series: { kind, product, code } }: Alarm) => `${kind} ${product ?? 'all'} ${code}`

function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => String(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))])
  return sorted.length === 0 ? 'none' : `median ${at(0.5)}, 5th to 95th of 100 ${at(0.05)} to ${at(0.95)}`
}

interface Trial {
  readonly planted: readonly (readonly Series[])[]
  readonly quiet: readonly (readonly Series[])[]
}

/** With the limit at which as many alarms are raised without a surge as are stated: in how many homes is the surge found in time? */
function rivalPower(rival: Rival, { planted, quiet }: Trial, allowed: number): string {
  let [low, high] = [0, 60]
  for (let step = 0; step < 9; step++) {
    const limit = (low + high) / 2
    const starts = quiet.reduce((sum, series) => sum + series.reduce((n, each) => n + startsOf(rival, each, limit).length, 0), 0)
    if (starts > allowed) low = limit
    else high = limit
  }
  const inTime = planted.filter((series) => {
    const own = series.find(isSurge)
    return (
      own !== undefined &&
      startsOf(rival, own, high).some((week) => week >= PART.fromWeek && week < PART.fromWeek + IN_TIME - SETTLING)
    )
  }).length
  return `${String(inTime)} of ${String(planted.length)} in time (limit ${high.toFixed(2)})`
}

export function alarms(seeds: number, tickets: number, say: (text: string) => void): boolean {
  const started = performance.now()
  const numbers = Array.from({ length: seeds }, (_, seed) => seed + 1)
  const planted = numbers.map((seed) => homeOf(demoWeeks(tickets, seed).rows).series)
  const found = planted.map(findSurge)
  const quiet = numbers.map((seed) => homeOf(demoWeeks(tickets, seed, []).rows).series)
  const without = quiet.map((series) => watch(series).alarms)
  const years = quiet.reduce((sum, series) => sum + (weeksOf(series) - FIRST_WATCHED) / WEEKS_A_YEAR, 0)
  const falseAlarms = without.flat()

  const known = found.flatMap(({ weeks }) => (weeks === null ? [] : [weeks]))
  const inTime = known.filter((weeks) => weeks + SETTLING <= IN_TIME).length
  const others = found.flatMap((each) => each.others)
  say(
    `alarms: ${String(seeds)} demonstrations of ${String(tickets)} tickets with everything planted, ${String(seeds)} with nothing`,
  )
  say(
    `surge: known within ${String(IN_TIME)} weeks of its start in ${String(inTime)} of ${String(seeds)}, raised by one of its first ${String(IN_TIME)} weeks in ${String(
      known.filter((weeks) => weeks <= IN_TIME).length,
    )}, found at all in ${String(known.length)}`,
  )
  say(`surge: weeks until the end of the week that raised it: ${spread(known)}; it is known ${String(SETTLING)} week later`)
  say(`surge: weeks by which the stated beginning is late: ${spread(found.flatMap(({ late }) => (late === null ? [] : [late])))}`)
  say(`with everything planted, other alarms: ${String(others.length)}${tallied(others)}`)
  say(
    `nothing planted: ${String(falseAlarms.length)} alarms in ${years.toFixed(0)} years, ${(falseAlarms.length / years).toFixed(2)} a year ` +
      `(stated: at most ${String(FALSE_ALARMS_A_YEAR)}), in ${String(without.filter((each) => each.length > 0).length)} homes${tallied(falseAlarms)}`,
  )
  const allowed = FALSE_ALARMS_A_YEAR * years
  for (const [name, rival] of [
    ['CUSUM', cusum],
    ['a limit for each week', singleWeek],
  ] as const)
    say(
      `in place of the scan, ${name} with as many false alarms as are stated: ${rivalPower(rival, { planted, quiet }, allowed)}`,
    )
  say(`${((performance.now() - started) / 1000).toFixed(0)} s`)
  return inTime >= 0.9 * seeds && falseAlarms.length <= allowed
}

const weeksOf = (series: readonly Series[]) => series.reduce((most, { counts }) => Math.max(most, counts.length), 0)

function tallied(alarms: readonly Alarm[]): string {
  const counts = new Map<string, number>()
  for (const alarm of alarms) counts.set(named(alarm), (counts.get(named(alarm)) ?? 0) + 1)
  const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, 5)
  return most.length === 0 ? '' : ` (${most.map(([name, n]) => `${name} ${String(n)}`).join(', ')})`
}
