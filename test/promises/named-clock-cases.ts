/** What service systems are known to get wrong about working time, worked out by hand. Local times in the comments, UTC in the data. */
import { minutes, type NamedCase } from './named-case.ts'
import { calendar, everyDay, plainWorld, preset, promise, ticket, version } from './plain-world.ts'
import { micros } from './world.ts'

const holidays: NamedCase = {
  name: 'holidays are not worked, and days decreed to be worked are',
  world: plainWorld('2025-11-01 00:00:00', {
    // National Day 2025: 1 to 8 October off, Sunday 28 September and Saturday 11 October worked.
    holidaySets: [
      {
        id: 'national',
        off: ['01', '02', '03', '04', '05', '06', '07', '08'].map((each) => `2025-10-${each}`),
        work: ['2025-09-28', '2025-10-11'],
      },
    ],
    calendars: [calendar('office', { holidays: 'national' })],
    presets: [
      preset('house', [
        promise('respond', { limit: 360 }),
        promise('resolve', { stage: 'resolution', to: 'resolved', clock: 'working_days', limit: 3 }),
      ]),
    ],
    tickets: [
      // Tuesday 30 September 17:00 to Thursday 9 October 15:30: 1 h on the 30th, 3 h before and 2 h after lunch on the 9th = 6 h.
      // Working days after the 30th: the 9th, the 10th, Saturday the 11th; its close is 18:00.
      ticket('1', '2025-09-30 09:00:00', [
        version('2025-10-12 00:00:00', {}, { responded: '2025-10-09 07:30:00', resolved: '2025-10-11 10:00:00.000001' }),
      ]),
    ],
  }),
  expected: [
    { promise_id: 'resolve', due_at: micros('2025-10-11 10:00:00'), verdict: 'broken', verdict_reason: 'late' },
    { promise_id: 'respond', due_at: micros('2025-10-09 07:30:00'), elapsed: minutes(360), verdict: 'kept' },
  ],
}

const roundTheClock: NamedCase = {
  name: 'around the clock has no gaps, and is calendar time on the days on which clocks change',
  world: plainWorld('2025-11-10 00:00:00', {
    timeZone: 'Europe/Berlin',
    calendars: [calendar('office', { week: everyDay('00:00-24:00') })],
    presets: [
      preset('house', [
        promise('respond', { limit: 1440 }),
        promise('resolve', { stage: 'resolution', to: 'resolved', clock: 'calendar', limit: 1440 }),
      ]),
    ],
    tickets: [
      // Berlin skips an hour on 30 March and repeats one on 26 October: 24 hours are 24 hours, the wall says 13:00 and 11:00.
      ticket('1', '2025-03-29 11:00:00', [
        version('2025-04-01 00:00:00', {}, { responded: '2025-03-30 11:00:00', resolved: '2025-03-30 11:00:00' }),
      ]),
      ticket('2', '2025-10-25 10:00:00', [
        version('2025-11-01 00:00:00', {}, { responded: '2025-10-26 10:00:00', resolved: '2025-10-26 10:00:00' }),
      ]),
    ],
  }),
  expected: ['2025-03-30 11:00:00', '2025-10-26 10:00:00'].flatMap((due) =>
    ['resolve', 'respond'].map((promise_id) => ({
      promise_id,
      due_at: micros(due),
      elapsed: minutes(1440),
      verdict: 'kept' as const,
    })),
  ),
}

const longRunning: NamedCase = {
  name: 'a ticket that runs for more than a year is counted to its end',
  world: plainWorld('2025-03-01 00:00:00', {
    calendars: [
      calendar('office', {
        week: { mon: ['09:00-18:00'], tue: ['09:00-18:00'], wed: ['09:00-18:00'], thu: ['09:00-18:00'], fri: ['09:00-18:00'] },
      }),
    ],
    presets: [preset('house', [promise('respond', { limit: 60_000 })])],
    tickets: [
      // Monday 8 January 2024 to Monday 10 February 2025, both 9:00: 57 weeks of 5 days of 540 min = 153,900 min.
      // 60,000 min are 111 days and 60 min: 22 weeks and Monday 10 June are 111 days, so Tuesday 11 June 2024, 10:00.
      ticket('1', '2024-01-08 01:00:00', [version('2025-02-11 00:00:00', {}, { responded: '2025-02-10 01:00:00' })]),
    ],
  }),
  expected: [{ due_at: micros('2024-06-11 02:00:00'), elapsed: minutes(153_900), verdict: 'broken', verdict_reason: 'late' }],
}

const halfHours: NamedCase = {
  name: 'zones and summer times of half an hour',
  world: plainWorld('2025-06-10 00:00:00', {
    calendars: [
      calendar('office'),
      calendar('mumbai', { timeZone: 'Asia/Kolkata', week: everyDay('09:30-17:30') }),
      calendar('island', { timeZone: 'Australia/Lord_Howe', week: { sat: ['22:00-06:00'] } }),
    ],
    calendarRules: [
      { calendar: 'mumbai', sites: null, regions: ['south'] },
      { calendar: 'island', sites: null, regions: ['east'] },
    ],
    presets: [
      preset('house', [promise('night', { limit: 495, for: { priorities: ['high'] } }), promise('respond', { limit: 120 })]),
    ],
    tickets: [
      // 16:30 in Mumbai (5:30 ahead): 1 h until 17:30, 1 h from 9:30 next day, due 10:30 = 05:00 UTC.
      ticket('1', '2025-06-02 11:00:00', [version(null, { region: 'south' }, { responded: '2025-06-03 05:00:00' })]),
      // Lord Howe turns 2:00 back to 1:30 on 6 April (11:00 ahead before, 10:30 after). The night from Saturday 22:00 (11:00 UTC) to
      // Sunday 6:00 (19:30 UTC) has 8.5 h: 8 h 15 min of it end at 19:15 UTC, while a night of 8 h would never hold them.
      ticket('2', '2025-04-05 11:00:00', [
        version(null, { region: 'east', priority: 'high' }, { responded: '2025-04-05 19:30:00' }),
      ]),
    ],
  }),
  expected: [
    { ticket: 'a:1', calendar_id: 'mumbai', due_at: micros('2025-06-03 05:00:00'), elapsed: minutes(120), verdict: 'kept' },
    {
      ticket: 'a:2',
      calendar_id: 'island',
      due_at: micros('2025-04-05 19:15:00'),
      elapsed: minutes(510),
      verdict: 'broken',
      verdict_reason: 'late',
    },
  ],
}

const nights: NamedCase = {
  name: 'a night belongs to the day on which it begins, holidays included',
  world: plainWorld('2025-06-10 00:00:00', {
    holidaySets: [{ id: 'tuesday', off: ['2025-06-03'], work: [] }],
    calendars: [
      calendar('office', { holidays: 'tuesday', week: { mon: ['22:00-06:00'], tue: ['22:00-06:00'], wed: ['22:00-06:00'] } }),
    ],
    presets: [
      preset('house', [
        promise('respond', { limit: 480 }),
        promise('resolve', { stage: 'resolution', to: 'resolved', clock: 'working_days', limit: 1 }),
      ]),
    ],
    tickets: [
      // Monday 23:00: seven hours until Tuesday 6:00, although Tuesday is off; no night on Tuesday; the last hour on Wednesday from
      // 22:00 to 23:00 = 15:00 UTC. The working day after Monday is Wednesday; it closes on Thursday at 6:00 = Wednesday 22:00 UTC.
      ticket('1', '2025-06-02 15:00:00', [
        version(null, {}, { responded: '2025-06-04 15:00:00', resolved: '2025-06-04 22:00:00' }),
      ]),
    ],
  }),
  expected: [
    { promise_id: 'resolve', due_at: micros('2025-06-04 22:00:00'), elapsed: minutes(900), verdict: 'kept' },
    { promise_id: 'respond', due_at: micros('2025-06-04 15:00:00'), elapsed: minutes(480), verdict: 'kept' },
  ],
}

const closingTime: NamedCase = {
  name: 'a limit that is used up at closing time is due at closing time',
  world: plainWorld('2025-06-10 00:00:00', {
    presets: [preset('house', [promise('respond', { limit: 360 })])],
    tickets: [
      // Monday 10:30: 1.5 h until lunch, 4.5 h until 18:00 = 6 h. An answer at 20:00 has used no more, and is late.
      ticket('1', '2025-06-02 02:30:00', [version(null, {}, { responded: '2025-06-02 10:00:00' })]),
      ticket('2', '2025-06-02 02:30:00', [version(null, {}, { responded: '2025-06-02 12:00:00' })]),
    ],
  }),
  expected: [
    { ticket: 'a:1', due_at: micros('2025-06-02 10:00:00'), elapsed: minutes(360), verdict: 'kept' },
    { ticket: 'a:2', due_at: micros('2025-06-02 10:00:00'), elapsed: minutes(360), verdict: 'broken', verdict_reason: 'late' },
  ],
}

export const CLOCK_CASES: readonly NamedCase[] = [holidays, roundTheClock, longRunning, halfHours, nights, closingTime]
