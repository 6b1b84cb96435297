/** Offsets of time zones: the changes of clocks are found once by `Intl`, everything after that is arithmetic. */

/** Wall time is UTC + offset for instants in [from, until); all in milliseconds. */
export interface OffsetPiece {
  readonly from: number
  readonly until: number
  readonly offset: number
}

/** Two changes that undo each other lie weeks apart at the least (Morocco's Ramadan), so a look a week misses none. */
const LOOK_EVERY = 7 * 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()
const OFFSET = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/

function offsetAt(zone: string, at: number): number {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  formats.set(zone, format)
  const match = OFFSET.exec(format.format(at))
  if (match === null) throw new TypeError(`no offset in ${format.format(at)}`)
  const [, sign, hours = 0, minutes = 0, seconds = 0] = match
  return (sign === '-' ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
}

/** Pieces of constant offset that follow each other from `from` to `until`, ms UTC of whole seconds. */
export function offsetPieces(zone: string, from: number, until: number): OffsetPiece[] {
  const pieces: OffsetPiece[] = []
  let start = from
  let offset = offsetAt(zone, from)
  for (let seen = from; seen < until;) {
    const next = Math.min(seen + LOOK_EVERY, until)
    if (offsetAt(zone, next) !== offset) {
      const change = changeBetween(zone, seen, next, offset)
      pieces.push({ from: start, until: change, offset })
      start = change
      offset = offsetAt(zone, change)
      seen = change
    } else seen = next
  }
  if (start < until) pieces.push({ from: start, until, offset })
  return pieces
}

/** The first second after `before` that no longer has the offset; `after` has another. */
function changeBetween(zone: string, before: number, after: number, offset: number): number {
  let [low, high] = [before, after]
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000
    if (offsetAt(zone, middle) === offset) low = middle
    else high = middle
  }
  return high
}

/** The first instant at which the clocks of these pieces read at least this wall time. */
export function instantOf(wall: number, pieces: readonly OffsetPiece[]): number {
  const piece = pieces.find(({ until, offset }) => wall < until + offset)
  if (piece === undefined) throw new RangeError('the wall time lies behind the last piece')
  return Math.max(wall - piece.offset, piece.from)
}
