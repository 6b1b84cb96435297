/** The plainest warehouse, from which a case written by hand differs in what it is about. */
import {
  micros,
  type Calendar,
  type Fields,
  type Preset,
  type PromiseTerms,
  type StageColumn,
  type Ticket,
  type TicketEvent,
  type Version,
  type World,
} from './world.ts'

export const OFFICE_HOURS = ['09:00-12:00', '13:30-18:00']
export const WEEKDAY_OFFICE = { mon: OFFICE_HOURS, tue: OFFICE_HOURS, wed: OFFICE_HOURS, thu: OFFICE_HOURS, fri: OFFICE_HOURS }

export const everyDay = (...hours: string[]): Calendar['week'] =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, hours]))

export const calendar = (id: string, more: Partial<Calendar> = {}): Calendar => ({
  id,
  timeZone: null,
  holidays: null,
  week: WEEKDAY_OFFICE,
  makeup: null,
  closed: [],
  ...more,
})

/** A promise to respond, counted from the reception. */
export const promise = (id: string, more: Partial<PromiseTerms>): PromiseTerms => ({
  id,
  stage: 'response',
  from: 'received',
  to: 'responded',
  clock: 'working',
  limit: 60,
  for: {},
  pauses: [],
  calendar: null,
  mustExplainBefore: false,
  ...more,
})

export const preset = (id: string, promises: readonly PromiseTerms[], more: Partial<Preset> = {}): Preset => ({
  id,
  version: 1,
  inForceFrom: '2000-01-01',
  promises,
  ...more,
})

const FIELDS: Fields = {
  priority: 'normal',
  region: 'north',
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

/** @param updatedAt UTC text, or null */
export function version(
  updatedAt: string | null,
  fields: Partial<Fields> = {},
  stages: Partial<Record<StageColumn, string>> = {},
  more: Partial<Version> = {},
): Version {
  return {
    updatedAt: updatedAt === null ? null : micros(updatedAt),
    loadSequence: 1,
    fields: { ...FIELDS, ...fields },
    stages: Object.fromEntries(Object.entries(stages).map(([stage, at]) => [stage, micros(at)])),
    sla_preset: null,
    outcome: null,
    visits: null,
    promisedAt: null,
    appointmentTo: null,
    team: 'red',
    technician: 't1',
    ...more,
  }
}

export const event = (at: string, name: string, value: string | null = null): TicketEvent => ({
  at: micros(at),
  event: name,
  value,
})

/** @param receivedAt UTC text */
export const ticket = (
  id: string,
  receivedAt: string,
  versions: readonly Version[],
  events: readonly TicketEvent[] = [],
): Ticket => ({ source: 'a', id, receivedAt: micros(receivedAt), versions, events })

export const plainWorld = (asOf: string, more: Partial<World>): World => ({
  timeZone: 'Asia/Shanghai',
  asOf: micros(asOf),
  calendar: 'office',
  preset: 'house',
  holidaySets: [],
  calendars: [calendar('office')],
  calendarRules: [],
  presets: [preset('house', [promise('respond', {})])],
  rules: [],
  mapped: { a: ['ticket_id', 'received_at', 'responded_at', 'confirmed_at', 'arrived_at', 'resolved_at', 'closed_at'] },
  tickets: [],
  ...more,
})
