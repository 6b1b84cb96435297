import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { homeOf } from '../../../../pipeline/causes/alarm/rows.ts'
import type { Series } from '../../../../pipeline/causes/alarm/series.ts'
import { FALSE_ALARMS_A_YEAR, watch } from '../../../../pipeline/causes/alarm/watch.ts'
import { Chance } from '../../../../pipeline/demo/random.ts'
import { chanceAlarms, chanceSeries } from '../../../simulate/alarm-chance.ts'
import { demoWeeks } from '../../../simulate/alarm-demo.ts'
import { findSurge, IN_TIME } from '../../../simulate/alarms.ts'

const WEEKS = 104

interface Shape {
  readonly counts: (week: number) => number
  readonly jobs?: (week: number) => number
  readonly others?: (week: number) => number
  readonly from?: number
}

function series({ counts, jobs = () => 400, others, from = 0 }: Shape, weeks = WEEKS): Series {
  const numbers = (of: (week: number) => number) => Float64Array.from({ length: weeks }, (_, week) => of(week))
  const known = { with: 'jobs', exposure: numbers(jobs), isCounted: false } as const
  return {
    kind: 'product_cause',
    product: '冰箱',
    code: 'service.late',
    counts: numbers(counts),
    comparisons:
      others === undefined ? [known] : [known, { with: 'other_complaints', exposure: numbers(others), isCounted: true }],
    from,
  }
}

/** 4, 5, 6, 5, 4 … */
const wave = (week: number) => 5 + ([-1, 0, 1, 0][week % 4] ?? 0)
const only = (found: ReturnType<typeof watch>) => {
  expect(found.alarms).toHaveLength(1)
  return found.alarms[0] as (typeof found.alarms)[number]
}

describe('one series', () => {
  test('nothing rises: no alarm, and it is watched', () => {
    const found = watch([series({ counts: wave })])
    expect(found.alarms).toEqual([])
    expect(found.watched).toHaveLength(1)
  })

  test('a rate that trebles: one alarm with the week in which it began, open to the end', () => {
    const alarm = only(watch([series({ counts: (week) => wave(week) * (week < 72 ? 1 : 3) })]))
    expect(alarm).toMatchObject({ began: 72, ended: null, weakest: 0 })
    expect(alarm.detected).toBeGreaterThanOrEqual(72)
    expect(alarm.detected).toBeLessThanOrEqual(74)
    expect(alarm.span.count).toBe(32 * 15)
    expect(alarm.expected).toBeCloseTo(32 * 5, 9)
    expect(alarm.ratio).toBeCloseTo(3, 9)
    expect(alarm.ratioLower).toBeGreaterThan(2)
    expect(alarm.ratioUpper).toBeLessThan(4.5)
    expect(alarm.falseAlarmsAYear).toBeLessThanOrEqual(FALSE_ALARMS_A_YEAR)
  })

  test('it ends with the first week that is back; a second rise is an alarm of its own, and the first is not usual', () => {
    const high = (week: number) => (week >= 50 && week < 60) || week >= 90
    const [first, second] = watch([series({ counts: (week) => wave(week) * (high(week) ? 3 : 1) })]).alarms
    expect(first).toMatchObject({ began: 50, ended: 60 })
    expect(second).toMatchObject({ began: 90, ended: null })
    expect(Math.abs((second?.usual.count ?? 0) - 52 * 5)).toBeLessThan(4)
  })

  test('twice the jobs bring twice the complaints: no alarm', () => {
    const twice = (week: number) => (week < 70 ? 1 : 2)
    expect(watch([series({ counts: (week) => wave(week) * twice(week), jobs: (week) => 400 * twice(week) })]).alarms).toEqual([])
  })

  test('complaints of all causes double: none of them stands out; one that trebles does', () => {
    const twice = (week: number) => (week < 70 ? 1 : 2)
    const others = (week: number) => 60 * twice(week)
    expect(watch([series({ counts: (week) => wave(week) * twice(week), others })]).alarms).toEqual([])
    const alarm = only(watch([series({ counts: (week) => wave(week) * (week < 70 ? 1 : 5), others })]))
    expect(alarm.began).toBe(70)
    // against the others, where it stands out least, 5 ÷ 2
    expect(alarm.ratio).toBeCloseTo(2.5, 1)
    expect(alarm.series.comparisons[alarm.weakest]?.with).toBe('other_complaints')
  })

  test('four events are no news, five where none ever were are', () => {
    const some = (week: number) => (week === 80 ? 4 : 0)
    expect(watch([series({ counts: some })]).alarms).toEqual([])
    const alarm = only(watch([series({ counts: (week) => some(week) + (week === 80 ? 1 : 0) })]))
    expect(alarm).toMatchObject({ began: 80, detected: 80, ratio: Infinity, ratioUpper: Infinity })
  })

  test('the first quarter of a year is looked at, not judged', () => {
    expect(watch([series({ counts: (week) => wave(week) * (week < 6 ? 1 : 4) }, 13)]).alarms).toEqual([])
    expect(watch([series({ counts: (week) => (week < 60 ? 0 : wave(week)), from: 60 })]).alarms).toEqual([])
  })

  test('weeks without jobs are no part of what is usual', () => {
    const closed = (week: number) => week % 10 === 9
    const found = watch([
      series({
        counts: (week) => (closed(week) ? 0 : wave(week) * (week < 70 ? 1 : 3)),
        jobs: (week) => (closed(week) ? 0 : 400),
      }),
    ])
    expect(only(found)).toMatchObject({ began: 70 })
  })
})

/** A home of noisy series, one of which may rise. */
function noisy(seed: number, riseAt: number): Series[] {
  const home = { mean: 4, series: 6, weeks: WEEKS, dispersion: 1.3, memory: 0, others: 5 }
  const chance = new Chance(seed).seat(7, 0)
  return chanceSeries(home, seed).map((each, place) =>
    place > 0
      ? each
      : { ...each, counts: each.counts.map((count, week) => (week < riseAt ? count : count + chance.whole(4, 12))) },
  )
}

const cut = (all: readonly Series[], weeks: number): Series[] =>
  all.map((each) => ({
    ...each,
    counts: each.counts.subarray(0, weeks),
    comparisons: each.comparisons.map((one) => ({
      ...one,
      exposure: one.exposure.subarray(0, weeks),
    })) as unknown as Series['comparisons'],
  }))

const told = (alarms: ReturnType<typeof watch>['alarms']) =>
  alarms.map(({ series: { code }, began, detected, logP }) => ({ code, began, detected, logP }))

describe('any home', () => {
  test('what was said in a week is said of it ever after: later weeks change nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 30, max: 90 }),
        fc.integer({ min: 20, max: 103 }),
        (seed, rise, weeks) => {
          const all = noisy(seed, rise)
          const later = watch(all).alarms.filter(({ detected }) => detected < weeks)
          expect(told(watch(cut(all, weeks)).alarms)).toEqual(told(later))
        },
      ),
      { seed: 22, numRuns: 40 },
    )
  })

  test('ten times the jobs everywhere: the same alarms', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 30, max: 90 }), (seed, rise) => {
        const all = noisy(seed, rise)
        const [tenfold] = [
          all.map(({ comparisons: [jobs, ...others], ...each }) => ({
            ...each,
            comparisons: [{ ...jobs, exposure: jobs.exposure.map((size) => 10 * size) }, ...others] as const,
          })),
        ]
        const dates = (homes: readonly Series[]) =>
          watch(homes).alarms.map(({ began, detected, ended }) => ({ began, detected, ended }))
        expect(dates(tenfold)).toEqual(dates(all))
      }),
      { seed: 23, numRuns: 20 },
    )
  })

  test('alarms of a series do not overlap, begin before they are detected, and end after', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 30, max: 90 }), (seed, rise) => {
        const ends = new Map<string, number>()
        for (const { series: own, began, detected, ended } of watch(noisy(seed, rise), 500).alarms) {
          expect(began).toBeGreaterThanOrEqual(ends.get(own.code) ?? 13)
          expect(detected).toBeGreaterThanOrEqual(began)
          expect(detected - began).toBeLessThan(12)
          if (ended !== null) expect(ended).toBeGreaterThan(detected)
          ends.set(own.code, ended ?? Infinity)
        }
      }),
      { seed: 24, numRuns: 30 },
    )
  })
})

describe('false alarms', () => {
  const HOMES = 8
  const home = { series: 100, weeks: WEEKS, dispersion: 1, memory: 0 }
  /** What is stated, and twice the error of a number counted in so few years. */
  const years = (HOMES * (WEEKS - 13) * 7) / 365.25
  const stated = FALSE_ALARMS_A_YEAR + 2 * Math.sqrt(FALSE_ALARMS_A_YEAR / years)

  test.each([0.3, 5, 20])('chance alone, %d events a week: no more alarms a year than are stated', (mean) => {
    expect(chanceAlarms({ ...home, mean, others: null }, HOMES, FALSE_ALARMS_A_YEAR)).toBeLessThanOrEqual(stated)
    expect(chanceAlarms({ ...home, mean, others: 8 }, HOMES, FALSE_ALARMS_A_YEAR)).toBeLessThanOrEqual(stated)
  })

  test('counts that vary half as much again as chance says: no more either', () => {
    const varied = { ...home, mean: 20, dispersion: 1.5, others: 8 }
    expect(chanceAlarms(varied, HOMES, FALSE_ALARMS_A_YEAR)).toBeLessThanOrEqual(stated)
  })
})

describe('the demonstration, as made by its generator', () => {
  test('five seeds: the planted surge is always found, and known within eight weeks in four', () => {
    const found = [1, 2, 3, 4, 5].map((seed) => findSurge(homeOf(demoWeeks(42_000, seed).rows).series))
    expect(found.every(({ weeks, late }) => weeks !== null && weeks <= IN_TIME && Math.abs(late ?? Infinity) <= 5)).toBe(true)
    expect(found.filter(({ weeks }) => (weeks ?? Infinity) + 1 <= IN_TIME).length).toBeGreaterThanOrEqual(4)
  })

  test('without it nothing is said of the part', () => {
    expect(findSurge(homeOf(demoWeeks(42_000, 1, []).rows).series).weeks).toBeNull()
  })
})
