/** The clocks of the models against facts from the published tests of libraries for business time. */
import { describe, expect, test } from 'vitest'
import { clockedByModels, type Clocked } from './clocked.ts'
import { ADDED, COUNTED, DAYS, LIBRARY_CALENDARS, type LibraryCalendar } from './library-cases.ts'

type Case = Clocked & { readonly what: string; readonly minutes?: number; readonly due?: string }

const CASES = Object.keys(LIBRARY_CALENDARS).map((id) => {
  const isHere = ({ calendar }: { readonly calendar: LibraryCalendar }) => calendar === id
  const cases: Case[] = [
    ...COUNTED.filter(isHere).map(({ library, from, until, minutes }) => ({
      what: `${library} counts ${from} to ${until}`,
      from,
      until,
      limitMinutes: 1,
      limitDays: null,
      minutes,
    })),
    // A promise has a limit; one case of a library adds nothing.
    ...ADDED.filter(isHere)
      .filter(({ minutes }) => minutes > 0)
      .map(({ library, from, minutes, due }) => ({
        what: `${library} adds ${String(minutes)} minutes to ${from}`,
        from,
        until: due,
        limitMinutes: minutes,
        limitDays: null,
        minutes,
        due,
      })),
    ...DAYS.filter(isHere).map(({ library, from, days, due }) => ({
      what: `${library} adds ${String(days)} working days to ${from}`,
      from,
      until: due,
      limitMinutes: null,
      limitDays: days,
      due,
    })),
  ]
  return { id: id as LibraryCalendar, cases }
})

describe.each(CASES.filter(({ cases }) => cases.length > 0))('$id', ({ id, cases }) => {
  test('minutes and due times are those of the libraries', async () => {
    // Cases of one calendar lie years apart; each has a table of its own years.
    const years = Map.groupBy(cases, ({ from }) => Number(from.slice(0, 4)))
    for (const [year, all] of years) {
      const use = {
        calendars: new Set([id]),
        timeZone: 'UTC',
        from: `${String(year - 1)}-12-01`,
        until: `${String(year + 3)}-01-01`,
      }
      const found = await clockedByModels(LIBRARY_CALENDARS[id], use, all)
      for (const [at, { what, minutes, due }] of all.entries()) {
        const { due: ours, micros } = found[at] ?? { due: null, micros: Number.NaN }
        if (due !== undefined) expect([what, ours]).toEqual([what, Date.parse(due) * 1000])
        if (minutes !== undefined) expect([what, micros]).toEqual([what, expect.closeTo(minutes * 60_000_000, 0)])
      }
    }
  })
})
