/**
 * Chance that is the same on every machine: sfc32 (C. Doty-Humphrey, PractRand), seated anew for each stream and case,
 * so that a draw more in one column does not shift the others.
 */

/** Mixes whole numbers into one (murmur3's finaliser over a running hash). */
function mixed(a: number, b: number, c: number): number {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35) ^ Math.imul(c ^ 0x165667b1, 0x27d4eb2f)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

export class Chance {
  readonly #seed: number
  #a = 0
  #b = 0
  #c = 0
  #counter = 1

  constructor(seed: number) {
    this.#seed = seed | 0
    this.seat(0, 0)
  }

  /** Starts the stream of one case. @param stream a number of the column group @param index of the case */
  seat(stream: number, index: number): this {
    this.#a = mixed(this.#seed, stream, index)
    this.#b = mixed(index, this.#seed, stream ^ 0x5bd1e995)
    this.#c = mixed(stream, index ^ 0x1b873593, this.#seed)
    this.#counter = 1
    for (let round = 0; round < 6; round++) this.#next()
    return this
  }

  #next(): number {
    const result = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0
    return result >>> 0
  }

  /** In (0, 1), never an end. */
  unit(): number {
    return (this.#next() + 0.5) / 4294967296
  }

  /** A whole number of [from, to]. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.unit() * (to - from + 1))
  }

  between(from: number, to: number): number {
    return from + this.unit() * (to - from)
  }

  happens(share: number): boolean {
    return this.unit() < share
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.unit() * from.length)] as T
  }

  normal(): number {
    return normalQuantile(this.unit())
  }
}

/** Draws among weighted things. */
export class Weighted<T> {
  readonly items: readonly T[]
  readonly #cumulative: Float64Array
  readonly total: number

  constructor(items: readonly T[], weights: readonly number[]) {
    this.items = items
    this.#cumulative = new Float64Array(items.length)
    let sum = 0
    weights.forEach((weight, at) => {
      sum += weight
      this.#cumulative[at] = sum
    })
    this.total = sum
  }

  /** @param unit in (0, 1) */
  at(unit: number): T {
    const wanted = unit * this.total
    const { length } = this.items
    let low = 0
    let high = length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#cumulative[middle] as number) > wanted) high = middle
      else low = middle + 1
    }
    return this.items[low] as T
  }
}

export const weighted = <K extends string>(shares: Readonly<Record<K, number>>): Weighted<K> =>
  new Weighted(Object.keys(shares) as K[], Object.values(shares))

/**
 * Coin flips that pay their debts: the share asked for holds closely over a long run, while neighbouring cases stay as
 * good as independent. The debt (asked minus given) has a standard deviation of about sqrt(p (1 − p) / (2 gain)) cases.
 */
export class Balanced {
  #debt = 0
  readonly #gain: number

  /** @param gain 0 = plain coin flips */
  constructor(gain: number) {
    this.#gain = gain
  }

  draw(share: number, unit: number): boolean {
    const happens = unit < share + this.#gain * this.#debt
    this.#debt += share - (happens ? 1 : 0)
    return happens
  }
}

/** Inverse of the standard normal distribution, P. J. Acklam's approximation, relative error below 1.2e-9. */
export function normalQuantile(p: number): number {
  if (p < 0.02425) return tail(Math.sqrt(-2 * Math.log(p)))
  if (p > 0.97575) return -tail(Math.sqrt(-2 * Math.log(1 - p)))
  const q = p - 0.5
  const r = q * q
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r - 30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r - 13.28068155288572) *
      r +
      1)
  )
}

const tail = (q: number) =>
  (((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q +
    4.374664141464968) *
    q +
    2.938163982698783) /
  ((((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
