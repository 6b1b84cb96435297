/** How the promises of one ticket were counted, put into the reader's language. */
import { explain, type ExplainedPromise } from '#contracts/explanation/explanation.ts'
import { factsOf, zoneOf } from '#contracts/explanation/facts.ts'
import type { Line } from '#contracts/explanation/lines.ts'
import { clockRows, closeLines } from '#contracts/explanation/table.ts'
import { explanationWords, type ExplanationWords } from '#contracts/explanation/writing.ts'
import type { Language } from '#lib/language/language.ts'
import type { ClockBar, PromiseExplanation, TicketExplanation } from '#lib/ticket/explanation.ts'
import { explanationQueries } from '../queries/explanation.ts'
import type { Lease } from '../warehouse.ts'
import { readTicket } from './ticket.ts'

/** Null: there is no such ticket. */
export async function readExplanation(lease: Lease, key: string, language: Language): Promise<TicketExplanation | null> {
  const parameters = { ticket_key: key }
  const ticket = await readTicket(lease, key)
  if (ticket === null) return null
  const [reasons, intervals, closes, calendars, specialDays, states] = await Promise.all([
    lease.rows(explanationQueries.reasons, parameters),
    lease.rows(explanationQueries.intervals, parameters),
    lease.rows(explanationQueries.closes, parameters),
    lease.rows(explanationQueries.calendars, parameters),
    lease.rows(explanationQueries.specialDays, parameters),
    lease.rows(explanationQueries.states, parameters),
  ])
  const words = explanationWords(language)
  const promises = explain({ reasons, intervals, closes, calendars, specialDays, states, values: ticket })
  return { promises: promises.map((each) => written(each, words)) }
}

const written = (promise: ExplainedPromise, words: ExplanationWords): PromiseExplanation => ({
  id: promise.id,
  facts: factsOf(promise, words),
  timeZone: zoneOf(promise),
  rows: clockRows(promise, words),
  closes: closeLines(promise, words),
  bars: promise.lines.flatMap((line) => barsOf(line, words)),
  start: promise.reason.started_at,
  end: promise.reason.counted_until,
  due: promise.reason.due_at,
})

function barsOf(line: Line, words: ExplanationWords): readonly ClockBar[] {
  if (line.kind === 'closed') return []
  const kind = line.waitsFor !== null ? 'paused' : line.isAhead ? 'left' : line.isAfterDue ? 'late' : 'counted'
  const label = line.waitsFor !== null ? words.waits[line.waitsFor] : line.kind === 'calendar' ? words.calendarTime : words.worked
  const spans = line.spans.length > 0 ? line.spans : [line]
  return spans.map(({ from, until }) => ({ from, until, kind, label }))
}
