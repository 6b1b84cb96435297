/** What is known of one ticket at as_of: its log in order, its rounds, when each stage was reached, its waits, its states. */
import {
  STAGE_COLUMNS,
  type Fields,
  type Micros,
  type Ticket,
  type TicketEvent,
  type Version,
  type WaitKind,
  type World,
} from './world.ts'

/** Events of one moment follow the order of the work. */
const WORK_ORDER = [
  'received',
  'assigned',
  'priority_changed',
  'responded',
  'supplier_contacted',
  'confirmed',
  'dispatched',
  'arrived',
  'unit_received',
  'diagnosed',
  'quoted',
  'wait_customer',
  'wait_parts',
  'wait_supplier',
  'escalated',
  'part_arrived',
  'resume',
  'repaired',
  'quality_checked',
  'pickup_notified',
  'shipped_back',
  'returned',
  'overrun_explained',
  'overrun_accepted',
  'resolved',
  'cancelled',
  'closed',
  'followed_up',
  'reopened',
]
const ENDINGS = ['resolved', 'closed', 'cancelled']
const WORK_AFTER_END = ['confirmed', 'dispatched', 'arrived', 'unit_received', 'diagnosed', 'quoted', 'repaired']
const WAITS: Readonly<Record<string, WaitKind>> = { wait_customer: 'customer', wait_parts: 'parts', wait_supplier: 'supplier' }

export interface Round {
  readonly number: number
  readonly startedAt: Micros
  /** When it was reopened; null for the last. */
  readonly endedAt: Micros | null
  /** By stage, `supplier_contacted` and `cancelled` included. */
  readonly reached: ReadonlyMap<string, Micros>
}

export interface Wait {
  readonly kind: WaitKind
  readonly from: Micros
  readonly until: Micros
  readonly isOpen: boolean
}

/** [from, next state's from); the first holds from the beginning. */
export interface State {
  readonly from: Micros
  readonly fields: Fields
}

export interface History {
  readonly ticket: Ticket
  readonly latest: Version
  readonly events: readonly TicketEvent[]
  readonly rounds: readonly Round[]
  readonly waits: readonly Wait[]
  readonly states: readonly State[]
}

const least = (...all: (Micros | null | undefined)[]): Micros | null =>
  all.reduce<Micros | null>(
    (low, each) => (each === null || each === undefined || (low !== null && low <= each) ? low : each),
    null,
  )

/** Null when as_of does not know the ticket yet. */
export function historyOf(ticket: Ticket, { asOf }: World): History | null {
  const known = ticket.versions.filter((each) => (each.updatedAt ?? 0) <= asOf)
  // A version written after as_of counts only if there is no other.
  const versions = inOrder(known.length > 0 ? known : ticket.versions)
  const latest = versions.at(-1)
  if (latest === undefined || ticket.receivedAt > asOf) return null
  const events = knownEvents(ticket.events, asOf)
  const rounds = roundsOf(ticket, latest, events, asOf)
  return { ticket, latest, events, rounds, waits: waitsOf(events, rounds, asOf), states: statesOf(versions, events) }
}

/** Oldest first: by the source's own time (none is oldest), then by load. */
const inOrder = (versions: readonly Version[]): Version[] =>
  versions.toSorted((a, b) => (a.updatedAt ?? 0) - (b.updatedAt ?? 0) || a.loadSequence - b.loadSequence)

function knownEvents(events: readonly TicketEvent[], asOf: Micros): TicketEvent[] {
  const seen = new Set<string>()
  return (
    events
      .filter((each) => {
        const key = `${String(each.at)} ${each.event} ${each.value ?? ''}`
        if (each.at > asOf || seen.has(key)) return false
        seen.add(key)
        return true
      })
      // Of one moment and one kind they stay in the order of the file.
      .toSorted((a, b) => a.at - b.at || WORK_ORDER.indexOf(a.event) - WORK_ORDER.indexOf(b.event))
  )
}

/**
 * The number of the round of each event. A round ends at `reopened`, or at the first work after an ending. A second `reopened`
 * with no work or ending between is the same reopening; where no ending was ever logged, a `reopened` is believed.
 */
function roundNumbers(events: readonly TicketEvent[]): number[] {
  const hasEnding = events.some((each) => ENDINGS.includes(each.event))
  let number = 1
  let before: 'ending' | 'reopened' | 'work' | null = null
  return events.map(({ event }) => {
    const turn = ENDINGS.includes(event)
      ? 'ending'
      : event === 'reopened'
        ? 'reopened'
        : WORK_AFTER_END.includes(event) || event in WAITS
          ? 'work'
          : null
    if (turn === null) return number
    const resumes = before === 'ending' && turn !== 'ending'
    const unannounced = !hasEnding && turn === 'reopened' && before !== 'reopened'
    if (resumes || unannounced) number += 1
    before = turn
    return number
  })
}

/** A stage's time in a round: the column when it falls into the round (before the first reopening all do), else the log. */
function roundsOf(ticket: Ticket, latest: Version, events: readonly TicketEvent[], asOf: Micros): Round[] {
  const numbers = roundNumbers(events)
  const starts = [ticket.receivedAt]
  events.forEach((each, at) => {
    const number = numbers[at] ?? 1
    if (number > starts.length) starts.push(each.at)
  })
  return starts.map((startedAt, at) => {
    const number = at + 1
    const endedAt = starts[number] ?? null
    const reached = new Map<string, Micros>()
    events.forEach((each, place) => {
      if (numbers[place] === number && !reached.has(each.event)) reached.set(each.event, each.at)
    })
    for (const stage of STAGE_COLUMNS) {
      const column = latest.stages[stage]
      if (column === undefined || column > asOf) continue
      if ((number === 1 || column >= startedAt) && (endedAt === null || column < endedAt)) reached.set(stage, column)
    }
    return { number, startedAt, endedAt, reached }
  })
}

/**
 * A wait lasts until the next wait or resume, the end of the work or of the round, one for parts also until the part is
 * there; else until as_of.
 */
function waitsOf(events: readonly TicketEvent[], rounds: readonly Round[], asOf: Micros): Wait[] {
  const numbers = roundNumbers(events)
  return events.flatMap(({ event, at }, place) => {
    const kind = WAITS[event]
    if (kind === undefined) return []
    const later = events.slice(place + 1)
    const next = later.find((each) => each.event in WAITS || ['resume', 'reopened', ...ENDINGS].includes(each.event))
    const round = rounds[(numbers[place] ?? 1) - 1]
    const notBefore = (stage: string): Micros | null => {
      const reached = round?.reached.get(stage)
      return reached !== undefined && reached >= at ? reached : null
    }
    const part = later.find((each) => each.event === 'part_arrived')
    const until = least(
      next?.at,
      round?.endedAt,
      notBefore('resolved'),
      notBefore('closed'),
      ...(kind === 'parts' ? [part?.at, notBefore('part_arrived')] : []),
    )
    return [{ kind, from: at, until: until ?? asOf, isOpen: until === null }]
  })
}

const NO_FIELDS: Fields = {
  priority: null,
  region: null,
  site: null,
  zone: null,
  distance_km: null,
  supplier_involved: null,
  fault_family: null,
  service_mode: null,
  work_kind: null,
  warranty: null,
  product_family: null,
}

/** What was seen of the ticket's fields, and when. */
interface Sighting {
  readonly at: Micros
  readonly fields: Partial<Fields>
  /** The log says that the priority was another one before. */
  readonly wasAnother: boolean
}

const stated = (fields: Partial<Fields>): Partial<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))

/**
 * Of one moment the last to state a field counts: events in their order, then versions, which show what came of it. A version without
 * a time of its own says nothing of when.
 */
function sightingsOf(versions: readonly Version[], events: readonly TicketEvent[]): Sighting[] {
  const all: Sighting[] = []
  for (const { at, event, value } of events) {
    if (event === 'priority_changed' && value !== null) all.push({ at, fields: { priority: value }, wasAnother: true })
  }
  for (const { updatedAt, fields } of versions) {
    if (updatedAt !== null) all.push({ at: updatedAt, fields: stated(fields), wasAnother: false })
  }
  const merged: Sighting[] = []
  for (const each of all.sort((a, b) => a.at - b.at)) {
    const same = merged.at(-1)?.at === each.at ? merged.pop() : undefined
    const wasAnother = each.fields.priority === undefined ? same?.wasAnother === true : each.wasAnother
    merged.push({ at: each.at, fields: { ...same?.fields, ...each.fields }, wasAnother })
  }
  return merged
}

/**
 * Each field keeps the last value seen; an empty one says nothing. The first value that a version states holds from the beginning: it was
 * known late, not changed. Reading: an event does change the priority; what it was before is unknown unless an earlier version tells.
 */
function statesOf(versions: readonly Version[], events: readonly TicketEvent[]): State[] {
  const sightings = sightingsOf(versions, events)
  // What no version with a time states is as the version that counts says.
  let first: Fields = { ...NO_FIELDS, ...versions.at(-1)?.fields }
  for (const { fields } of sightings.toReversed()) first = { ...first, ...fields }
  if (sightings.find((each) => each.fields.priority !== undefined)?.wasAnother === true) first = { ...first, priority: null }
  let current = first
  const states: State[] = [{ from: 0, fields: current }]
  for (const { at, fields: news } of sightings) {
    const fields = { ...current, ...news }
    if (JSON.stringify(fields) === JSON.stringify(current)) continue
    current = fields
    states.push({ from: at, fields })
  }
  return states
}

/** The state in force at a moment. */
export function stateAt(states: readonly State[], at: Micros): State {
  const found = states.findLast((each) => each.from <= at) ?? states[0]
  if (found === undefined) throw new Error('a ticket has at least one state')
  return found
}

/** Times within a round in an order that cannot be. */
export function isOrderImpossible(rounds: readonly Round[]): boolean {
  return rounds.some(({ startedAt, reached }) => {
    const before = (earlier: string, later: string): boolean => {
      const [a, b] = [reached.get(earlier), reached.get(later)]
      return a !== undefined && b !== undefined && a < b
    }
    const beforeStart = STAGE_COLUMNS.some((stage) => stage !== 'unit_received' && (reached.get(stage) ?? startedAt) < startedAt)
    return (
      beforeStart ||
      before('closed', 'resolved') ||
      before('arrived', 'dispatched') ||
      before('repaired', 'unit_received') ||
      before('returned', 'unit_received') ||
      before('returned', 'repaired') ||
      before('quality_checked', 'repaired')
    )
  })
}
