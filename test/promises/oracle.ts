/**
 * Promises to tickets by a slow computation: written from the description of the engine, not from its models, so that what one of
 * the two misunderstands shows. Readings of what the description leaves open are marked `Reading:`.
 */
import { count, minutesLeft, type CalendarChange, type Counted } from './counting.ts'
import { historyOf, isOrderImpossible, stateAt, type History, type Round, type State } from './history.ts'
import { Offers, slotsOf, type Made, type Slot } from './matching.ts'
import { wallClock } from './wall-clock.ts'
import { DAY, type Micros, type PromiseRow, type Ticket, type Verdict, type World } from './world.ts'
import { WorkedMinutes } from './worked-minutes.ts'

/** One promise of one round, before it is numbered. */
interface Instance {
  readonly made: Made
  readonly round: Round
  readonly startedAt: Micros | null
  readonly stoppedAt: Micros | null
  readonly replacedAt: Micros | null
  /** Resolved, closed, cancelled, or reopened. */
  readonly doneAt: Micros | null
}

const YEARS_KNOWN_AFTER = 2

export class Oracle {
  readonly #world: World
  readonly #offers: Offers
  readonly #calendars: ReadonlyMap<string, WorkedMinutes>

  constructor(world: World) {
    this.#world = world
    this.#offers = new Offers(world)
    const today = new Date(wallClock(world.timeZone).date(world.asOf) * 86_400_000)
    today.setUTCFullYear(today.getUTCFullYear() + YEARS_KNOWN_AFTER)
    const lastDay = today.getTime() / 86_400_000
    const firstDay = Math.floor(Math.min(...world.tickets.map((each) => each.receivedAt), world.asOf) / DAY) - 30
    this.#calendars = new Map(world.calendars.map((each) => [each.id, new WorkedMinutes(each, world, firstDay, lastDay)]))
  }

  /** Rows of one ticket, by promise and cycle. */
  rows(ticket: Ticket): PromiseRow[] {
    const history = historyOf(ticket, this.#world)
    if (history === null) return []
    const made = slotsOf(history, this.#offers, this.#world)
    const instances = history.rounds.flatMap((round) => made.flatMap((slot) => this.#instances(history, round, slot)))
    const cycles = new Map<string, number>()
    // Instances of one promise come in the order of rounds, and within a round in the order of states.
    const rows = instances.map((each) => {
      const { id } = each.made.promise
      const cycle = (cycles.get(id) ?? 0) + 1
      cycles.set(id, cycle)
      return this.#judged(history, each, cycle)
    })
    return rows.sort((a, b) => (a.promise_id === b.promise_id ? a.cycle - b.cycle : a.promise_id < b.promise_id ? -1 : 1))
  }

  /** The stage that stops the promise of a row. */
  stopOf(row: PromiseRow): string | null {
    const preset = this.#world.presets.find((each) => each.id === row.preset && each.version === row.preset_version)
    return preset?.promises.find((each) => each.id === row.promise_id)?.to ?? null
  }

  /** What becomes of one stage in one round, state by state. */
  #instances(history: History, round: Round, slot: Slot): Instance[] {
    const segments = segmentsOf(history.states, round, slot)
    // Reading: a cancelled ticket's work ends there too.
    const { reached, endedAt } = round
    const ends = [reached.get('resolved'), reached.get('closed'), reached.get('cancelled')].filter((each) => each !== undefined)
    const doneAt = ends.length > 0 ? Math.min(...ends) : endedAt
    const instances: Instance[] = []
    for (const [at, { from, made }] of segments.entries()) {
      if (made === null || !isMadeIn(round, made, history)) continue
      const stop = reached.get(made.stop) ?? null
      const start = made.promise.from
      const own = start === 'received' ? round.startedAt : (reached.get(start) ?? null)
      const isOverBy = (moment: Micros) => (stop !== null && stop <= moment) || (doneAt !== null && doneAt <= moment)
      // Reading: once its stage, or the work, is over, a change makes no further promise. What is over at the very moment of a change was
      // over before it, as what stops when it is due is kept.
      if (at > 0 && isOverBy(from)) continue
      // Reading: nothing is held against a promise before it begins to hold; else its own start event counts, before or after.
      const startedAt = own === null ? null : at > 0 ? Math.max(own, from) : own
      const stays: Instance = { made, round, startedAt, stoppedAt: stop, replacedAt: null, doneAt }
      const change = segments[at + 1]?.from
      if (change === undefined) {
        instances.push(stays)
        break
      }
      if (isOverBy(change)) {
        instances.push(stays)
        break
      }
      // It had not started: it leaves no trace.
      if (startedAt === null || startedAt >= change) continue
      const { due } = this.#counted(history, stays, change)
      if (due !== null && due < change) {
        instances.push(stays)
        break
      }
      instances.push({ ...stays, stoppedAt: null, replacedAt: change })
    }
    return instances
  }

  /** @param end when the counting ends */
  #counted(history: History, { made, startedAt }: Instance, end: Micros): Counted {
    const { promise } = made
    if (startedAt === null) return { elapsed: 0, paused: 0, due: null }
    const pauses = promise.clock === 'given' ? [] : history.waits.filter((each) => promise.pauses.includes(each.kind))
    return count(promise, startedAt, end, this.#calendarsOf(history, made), pauses)
  }

  #calendarsOf(history: History, { promise }: Made): CalendarChange[] {
    if (promise.clock !== 'working' && promise.clock !== 'working_days') return [{ from: 0, calendar: null }]
    if (promise.calendar !== null) return [{ from: 0, calendar: this.#calendar(promise.calendar) }]
    return history.states.map(({ from, fields }) => ({ from, calendar: this.#calendar(calendarOf(this.#world, fields)) }))
  }

  #calendar(id: string): WorkedMinutes {
    const found = this.#calendars.get(id)
    if (found === undefined) throw new Error(`there is no calendar ${id}`)
    return found
  }

  #judged(history: History, instance: Instance, cycle: number): PromiseRow {
    const { asOf } = this.#world
    const { made, round, startedAt, stoppedAt, replacedAt, doneAt } = instance
    const { promise } = made
    const isGiven = promise.clock === 'given'
    const end = stoppedAt ?? replacedAt ?? doneAt ?? asOf
    // A stop before the start has used no time.
    const counted = this.#counted(history, instance, startedAt === null ? end : Math.max(end, startedAt))
    const due = isGiven ? agreedAt(history) : counted.due
    const word = verdictWord(history, instance, due, asOf)
    const hasCalendar = promise.clock === 'working' || promise.clock === 'working_days'
    const calendars = this.#calendarsOf(history, made)
    const net = counted.elapsed - counted.paused
    const isRunning = word === 'running' && due !== null
    const left = isRunning ? minutesLeft(asOf, due, calendars.at(-1)?.calendar ?? null) : 0
    // An agreed time has no start: its time runs from the reception.
    const used = isGiven ? asOf - history.ticket.receivedAt : net
    // Reading: for some time up to as_of. A wait that ends at that very moment still is one; what begins then has not stood still yet.
    const isStarted = startedAt !== null && startedAt < asOf
    const isPaused =
      isStarted && history.waits.some((each) => each.from < asOf && each.until >= asOf && promise.pauses.includes(each.kind))
    return {
      ticket: `${history.ticket.source}:${history.ticket.id}`,
      promise_id: promise.id,
      cycle,
      round: round.number,
      preset: made.preset.id,
      preset_version: made.preset.version,
      calendar_id:
        hasCalendar && startedAt !== null
          ? (promise.calendar ?? calendarOf(this.#world, stateAt(history.states, startedAt).fields))
          : null,
      started_at: startedAt,
      due_at: due,
      stopped_at: stoppedAt,
      elapsed: startedAt === null ? null : counted.elapsed,
      paused: counted.paused,
      net: startedAt === null ? null : net,
      ...VERDICTS[word],
      replaced_at: replacedAt,
      // Reading: of running promises; one that is overdue is broken, whether or not it waits.
      is_paused: isPaused && isRunning,
      is_at_risk: isRunning && used * 4 > (used + left) * 3,
    }
  }
}

/** Rules of calendars: the first whose conditions hold; an empty field holds no condition. */
export function calendarOf(world: World, { site, region }: State['fields']): string {
  const holds = (list: readonly string[] | null, value: string | null) =>
    list === null || (value !== null && list.includes(value))
  return world.calendarRules.find((each) => holds(each.sites, site) && holds(each.regions, region))?.calendar ?? world.calendar
}

interface Segment {
  readonly from: Micros
  readonly made: Made | null
}

/** The promises of a stage that hold one after another during a round. */
function segmentsOf(states: readonly State[], round: Round, slot: Slot): Segment[] {
  const segments: Segment[] = []
  for (const { from, fields } of states) {
    const made = slot({ from, fields })
    const last = segments.at(-1)
    const isSame = last !== undefined && made?.promise === last.made?.promise && made?.preset === last.made?.preset
    // What was unknown at first and is known later (a field never becomes empty again) was that promise all along.
    if (isSame) segments.pop()
    segments.push({ from: isSame ? last.from : from, made })
  }
  const first = segments.findLast((each) => each.from <= round.startedAt)
  const later = segments.filter((each) => each.from > round.startedAt && (round.endedAt === null || each.from < round.endedAt))
  return [{ from: round.startedAt, made: first?.made ?? null }, ...later]
}

const agreedAt = ({ latest }: History): Micros | null => latest.promisedAt ?? latest.appointmentTo

/** After a reopening only promises whose stop the log can tell; an agreed time belongs to the round into which it falls. */
function isMadeIn(round: Round, made: Made, history: History): boolean {
  if (made.promise.from === 'none') {
    const agreed = agreedAt(history)
    return (
      agreed !== null && (round.number === 1 || agreed >= round.startedAt) && (round.endedAt === null || agreed < round.endedAt)
    )
  }
  return round.number === 1 || made.isStopInLog || made.stop === 'resolved' || made.stop === 'closed'
}

const VERDICTS = {
  cancelled: { verdict: 'void', verdict_reason: 'cancelled' },
  impossible_order: { verdict: 'void', verdict_reason: 'impossible_order' },
  condition_empty: { verdict: 'unknown', verdict_reason: 'condition_empty' },
  replaced: { verdict: 'void', verdict_reason: 'replaced' },
  resolved_another_way: { verdict: 'void', verdict_reason: 'resolved_another_way' },
  start_not_recorded: { verdict: 'unknown', verdict_reason: 'start_not_recorded' },
  not_started: { verdict: 'not_started', verdict_reason: null },
  no_working_calendar: { verdict: 'unknown', verdict_reason: 'no_working_calendar' },
  in_time: { verdict: 'kept', verdict_reason: null },
  late: { verdict: 'broken', verdict_reason: 'late' },
  stop_not_recorded: { verdict: 'unknown', verdict_reason: 'stop_not_recorded' },
  overdue: { verdict: 'broken', verdict_reason: 'overdue' },
  running: { verdict: 'running', verdict_reason: null },
} as const satisfies Record<string, { verdict: Verdict; verdict_reason: string | null }>

/** The first that holds. Reading: what was replaced is void whether or not its conditions were known. */
function verdictWord(history: History, instance: Instance, due: Micros | null, asOf: Micros): keyof typeof VERDICTS {
  const { made, startedAt, stoppedAt, replacedAt, doneAt } = instance
  const { latest, rounds } = history
  const isAnotherWay = isResolvedAnotherWay(history, instance)
  if (latest.outcome === 'cancelled' || rounds.at(-1)?.reached.has('cancelled') === true) return 'cancelled'
  if (isOrderImpossible(rounds)) return 'impossible_order'
  if (replacedAt !== null) return 'replaced'
  if (!made.isConditionKnown) return 'condition_empty'
  if (made.promise.from !== 'none' && startedAt === null) {
    if (isAnotherWay) return 'resolved_another_way'
    return (stoppedAt ?? doneAt) === null ? 'not_started' : 'start_not_recorded'
  }
  if (due === null) return 'no_working_calendar'
  if (stoppedAt !== null) return stoppedAt <= due ? 'in_time' : 'late'
  if (isAnotherWay) return 'resolved_another_way'
  if (doneAt !== null) return 'stop_not_recorded'
  return asOf > due ? 'overdue' : 'running'
}

/** No visit when it was advised or nobody went there; no repair or hand-over when it was advised, replaced, refunded. */
function isResolvedAnotherWay({ latest }: History, { made, startedAt }: Instance): boolean {
  const { outcome, visits } = latest
  if (made.stop === 'arrived') return visits === 0 || (outcome === 'advised' && visits === null)
  if (['quoted', 'repaired', 'returned'].includes(made.stop) && ['advised', 'replaced', 'refunded'].includes(outcome ?? ''))
    return true
  return made.promise.from === 'repaired' && startedAt === null && outcome === 'not_repaired'
}
