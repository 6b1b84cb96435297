/**
 * npm run simulate -- promises [tickets] [seed]
 * npm run simulate -- alarms [seeds] [tickets]
 *
 * Random tickets by the models and by the slow computation of `test/promises`: says how many were compared and what differs.
 * Demonstrations with and without what is planted in them, through the early warning: says what was found, and what was found in nothing.
 */
import process from 'node:process'
import { alarms } from './alarms.ts'
import { compare, story } from '../promises/compare.ts'
import { randomWorld } from '../promises/random-world.ts'

const TICKETS_A_WAREHOUSE = 400
const SHOWN = 3

const say = (text: string) => process.stdout.write(`${text}\n`)

async function promises(wanted: number, firstSeed: number): Promise<boolean> {
  const started = performance.now()
  const verdicts = new Map<string, number>()
  let tickets = 0
  let rows = 0
  let differences = 0
  let seed = firstSeed
  for (; tickets < wanted; seed += 1) {
    const world = randomWorld(seed, Math.min(TICKETS_A_WAREHOUSE, wanted - tickets))
    const found = await compare(world)
    tickets += found.tickets
    rows += found.rows
    for (const [word, n] of found.verdicts) verdicts.set(word, (verdicts.get(word) ?? 0) + n)
    for (const each of found.differences) {
      differences += 1
      if (differences <= SHOWN) say(`seed ${String(seed)}\n${story(world, each)}\n`)
    }
  }
  const tried = [...verdicts].sort(([, a], [, b]) => b - a).map(([word, n]) => `${word} ${String(n)}`)
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  say(`promises: ${tried.join(', ')}`)
  say(
    `promises: ${String(tickets)} tickets in ${String(seed - firstSeed)} warehouses (seeds ${String(firstSeed)}…${String(seed - 1)}), ` +
      `${String(rows)} promises, ${String(differences)} differences, ${seconds} s`,
  )
  return differences === 0
}

const [what, first, second] = process.argv.slice(2)
const [size, seed] = [Number(first ?? (what === 'alarms' ? 100 : 20_000)), Number(second ?? (what === 'alarms' ? 42_000 : 1))]
if (what === 'promises' && size > 0 && Number.isInteger(seed)) process.exitCode = (await promises(size, seed)) ? 0 : 1
else if (what === 'alarms' && Number.isInteger(size) && size > 0 && Number.isInteger(seed) && seed > 0)
  process.exitCode = alarms(size, seed, say) ? 0 : 1
else {
  process.stderr.write('npm run simulate -- promises [tickets] [seed]\nnpm run simulate -- alarms [seeds] [tickets]\n')
  process.exitCode = 2
}
