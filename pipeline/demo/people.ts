/** The technicians: who is on which team when, how often the first visit of each succeeds, and who gets which job. */
import { type Chance, Weighted } from './random.ts'
import { TECHNICIANS, type Planted } from './plan.ts'
import { WEEKS } from './time.ts'
import type { Fault, Organisation, Site } from './vocabulary.ts'

/** Where somebody is from a week (inclusive) until another (exclusive). */
export interface Posting {
  readonly site: Site
  readonly fromWeek: number
  readonly untilWeek: number
}

export interface Technician {
  readonly id: string
  readonly name: string
  readonly postings: readonly Posting[]
  readonly skill: string
  readonly role: string
  /** Days since the first day; mostly long before it. */
  readonly hiredOn: number
  /** Added to the share of first-time fixes that the fault allows. */
  readonly points: number
  /** Planted ones hold their share closely. */
  readonly isPlanted: boolean
}

type Level = Fault['level']

/** At the default size; a larger department has more people, not people with more jobs. */
const HEADCOUNT = 60
const HEADCOUNT_UNTIL_TICKETS = 60_000
const DEFAULT_TICKETS = 42_000

/** Natural differences between colleagues: evenly spread over ± this, adding up to nothing on each team. */
const SPREAD = 0.04

const MOVES: readonly { readonly id: string; readonly to: string; readonly week: number }[] = [
  { id: 'SH07', to: 'HZ', week: 40 },
  { id: 'GZ06', to: 'FS', week: 55 },
  { id: 'FS04', to: 'GZ', week: 30 },
  { id: 'HZ05', to: 'SH', week: 71 },
]
const JOINED: Readonly<Record<string, number>> = { SH09: 18, TJ06: 50, WH07: 63 }
const LEFT: Readonly<Record<string, number>> = { HZ06: 66, CD07: 82 }

export class Roster {
  readonly technicians: readonly Technician[]
  readonly #byTeam: ReadonlyMap<string, readonly { technician: Technician; posting: Posting }[]>
  readonly #planted: Planted
  readonly #shares = new Map<string, Weighted<Technician>>()

  constructor(organisation: Organisation, tickets: number, planted: Planted, chance: Chance) {
    this.#planted = planted
    this.technicians = enlist(organisation, tickets, planted, chance)
    const byTeam = new Map<string, { technician: Technician; posting: Posting }[]>()
    for (const technician of this.technicians)
      for (const posting of technician.postings) {
        const team = byTeam.get(posting.site.code) ?? []
        team.push({ technician, posting })
        byTeam.set(posting.site.code, team)
      }
    this.#byTeam = byTeam
  }

  /** Whose job it is. @param unit in (0, 1) */
  assign(site: Site, level: Level, week: number, unit: number): Technician {
    const key = `${site.code}${level}${week}`
    let shares = this.#shares.get(key)
    if (shares === undefined) {
      const there = (this.#byTeam.get(site.code) ?? []).filter(
        ({ posting }) => posting.fromWeek <= week && week < posting.untilWeek,
      )
      shares = new Weighted(
        there.map(({ technician }) => technician),
        there.map(({ technician }) => shareOf(technician.id, level, this.#planted)),
      )
      this.#shares.set(key, shares)
    }
    return shares.at(unit)
  }
}

const HARD_MIX: Readonly<Record<Level, number>> = { easy: 0.2, normal: 0.8, hard: 3 }
const EASY_MIX: Readonly<Record<Level, number>> = { easy: 4.2, normal: 0.9, hard: 0.2 }

function shareOf(id: string, level: Level, planted: Planted): number {
  if (!planted.has('technicians')) return 1
  if (id === TECHNICIANS.hardMix) return HARD_MIX[level]
  if (id === TECHNICIANS.easyMix) return EASY_MIX[level]
  return isSpecial(id) ? TECHNICIANS.share : 1
}

const isIn = (ids: readonly string[], id: string) => ids.includes(id)
const isSpecial = (id: string) =>
  isIn(TECHNICIANS.better, id) || isIn(TECHNICIANS.worse, id) || id === TECHNICIANS.hardMix || id === TECHNICIANS.easyMix

function enlist(organisation: Organisation, tickets: number, planted: Planted, chance: Chance): Technician[] {
  const { sites } = organisation
  const surnames = organisation.surnames.split('')
  const headcount = tickets > HEADCOUNT_UNTIL_TICKETS ? Math.round((HEADCOUNT * tickets) / DEFAULT_TICKETS) : HEADCOUNT
  const weights = sites.reduce((sum, site) => sum + site.weight, 0)
  return sites.flatMap((site, at) => {
    const size = Math.max(3, Math.round((headcount * site.weight) / weights))
    const ids = Array.from({ length: size }, (_, each) => site.code + String(each + 1).padStart(2, '0'))
    const points = spreadOver(ids.filter(isOrdinary), chance.seat(3, at))
    return ids.map((id, each): Technician => {
      chance.seat(4, at * 1000 + each)
      const surname = chance.pick(surnames)
      return {
        id,
        name: surname + chance.pick(organisation.given),
        postings: postingsOf(id, site, sites),
        skill: chance.pick(organisation.skill_levels),
        role: each === 0 ? '组长' : chance.happens(0.18) ? '驻站维修师' : '上门维修师',
        hiredOn: JOINED[id] === undefined ? -chance.whole(60, 3400) : JOINED[id] * 7,
        points: plantedPoints(id, planted) ?? points.get(id) ?? 0,
        isPlanted: planted.has('technicians') && isSpecial(id),
      }
    })
  })
}

const isOrdinary = (id: string) =>
  !isSpecial(id) && JOINED[id] === undefined && LEFT[id] === undefined && !MOVES.some((move) => move.id === id)

function plantedPoints(id: string, planted: Planted): number | undefined {
  if (!planted.has('technicians')) return undefined
  if (isIn(TECHNICIANS.better, id)) return TECHNICIANS.points
  return isIn(TECHNICIANS.worse, id) ? -TECHNICIANS.points : undefined
}

/** Evenly over [−SPREAD, SPREAD], in random order. */
function spreadOver(ids: readonly string[], chance: Chance): Map<string, number> {
  const order = ids.map((id) => ({ id, key: chance.unit() })).sort((a, b) => a.key - b.key)
  return new Map(
    order.map(({ id }, at) => [
      id,
      order.length < 2 ? 0 : Math.round((-SPREAD + (2 * SPREAD * at) / (order.length - 1)) * 1e4) / 1e4,
    ]),
  )
}

function postingsOf(id: string, home: Site, sites: readonly Site[]): Posting[] {
  const fromWeek = JOINED[id] ?? 0
  const untilWeek = LEFT[id] ?? WEEKS
  const move = MOVES.find((each) => each.id === id)
  const other = move && sites.find((site) => site.code === move.to)
  if (!move || !other) return [{ site: home, fromWeek, untilWeek }]
  return [
    { site: home, fromWeek, untilWeek: move.week },
    { site: other, fromWeek: move.week, untilWeek },
  ]
}
