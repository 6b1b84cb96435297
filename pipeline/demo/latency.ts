/** How long things take, and how moments keep to the hours at which people work and open their doors. */
import { normalQuantile, type Chance } from './random.ts'
import { DAY, HOUR, MINUTE } from './time.ts'

/**
 * Lognormal with a given share within the limit. Whether it is kept is decided beforehand; the place within its part of
 * the distribution is drawn here, so that the whole stays lognormal.
 * @param limit seconds · @param share of those within it · @param sigma of the logarithm · @param longest seconds
 */
export function latency(isKept: boolean, limit: number, share: number, sigma: number, longest: number, chance: Chance): number {
  const unit = chance.unit()
  const place = isKept ? share * unit : share + (1 - share) * unit
  const drawn = Math.round(limit * Math.exp(sigma * (normalQuantile(place) - normalQuantile(share))))
  return isKept ? Math.max(90, Math.min(drawn, limit - 60)) : Math.min(Math.max(drawn, limit + 120), longest)
}

export const lognormal = (median: number, sigma: number, chance: Chance): number =>
  Math.max(60, Math.round(median * Math.exp(sigma * chance.normal())))

/** Pushes a moment outside the open hours to after the next opening. @param opens @param shuts hours of the day */
export function whenOpen(moment: number, opens: number, shuts: number, chance: Chance): number {
  const within = moment % DAY
  const jitter = chance.whole(0, 75 * MINUTE)
  if (within >= opens * HOUR && within <= shuts * HOUR) return moment
  const midnight = moment - within + (within > shuts * HOUR ? DAY : 0)
  return midnight + opens * HOUR + jitter
}

/** As `whenOpen`, but never across the limit: what was kept stays kept, moved back to the evening before if need be. */
export function whenOpenWithin(
  from: number,
  after: number,
  isKept: boolean,
  limit: number,
  opens: number,
  shuts: number,
  chance: Chance,
): number {
  const planned = from + after
  const pushed = whenOpen(planned, opens, shuts, chance)
  if (!isKept || pushed - from <= limit - 60) return pushed
  const evening =
    planned - (planned % DAY) + shuts * HOUR - (planned % DAY < opens * HOUR ? DAY : 0) - chance.whole(0, 70 * MINUTE)
  return evening > from + 5 * MINUTE ? evening : planned
}
