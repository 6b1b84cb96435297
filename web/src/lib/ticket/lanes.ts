/** The course of a ticket as lanes of the timeline: rounds with their stages, waits, and each promise with its limit. */
import type { Lane, TimelineBar } from '../charts/timeline.ts'
import type { ticketTexts } from '../language/pages/ticket.ts'
import type { Meaning } from '../review/series.ts'
import type { TicketCourse, Verdict, Wait } from './ticket.ts'

const MEANING: Readonly<Record<Verdict, Meaning>> = {
  kept: 'better',
  broken: 'worse',
  running: 'neutral',
  not_started: 'neutral',
  void: 'neutral',
  unknown: 'neutral',
}

type Words = ReturnType<typeof ticketTexts>

/** Lanes without a time to show are left out; the tables beneath say why. */
export function courseLanes({ rounds, waits, promises }: TicketCourse, words: Words): readonly Lane[] {
  return [
    ...rounds.map((round) => ({
      label: rounds.length > 1 ? words.round(round.cycle) : words.stages,
      bars: [],
      marks: round.stamps.map(({ stage, at }) => ({ at, label: words.stage[stage], kind: 'event' as const })),
    })),
    ...waitLanes(waits, words),
    ...promises.map((promise) => ({
      label: promise.cycle > 1 ? `${promise.name} · ${words.round(promise.cycle)}` : promise.name,
      bars: promiseBars(promise, words),
      marks: [
        ...(promise.due === null ? [] : [{ at: promise.due, label: words.due, kind: 'limit' as const }]),
        ...(promise.start === null && promise.stop !== null
          ? [{ at: promise.stop, label: words.verdicts[promise.verdict], kind: 'event' as const }]
          : []),
      ],
    })),
  ].filter(({ bars, marks }) => bars.length + marks.length > 0)
}

function waitLanes(waits: readonly Wait[], words: Words): readonly Lane[] {
  if (waits.length === 0) return []
  const bars = waits.map(({ start, end, waitsFor }) => ({
    start,
    end,
    label: words.waits[waitsFor],
    meaning: 'neutral' as const,
  }))
  return [{ label: words.waiting, bars, marks: [] }]
}

/** A clock that ended before it began, or of a promise that is void, is no span of time. */
function promiseBars({ start, stop, verdict }: TicketCourse['promises'][number], words: Words): readonly TimelineBar[] {
  if (start === null || (stop !== null && stop < start)) return []
  if (stop === null && verdict !== 'running' && verdict !== 'broken') return []
  return [{ start, end: stop, label: words.verdicts[verdict], meaning: MEANING[verdict] }]
}
