/** What `aftercare explain ticket` prints: three tickets as golden files, each counted by hand here, and what it says when it cannot. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../web/src/lib/language/language.ts'
import { readPointer, warehouseFile } from '../../contracts/warehouse.ts'
import { run } from '../../pipeline/commands/explain.ts'
import { ticketText } from '../../pipeline/explain/text.ts'
import { explainTicket, findTicket, type ExplainedTicket } from '../../pipeline/explain/ticket.ts'
import { loadHome } from '../../pipeline/home/config.ts'
import { quiet } from '../published.ts'
import { publishedClockHome } from './clock-home.ts'

let root: string
let connection: DuckDBConnection

beforeAll(async () => {
  ;({ root } = await publishedClockHome())
  const { paths } = await loadHome(root)
  const pointer = await readPointer(paths)
  if (pointer === null) throw new Error('nothing was published')
  const instance = await DuckDBInstance.create(warehouseFile(paths, pointer), { access_mode: 'READ_ONLY' })
  connection = await instance.connect()
  afterAll(() => {
    connection.closeSync()
    instance.closeSync()
  })
})

const explained = async (name: string) => explainTicket(connection, await findTicket(connection, name))

/** Kind, counted, stood still and sum of each line, in minutes. */
const linesOf = (ticket: ExplainedTicket, promise: string, cycle = 1) =>
  ticket.promises
    .find(({ reason }) => reason.promise_id === promise && reason.cycle === cycle)
    ?.lines.map(({ kind, minutes, sum, isAhead, isAfterDue }) =>
      [
        kind,
        minutes,
        ...(kind === 'worked' || kind === 'calendar' || kind === 'more' ? [sum] : []),
        isAhead ? 'ahead' : isAfterDue ? 'late' : '',
      ]
        .filter((each) => each !== '')
        .join(' '),
    )

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(['C1', 'C2', 'C3'])('%s as its golden file', async (name) => {
    await expect(`${ticketText(await explained(name), language)}\n`).toMatchFileSnapshot(`golden/${name}.${language}.txt`)
  })
})

test('C1, calendar clock: 24 hours of calendar time with a wait', async () => {
  // Confirmed Mon 10:00. 10:00–12:00 = 120. The customer is waited for 12:00–15:30 = 210. 15:30 to Tue 11:00 = 8 h 30 min + 11 h = 1170.
  // 120 + 1170 = 1290 = 21 h 30 min of 24 h = 1440: 150 left, so due is 11:00 + 2 h 30 min = 13:30.
  expect(linesOf(await explained('C1'), 'visit')).toEqual([
    'calendar 120 120',
    'paused 210',
    'calendar 1170 1290',
    'calendar 150 1440 ahead',
  ])
})

test('C2, working clock: 8 working hours with a wait, then by the calendar of another site', async () => {
  // Mon 16:00–18:00 = 120. Tue 9:00–10:00 = 60, sum 180. Waits 10:00–11:30 = 90. 11:30–12:00 = 30, sum 210: then it is the port's, which
  // begins at 22:00. 22:00–1:00 = 180, sum 390 = 6 h 30 min. Of 480 there are 90 left: due 1:00 + 1 h 30 min = 2:30.
  expect(linesOf(await explained('C2'), 'respond')).toEqual([
    'worked 120 120',
    'worked 60 180',
    'paused 90',
    'worked 30 210',
    'worked 180 390',
    'worked 90 480 ahead',
  ])
})

test('C3, working days: reopened, with a wait for parts over a close', async () => {
  const ticket = await explained('C3')
  // First round, from Thu 5 March 15:00: closes Fri (1), Mon (2), Tue 18:00 (3) is due; resolved Tue 17:00.
  // Thu 15–18 = 180; Fri 480, sum 660; the weekend; Mon 480, sum 1140; Tue 9–12 and 13–17 = 420, sum 1560; an hour left, 1620.
  expect(linesOf(ticket, 'resolve')).toEqual([
    'worked 180 180',
    'worked 480 660',
    'closed 0',
    'worked 480 1140',
    'worked 420 1560',
    'worked 60 1620 ahead',
  ])
  // Second round, from Tue 10 March 17:30: Wed 11 is closed; Thu (1); Fri closes while parts are waited for; Mon (2); Tue 17 18:00 (3) is due;
  // resolved Wed 9:30. Tue 30; Thu 480, sum 510; Fri 9–10 = 60, sum 570; waits Fri 10–12, 13–18 and Mon 9–11 = 120 + 300 + 120 = 540;
  // Mon 11–12 and 13–18 = 360, sum 930; Tue 480, sum 1410; Wed 30 too late, sum 1440.
  expect(linesOf(ticket, 'resolve', 2)).toEqual([
    'worked 30 30',
    'closed 0',
    'worked 480 510',
    'worked 60 570',
    'paused 540',
    'worked 360 930',
    'worked 480 1410',
    'worked 30 1440 late',
  ])
  const closes = ticket.promises.find(({ reason }) => reason.promise_id === 'resolve' && reason.cycle === 2)?.closes
  expect(closes?.map(({ day, working_day }) => [day, working_day])).toEqual([
    ['2026-03-12', 1],
    ['2026-03-13', null],
    ['2026-03-16', 2],
    ['2026-03-17', 3],
  ])
})

test('the middle of months is drawn together, and its sum is that of the days left out', async () => {
  const lines = (await explained('C7')).promises.find(({ reason }) => reason.promise_id === 'resolve')?.lines ?? []
  const more = lines.find(({ kind }) => kind === 'more')
  // Wed 14 January to Tue 7 April: 12 weeks of five days are 60 (14 Jan … 7 Apr is 12 weeks less a day: Wed to Tue), less 11 March.
  expect([more?.days, more?.minutes]).toEqual([59, 59 * 480])
  expect(lines.length).toBeLessThan(20)
  const counted = lines.filter(({ kind, isAhead }) => (kind === 'worked' || kind === 'more') && !isAhead)
  expect(counted.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(lines.at(-1)?.sum)
})

describe('what cannot be explained', () => {
  const explainIt = (...positionals: string[]) =>
    run({ root, positionals, text: () => undefined, flag: () => false, json: true, effects: quiet, print: () => undefined })

  test('a number that is not there is told with the nearest, a word that is not there too', async () => {
    await expect(explainIt('ticket', 'c4')).rejects.toMatchObject({
      code: 'explain.unknown_ticket',
      value: 'c4',
      exitCode: 2,
      remedy: expect.stringContaining('C4') as unknown,
    })
    await expect(explainIt('ticket', 'desk:C44')).rejects.toMatchObject({ remedy: expect.stringContaining('desk:C4') as unknown })
    await expect(explainIt('tickte', 'C4')).rejects.toMatchObject({ code: 'explain.unknown_subject' })
    await expect(explainIt('ticket', 'desk:C4')).resolves.toBe(0)
  })

  test('a number that two sources have must say which', async () => {
    const twice = await DuckDBInstance.create(':memory:')
    const other = await twice.connect()
    await other.run('create schema marts')
    await other.run(
      `create table marts.ticket as select * from (values ('a:7', 'a', '7'), ('b:7', 'b', '7'), ('a:8', 'a', '8')) as t(ticket_key, source, ticket_id)`,
    )
    await expect(findTicket(other, '7')).rejects.toMatchObject({
      code: 'explain.ambiguous_ticket',
      remedy: 'Say which: a:7, b:7.',
    })
    expect(await findTicket(other, 'b:7')).toBe('b:7')
    expect(await findTicket(other, '8')).toBe('a:8')
    other.closeSync()
    twice.closeSync()
  })
})
