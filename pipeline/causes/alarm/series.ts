/** What is watched: counts a week, and what they are compared with. Weeks are places from 0 of one run of Mondays without a gap. */

export const SERIES_KINDS = ['cause', 'product_cause', 'part_product'] as const
export type SeriesKind = (typeof SERIES_KINDS)[number]

/** jobs: served on the product · units: of it in service · other_complaints, other_jobs: of the product, about something else. */
export type ComparedWith = 'jobs' | 'units' | 'other_complaints' | 'other_jobs'

export interface Comparison {
  readonly with: ComparedWith
  /** A week's exposure, at each week of the series. */
  readonly exposure: Float64Array
  /** The exposure is a number of events that are chance themselves, not a size that is known: Fisher's test instead of the binomial. */
  readonly isCounted: boolean
}

export interface Series {
  readonly kind: SeriesKind
  /** null: all products together. */
  readonly product: string | null
  /** Of the cause, or the number of the part. */
  readonly code: string
  /** Events of each week. */
  readonly counts: Float64Array
  /** The first says the rate that is shown; an alarm has to stand out in every one of them. */
  readonly comparisons: readonly [Comparison, ...Comparison[]]
  /** The first week that may be looked at. */
  readonly from: number
}

/** Sums of a stretch of weeks. */
export interface Sums {
  readonly count: number
  /** One for each comparison. */
  readonly exposure: readonly number[]
  readonly weeks: number
}

/**
 * Running sums of one series, from which those of any stretch are read off. Weeks of an alarm that has ended are masked: they are no
 * part of what is usual.
 */
export class Stretches {
  readonly #series: Series
  readonly #counts: Float64Array
  readonly #exposure: readonly Float64Array[]
  /** Unmasked weeks with exposure before each week, and which they are. */
  readonly #usual: Float64Array
  #usualAt: number[] = []
  readonly #masked: Uint8Array
  readonly #maskedCounts: Float64Array
  readonly #maskedExposure: readonly Float64Array[]

  constructor(series: Series) {
    const length = series.counts.length + 1
    const sums = () => series.comparisons.map(() => new Float64Array(length))
    this.#series = series
    this.#counts = new Float64Array(length)
    this.#exposure = sums()
    this.#usual = new Float64Array(length)
    this.#masked = new Uint8Array(series.counts.length)
    this.#maskedCounts = new Float64Array(length)
    this.#maskedExposure = sums()
    for (let week = 0; week < series.counts.length; week++) {
      this.#counts[week + 1] = at(this.#counts, week) + at(series.counts, week)
      for (const [k, { exposure }] of series.comparisons.entries()) {
        const sum = this.#exposure[k] as Float64Array
        sum[week + 1] = at(sum, week) + at(exposure, week)
      }
    }
    this.#sumUsual()
  }

  #isUsual(week: number): boolean {
    return week >= this.#series.from && this.#masked[week] === 0 && at(this.#series.comparisons[0].exposure, week) > 0
  }

  #sumUsual(): void {
    this.#usualAt = []
    for (let week = 0; week < this.#masked.length; week++) {
      const is = this.#isUsual(week)
      if (is) this.#usualAt.push(week)
      this.#usual[week + 1] = this.#usualAt.length
      this.#maskedCounts[week + 1] = at(this.#maskedCounts, week) + (is ? at(this.#series.counts, week) : 0)
      for (const [k, { exposure }] of this.#series.comparisons.entries()) {
        const sum = this.#maskedExposure[k] as Float64Array
        sum[week + 1] = at(sum, week) + (is ? at(exposure, week) : 0)
      }
    }
  }

  /** Weeks of [from, until) are never usual again. */
  mask(from: number, until: number): void {
    this.#masked.fill(1, from, until)
    this.#sumUsual()
  }

  count(from: number, until: number): number {
    return at(this.#counts, until) - at(this.#counts, from)
  }

  /** Of [from, until), whatever is masked. */
  of(from: number, until: number): Sums {
    return {
      count: this.count(from, until),
      exposure: this.#exposure.map((sum) => at(sum, until) - at(sum, from)),
      weeks: until - from,
    }
  }

  /** Of the last `most` usual weeks before `until`. */
  usual(until: number, most: number): Sums {
    const from = this.usualFrom(until, most)
    return {
      count: at(this.#maskedCounts, until) - at(this.#maskedCounts, from),
      exposure: this.#maskedExposure.map((sum) => at(sum, until) - at(sum, from)),
      weeks: Math.min(most, at(this.#usual, until)),
    }
  }

  /** The first of the last `most` usual weeks before `until`. */
  usualFrom(until: number, most: number): number {
    return this.#usualAt[Math.max(0, at(this.#usual, until) - most)] ?? until
  }

  /** The last `most` usual weeks before `until`, in order. */
  usualWeeks(until: number, most: number): readonly number[] {
    const end = at(this.#usual, until)
    return this.#usualAt.slice(Math.max(0, end - most), end)
  }
}

export const at = (values: Float64Array, place: number): number => values[place] as number
