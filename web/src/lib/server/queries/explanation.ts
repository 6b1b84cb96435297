/** The queries that explain the promises of one ticket; the command line reads with the same texts and rows. */
import { calendarRow, closeRow, intervalRow, reasonRow, specialDayRow, stateRow } from '#contracts/explanation/rows.ts'
import { query } from './query.ts'

export const explanationQueries = {
  reasons: query('promise_reasons', reasonRow),
  intervals: query('promise_intervals', intervalRow),
  closes: query('promise_closes', closeRow),
  calendars: query('promise_calendars', calendarRow),
  specialDays: query('promise_special_days', specialDayRow),
  states: query('ticket_states', stateRow),
} as const
