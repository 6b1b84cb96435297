/** The geometry of an alarm's weeks: events, what is usual, and where it began. Pure numbers, drawn on the server. */

export interface Week {
  /** A Monday. */
  readonly start: string
  readonly observed: number
  readonly expected: number
}

export interface Drawing {
  /** Path data. */
  readonly observed: string
  readonly expected: string
  /** null: it began before the weeks that are drawn. */
  readonly beganX: number | null
}

/** @param inset pixels that stay free on each side */
export function drawWeeks(weeks: readonly Week[], beganOn: string, width: number, height: number, inset = 3): Drawing {
  const most = weeks.reduce((so, { observed, expected }) => Math.max(so, observed, expected), 0)
  const round = (value: number) => Math.round(value * 10) / 10
  const x = (place: number) => round(weeks.length === 1 ? width / 2 : inset + (place / (weeks.length - 1)) * (width - 2 * inset))
  const y = (value: number) => round(height - inset - (most === 0 ? 0 : (value / most) * (height - 2 * inset)))
  const path = (value: (week: Week) => number) =>
    weeks.map((week, place) => `${place === 0 ? 'M' : 'L'}${x(place)} ${y(value(week))}`).join('')
  const began = weeks.findIndex(({ start }) => start === beganOn)
  return {
    observed: path(({ observed }) => observed),
    expected: path(({ expected }) => expected),
    beganX: began < 0 ? null : x(began),
  }
}
