/**
 * Working time on the real time line. An instant is worked when the clock on the wall reads a time inside the hours: an hour that is
 * skipped in spring is not there, one that occurs twice counts twice.
 */
import type { OffsetPiece } from './zone.ts'

const DAY = 86_400_000

/** [from, until), ms; on the wall or UTC, as is said. */
export interface Span {
  readonly from: number
  readonly until: number
}

/**
 * The instants (UTC, in order, disjoint) at which the clock reads a time of each shift: one span as a rule, two where an hour is
 * repeated, none where the shift lies in an hour that is skipped.
 * @param shifts wall time, by their beginning
 */
export function shiftInstants(shifts: readonly Span[], pieces: readonly OffsetPiece[]): Span[][] {
  let passed = 0
  return shifts.map((shift) => {
    // Later shifts begin later: a piece whose clocks stop before this one is done with.
    for (; passed < pieces.length; passed += 1) {
      const piece = pieces[passed]
      if (piece !== undefined && piece.until + piece.offset > shift.from) break
    }
    const spans: Span[] = []
    for (let at = passed; at < pieces.length; at += 1) {
      const piece = pieces[at]
      // No offset reaches a day.
      if (piece === undefined || piece.from >= shift.until + DAY) break
      const from = Math.max(shift.from - piece.offset, piece.from)
      const until = Math.min(shift.until - piece.offset, piece.until)
      if (from < until) spans.push({ from, until })
    }
    return spans
  })
}

/** In order and disjoint: what overlaps or touches is one, what lies outside [from, until) is cut off. */
export function mergeSpans(spans: readonly Span[], { from, until }: Span): Span[] {
  const merged: Span[] = []
  for (const each of [...spans].sort((a, b) => a.from - b.from)) {
    const span = { from: Math.max(each.from, from), until: Math.min(each.until, until) }
    if (span.from >= span.until) continue
    const last = merged.at(-1)
    if (last === undefined || last.until < span.from) merged.push(span)
    else if (last.until < span.until) merged[merged.length - 1] = { from: last.from, until: span.until }
  }
  return merged
}

export interface CountedSpan extends Span {
  /** Milliseconds of all earlier spans. */
  readonly before: number
}

export function countSpans(spans: readonly Span[]): CountedSpan[] {
  let before = 0
  return spans.map((span) => {
    const counted = { ...span, before }
    before += span.until - span.from
    return counted
  })
}

/** Worked milliseconds from the first span up to an instant. */
export function workedUntil(spans: readonly CountedSpan[], at: number): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.from ?? Infinity) < at) low = middle + 1
    else high = middle
  }
  const span = spans[low - 1]
  return span === undefined ? 0 : span.before + Math.min(at, span.until) - span.from
}
