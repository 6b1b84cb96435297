/** The course of a job after it was received: response, visit or workshop, waits, the end, and what comes back. */
import { latency, lognormal, whenOpen, whenOpenWithin } from './latency.ts'
import type { Job } from './job.ts'
import { RESPONSE, VISITS, responseShare, visitShare, type Planted } from './plan.ts'
import { Balanced, weighted, type Chance } from './random.ts'
import type { Technician } from './people.ts'
import { DAY, HOUR, MINUTE, dayOf, weekOf } from './time.ts'

/** Streams of chance, one a group of columns. */
const STREAM = { response: 20, visit: 21, fix: 22, work: 23, workshop: 24, end: 25, plans: 26 } as const

/** Ways in which a repair is not right the first time. */
const MISSES = {
  onsite: weighted({ second_visit: 44, not_repaired: 22, repeat: 24, reopened: 10 }),
  workshop: weighted({ reopened: 34, not_repaired: 26, repeat: 40 }),
  remote: weighted({ not_repaired: 50, repeat: 50 }),
} as const
type Miss = 'second_visit' | 'not_repaired' | 'repeat' | 'reopened'

const HANDBACK = { limit: 24 * HOUR, kept: 0.92 }
const DIAGNOSIS = { limit: 72 * HOUR, kept: 0.9 }

export class Course {
  readonly #planted: Planted
  readonly #chance: Chance
  readonly #responses = new Balanced(0.002)
  /** Later cycles have the same shares, but pay no debts of the first ones. */
  readonly #again = new Balanced(0)
  readonly #visits = new Map<string, Balanced>()
  readonly #fixes = new Map<string, Balanced>()
  readonly #handbacks = new Balanced(0.01)
  readonly #diagnoses = new Balanced(0.01)

  constructor(planted: Planted, chance: Chance) {
    this.#planted = planted
    this.#chance = chance
  }

  /** Lets the job go its way. Its technician has been chosen. @param isCancelled by the customer before anybody came */
  run(job: Job, isCancelled: boolean): void {
    this.#respond(job)
    if (isCancelled) this.#cancel(job)
    else if (job.mode === 'onsite') this.#visit(job)
    else if (job.mode === 'workshop') this.#workshop(job)
    else if (job.mode === 'remote') this.#remote(job)
    else this.#errand(job)
    this.#finish(job)
  }

  #respond(job: Job): void {
    const chance = this.#chance.seat(STREAM.response, job.seat)
    const { isKept, at } = this.#responseTo(job.receivedAt, this.#responses, chance)
    job.isResponseKept = isKept
    job.respondedAt = at
    const delay = chance.happens(0.72) ? chance.whole(0, 15 * MINUTE) : lognormal(2 * HOUR, 0.8, chance)
    job.confirmedAt = whenOpen(at + delay, 7.5, 21.9, chance)
  }

  #responseTo(call: number, balanced: Balanced, chance: Chance): { isKept: boolean; at: number } {
    const share = responseShare(weekOf(call), this.#planted)
    const limit = RESPONSE.limitHours * HOUR
    const isKept = balanced.draw(share, chance.unit())
    const after = latency(isKept, limit, share, 1.5, 9 * DAY, chance)
    return { isKept, at: whenOpenWithin(call, after, isKept, limit, 7.5, 21.5, chance) }
  }

  #cancel(job: Job): void {
    const chance = this.#chance.seat(STREAM.end, job.seat)
    job.cancelledAt = whenOpen(job.confirmedAt + lognormal(6 * HOUR, 0.9, chance), 8, 20.5, chance)
    job.outcome = 'cancelled'
    job.events.push({ at: job.cancelledAt, event: 'cancelled', value: '', actor: '' })
    job.technician = null
    job.workHours.length = 0
  }

  /** @returns how the repair misses, or null when it is right the first time */
  #fix(job: Job): Miss | null {
    const chance = this.#chance.seat(STREAM.fix, job.seat)
    const { technician, fault, mode } = job
    if (technician === null || fault === null) return null
    if (mode !== 'onsite' && mode !== 'workshop' && mode !== 'remote') return null
    const share = fault.fix + (mode === 'workshop' ? -0.03 : mode === 'remote' ? 0.02 : 0) + technician.points
    const unit = chance.unit()
    job.isFixedFirst = this.#fixesOf(technician).draw(share, unit)
    const miss = MISSES[mode].at(chance.unit())
    if (job.isFixedFirst) return null
    // without a serial number and a customer nobody could tell that it came back
    return miss === 'repeat' && job.unit.serial === '' && job.customer.id === '' ? 'not_repaired' : miss
  }

  #fixesOf(technician: Technician): Balanced {
    let balanced = this.#fixes.get(technician.id)
    if (balanced === undefined) {
      balanced = new Balanced(technician.isPlanted ? 0.03 : 0)
      this.#fixes.set(technician.id, balanced)
    }
    return balanced
  }

  #visit(job: Job): void {
    const miss = this.#fix(job)
    this.#arrive(job)
    const chance = this.#chance.seat(STREAM.work, job.seat)
    const hours = job.fault?.hours ?? 1
    let done = this.#handsOn(job, job.arrivedAt, hours, chance)
    job.visits = 1
    if (miss === 'second_visit' || (miss === 'not_repaired' && chance.happens(0.4))) {
      done = this.#comeAgain(job, done, hours, chance)
      if (chance.happens(0.12)) {
        done = this.#handsOn(job, whenOpen(done + lognormal(1.5 * DAY, 0.5, chance), 8, 18, chance), hours * 0.7, chance)
        job.visits = 3
      }
    }
    job.outcome = miss === 'not_repaired' ? 'not_repaired' : 'repaired'
    if (job.outcome === 'repaired') job.repairedAt = done
    job.resolvedAt = done + chance.whole(3, 25) * MINUTE
    if (miss === 'reopened') this.#reopen(job, chance)
    if (miss === 'repeat') this.#comeBack(job)
  }

  #arrive(job: Job): void {
    const chance = this.#chance.seat(STREAM.visit, job.seat)
    const { region } = job.customer.site
    let balanced = this.#visits.get(region)
    if (balanced === undefined) this.#visits.set(region, (balanced = new Balanced(0.02)))
    const { isKept, at } = this.#arrivalAfter(job, job.confirmedAt, balanced, chance)
    job.isVisitKept = isKept
    job.arrivedAt = at
    const gap = at - job.confirmedAt
    job.dispatchedAt = job.confirmedAt + Math.min(lognormal(55 * MINUTE, 0.9, chance), Math.round(gap * 0.7))
    this.#agree(job, 0.92)
  }

  #arrivalAfter(job: Job, confirmedAt: number, balanced: Balanced, chance: Chance): { isKept: boolean; at: number } {
    const { region } = job.customer.site
    const share = visitShare(region, weekOf(confirmedAt), this.#planted)
    const limit = VISITS.limitHours * HOUR
    const isKept = balanced.draw(share, chance.unit())
    const after = Math.max(latency(isKept, limit, share, 0.8, 12 * DAY, chance), 40 * MINUTE)
    return { isKept, at: whenOpenWithin(confirmedAt, after, isKept, limit, 8, 19, chance) }
  }

  /** An appointment of two hours, made so that its share kept holds. */
  #agree(job: Job, share: number): void {
    const chance = this.#chance.seat(STREAM.plans, job.seat)
    if (!chance.happens(0.85)) return
    const isKept = chance.happens(share)
    const slot = 2 * HOUR
    const late = isKept ? 0 : chance.whole(20, 280) * MINUTE
    const end = isKept ? Math.ceil(job.arrivedAt / slot) * slot : Math.floor((job.arrivedAt - late) / (HOUR / 2)) * (HOUR / 2)
    if (end - slot < job.confirmedAt && !isKept) return
    job.appointmentFrom = end - slot
    job.appointmentTo = end
  }

  #handsOn(job: Job, from: number, hours: number, chance: Chance): number {
    const spent = Math.round(hours * chance.between(0.65, 1.5) * 10) / 10
    job.workHours.push(spent)
    return from + Math.round(spent * HOUR)
  }

  #comeAgain(job: Job, left: number, hours: number, chance: Chance): number {
    const actor = job.technician?.id ?? ''
    const isForParts = chance.happens(0.78)
    const pausedAt = left + 5 * MINUTE
    job.events.push({ at: pausedAt, event: isForParts ? 'wait_parts' : 'wait_customer', value: '', actor })
    const resumedAt = whenOpen(pausedAt + lognormal(isForParts ? 2.2 * DAY : 1.2 * DAY, 0.6, chance), 8.5, 17.5, chance)
    if (isForParts) job.partArrivedAt = resumedAt
    job.events.push({ at: resumedAt, event: 'resume', value: '', actor: '' })
    const again = whenOpen(resumedAt + lognormal(14 * HOUR, 0.6, chance), 8, 19, chance)
    job.visits = 2
    return this.#handsOn(job, again, hours, chance)
  }

  /** The customer calls again before the job is closed; the second cycle has its own stages, as events. */
  #reopen(job: Job, chance: Chance): void {
    const actor = job.technician?.id ?? ''
    const firstEnd = job.resolvedAt
    job.firstResolvedAt = firstEnd
    job.reopenedAt = whenOpen(firstEnd + lognormal(2.5 * DAY, 0.6, chance), 8, 20, chance)
    const respondedAt = this.#responseTo(job.reopenedAt, this.#again, chance).at
    job.events.push({ at: firstEnd, event: 'resolved', value: '', actor })
    job.events.push({ at: job.reopenedAt, event: 'reopened', value: '', actor: '' })
    job.events.push({ at: respondedAt, event: 'responded', value: '', actor: '' })
    let again = whenOpen(respondedAt + lognormal(16 * HOUR, 0.5, chance), 8, 19, chance)
    if (job.mode === 'onsite') {
      const confirmedAt = respondedAt + MINUTE
      again = this.#arrivalAfter(job, confirmedAt, this.#again, chance).at
      job.events.push(
        { at: confirmedAt, event: 'confirmed', value: '', actor: '' },
        { at: again, event: 'arrived', value: '', actor },
      )
    }
    job.visits += 1
    const done = this.#handsOn(job, again, job.fault?.hours ?? 1, chance)
    job.resolvedAt = done + chance.whole(10, 40) * MINUTE
    job.events.push({ at: done, event: 'repaired', value: '', actor })
    if (job.mode === 'workshop') job.events.push({ at: job.resolvedAt - MINUTE, event: 'returned', value: '', actor })
    job.events.push({ at: job.resolvedAt, event: 'resolved', value: '', actor })
  }

  /** The same fault of the same machine, two to 28 days later. */
  #comeBack(job: Job): void {
    const chance = this.#chance.seat(STREAM.end, job.seat ^ 0x40000000)
    if (job.fault === null) return
    const day = dayOf(job.resolvedAt) + chance.whole(2, 28)
    const at = day * DAY + chance.whole(8 * 60, 20 * 60) * MINUTE + chance.whole(0, 59)
    job.repeat = { at, seat: (job.seat + 0x0800_0000) & 0x3fff_ffff, customer: job.customer, unit: job.unit, fault: job.fault }
  }

  #workshop(job: Job): void {
    const miss = this.#fix(job)
    const chance = this.#chance.seat(STREAM.workshop, job.seat)
    job.unitReceivedAt = whenOpen(job.confirmedAt + lognormal(1.6 * DAY, 0.6, chance), 8.5, 17.5, chance)
    const isQuick = this.#diagnoses.draw(DIAGNOSIS.kept, chance.unit())
    const after = latency(isQuick, DIAGNOSIS.limit, DIAGNOSIS.kept, 0.8, 12 * DAY, chance)
    job.quotedAt = whenOpenWithin(job.unitReceivedAt, after, isQuick, DIAGNOSIS.limit, 8.5, 18, chance)
    job.diagnosedAt = job.quotedAt - Math.min(chance.whole(10, 90) * MINUTE, Math.floor((job.quotedAt - job.unitReceivedAt) / 2))
    let ready = job.quotedAt
    if (job.workKind === 'A') ready = this.#wait(job, 'wait_customer', ready, 0.8 * DAY, chance)
    if (chance.happens(0.3)) job.partArrivedAt = ready = this.#wait(job, 'wait_parts', ready, 2.8 * DAY, chance)
    const begun = whenOpen(ready + lognormal(5 * HOUR, 0.7, chance), 8.5, 16.5, chance)
    job.repairedAt = this.#handsOn(job, begun, (job.fault?.hours ?? 1) * 1.3, chance)
    job.qualityCheckedAt = job.repairedAt + chance.whole(20, 200) * MINUTE
    const isHandedBack = this.#handbacks.draw(HANDBACK.kept, chance.unit())
    const back = Math.max(latency(isHandedBack, HANDBACK.limit, HANDBACK.kept, 0.7, 6 * DAY, chance), 4 * HOUR)
    job.returnedAt = whenOpenWithin(job.repairedAt, back, isHandedBack, HANDBACK.limit, 8, 20, chance)
    job.qualityCheckedAt = Math.min(job.qualityCheckedAt, job.returnedAt)
    announce(job)
    job.resolvedAt = job.returnedAt + chance.whole(1, 10) * MINUTE
    job.visits = 1
    job.outcome = miss === 'not_repaired' ? 'not_repaired' : 'repaired'
    this.#promise(job)
    if (miss === 'reopened') this.#reopen(job, chance)
    if (miss === 'repeat') this.#comeBack(job)
  }

  #wait(job: Job, event: string, from: number, median: number, chance: Chance): number {
    const pausedAt = from + chance.whole(2, 30) * MINUTE
    const resumedAt = whenOpen(pausedAt + lognormal(median, 0.7, chance), 8.5, 17.5, chance)
    job.events.push({ at: pausedAt, event, value: '', actor: job.technician?.id ?? '' })
    job.events.push({ at: resumedAt, event: 'resume', value: '', actor: '' })
    return resumedAt
  }

  /** A day by which the workshop said it would be done. */
  #promise(job: Job): void {
    const chance = this.#chance.seat(STREAM.plans, job.seat)
    if (!chance.happens(0.6)) return
    const isKept = chance.happens(0.9)
    const due = job.resolvedAt + (isKept ? 1 : -1) * chance.whole(2, 40) * HOUR
    const evening = due - (due % DAY) + 18 * HOUR
    job.promisedAt = isKept && evening >= job.resolvedAt ? evening : !isKept && evening < job.resolvedAt ? evening : due
    if (job.promisedAt <= job.quotedAt) job.promisedAt = job.resolvedAt + (isKept ? HOUR : -HOUR)
  }

  #remote(job: Job): void {
    const miss = this.#fix(job)
    const chance = this.#chance.seat(STREAM.work, job.seat)
    const begun = chance.happens(0.7)
      ? job.confirmedAt
      : whenOpen(job.confirmedAt + lognormal(5 * HOUR, 0.8, chance), 8, 21, chance)
    const done = this.#handsOn(job, begun, 0.4, chance)
    job.outcome = miss === 'not_repaired' ? 'not_repaired' : 'repaired'
    if (job.outcome === 'repaired') job.repairedAt = done
    job.resolvedAt = done + chance.whole(1, 8) * MINUTE
    if (miss === 'repeat') this.#comeBack(job)
  }

  /** Everything that is not a repair. */
  #errand(job: Job): void {
    const chance = this.#chance.seat(STREAM.work, job.seat)
    if (job.mode === 'installation' || job.mode === 'maintenance') {
      job.arrivedAt = whenOpen(job.confirmedAt + lognormal(1.2 * DAY, 0.6, chance), 8, 18, chance)
      job.dispatchedAt = job.confirmedAt + Math.round((job.arrivedAt - job.confirmedAt) * chance.between(0.05, 0.6))
      job.visits = 1
      job.resolvedAt = this.#handsOn(job, job.arrivedAt, job.mode === 'installation' ? 1.8 : 1.1, chance)
      this.#agree(job, 0.93)
      job.outcome = 'advised'
    } else if (job.mode === 'consultation') {
      job.resolvedAt = job.confirmedAt + chance.whole(2, 30) * MINUTE
      job.outcome = 'advised'
    } else {
      job.resolvedAt = whenOpen(job.confirmedAt + lognormal(4 * DAY, 0.5, chance), 8.5, 18, chance)
      job.outcome = job.mode === 'exchange' ? 'replaced' : 'refunded'
    }
  }

  #finish(job: Job): void {
    const chance = this.#chance.seat(STREAM.end, job.seat)
    const over = job.outcome === 'cancelled' ? job.cancelledAt : job.resolvedAt
    job.closedAt = whenOpen(over + lognormal(job.outcome === 'cancelled' ? 2 * HOUR : 20 * HOUR, 0.7, chance), 8.5, 20, chance)
    if (job.outcome !== 'cancelled' && chance.happens(0.93))
      job.followedUpAt = whenOpen(job.closedAt + lognormal(1.3 * DAY, 0.6, chance), 9, 20, chance)
  }
}

/** A unit is announced for pick-up once it is checked, and again every three days until it is fetched. Draws nothing. */
function announce(job: Job): void {
  const MOST = 3
  for (let notice = 0; notice < MOST; notice++) {
    const at = job.qualityCheckedAt + 5 * MINUTE + notice * 3 * DAY
    if (at >= job.returnedAt) return
    job.events.push({ at, event: 'pickup_notified', value: '', actor: '' })
  }
}
