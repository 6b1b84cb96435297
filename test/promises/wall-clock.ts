/** What the clocks on the wall of a time zone read, from Intl alone: a short list of changes, looked through from the end. */
import { MINUTE } from './world.ts'

const DAY_MINUTES = 1440

/** Whole minutes since 1970 UTC, or of wall time as if it were UTC. */
export type Minute = number

interface Change {
  readonly from: Minute
  /** Minutes ahead of UTC. */
  readonly offset: number
}

const EARLIEST: Minute = Date.UTC(2020, 0, 1) / 60_000
const LATEST: Minute = Date.UTC(2032, 0, 1) / 60_000

export class WallClock {
  readonly #changes: readonly Change[]

  /** @param timeZone an IANA name */
  constructor(timeZone: string) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    const offset = (at: Minute): number => {
      const parts = new Map(format.formatToParts(at * 60_000).map(({ type, value }) => [type, Number(value)]))
      const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? Number.NaN
      return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) / 60_000 - at
    }
    this.#changes = changesOf(offset)
  }

  /** Minutes ahead of UTC. Clocks change on whole minutes. */
  offset(at: Minute): number {
    let found = this.#changes[0]?.offset ?? 0
    for (const change of this.#changes) {
      if (change.from > at) break
      found = change.offset
    }
    return found
  }

  wall(at: Minute): Minute {
    return at + this.offset(at)
  }

  /** The local date of a moment, as days since 1970. */
  date(at: number): number {
    return Math.floor(this.wall(Math.floor(at / MINUTE)) / DAY_MINUTES)
  }

  /** When clocks change, UTC. */
  get changes(): readonly Minute[] {
    return this.#changes.slice(1).map((each) => each.from)
  }
}

/** Clocks never change twice within a day. */
function changesOf(offset: (at: Minute) => number): Change[] {
  const changes: Change[] = [{ from: EARLIEST, offset: offset(EARLIEST) }]
  let before = offset(EARLIEST)
  for (let day = EARLIEST; day < LATEST; day += DAY_MINUTES) {
    const after = offset(day + DAY_MINUTES)
    if (after === before) continue
    let [low, high] = [day, day + DAY_MINUTES]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (offset(middle) === before) low = middle
      else high = middle
    }
    changes.push({ from: high, offset: after })
    before = after
  }
  return changes
}

const clocks = new Map<string, WallClock>()

/** One clock a zone: the search for its changes is the slow part. */
export function wallClock(timeZone: string): WallClock {
  const known = clocks.get(timeZone) ?? new WallClock(timeZone)
  clocks.set(timeZone, known)
  return known
}
