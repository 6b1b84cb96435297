/** Lets two years pass, day by day, and writes down what happens. Memory holds a day, and who will call again. */
import type { Effects } from '../effects.ts'
import { Aftermath, type AftermathSheets, type ComplaintRow } from './aftermath.ts'
import { monthIndex, unitsInService } from './background.ts'
import { ContractBook } from './contracts.ts'
import { Course } from './course.ts'
import { Intake } from './intake.ts'
import { Roster } from './people.ts'
import { Chance } from './random.ts'
import { Tally } from './tally.ts'
import { DAY, DAYS, END, dayOf, weekOf } from './time.ts'
import { PART, partFactor, type Planted } from './plan.ts'
import { arrivals, planVolume } from './volume.ts'
import type { DemoFiles } from './files.ts'
import type { Job, Repeat } from './job.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface Simulation {
  readonly words: Vocabulary
  readonly tickets: number
  readonly seed: number
  readonly planted: Planted
  /** Where it is written down. */
  readonly files: Pick<DemoFiles, 'ticket' | 'background'> & { readonly aftermath: AftermathSheets }
  readonly effects: Pick<Effects, 'progress'>
}

export interface Outcome {
  readonly tally: Tally
  readonly roster: Roster
  readonly complaints: ComplaintRow[]
}

/** Tickets whose times cannot be, spread over the two years. */
const IMPOSSIBLE = 28

export function simulate({ words, tickets, seed, planted, files, effects }: Simulation): Outcome {
  const chance = new Chance(seed)
  const tally = new Tally()
  const volume = planVolume(words.products, tickets, chance)
  const roster = new Roster(words.organisation, tickets, planted, chance)
  const contracts = new ContractBook(tickets, chance)
  const intake = new Intake(words, roster, volume, contracts, new Course(planted, chance), chance)
  const aftermath = new Aftermath(words, files.aftermath, planted, tally, chance)
  const failures = new Failures(words, tickets, planted, chance)
  const impossible = new Impossible(tickets)
  const callingAgain = new Map<number, Repeat[]>()

  const take = (job: Job) => {
    impossible.look(job)
    if (job.repeat !== null) {
      const day = dayOf(job.repeat.at)
      callingAgain.set(day, [...(callingAgain.get(day) ?? []), job.repeat])
    }
    tally.job(job)
    files.ticket(job)
    aftermath.follow(job)
  }

  let planned = 0
  for (let day = 0; day < DAYS; day++) {
    planned += volume.perDay[day] ?? 0
    const missing = Math.max(0, planned - tally.tickets)
    const again = (callingAgain.get(day) ?? []).sort((a, b) => a.at - b.at)
    callingAgain.delete(day)
    // on the last day no more than asked for
    if (day === DAYS - 1) again.length = Math.min(again.length, missing)
    const moments = arrivals(day, Math.max(0, missing - again.length), chance)
    const failing = failures.slotsOf(day, moments.length)
    let next = 0
    for (let slot = 0; slot < moments.length; slot++) {
      const at = moments[slot] as number
      for (; next < again.length && (again[next] as Repeat).at < at; next++) take(intake.again(again[next] as Repeat))
      take(intake.fresh(day, slot, at, failing.has(slot)))
    }
    for (; next < again.length; next++) take(intake.again(again[next] as Repeat))
    effects.progress('days simulated', day + 1, DAYS)
  }
  files.background({ words, roster, contracts, tickets, perDay: volume.perDay, chance })
  return { tally, roster, complaints: aftermath.complaints }
}

/** Which of a day's cases are failures of the watched part: their number follows the machines in service closely. */
class Failures {
  readonly #words: Vocabulary
  readonly #tickets: number
  readonly #planted: Planted
  readonly #chance: Chance
  #debt = 0

  constructor(words: Vocabulary, tickets: number, planted: Planted, chance: Chance) {
    this.#words = words
    this.#tickets = tickets
    this.#planted = planted
    this.#chance = chance
  }

  slotsOf(day: number, slots: number): Set<number> {
    const family = this.#words.products.families.find(({ name }) => name === PART.family)
    if (family === undefined || slots === 0) return new Set()
    const units = unitsInService(family, monthIndex(day), this.#tickets)
    const expected = ((PART.rate * units) / 1000 / 7) * partFactor(weekOf(day * DAY), this.#planted)
    this.#chance.seat(5, day)
    const drawn = Math.round(expected + 0.1 * this.#debt + Math.sqrt(expected) * this.#chance.normal())
    const count = Math.min(Math.max(0, drawn), slots)
    this.#debt += expected - count
    const chosen = new Set<number>()
    while (chosen.size < count) chosen.add(this.#chance.whole(0, slots - 1))
    return chosen
  }
}

/** Chooses tickets that say they were resolved before they were received. */
class Impossible {
  readonly #step: number
  #seen = 0
  #due: number

  constructor(tickets: number) {
    const count = Math.min(IMPOSSIBLE, Math.max(1, Math.round(tickets / 1500)))
    this.#step = tickets / (count + 1)
    this.#due = this.#step
  }

  look(job: Job): void {
    this.#seen += 1
    if (this.#seen < this.#due || job.mode !== 'onsite' || job.isFixedFirst !== true || job.isPartFailure || job.isRepeat) return
    if (job.technician?.isPlanted === true || job.isVisitKept !== true || !job.isResponseKept || job.closedAt > END) return
    job.isOrderImpossible = true
    this.#due += this.#step
  }
}
