/** Random calendars, presets and rules, with a liking for what goes wrong. */
import type { Chance } from '../../pipeline/demo/random.ts'
import { wallClock } from './wall-clock.ts'
import {
  DAY,
  MINUTE,
  WEEKDAYS,
  type Calendar,
  type CalendarRule,
  type Clock,
  type Conditions,
  type HolidaySet,
  type Micros,
  type Preset,
  type PresetRule,
  type PromiseTerms,
  type WaitKind,
  type Weekday,
} from './world.ts'

/** Half and three quarters of an hour, a summer time of half an hour, changes at midnight, and none. */
export const ZONES = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Auckland',
  'UTC',
]

export const REGIONS = ['north', 'south', 'east']
export const SITES = ['s1', 's2']
export const PRIORITIES = ['emergency', 'high', 'normal', 'low']
export const MODES = ['onsite', 'workshop', 'remote']
export const ZONE_CODES = ['urban', 'suburban', 'remote']
export const FAULTS = ['body', 'engine']
export const FAMILIES = ['truck', 'lift']
export const SOURCES = ['a', 'b']

export const isoDate = (at: Micros): string => new Date(at / 1000).toISOString().slice(0, 10)
export const maybe = <T>(chance: Chance, share: number, value: () => T): T | null => (chance.happens(share) ? value() : null)

/** A few of a list, in its order, at least one. */
export function some<T>(chance: Chance, from: readonly T[], share = 0.5): T[] {
  const chosen = from.filter(() => chance.happens(share))
  return chosen.length > 0 ? chosen : [chance.pick(from)]
}

const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Up to three spans from `from` on, the last perhaps past midnight, none overlapping, less than 24 hours in all. */
function spans(chance: Chance): string[] {
  const grid = chance.happens(0.2) ? 5 : 30
  const first = chance.whole(0, 1380 / grid) * grid
  const edges = [first]
  const wanted = chance.pick([2, 2, 4, 4, 6])
  while (edges.length < wanted) edges.push((edges.at(-1) ?? 0) + chance.whole(1, 480 / grid) * grid)
  const list: string[] = []
  for (let at = 0; at + 1 < edges.length; at += 2) {
    const [from = 0, to = 0] = [edges[at], edges[at + 1]]
    if (from >= 1440 || to > first + 1440 || to === from + 1440) break
    list.push(`${clockText(from)}-${to === 1440 ? '24:00' : clockText(to % 1440)}`)
    if (to >= 1440) break
  }
  // To midnight of the next day exactly would be written as 00:00, which is no end.
  return list.filter((each) => !each.endsWith('-00:00'))
}

const OFFICE = ['09:00-12:00', '13:30-18:00']
const ROUND_THE_CLOCK = ['00:00-24:00']

function week(chance: Chance): Calendar['week'] {
  const kind = chance.pick(['office', 'always', 'nights', 'random', 'random', 'shop'] as const)
  const hours = {
    office: (at: number) => (at < 5 ? OFFICE : []),
    always: () => ROUND_THE_CLOCK,
    nights: (at: number) => (at < 6 ? [chance.pick(['22:00-06:00', '20:00-04:30', '18:00-02:30'])] : []),
    random: () => (chance.happens(0.2) ? [] : spans(chance)),
    shop: (at: number) => (at === 0 ? [] : ['08:00-20:00']),
  }[kind]
  const days: Partial<Record<Weekday, readonly string[]>> = {}
  for (const [at, day] of WEEKDAYS.entries()) {
    const each = hours(at)
    if (each.length > 0) days[day] = each
  }
  // A week without hours is rare but possible; a promise by it has no due time.
  return Object.keys(days).length > 0 || chance.happens(0.1) ? days : { mon: OFFICE }
}

export function randomHolidays(chance: Chance, around: Micros): HolidaySet {
  const off = new Set<string>()
  const work = new Set<string>()
  for (let feast = 0; feast < 6; feast += 1) {
    const first = around + chance.whole(-60, 20) * DAY
    const days = chance.whole(1, 5)
    for (let day = 0; day < days; day += 1) off.add(isoDate(first + day * DAY))
    if (chance.happens(0.6)) work.add(isoDate(first + chance.pick([-2, -1, days, days + 1]) * DAY))
  }
  return { id: 'feasts', off: [...off].sort(), work: [...work].filter((each) => !off.has(each)).sort() }
}

export function randomCalendar(chance: Chance, id: string, around: Micros): Calendar {
  return {
    id,
    timeZone: maybe(chance, 0.5, () => chance.pick(ZONES)),
    holidays: maybe(chance, 0.5, () => 'feasts'),
    week: week(chance),
    makeup: maybe(chance, 0.5, () => spans(chance)),
    closed: Array.from({ length: chance.pick([0, 0, 1, 3]) }, () => isoDate(around + chance.whole(-60, 20) * DAY)),
  }
}

export function randomCalendarRules(chance: Chance, calendars: readonly Calendar[]): CalendarRule[] {
  return Array.from({ length: chance.whole(0, 3) }, () => ({
    calendar: chance.pick(calendars).id,
    sites: maybe(chance, 0.4, () => some(chance, SITES)),
    regions: maybe(chance, 0.7, () => some(chance, REGIONS)),
  }))
}

const ENDS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  response: [['received', 'responded']],
  dispatch: [['received', 'dispatched']],
  visit: [
    ['confirmed', 'arrived'],
    ['received', 'arrived'],
    ['dispatched', 'arrived'],
  ],
  supplier_contact: [['received', 'supplier_contacted']],
  diagnosis: [['unit_received', 'quoted']],
  repair: [
    ['unit_received', 'repaired'],
    ['quoted', 'repaired'],
    ['received', 'repaired'],
  ],
  handback: [['repaired', 'returned']],
  resolution: [
    ['received', 'resolved'],
    ['received', 'closed'],
    ['confirmed', 'resolved'],
  ],
}
export const STAGES = Object.keys(ENDS)

function limit(chance: Chance, clock: Clock): number {
  if (clock === 'working_days') return chance.whole(1, 5)
  if (chance.happens(0.1)) return chance.whole(1, 3000)
  if (chance.happens(0.03)) return chance.whole(1, 5000) + 0.5
  if (clock === 'calendar' && chance.happens(0.03)) return chance.whole(20, 420) * 1440
  return chance.whole(1, clock === 'calendar' ? 120 : 60) * 30
}

function conditions(chance: Chance): Conditions {
  const one = (share: number, more: Conditions): Conditions => (chance.happens(share) ? more : {})
  return {
    ...one(0.25, { service_modes: some(chance, MODES) }),
    ...one(0.35, { priorities: some(chance, PRIORITIES) }),
    ...one(0.15, { zones: some(chance, ZONE_CODES) }),
    ...one(0.1, { fault_families: some(chance, FAULTS) }),
    ...one(0.1, { work_kinds: some(chance, ['A', 'B', 'C'] as const) }),
    ...one(0.1, { warranties: some(chance, ['in', 'out']) }),
    ...one(0.15, { supplier_involved: chance.happens(0.5) }),
    ...one(0.1, { distance_km: chance.pick([{ above: 100 }, { up_to: 100 }, { above: 20, up_to: 100 }]) }),
    ...one(0.04, { not_dispatched_same_day: true }),
  }
}

const WAITS: readonly WaitKind[] = ['customer', 'parts', 'supplier']

/** @param id of a promise; equal ids of two presets promise the same stage */
function randomPromise(chance: Chance, stage: string, id: string, isLast: boolean, calendars: readonly Calendar[]): PromiseTerms {
  const [from, to] = chance.pick(ENDS[stage] ?? [])
  const clock = chance.pick<Clock>(['calendar', 'working', 'working', 'working_days'])
  return {
    id,
    stage,
    from,
    to,
    clock,
    limit: limit(chance, clock),
    for: isLast && chance.happens(0.7) ? {} : conditions(chance),
    pauses: chance.happens(0.55) ? some(chance, WAITS) : [],
    calendar: maybe(chance, 0.15, () => chance.pick(calendars).id),
    mustExplainBefore: chance.happens(0.2),
  }
}

function randomPreset(chance: Chance, id: string, version: number, inForceFrom: string, calendars: readonly Calendar[]): Preset {
  const promises = some(chance, STAGES, 0.6).flatMap((stage) => {
    const many = chance.pick([1, 1, 2, 3])
    return Array.from({ length: many }, (_, at) => randomPromise(chance, stage, `${stage}_${at}`, at === many - 1, calendars))
  })
  return { id, version, inForceFrom, promises }
}

/** One has a second version, and two come into force on the day of it. */
export function randomPresets(chance: Chance, calendars: readonly Calendar[], around: Micros): Preset[] {
  const turn = isoDate(around - chance.whole(1, 30) * DAY)
  const agreed: PromiseTerms = {
    id: 'agreed',
    stage: 'agreed',
    from: 'none',
    to: 'arrived_or_resolved',
    clock: 'given',
    limit: 0,
    for: {},
    pauses: [],
    calendar: null,
    mustExplainBefore: false,
  }
  return [
    randomPreset(chance, 'gold', 1, '2000-01-01', calendars),
    randomPreset(chance, 'silver', 1, '2000-01-01', calendars),
    randomPreset(chance, 'silver', 2, turn, calendars),
    randomPreset(chance, 'bronze', 1, turn, calendars),
    { id: 'agreed', version: 1, inForceFrom: '2000-01-01', promises: [agreed] },
  ]
}

export function randomRules(chance: Chance, around: Micros): PresetRule[] {
  const together = isoDate(around - chance.whole(1, 30) * DAY)
  return Array.from({ length: chance.whole(0, 4) }, () => {
    const inForceFrom = chance.pick(['2000-01-01', '2000-01-01', together])
    return {
      preset: chance.pick(['gold', 'silver', 'bronze']),
      inForceFrom,
      inForceUntil: maybe(chance, 0.2, () => isoDate(around - chance.whole(-5, 10) * DAY)),
      for: {
        ...(chance.happens(0.5) ? { priorities: some(chance, PRIORITIES, 0.4) } : {}),
        ...(chance.happens(0.4) ? { regions: some(chance, REGIONS, 0.4) } : {}),
        ...(chance.happens(0.2) ? { sources: some(chance, SOURCES) } : {}),
        ...(chance.happens(0.2) ? { service_modes: some(chance, MODES) } : {}),
        ...(chance.happens(0.1) ? { product_families: some(chance, FAMILIES) } : {}),
      },
    }
  })
}

/** As_of: near a change of clocks of one of the zones as often as not. */
export function randomAsOf(chance: Chance, zones: readonly string[]): Micros {
  const somewhere = Date.UTC(2024, 5, 1) * 1000 + chance.whole(0, 700 * 1440) * MINUTE
  const changes = zones.flatMap((each) => wallClock(each).changes).map((each) => each * MINUTE)
  const near = changes.filter((each) => Math.abs(each - somewhere) < 200 * DAY)
  const change = near.length > 0 && chance.happens(0.6) ? chance.pick(near) : somewhere
  const grid = chance.pick([1, 30, 60])
  return change + Math.floor(chance.whole(-3 * 1440, 25 * 1440) / grid) * grid * MINUTE
}
