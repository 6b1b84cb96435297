/** What service systems are known to get wrong when a ticket changes, waits or comes back, worked out by hand. Local times in the comments, UTC in the data. */
import { minutes, type NamedCase } from './named-case.ts'
import { calendar, everyDay, event, plainWorld, preset, promise, ticket, version } from './plain-world.ts'
import { micros } from './world.ts'

const exported: NamedCase = {
  name: 'a ticket that was exported often, and passed from hand to hand, has used its time once',
  world: plainWorld('2025-06-10 00:00:00', {
    presets: [preset('house', [promise('respond', { limit: 240 })])],
    tickets: [
      // Monday 2 June, 10:00 to 15:00 less lunch 12:00–13:30 = 3.5 h. Team and technician change; the promise does not.
      ticket('1', '2025-06-02 02:00:00', [
        version('2025-06-02 02:05:00', {}, {}, { team: 'red', technician: 't1' }),
        version('2025-06-02 03:00:00', {}, {}, { team: 'blue', technician: 't2', loadSequence: 2 }),
        version(
          '2025-06-02 07:00:00',
          {},
          { responded: '2025-06-02 07:00:00' },
          { team: 'red', technician: 't3', loadSequence: 3 },
        ),
        version(
          '2025-06-03 07:00:00',
          {},
          { responded: '2025-06-02 07:00:00' },
          { team: 'blue', technician: 't1', loadSequence: 4 },
        ),
      ]),
    ],
  }),
  expected: [
    {
      cycle: 1,
      started_at: micros('2025-06-02 02:00:00'),
      due_at: micros('2025-06-02 07:30:00'),
      elapsed: minutes(210),
      net: minutes(210),
      verdict: 'kept',
    },
  ],
}

const priorityChanged: NamedCase = {
  name: 'a change of priority does not rewrite the past',
  world: plainWorld('2025-06-10 00:00:00', {
    presets: [
      preset('house', [
        promise('respond_fast', { clock: 'calendar', limit: 60, for: { priorities: ['emergency'] } }),
        promise('respond', { clock: 'calendar', limit: 240 }),
      ]),
    ],
    tickets: [
      // Answered after 2 h of 4 h; an emergency an hour later. What was kept stays kept, though 2 h are more than 1 h.
      ticket(
        '1',
        '2025-06-02 02:00:00',
        [
          version('2025-06-02 02:00:00', {}, {}),
          version('2025-06-03 00:00:00', { priority: 'emergency' }, { responded: '2025-06-02 04:00:00' }),
        ],
        [event('2025-06-02 05:00:00', 'priority_changed', 'emergency')],
      ),
      // An emergency after 2 h, not answered yet: that promise is void, the new one has 1 h from the change. 1 h and 1 µs is late.
      ticket(
        '2',
        '2025-06-02 02:00:00',
        [
          version('2025-06-02 02:00:00', {}, {}),
          version('2025-06-03 00:00:00', { priority: 'emergency' }, { responded: '2025-06-02 05:00:00.000001' }),
        ],
        [event('2025-06-02 04:00:00', 'priority_changed', 'emergency')],
      ),
      // Broken at 06:00 UTC, an emergency at 07:00: it was broken, and stays so; no second promise.
      ticket(
        '3',
        '2025-06-02 02:00:00',
        [
          version('2025-06-02 02:00:00', {}, {}),
          version('2025-06-03 00:00:00', { priority: 'emergency' }, { responded: '2025-06-02 07:30:00' }),
        ],
        [event('2025-06-02 07:00:00', 'priority_changed', 'emergency')],
      ),
      // The priority was empty at first and is known later: it was an emergency all the time.
      ticket('4', '2025-06-02 02:00:00', [
        version('2025-06-02 02:00:00', { priority: null }),
        version('2025-06-03 00:00:00', { priority: 'emergency' }, { responded: '2025-06-02 02:30:00' }),
      ]),
    ],
  }),
  expected: [
    { ticket: 'a:1', promise_id: 'respond', elapsed: minutes(120), verdict: 'kept' },
    {
      ticket: 'a:2',
      promise_id: 'respond',
      stopped_at: null,
      elapsed: minutes(120),
      verdict: 'void',
      verdict_reason: 'replaced',
      replaced_at: micros('2025-06-02 04:00:00'),
    },
    {
      ticket: 'a:2',
      promise_id: 'respond_fast',
      cycle: 1,
      started_at: micros('2025-06-02 04:00:00'),
      due_at: micros('2025-06-02 05:00:00'),
      verdict: 'broken',
      verdict_reason: 'late',
    },
    {
      ticket: 'a:3',
      promise_id: 'respond',
      due_at: micros('2025-06-02 06:00:00'),
      elapsed: minutes(330),
      verdict: 'broken',
      verdict_reason: 'late',
    },
    { ticket: 'a:4', promise_id: 'respond_fast', started_at: micros('2025-06-02 02:00:00'), verdict: 'kept' },
  ],
}

const together: NamedCase = {
  name: 'of two presets that come into force together the first rule counts, and only from its day on',
  world: plainWorld('2025-06-10 00:00:00', {
    presets: [
      preset('house', [promise('respond', { clock: 'calendar', limit: 60 })]),
      preset('gold', [promise('respond', { clock: 'calendar', limit: 120 })], { inForceFrom: '2025-06-02' }),
      preset('silver', [promise('respond', { clock: 'calendar', limit: 180 })], { inForceFrom: '2025-06-02' }),
    ],
    rules: ['silver', 'gold'].map((each) => ({
      preset: each,
      inForceFrom: '2025-06-02',
      inForceUntil: null,
      for: { regions: ['north'] },
    })),
    tickets: [
      // Sunday 1 June 23:59 and Monday 2 June 00:00.
      ticket('1', '2025-06-01 15:59:00', [version(null, {}, { responded: '2025-06-01 18:00:00' })]),
      ticket('2', '2025-06-01 16:00:00', [version(null, {}, { responded: '2025-06-01 18:00:00' })]),
    ],
  }),
  expected: [
    { ticket: 'a:1', preset: 'house', due_at: micros('2025-06-01 16:59:00'), verdict: 'broken', verdict_reason: 'late' },
    { ticket: 'a:2', preset: 'silver', due_at: micros('2025-06-01 19:00:00'), verdict: 'kept' },
  ],
}

const paused: NamedCase = {
  name: 'a wait stops the clock, from before the start and until as_of, and not for every promise',
  world: plainWorld('2025-06-03 04:00:00', {
    presets: [
      preset('house', [
        promise('respond', { limit: 240, pauses: ['customer'] }),
        promise('visit', {
          stage: 'visit',
          from: 'confirmed',
          to: 'arrived',
          clock: 'calendar',
          limit: 120,
          pauses: ['customer', 'parts'],
        }),
        promise('resolve', { stage: 'resolution', to: 'resolved', clock: 'working_days', limit: 1, pauses: ['customer'] }),
      ]),
    ],
    tickets: [
      // Monday 10:00; waits for the customer from 11:00 to 14:00, of which 11:00–12:00 and 13:30–14:00 are worked = 1.5 h.
      // respond: 1 h before the wait, 3 h after it: due 17:00. Not answered at as_of (Tuesday 12:00): overdue after 9.5 worked hours, 2.5 of them paused.
      // visit: confirmed at 13:00, inside the wait: stands still until 14:00, due 16:00; arrived at 15:30: 2.5 h, 1 h of them paused.
      // resolve: waits again from Tuesday 11:00 on (open): due as if that ended at as_of: Tuesday 18:00.
      ticket(
        '1',
        '2025-06-02 02:00:00',
        [version(null, {}, { confirmed: '2025-06-02 05:00:00', arrived: '2025-06-02 07:30:00' })],
        [
          event('2025-06-02 03:00:00', 'wait_customer'),
          event('2025-06-02 06:00:00', 'resume'),
          event('2025-06-03 03:00:00', 'wait_customer'),
        ],
      ),
    ],
  }),
  expected: [
    {
      promise_id: 'resolve',
      due_at: micros('2025-06-03 10:00:00'),
      // Monday 6.5 h and Tuesday 3 h, less 1.5 h and 1 h of waits.
      elapsed: minutes(570),
      paused: minutes(150),
      net: minutes(420),
      verdict: 'running',
      is_paused: true,
      // 7 h used, 4.5 h left: 0.61
      is_at_risk: false,
    },
    {
      promise_id: 'respond',
      due_at: micros('2025-06-02 09:00:00'),
      elapsed: minutes(570),
      paused: minutes(150),
      net: minutes(420),
      verdict: 'broken',
      verdict_reason: 'overdue',
      is_paused: false,
    },
    {
      promise_id: 'visit',
      due_at: micros('2025-06-02 08:00:00'),
      elapsed: minutes(150),
      paused: minutes(60),
      net: minutes(90),
      verdict: 'kept',
      is_paused: false,
    },
  ],
}

const transferred: NamedCase = {
  name: 'a ticket moved to another region is counted by each calendar while it was there',
  world: plainWorld('2025-06-10 00:00:00', {
    calendars: [calendar('office'), calendar('evening', { week: everyDay('16:00-22:00') })],
    calendarRules: [{ calendar: 'evening', sites: null, regions: ['south'] }],
    presets: [preset('house', [promise('respond', { limit: 360 })])],
    tickets: [
      // Monday 10:00, in the south from 17:00: office 10:00–12:00 and 13:30–17:00 = 5.5 h, evening from 17:00 on: due 17:30.
      // Answered on Tuesday at 17:00: 5 h more on Monday evening, 1 h on Tuesday.
      ticket('1', '2025-06-02 02:00:00', [
        version('2025-06-02 02:00:00'),
        version('2025-06-02 09:00:00', { region: 'south' }, { responded: '2025-06-03 09:00:00' }),
      ]),
    ],
  }),
  expected: [
    {
      calendar_id: 'office',
      due_at: micros('2025-06-02 09:30:00'),
      elapsed: minutes(690),
      verdict: 'broken',
      verdict_reason: 'late',
    },
  ],
}

const reopened: NamedCase = {
  name: 'a reopening starts anew, and what was kept before stays kept',
  world: plainWorld('2025-06-10 00:00:00', {
    presets: [preset('house', [promise('resolve', { stage: 'resolution', to: 'resolved', clock: 'calendar', limit: 120 })])],
    tickets: [
      // Resolved after 2 h exactly, reopened a day later, resolved after 3 h.
      ticket(
        '1',
        '2025-06-02 02:00:00',
        [version(null, {}, { resolved: '2025-06-03 07:00:00' })],
        [
          event('2025-06-02 04:00:00', 'resolved'),
          event('2025-06-03 04:00:00', 'reopened'),
          event('2025-06-03 07:00:00', 'resolved'),
        ],
      ),
    ],
  }),
  expected: [
    { cycle: 1, round: 1, elapsed: minutes(120), verdict: 'kept' },
    {
      cycle: 2,
      round: 2,
      started_at: micros('2025-06-03 04:00:00'),
      elapsed: minutes(180),
      verdict: 'broken',
      verdict_reason: 'late',
    },
  ],
}

const afterwards: NamedCase = {
  name: 'what changes when the work is over, or after as_of, rewrites nothing',
  world: plainWorld('2025-06-03 00:00:00', {
    presets: [
      preset('house', [
        promise('look_fast', {
          stage: 'diagnosis',
          from: 'confirmed',
          to: 'resolved',
          clock: 'calendar',
          for: { priorities: ['high'] },
        }),
        promise('look', { stage: 'diagnosis', to: 'resolved', clock: 'calendar', limit: 240 }),
      ]),
    ],
    tickets: [
      // Resolved after 2 of 4 h; urgent an hour later. Nobody ever confirmed it: a second promise would be unknown for good.
      ticket('1', '2025-06-02 02:00:00', [
        version('2025-06-02 02:00:00'),
        version('2025-06-02 05:00:00', { priority: 'high' }, { resolved: '2025-06-02 04:00:00' }, { loadSequence: 2 }),
      ]),
      // Urgent on the day after as_of: not known yet. Not resolved: overdue since 06:00 UTC.
      ticket('2', '2025-06-02 02:00:00', [
        version('2025-06-02 02:00:00'),
        version('2025-06-04 00:00:00', { priority: 'high' }, {}, { loadSequence: 2 }),
      ]),
    ],
  }),
  expected: [
    { ticket: 'a:1', promise_id: 'look', elapsed: minutes(120), verdict: 'kept' },
    { ticket: 'a:2', promise_id: 'look', due_at: micros('2025-06-02 06:00:00'), verdict: 'broken', verdict_reason: 'overdue' },
  ],
}

export const CHANGE_CASES: readonly NamedCase[] = [exported, priorityChanged, together, paused, transferred, reopened, afterwards]
