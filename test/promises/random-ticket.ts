/** A random ticket: the course of a job, what its source recorded of it, and how often it was exported. */
import type { Chance } from '../../pipeline/demo/random.ts'
import { FAMILIES, FAULTS, maybe, MODES, PRIORITIES, REGIONS, SITES, ZONE_CODES } from './random-terms.ts'
import {
  DAY,
  HOUR,
  MINUTE,
  STAGE_COLUMNS,
  type Fields,
  type Micros,
  type StageColumn,
  type Ticket,
  type TicketEvent,
  type Version,
} from './world.ts'

const COURSES: readonly (readonly string[])[] = [
  ['responded', 'confirmed', 'dispatched', 'arrived', 'repaired', 'resolved', 'closed'],
  ['responded', 'unit_received', 'diagnosed', 'quoted', 'repaired', 'quality_checked', 'returned', 'resolved', 'closed'],
  ['responded', 'supplier_contacted', 'confirmed', 'dispatched', 'arrived', 'resolved'],
  ['confirmed', 'responded', 'resolved', 'closed', 'followed_up'],
]
const WAITS = ['wait_customer', 'wait_parts', 'wait_supplier']
const NOISE = ['assigned', 'escalated', 'pickup_notified']

/** Moments of one ticket: mostly on a coarse grid, so that things happen at once, some on odd seconds or microseconds. */
class Course {
  readonly #chance: Chance
  readonly #grid: Micros
  readonly #isOdd: boolean
  #at: Micros

  constructor(chance: Chance, start: Micros) {
    this.#chance = chance
    this.#grid = chance.pick([1, 15, 30, 30]) * MINUTE
    this.#isOdd = chance.happens(0.1)
    this.#at = start
  }

  get now(): Micros {
    return this.#at
  }

  /** Some time passes, perhaps none. */
  pass(longest: Micros): Micros {
    const chance = this.#chance
    if (chance.happens(0.12)) return this.#at
    const length = Math.floor((longest * chance.unit() * chance.unit()) / this.#grid) * this.#grid
    const odd = this.#isOdd ? chance.pick([1, 999_999, 1_000_000, 31_234_567, 7_000_000]) : 0
    this.#at += length + odd
    return this.#at
  }
}

const fields = (chance: Chance): Fields => ({
  priority: maybe(chance, 0.93, () => chance.pick(PRIORITIES)),
  region: maybe(chance, 0.93, () => chance.pick(REGIONS)),
  site: maybe(chance, 0.85, () => chance.pick(SITES)),
  zone: maybe(chance, 0.9, () => chance.pick(ZONE_CODES)),
  distance_km: maybe(chance, 0.85, () => chance.pick([5, 20, 60, 100, 100.5, 300])),
  supplier_involved: maybe(chance, 0.85, () => chance.happens(0.4)),
  fault_family: maybe(chance, 0.9, () => chance.pick(FAULTS)),
  service_mode: maybe(chance, 0.93, () => chance.pick(MODES)),
  work_kind: maybe(chance, 0.9, () => chance.pick(['A', 'B', 'C'])),
  warranty: maybe(chance, 0.9, () => chance.pick(['in', 'out'])),
  product_family: chance.pick(FAMILIES),
})

/** Mostly the region: that moves a ticket to another calendar. Not the service mode where a time was agreed: it decides what keeps it. */
function changed(chance: Chance, before: Fields, isAgreed: boolean): Fields {
  const names = ['region', 'region', 'site', 'priority', 'zone', 'supplier_involved', 'distance_km', 'fault_family'] as const
  const name = chance.happens(0.1) && !isAgreed ? 'service_mode' : chance.pick(names)
  const another = fields(chance)
  return { ...before, [name]: another[name] ?? before[name] }
}

/** A version does not know everything at first, and forgets some of it later. */
function seen(chance: Chance, truth: Fields): Fields {
  if (chance.happens(0.75)) return truth
  const names = Object.keys(truth)
  const hidden = new Set([chance.pick(names), chance.pick(names)])
  const nothing: Record<string, null> = {}
  for (const name of hidden) nothing[name] = null
  return { ...truth, ...nothing }
}

interface Happening {
  readonly at: Micros
  readonly event: string
  readonly value: string | null
}

/** The course of the work: stages, waits, and what comes between. */
function happenings(chance: Chance, course: Course, longest: Micros, until: Micros): Happening[] {
  const list: Happening[] = []
  const add = (event: string, value: string | null = null, at = course.pass(longest)) => list.push({ at, event, value })
  const rounds = chance.pick([1, 1, 1, 1, 1, 2, 3])
  for (let round = 1; round <= rounds; round += 1) {
    for (const stage of chance.pick(COURSES)) {
      while (chance.happens(0.22)) {
        add(chance.pick(WAITS))
        if (chance.happens(0.25)) add('part_arrived')
        if (chance.happens(0.6)) add('resume')
      }
      if (chance.happens(0.08)) add('priority_changed', chance.happens(0.95) ? chance.pick(PRIORITIES) : null)
      if (chance.happens(0.05)) add(chance.pick(NOISE))
      if (chance.happens(0.88)) add(stage)
      else if (chance.happens(0.1)) add(chance.pick(STAGE_COLUMNS))
      if (course.now > until) return list
    }
    if (chance.happens(0.02)) add('cancelled')
    if (round < rounds && chance.happens(0.8)) add('reopened')
  }
  if (chance.happens(0.03)) add(chance.pick(['cancelled', 'reopened', 'resume', ...WAITS]))
  return list
}

/** What stands in a column at the moment of a version: the first time of a stage, or the last. */
function columns(chance: Chance, list: readonly Happening[], until: Micros, share: number): Partial<Record<StageColumn, Micros>> {
  const isLast = chance.happens(0.5)
  const known: Partial<Record<StageColumn, Micros>> = {}
  for (const stage of STAGE_COLUMNS) {
    const times = list.filter((each) => each.event === stage && each.at <= until).map((each) => each.at)
    const time = isLast ? times.at(-1) : times[0]
    if (time !== undefined && chance.happens(share)) known[stage] = time
  }
  return known
}

/** @param around as_of */
export function randomTicket(chance: Chance, source: string, id: string, around: Micros): Ticket {
  // Now and then one that runs for more than a year.
  const age = chance.happens(0.03) ? chance.whole(366, 520) * 24 : chance.whole(-4, chance.pick([48, 48, 240, 960]))
  const receivedAt = Math.floor((around - age * HOUR) / (30 * MINUTE)) * 30 * MINUTE + chance.pick([0, 0, 0, 7 * MINUTE])
  const course = new Course(chance, receivedAt)
  const longest = chance.pick([2 * HOUR, 12 * HOUR, 2 * DAY, 6 * DAY]) * (age > 1500 ? 20 : 1)
  const all = happenings(chance, course, longest, around + 3 * DAY)
  const inColumns = chance.pick([0.1, 0.5, 0.9, 1])
  const inLog = chance.pick([0.2, 0.7, 1, 1])
  const events: TicketEvent[] = all.filter((each) => {
    const isStage = STAGE_COLUMNS.some((stage) => stage === each.event)
    return !isStage || chance.happens(inLog)
  })
  const isAgreed = chance.happens(0.15)
  const versions = randomVersions(chance, { receivedAt, all, around, longest, inColumns, isAgreed })
  // The same event in two files.
  if (chance.happens(0.05) && events[0] !== undefined) events.push(events[0])
  return { source, id, receivedAt, versions, events }
}

interface Plan {
  readonly receivedAt: Micros
  readonly all: readonly Happening[]
  readonly around: Micros
  readonly longest: Micros
  readonly inColumns: number
  readonly isAgreed: boolean
}

function randomVersions(chance: Chance, plan: Plan): Version[] {
  const { receivedAt, all, around, longest, inColumns, isAgreed } = plan
  const writing = new Course(chance, receivedAt)
  const many = chance.pick([1, 1, 2, 2, 3, 4, 5])
  const agreedAt = Math.floor((receivedAt + chance.unit() * 4 * longest) / (15 * MINUTE)) * 15 * MINUTE
  const last = all.at(-1)?.at ?? receivedAt
  const kept = {
    sla_preset: maybe(chance, 0.15, () => chance.pick(['gold', 'silver', 'bronze'])),
    outcome: maybe(chance, 0.2, () =>
      chance.pick(['repaired', 'repaired', 'repaired', 'replaced', 'advised', 'not_repaired', 'cancelled']),
    ),
    visits: maybe(chance, 0.3, () => chance.pick([0, 1, 2])),
    promisedAt: isAgreed && chance.happens(0.7) ? agreedAt : null,
    appointmentTo: isAgreed ? agreedAt + 2 * HOUR : null,
  }
  const isUntimed = chance.happens(0.04)
  let truth = fields(chance)
  const versions: Version[] = []
  for (let at = 0; at < many; at += 1) {
    const first = at === 0 && chance.happens(0.7)
    const updatedAt = first ? receivedAt : many === 1 ? Math.max(last, receivedAt) : writing.pass(longest * 3)
    if (at > 0 && chance.happens(0.75)) truth = changed(chance, truth, isAgreed)
    if (at > 0 && chance.happens(0.2)) truth = changed(chance, truth, isAgreed)
    versions.push({
      ...kept,
      updatedAt: isUntimed || (at === 0 && chance.happens(0.04)) ? null : updatedAt,
      loadSequence: at + 1,
      fields: seen(chance, truth),
      // The newest export knows all that has happened.
      stages: columns(chance, all, at === many - 1 ? Number.MAX_SAFE_INTEGER : updatedAt, inColumns),
      team: chance.pick(['red', 'blue']),
      technician: chance.pick(['t1', 't2', 't3']),
    })
  }
  // What only a version written after as_of knows is known by nobody: such tickets keep the versions before it.
  const known = versions.filter((each) => (each.updatedAt ?? 0) <= around)
  return known.length > 0 ? versions : versions.map((each) => ({ ...each, updatedAt: receivedAt })).slice(-1)
}
