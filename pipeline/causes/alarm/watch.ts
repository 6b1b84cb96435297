/**
 * The early warning: which of many weekly counts rise beyond chance, since when, and whether they have come back. Every week is judged
 * with the weeks up to it alone, so that the answer for a week does not change when later ones are added.
 */
import { dispersions } from './dispersion.ts'
import { ratioInterval } from './probability.ts'
import { BASELINE, LEAST_EVENTS, LONGEST_SPAN, logProbability, strongestSpan, type Span } from './scan.ts'
import { at, Stretches, type Series, type Sums } from './series.ts'

/** Alarms a year that a home raises by chance alone, all of its series together, at most. */
export const FALSE_ALARMS_A_YEAR = 1
/**
 * The spans of a week overlap, and those of neighbouring weeks: they are worth so many independent tests, fewer where a span has to stand
 * out in two comparisons at once. The largest numbers that were found by simulation, rounded up (docs/early-warning.md).
 */
export const TESTS_A_WEEK = { oneComparison: 3, several: 1.25 } as const
const WEEKS_A_YEAR = 365.25 / 7
/** Series with fewer events in a baseline and a span are not watched: they could raise no alarm. */
const HISTORY = BASELINE.most + LONGEST_SPAN
const CONFIDENCE = 0.95
/** The rate is back when the weeks since are so many times likelier under the usual rate than under a raised one. */
const BACK = Math.log(100)
/** Raised: the alarm's own ratio, at most this. */
const RAISED = 2

export interface Alarm {
  readonly series: Series
  /** Weeks, as places of the series. */
  readonly began: number
  readonly detected: number
  /** The first week that is back; null while it is open. */
  readonly ended: number | null
  /** From the beginning to the end, or to the last week. */
  readonly span: Sums
  readonly usual: Sums
  /** The comparison in which the alarm stands out least. All figures are those of it. */
  readonly weakest: number
  readonly expected: number
  readonly ratio: number
  readonly ratioLower: number
  readonly ratioUpper: number
  readonly dispersion: number
  /** When it was detected: of as many events or more, were the rate the usual one. */
  readonly logP: number
  /** False alarms a year that a home raises with this or stronger evidence. */
  readonly falseAlarmsAYear: number
}

export interface Watch {
  readonly alarms: readonly Alarm[]
  /** Of the last week: series with enough events, those of open alarms too. */
  readonly watched: readonly Series[]
}

interface Raised {
  readonly began: number
  readonly detected: number
  readonly usual: Sums
  readonly weakest: number
  readonly ratio: number
  readonly dispersion: number
  readonly logP: number
  readonly falseAlarmsAYear: number
  /** Evidence that the rate is back, and the week in which it began to gather. */
  back: number
  backFrom: number
}

interface Watched {
  readonly series: Series
  readonly stretches: Stretches
  /** The first week after the last alarm. */
  free: number
  raised: Raised | null
}

/** ln of the probability at which one of the series may raise an alarm in a week: all have the same. */
export function logThreshold(tested: readonly Series[], falseAlarmsAYear = FALSE_ALARMS_A_YEAR): number {
  const tests = tested.reduce(
    (sum, { comparisons }) => sum + (comparisons.length === 1 ? TESTS_A_WEEK.oneComparison : TESTS_A_WEEK.several),
    0,
  )
  return Math.log(falseAlarmsAYear / (WEEKS_A_YEAR * Math.max(1, tests)))
}

/**
 * @param all series on one row of weeks; each ends with the last week of which all is known
 * @returns alarms in the order in which they were detected
 */
export function watch(all: readonly Series[], falseAlarmsAYear = FALSE_ALARMS_A_YEAR): Watch {
  const every: Watched[] = all.map((series) => ({
    series,
    stretches: new Stretches(series),
    free: series.from,
    raised: null,
  }))
  const alarms: Alarm[] = []
  const weeks = all.reduce((most, { counts }) => Math.max(most, counts.length), 0)
  for (let now = 0; now < weeks; now++) {
    const known = every.filter(({ series }) => now < series.counts.length)
    for (const each of known) if (each.raised !== null) follow(each, each.raised, now, alarms)
    const tested = known.filter((each) => each.raised === null && hasEnough(each, now))
    raise(tested, now, falseAlarmsAYear)
  }
  for (const each of every) if (each.raised !== null) alarms.push(alarmOf(each, each.raised, null, each.series.counts.length))
  return {
    alarms: alarms.sort((a, b) => a.detected - b.detected || a.logP - b.logP),
    watched: every
      .filter((each) => each.raised !== null || hasEnough(each, each.series.counts.length - 1))
      .map(({ series }) => series),
  }
}

function hasEnough({ series, stretches }: Watched, now: number): boolean {
  if (now - series.from < BASELINE.least) return false
  return stretches.count(Math.max(series.from, now + 1 - HISTORY), now + 1) >= LEAST_EVENTS
}

function raise(tested: readonly Watched[], now: number, falseAlarmsAYear: number): void {
  const threshold = logThreshold(
    tested.map(({ series }) => series),
    falseAlarmsAYear,
  )
  const candidates = tested.flatMap((each) => {
    const found = strongestSpan(each.stretches, each.series.comparisons, now, each.free)
    // 1 ÷ the likelihood ratio is an upper bound of the tail (Chernoff) and within e^5 of it: weaker spans need no exact one
    return found === null || -found.logRatio > threshold + 5 ? [] : [{ each, found }]
  })
  if (candidates.length === 0) return
  const spread = dispersions(
    tested.map(({ series, stretches }) => [series, stretches]),
    now,
  )
  for (const { each, found } of candidates) {
    const dispersion = spread[tested.indexOf(each)] ?? 1
    const tails = each.series.comparisons.map((comparison, k) => logProbability(comparison, found, k, dispersion))
    const logP = Math.max(...tails)
    if (logP > threshold) continue
    const weakest = tails.indexOf(logP)
    each.raised = {
      began: found.from,
      detected: now,
      usual: found.usual,
      weakest,
      ratio: ratioOf(found, weakest),
      dispersion,
      logP,
      falseAlarmsAYear: falseAlarmsAYear * Math.exp(logP - threshold),
      back: 0,
      backFrom: now + 1,
    }
  }
}

const ratioOf = ({ span, usual }: Pick<Span, 'span' | 'usual'>, k: number) =>
  span.count / (usual.count * ((span.exposure[k] as number) / (usual.exposure[k] as number)))

/** Gathers the evidence that the rate is back: a CUSUM downwards, of the raised rate against the usual one. */
function follow(each: Watched, raised: Raised, now: number, alarms: Alarm[]): void {
  const { usual, weakest } = raised
  const exposure = (each.series.comparisons[weakest] ?? each.series.comparisons[0]).exposure
  // half an event where there was none: a usual rate of nothing would never be left
  const expected = (Math.max(usual.count, 0.5) * at(exposure, now)) / (usual.exposure[weakest] as number)
  const factor = Math.min(RAISED, raised.ratio)
  const evidence = (expected * (factor - 1) - at(each.series.counts, now) * Math.log(factor)) / raised.dispersion
  if (raised.back === 0) raised.backFrom = now
  raised.back = Math.max(0, raised.back + evidence)
  if (raised.back < BACK) return
  alarms.push(alarmOf(each, raised, raised.backFrom, raised.backFrom))
  each.stretches.mask(raised.began, raised.backFrom)
  each.free = raised.backFrom
  each.raised = null
}

function alarmOf({ series, stretches }: Watched, raised: Raised, ended: number | null, until: number): Alarm {
  const { began, detected, usual, weakest, dispersion, logP, falseAlarmsAYear } = raised
  const span = stretches.of(began, until)
  const odds = (usual.exposure[weakest] as number) / (span.exposure[weakest] as number)
  const interval = ratioInterval(span.count, usual.count, odds, CONFIDENCE, dispersion)
  return {
    series,
    began,
    detected,
    ended,
    span,
    usual,
    weakest,
    expected: usual.count / odds,
    ratio: (span.count / usual.count) * odds,
    ratioLower: interval.lower,
    ratioUpper: interval.upper,
    dispersion,
    logP,
    falseAlarmsAYear,
  }
}
