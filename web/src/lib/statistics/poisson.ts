/**
 * How far off a count may be. The exact two-sided 95 % interval of a Poisson mean (Garwood, F.: Fiducial limits for the Poisson
 * distribution. Biometrika 28, 1936): the means under which so many cases, or so few, come about with a chance of 2.5 %.
 */
export interface Interval {
  readonly low: number
  readonly high: number
}

const TAIL = 0.025
/** Beyond it Byar's approximation (Breslow and Day, 1987) differs by less than one part in ten thousand. */
const EXACT_UP_TO = 300
/** The 97.5th percentile of the normal distribution. */
const Z = 1.959963984540054

/**
 * @param count cases seen, a whole number from 0
 * @throws RangeError when it is none
 */
export function poissonInterval(count: number): Interval {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`not a count: ${count}`)
  const guess = byar(count)
  if (count > EXACT_UP_TO) return guess
  return {
    // Both chances grow or fall with the mean, and the guess is close: halving the stretch around it finds the limit.
    low: count === 0 ? 0 : root((mean) => 1 - chanceUpTo(count - 1, mean) - TAIL, guess.low * 0.5, count),
    high: root((mean) => TAIL - chanceUpTo(count, mean), count, guess.high * 1.5 + 2),
  }
}

/**
 * Cases for each `per` of a denominator that is itself certain, with the interval of the count.
 * @returns null without a denominator
 */
export function rateInterval(count: number, denominator: number, per: number): (Interval & { readonly rate: number }) | null {
  if (denominator <= 0) return null
  const { low, high } = poissonInterval(count)
  const scale = per / denominator
  return { rate: count * scale, low: low * scale, high: high * scale }
}

function byar(count: number): Interval {
  const cube = (n: number, sign: 1 | -1) => n * (1 - 1 / (9 * n) + (sign * Z) / (3 * Math.sqrt(n))) ** 3
  return { low: count === 0 ? 0 : cube(count, -1), high: cube(count + 1, 1) }
}

/** Chance of at most `count` cases; the terms grow from their largest so that none is lost to rounding. */
function chanceUpTo(count: number, mean: number): number {
  if (mean === 0) return 1
  let logTerm = -mean
  let sum = Math.exp(logTerm)
  for (let each = 1; each <= count; each += 1) {
    logTerm += Math.log(mean / each)
    sum += Math.exp(logTerm)
  }
  return Math.min(1, sum)
}

/** Where a growing function passes nought between two points. */
function root(growing: (at: number) => number, from: number, until: number): number {
  let [low, high] = [from, until]
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (growing(middle) < 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}
