/** The slow computation is right where one can work it out by hand. */
import { expect, test } from 'vitest'
import { CHANGE_CASES } from './named-change-cases.ts'
import { CLOCK_CASES } from './named-clock-cases.ts'
import { Oracle } from './oracle.ts'
import { wallClock } from './wall-clock.ts'

test.each([...CLOCK_CASES, ...CHANGE_CASES])('$name', ({ world, expected }) => {
  const oracle = new Oracle(world)
  const rows = world.tickets.flatMap((each) => oracle.rows(each))
  expect(rows).toHaveLength(expected.length)
  rows.forEach((row, at) => {
    expect(row).toMatchObject(expected[at] ?? {})
  })
})

test('clocks change when the tables of the zones say so', () => {
  // 30 March and 26 October 2025, 01:00 UTC.
  const changes = wallClock('Europe/Berlin').changes.map((each) => new Date(each * 60_000).toISOString())
  expect(changes).toContain('2025-03-30T01:00:00.000Z')
  expect(changes).toContain('2025-10-26T01:00:00.000Z')
  expect(wallClock('Asia/Kathmandu').offset(Date.UTC(2025, 0, 1) / 60_000)).toBe(345)
})
