/** Who calls, with which machine, about what: the part of a ticket that is known when it is received. */
import { NEVER, dayOf, shortDateText, weekOf, DAY, HOUR, MINUTE } from './time.ts'
import { whenOpen } from './latency.ts'
import { PART } from './plan.ts'
import { Weighted, weighted, type Chance } from './random.ts'
import { Writing } from './writing.ts'
import type { ContractBook } from './contracts.ts'
import type { Course } from './course.ts'
import type { Customer, Job, Mode, Repeat, Unit, Zone } from './job.ts'
import type { Roster } from './people.ts'
import type { Family, Fault, Site, Vocabulary } from './vocabulary.ts'
import type { Volume } from './volume.ts'

const STREAM = { who: 10, what: 11, how: 12, text: 13, technician: 14, side: 15 } as const

const MODES = weighted<Mode>({
  onsite: 63,
  workshop: 10.5,
  remote: 9,
  installation: 7,
  exchange: 1.6,
  return: 1.2,
  maintenance: 2.7,
  consultation: 5,
})
const ZONES = weighted<Zone>({ urban: 58, suburban: 31, remote: 11 })
const DISTANCES: Readonly<Record<Zone, readonly [number, number]>> = { urban: [1, 12], suburban: [10, 36], remote: [32, 115] }
const PRIORITIES = weighted({ emergency: 2, high: 9, normal: 80, low: 9 })
const DANGERS = new Set(['漏电跳闸', '点火爆响'])
const WARRANTY_DAYS = 1095
const PHONE_PREFIXES = ['138', '139', '135', '136', '158', '159', '187', '133', '189', '177']

/** Customers of some weeks, so that one calls again with another fault. */
const REMEMBERED = 4000
interface Remembered {
  readonly customer: Customer
  readonly unit: Unit
  readonly fault: Fault | null
}

export class Intake {
  readonly #words: Vocabulary
  readonly #roster: Roster
  readonly #volume: Volume
  readonly #contracts: ContractBook
  readonly #course: Course
  readonly #chance: Chance
  readonly #writing: Writing
  readonly #sites: Weighted<Site>
  readonly #channels: Weighted<string>
  readonly #surnames: readonly string[]
  readonly #faults: ReadonlyMap<Family, Weighted<Fault>>
  readonly #watched: { readonly family: Family; readonly fault: Fault }
  readonly #remembered: (Remembered | undefined)[] = []
  #numbers = { day: -1, last: 0 }

  constructor(words: Vocabulary, roster: Roster, volume: Volume, contracts: ContractBook, course: Course, chance: Chance) {
    this.#words = words
    this.#roster = roster
    this.#volume = volume
    this.#contracts = contracts
    this.#course = course
    this.#chance = chance
    this.#writing = new Writing(words.phrases)
    const { sites, channels, surnames } = words.organisation
    this.#sites = new Weighted(
      sites,
      sites.map((site) => site.weight),
    )
    this.#channels = weighted(channels)
    this.#surnames = surnames.split('')
    this.#faults = new Map(
      words.products.families.map((family) => [
        family,
        new Weighted(
          family.faults,
          family.faults.map((fault) => fault.weight),
        ),
      ]),
    )
    const family = words.products.families.find((each) => each.name === PART.family)
    const fault = family?.faults.find((each) => each.name === PART.fault)
    if (!family || !fault) throw new RangeError(`data/sample/products.yaml has no ${PART.family} ${PART.fault}`)
    this.#watched = { family, fault }
  }

  /** A new case. @param slot of the day, from 0 @param isPartFailure of the part that is watched */
  fresh(day: number, slot: number, receivedAt: number, isPartFailure: boolean): Job {
    const seat = day * 8192 + slot
    const known = isPartFailure ? undefined : this.#recall(seat)
    const customer = known?.customer ?? this.#customer(seat)
    const family = isPartFailure ? this.#watched.family : (known?.unit.family ?? this.#family(day, seat))
    const mode: Mode = isPartFailure ? 'onsite' : MODES.at(this.#chance.seat(STREAM.how, seat).unit())
    const isRepair = mode === 'onsite' || mode === 'workshop' || mode === 'remote'
    const fault = isPartFailure ? this.#watched.fault : isRepair ? this.#fault(family, known?.fault ?? null) : null
    const unit = known?.unit ?? this.#unit(family, day, seat, mode)
    if (known === undefined && unit.serial !== '') this.#remembered[seat % REMEMBERED] = { customer, unit, fault }
    return this.#start({ seat, receivedAt, customer, unit, fault, mode, isPartFailure, isRepeat: false })
  }

  /** The same machine again. */
  again({ at, seat, customer, unit, fault }: Repeat): Job {
    const chance = this.#chance.seat(STREAM.how, seat)
    const mode = chance.happens(0.88) ? 'onsite' : 'workshop'
    return this.#start({ seat, receivedAt: at, customer, unit, fault, mode, isPartFailure: false, isRepeat: true })
  }

  #recall(seat: number): Remembered | undefined {
    const chance = this.#chance.seat(STREAM.side, seat)
    if (!chance.happens(0.05)) return undefined
    const place = chance.whole(0, REMEMBERED - 1)
    const known = this.#remembered[place]
    this.#remembered[place] = undefined
    return known
  }

  #customer(seat: number): Customer {
    const chance = this.#chance.seat(STREAM.who, seat)
    const { given, roads, estates } = this.#words.organisation
    const site = this.#sites.at(chance.unit())
    const zone = ZONES.at(chance.unit())
    const [near, far] = DISTANCES[zone]
    const house = `${chance.pick(estates)}${chance.whole(1, 38)}栋${chance.whole(1, 3)}单元${chance.whole(1, 28)}0${chance.whole(1, 4)}室`
    return {
      id: chance.happens(0.985) ? `C${String(seat + 1_000_000)}` : '',
      name: chance.pick(this.#surnames) + chance.pick(given),
      // 0000 in the middle: nobody's
      phone: `${chance.pick(PHONE_PREFIXES)}0000${String(chance.whole(0, 9999)).padStart(4, '0')}`,
      address: `${site.city}${chance.pick(site.districts)}${chance.pick(roads)}${chance.whole(1, 399)}号${house}`,
      site,
      zone,
      distanceKm: Math.round(chance.between(near, far) * 10) / 10,
    }
  }

  #family(day: number, seat: number): Family {
    return this.#volume.familyOn(day).at(this.#chance.seat(STREAM.what, seat).unit())
  }

  #fault(family: Family, other: Fault | null): Fault {
    const faults = this.#faults.get(family) as Weighted<Fault>
    for (;;) {
      const fault = faults.at(this.#chance.unit())
      if (fault !== other) return fault
    }
  }

  #unit(family: Family, day: number, seat: number, mode: Mode): Unit {
    const chance = this.#chance.seat(STREAM.what, seat ^ 0x2000_0000)
    const isNew = mode === 'installation' || mode === 'exchange' || mode === 'return'
    const purchasedOn = day - (isNew ? chance.whole(1, 14) : Math.round(20 + 2200 * chance.unit() ** 1.2))
    const serial = chance.happens(0.945)
      ? `HY${family.code}${shortDateText(purchasedOn - 40).slice(0, 4)}${seat.toString(36).toUpperCase().padStart(5, '0')}`
      : ''
    return { family, model: chance.pick(family.models), serial, purchasedOn }
  }

  #start(given: Pick<Job, 'seat' | 'receivedAt' | 'customer' | 'unit' | 'fault' | 'mode' | 'isPartFailure' | 'isRepeat'>): Job {
    const { seat, receivedAt, customer, unit, fault, mode } = given
    const chance = this.#chance.seat(STREAM.how, seat ^ 0x2000_0000)
    const day = dayOf(receivedAt)
    const isDangerous = fault !== null && DANGERS.has(fault.name) && chance.happens(0.3)
    const isUnknown = chance.happens(0.02)
    const contractId =
      mode === 'maintenance' || (fault !== null && chance.happens(0.05)) ? this.#contracts.activeOn(day, chance) : ''
    const warranty =
      contractId !== '' ? 'contract' : isUnknown ? 'unknown' : day - unit.purchasedOn < WARRANTY_DAYS ? 'in' : 'out'
    const isPlain =
      !given.isRepeat && !given.isPartFailure && (mode === 'onsite' || mode === 'workshop' || mode === 'installation')
    const isCancelled = isPlain && chance.happens(0.045)
    const isServedByNobody = mode === 'exchange' || mode === 'return' || mode === 'consultation'
    const job: Job = {
      ...given,
      number: this.#number(day),
      channel: this.#channels.at(chance.unit()),
      priority: isDangerous ? 'emergency' : PRIORITIES.at(chance.unit()),
      warranty,
      workKind: warranty === 'contract' ? 'B' : warranty === 'in' ? 'C' : 'A',
      contractId,
      technician: isServedByNobody
        ? null
        : this.#roster.assign(
            customer.site,
            fault?.level ?? 'normal',
            weekOf(receivedAt),
            this.#chance.seat(STREAM.technician, seat).unit(),
          ),
      supplierInvolved: false,
      respondedAt: NEVER,
      confirmedAt: NEVER,
      dispatchedAt: NEVER,
      arrivedAt: NEVER,
      unitReceivedAt: NEVER,
      diagnosedAt: NEVER,
      quotedAt: NEVER,
      partArrivedAt: NEVER,
      repairedAt: NEVER,
      qualityCheckedAt: NEVER,
      returnedAt: NEVER,
      resolvedAt: NEVER,
      closedAt: NEVER,
      followedUpAt: NEVER,
      promisedAt: NEVER,
      appointmentFrom: NEVER,
      appointmentTo: NEVER,
      cancelledAt: NEVER,
      reopenedAt: NEVER,
      firstResolvedAt: NEVER,
      visits: 0,
      outcome: 'advised',
      workHours: [],
      events: [],
      usedParts: [],
      repeat: null,
      isFixedFirst: null,
      isVisitKept: null,
      isResponseKept: false,
      isResponseLost: false,
      isOrderImpossible: false,
      text: '',
    }
    this.#course.run(job, isCancelled)
    this.#sideEvents(job)
    job.text = this.#writing.fault(job, this.#chance.seat(STREAM.text, seat))
    return job
  }

  /** What is logged beside the stages. */
  #sideEvents(job: Job): void {
    const chance = this.#chance.seat(STREAM.side, job.seat ^ 0x2000_0000)
    const { clerks } = this.#words.organisation
    if (job.fault !== null && chance.happens(0.025)) {
      job.supplierInvolved = true
      const at = whenOpen(job.respondedAt + chance.whole(10, 500) * MINUTE, 8.5, 18, chance)
      if (job.outcome !== 'cancelled') job.events.push({ at, event: 'supplier_contacted', value: '', actor: chance.pick(clerks) })
    }
    if (job.technician !== null && job.dispatchedAt >= 0 && chance.happens(0.35))
      job.events.push({ at: job.dispatchedAt, event: 'assigned', value: '', actor: job.technician.id })
    if (job.isVisitKept === false && chance.happens(0.5)) {
      const at = whenOpen(job.confirmedAt + 2 * DAY - chance.whole(2, 20) * HOUR, 8, 20, chance)
      if (at < job.arrivedAt) {
        job.events.push({ at, event: 'overrun_explained', value: 'visit', actor: chance.pick(clerks) })
        if (chance.happens(0.7)) job.events.push({ at: at + 10 * MINUTE, event: 'overrun_accepted', value: 'visit', actor: '' })
      }
    }
    if (job.priority === 'emergency' && chance.happens(0.15))
      job.events.push({ at: job.respondedAt + MINUTE, event: 'escalated', value: '安全隐患，转主管', actor: chance.pick(clerks) })
    job.isResponseLost = job.resolvedAt >= 0 && chance.happens(0.004)
  }

  #number(day: number): string {
    if (this.#numbers.day !== day) this.#numbers = { day, last: 0 }
    this.#numbers.last += 1
    return `GD${shortDateText(day)}${String(this.#numbers.last).padStart(4, '0')}`
  }
}
