/** Tails of the distributions that the early warning rests on, as natural logarithms: a tail of 1e-400 is still a number. */

/** Lanczos' approximation with g = 7 and nine terms (P. Godfrey's coefficients), relative error below 1e-13. */
const LANCZOS_FIRST = 0.99999999999980993
const LANCZOS: readonly number[] = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
  9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  const at = x - 1
  const sum = LANCZOS.reduce((so, each, index) => so + each / (at + index + 1), LANCZOS_FIRST)
  const base = at + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(base) - base + Math.log(sum)
}

const logChoose = (n: number, k: number) => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)

/** A share of the running sum below which a further term changes nothing. */
const NOTHING = 1e-15

/**
 * ln P(X ≥ k) for X binomial of n cases with share q: the conditional test of two Poisson rates (J. Przyborowski and H. Wilenski,
 * Biometrika 31 (1940) 313–323), where n events fall into two spans of which the first has the share q of the exposure.
 *
 * @param q in (0, 1)
 */
export function logBinomialTail(k: number, n: number, q: number): number {
  if (k <= 0) return 0
  if (k > n) return -Infinity
  // below the mean the tail is nearly everything: the other side is summed and taken off
  if (k <= n * q) return Math.log1p(-Math.exp(Math.min(0, logBinomialTail(n - k + 1, n, 1 - q))))
  let term = 1
  let sum = 1
  for (let at = k; at < n && term > sum * NOTHING; at++) {
    term *= ((n - at) / (at + 1)) * (q / (1 - q))
    sum += term
  }
  return logChoose(n, k) + k * Math.log(q) + (n - k) * Math.log1p(-q) + Math.log(sum)
}

/**
 * ln P(X ≥ k) for X beta-binomial: binomial of n cases whose share varies as a beta distribution of a and b. Two spans of negative binomial
 * counts, given their sum, are of this law; a and b are their expected counts ÷ (variance ÷ mean − 1). With a = e + 1 and b = f it is the
 * tail of Fisher's exact test of k and n − k events among e and f others (P. M. E. Altham, JRSS B 31 (1969) 261–269).
 */
export function logBetaBinomialTail(k: number, n: number, a: number, b: number): number {
  if (k <= 0) return 0
  if (k > n) return -Infinity
  if (k <= (n * a) / (a + b)) return Math.log1p(-Math.exp(Math.min(0, logBetaBinomialTail(n - k + 1, n, b, a))))
  let term = 1
  let sum = 1
  for (let at = k; at < n && term > sum * NOTHING; at++) {
    term *= ((n - at) / (at + 1)) * ((a + at) / (b + n - at - 1))
    sum += term
  }
  const logBeta = (x: number, y: number) => logGamma(x) + logGamma(y) - logGamma(x + y)
  return logChoose(n, k) + logBeta(k + a, n - k + b) - logBeta(a, b) + Math.log(sum)
}

/** P(B ≤ x) for B of a beta distribution: the continued fraction, by W. J. Lentz' method (DLMF 8.17.22). */
export function betaShare(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - betaShare(1 - x, b, a)
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d)
    c = 1 + even / c
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d)
    c = 1 + odd / c
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-14) break
  }
  return front * fraction
}

/** The x with P(B ≤ x) = p, by halving: 60 halvings of [0, 1] are finer than a double. */
function betaQuantile(p: number, a: number, b: number): number {
  let low = 0
  let high = 1
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (betaShare(middle, a, b) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * The exact interval (C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404–413) of the ratio of two Poisson rates, by way of the
 * share of the events that fall into the first span. Over-dispersed counts carry less: they are divided by their dispersion.
 *
 * @param odds exposure of the second span ÷ that of the first
 * @param confidence such as 0.95
 */
export function ratioInterval(
  first: number,
  second: number,
  odds: number,
  confidence: number,
  dispersion = 1,
): { readonly lower: number; readonly upper: number } {
  const [x, y, tail] = [first / dispersion, second / dispersion, (1 - confidence) / 2]
  const ratioOf = (share: number) => (share >= 1 ? Infinity : (share / (1 - share)) * odds)
  return {
    lower: x === 0 ? 0 : ratioOf(betaQuantile(tail, x, y + 1)),
    upper: y === 0 ? Infinity : ratioOf(betaQuantile(1 - tail, x + 1, y)),
  }
}
