/**
 * marts.promise against the slow computation: the cases worked out by hand, and random tickets by random calendars and presets.
 * `npm run simulate -- promises` tries many more.
 */
import { expect, test } from 'vitest'
import { compare, story } from './compare.ts'
import { CHANGE_CASES } from './named-change-cases.ts'
import { CLOCK_CASES } from './named-clock-cases.ts'
import { randomWorld } from './random-world.ts'
import type { World } from './world.ts'

/** The first few differences as stories; one is enough to start from. */
async function differences(world: World): Promise<string[]> {
  const found = await compare(world)
  return found.differences.slice(0, 3).map((each) => story(world, each))
}

test.each([...CLOCK_CASES, ...CHANGE_CASES])('$name', async ({ world }) => {
  expect(await differences(world)).toEqual([])
})

// Half of the time goes into making a warehouse, however few tickets it has.
const TICKETS = 600

test.each([101, 102, 103, 104])('random tickets, seed %i', async (seed) => {
  expect(await differences(randomWorld(seed, TICKETS))).toEqual([])
})
