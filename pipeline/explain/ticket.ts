/** One ticket for the command line: found by what a person calls it, with its course and all that explains its promises. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import { explain, type ExplainedPromise } from '../../contracts/explanation/explanation.ts'
import {
  calendarRow,
  closeRow,
  intervalRow,
  reasonRow,
  specialDayRow,
  stateRow,
  valuesRow,
} from '../../contracts/explanation/rows.ts'
import { TICKET_STAGES, type TicketStage } from '../../contracts/ticket-stages.ts'
import { nearest } from '../home/nearest.ts'
import { query, rowsOf } from './named.ts'

const text = z.string()
const stamp = z.iso.datetime().nullable()

/** Reception and reopenings come from elsewhere. */
type Stage = Exclude<TicketStage, 'received' | 'reopened'>
const STAGES = TICKET_STAGES.filter((each): each is Stage => each !== 'received' && each !== 'reopened')

const stages = {
  responded_at: stamp,
  confirmed_at: stamp,
  dispatched_at: stamp,
  arrived_at: stamp,
  unit_received_at: stamp,
  diagnosed_at: stamp,
  quoted_at: stamp,
  supplier_contacted_at: stamp,
  part_arrived_at: stamp,
  repaired_at: stamp,
  quality_checked_at: stamp,
  returned_at: stamp,
  resolved_at: stamp,
  closed_at: stamp,
  followed_up_at: stamp,
  cancelled_at: stamp,
}

const queries = {
  named: query('ticket_named', z.strictObject({ ticket_key: text, source: text, ticket_id: text })),
  similar: query('ticket_similar', z.strictObject({ ticket_key: text, ticket_id: text })),
  site: query('site', z.object({ time_zone: text, as_of: z.iso.datetime() })),
  one: query('ticket_one', valuesRow.extend({ ticket_key: text, ticket_id: text, received_at: z.iso.datetime(), ...stages })),
  cycles: query('ticket_cycles', z.strictObject({ cycle: z.int(), started_at: z.iso.datetime(), ...stages })),
  waits: query(
    'ticket_waits',
    z.object({
      waits_for: z.enum(['customer', 'parts', 'supplier']),
      started_at: z.iso.datetime(),
      ended_at: z.iso.datetime(),
      is_open: z.boolean(),
      minutes: z.number(),
    }),
  ),
  reasons: query('promise_reasons', reasonRow),
  intervals: query('promise_intervals', intervalRow),
  closes: query('promise_closes', closeRow),
  calendars: query('promise_calendars', calendarRow),
  specialDays: query('promise_special_days', specialDayRow),
  states: query('ticket_states', stateRow),
}

export interface Step {
  readonly at: string
  /** A stage, `received`, `reopened`, or whom it waits for. */
  readonly what: Stage | 'received' | 'reopened' | 'customer' | 'parts' | 'supplier'
  /** Of a wait; null while it lasts. */
  readonly until: string | null
  /** Of a wait, in calendar time. */
  readonly minutes: number | null
}

export interface ExplainedTicket {
  readonly ticket_key: string
  readonly ticket_id: string
  readonly source: string
  readonly time_zone: string
  readonly as_of: string
  readonly course: readonly Step[]
  readonly promises: readonly ExplainedPromise[]
}

/** @returns its key. Throws `explain.unknown_ticket`, `explain.ambiguous_ticket`. */
export async function findTicket(connection: DuckDBConnection, name: string): Promise<string> {
  const found = await rowsOf(connection, queries.named, { name })
  const [first] = found
  const exact = found.find(({ ticket_key }) => ticket_key === name) ?? (found.length === 1 ? first : undefined)
  if (exact !== undefined) return exact.ticket_key
  if (first !== undefined) {
    throw new AftercareError('explain.ambiguous_ticket', 'more than one source has a ticket of this number', {
      value: name,
      remedy: `Say which: ${found.map(({ ticket_key }) => ticket_key).join(', ')}.`,
    })
  }
  const near = await similar(connection, name)
  throw new AftercareError('explain.unknown_ticket', 'there is no such ticket in the published version', {
    value: name,
    remedy:
      near.length > 0
        ? `Did you mean ${near.join(', ')}?`
        : 'Write its number, or `source:number`, as the list of tickets shows it.',
  })
}

const PROPOSED = 3

/** The nearest numbers first, in the form in which they were asked for. */
async function similar(connection: DuckDBConnection, name: string): Promise<readonly string[]> {
  const rows = await rowsOf(connection, queries.similar, { name: name.slice(name.indexOf(':') + 1) })
  const left = new Set(rows.map((row) => (name.includes(':') ? row.ticket_key : row.ticket_id)))
  const near: string[] = []
  while (near.length < PROPOSED) {
    const next = nearest(name, left)
    if (next === undefined) break
    near.push(next)
    left.delete(next)
  }
  return near
}

/** @param key of a ticket that is there */
export async function explainTicket(connection: DuckDBConnection, key: string): Promise<ExplainedTicket> {
  const of = { ticket_key: key }
  const [site] = await rowsOf(connection, queries.site, {})
  const [ticket] = await rowsOf(connection, queries.one, of)
  if (site === undefined || ticket === undefined) throw new Error(`no row of ${key}`)
  const cycles = await rowsOf(connection, queries.cycles, of)
  const rounds = cycles.length > 0 ? cycles : [{ ...ticket, cycle: 1, started_at: ticket.received_at }]
  const stagesOf = rounds.flatMap((round): Step[] => [
    { at: round.started_at, what: round.cycle === 1 ? 'received' : 'reopened', until: null, minutes: null },
    ...STAGES.flatMap((stage): Step[] => {
      const at = round[`${stage}_at`]
      return at === null ? [] : [{ at, what: stage, until: null, minutes: null }]
    }),
  ])
  const waits = (await rowsOf(connection, queries.waits, of)).map((wait): Step => ({
    at: wait.started_at,
    what: wait.waits_for,
    until: wait.is_open ? null : wait.ended_at,
    minutes: wait.minutes,
  }))
  const promises = explain({
    reasons: await rowsOf(connection, queries.reasons, of),
    intervals: await rowsOf(connection, queries.intervals, of),
    closes: await rowsOf(connection, queries.closes, of),
    calendars: await rowsOf(connection, queries.calendars, of),
    specialDays: await rowsOf(connection, queries.specialDays, of),
    states: await rowsOf(connection, queries.states, of),
    values: ticket,
  })
  return {
    ticket_key: key,
    ticket_id: ticket.ticket_id,
    source: ticket.source,
    time_zone: site.time_zone,
    as_of: site.as_of,
    course: [...stagesOf, ...waits].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
    promises,
  }
}
