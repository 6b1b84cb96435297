/** A random warehouse from a seed, the same on every machine. */
import { Chance } from '../../pipeline/demo/random.ts'
import { Oracle } from './oracle.ts'
import {
  randomAsOf,
  randomCalendar,
  randomCalendarRules,
  randomHolidays,
  randomPresets,
  randomRules,
  SOURCES,
  ZONES,
} from './random-terms.ts'
import { randomTicket } from './random-ticket.ts'
import { STAGE_COLUMNS, type PromiseRow, type StageColumn, type Ticket, type World } from './world.ts'

const TERMS = 1
const TICKETS = 2
const NUDGES = 3

/** @param seed of this warehouse @param many tickets */
export function randomWorld(seed: number, many: number): World {
  const chance = new Chance(seed).seat(TERMS, 0)
  const timeZone = chance.pick(ZONES)
  const asOf = randomAsOf(chance, [timeZone, chance.pick(ZONES), chance.pick(ZONES)])
  const calendars = Array.from({ length: chance.whole(3, 6) }, (_, at) => randomCalendar(chance, `c${at}`, asOf))
  const mapped = Object.fromEntries(
    SOURCES.map((source) => {
      const stages = STAGE_COLUMNS.filter(() => chance.happens(0.93)).map((each) => `${each}_at`)
      return [source, ['ticket_id', 'received_at', ...stages]]
    }),
  )
  const world: World = {
    timeZone,
    asOf,
    calendar: chance.pick(calendars).id,
    preset: chance.pick(['gold', 'silver']),
    holidaySets: [randomHolidays(chance, asOf)],
    calendars,
    calendarRules: randomCalendarRules(chance, calendars),
    presets: randomPresets(chance, calendars, asOf),
    rules: randomRules(chance, asOf),
    mapped,
    tickets: [],
  }
  const tickets = Array.from({ length: many }, (_, at) => {
    chance.seat(TICKETS, at)
    return randomTicket(chance, chance.pick(SOURCES), String(at + 1).padStart(5, '0'), asOf)
  })
  const oracle = new Oracle({ ...world, tickets })
  return { ...world, tickets: tickets.map((ticket, at) => nudged(chance.seat(NUDGES, at), ticket, oracle)) }
}

const isColumn = (stage: string): stage is StageColumn => STAGE_COLUMNS.some((each) => each === stage)

/** Puts the stop of some promise exactly on its due time, or a microsecond beside it. */
function nudged(chance: Chance, ticket: Ticket, oracle: Oracle): Ticket {
  if (!chance.happens(0.15)) return ticket
  const due = oracle.rows(ticket).filter((each: PromiseRow) => each.due_at !== null && each.started_at !== null)
  if (due.length === 0) return ticket
  const row = chance.pick(due)
  const stop = oracle.stopOf(row)
  if (stop === null || row.due_at === null || !isColumn(stop)) return ticket
  const at = row.due_at + chance.pick([0, 0, 0, 1, -1])
  return {
    ...ticket,
    versions: ticket.versions.map((each) => ({ ...each, stages: { ...each.stages, [stop]: at } })),
    events: ticket.events.filter((each) => each.event !== stop),
  }
}
