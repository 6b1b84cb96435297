/** How each promise of a ticket was counted, as its page shows it when it is opened: written in the reader's language by the server. */
import type { Fact } from '#contracts/explanation/facts.ts'
import type { CloseLine, ClockRow } from '#contracts/explanation/table.ts'
import type { Lane, TimelineBar } from '../charts/timeline.ts'
import type { Panel } from '../frame/panel.ts'
import type { ticketTexts } from '../language/pages/ticket.ts'
import type { Round } from './ticket.ts'

export interface ClockBar {
  readonly from: string
  readonly until: string
  readonly kind: 'counted' | 'late' | 'left' | 'paused'
  readonly label: string
}

export interface PromiseExplanation {
  /** As the list of promises names it. */
  readonly id: string
  readonly facts: readonly Fact[]
  /** In which the rows are written. */
  readonly timeZone: string
  readonly rows: readonly ClockRow[]
  readonly closes: readonly CloseLine[]
  readonly bars: readonly ClockBar[]
  readonly start: string | null
  readonly end: string | null
  readonly due: string | null
}

/** What the address gives. */
export interface TicketExplanation {
  readonly promises: readonly PromiseExplanation[]
}

const word = (body: unknown, key: string, otherwise: string): string => {
  const found: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined
  return typeof found === 'string' ? found : otherwise
}

/** What was answered, or how it failed: with the server's code and reference where it got so far. Never rejects. */
export async function readAnswer(ask: () => Promise<Response>): Promise<Panel<TicketExplanation>> {
  try {
    const response = await ask()
    const body: unknown = await response.json()
    // Ours: the same version of the program wrote it.
    if (response.ok) return { state: 'ready', data: body as TicketExplanation }
    return { state: 'failed', code: word(body, 'code', `http.${response.status}`), reference: word(body, 'reference', '–') }
  } catch {
    return { state: 'failed', code: 'http.no_answer', reference: '–' }
  }
}

type Words = ReturnType<typeof ticketTexts>

/** Lanes of the drawing: stages that happened meanwhile, what was counted, what stood still, what was left. */
export function clockLanes(promise: PromiseExplanation, rounds: readonly Round[], words: Words): readonly Lane[] {
  const { start, end, due, bars } = promise
  if (start === null || end === null) return []
  const last = Math.max(Date.parse(end), due === null ? 0 : Date.parse(due))
  const isMeanwhile = (at: string) => Date.parse(at) >= Date.parse(start) && Date.parse(at) <= last
  const limit = due === null ? [] : [{ at: due, label: words.due, kind: 'limit' as const }]
  const lane = (label: string, kinds: readonly ClockBar['kind'][]): Lane => ({
    label,
    bars: bars.filter(({ kind }) => kinds.includes(kind)).map(barOf),
    marks: limit,
  })
  return [
    {
      label: words.stages,
      bars: [],
      marks: rounds
        .flatMap(({ stamps }) => stamps)
        .filter(({ at }) => isMeanwhile(at))
        .map(({ at, stage }) => ({ at, label: words.stage[stage], kind: 'event' as const })),
    },
    lane(words.explanation.counted, ['counted', 'late']),
    lane(words.explanation.paused, ['paused']),
    lane(words.explanation.left, ['left']),
  ].filter(({ bars: drawn, marks }) => drawn.length > 0 || marks.some(({ kind }) => kind === 'event'))
}

const barOf = ({ from, until, kind, label }: ClockBar): TimelineBar => ({
  start: from,
  end: until,
  label,
  meaning: kind === 'late' ? 'worse' : kind === 'counted' ? 'better' : 'neutral',
})
