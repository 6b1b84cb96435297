/** Counts what the planted effects really came to, case by case, for the answer sheet. */
import { isBillForgotten, isWronglyCharged, type OddCost } from './money.ts'
import { CLAIMS, PART, RESPONSE, TECHNICIANS, VISITS } from './plan.ts'
import { DAY, END, HOUR, NEVER, WEEKS, weekOf } from './time.ts'
import { resolvedBy } from './ticket-rows.ts'
import type { Job } from './job.ts'

/** Cases and those of them that count. */
export interface Share {
  n: number
  x: number
}

/** Those whose jobs are compared with everybody's. */
const COMPARED: ReadonlySet<string> = new Set([
  ...TECHNICIANS.better,
  ...TECHNICIANS.worse,
  TECHNICIANS.hardMix,
  TECHNICIANS.easyMix,
])

const none = (): Share => ({ n: 0, x: 0 })
const add = (share: Share, counts: boolean) => {
  share.n += 1
  if (counts) share.x += 1
}

/** First-time fixes of one technician, and of one stratum of jobs. */
interface Fixes {
  readonly total: Share
  readonly byStratum: Map<string, Share>
}

export class Tally {
  readonly response = { before: none(), after: none() }
  /** Minutes from reception to response of what was answered. */
  readonly minutes: { before: number[]; after: number[] } = { before: [], after: [] }
  readonly visits = { regionBefore: none(), regionAfter: none(), othersBefore: none(), othersAfter: none() }
  /** Failures of the watched part by the week in which it was replaced. */
  readonly failures = new Int32Array(WEEKS)
  readonly claims = { before: { claimed: 0, paid: 0, n: 0 }, after: { claimed: 0, paid: 0, n: 0 } }
  readonly fixes = new Map<string, Fixes>()
  readonly strata = new Map<string, Share>()
  readonly all = none()
  tickets = 0
  repeats = 0
  cancelled = 0
  open = 0
  reopened = 0
  impossible = 0
  withoutResponse = 0
  /** Rows of cost items that are odd on purpose, and tickets on which money went the wrong way. */
  readonly money = { correction: 0, zero: 0, twice: 0, extreme: 0, notCharged: 0, wronglyCharged: 0 }

  job(job: Job): void {
    this.tickets += 1
    if (job.isRepeat) this.repeats += 1
    if (job.outcome === 'cancelled') this.cancelled += 1
    if (job.isOrderImpossible) this.impossible += 1
    if (job.reopenedAt >= 0 && job.reopenedAt <= END) this.reopened += 1
    const isOver = job.outcome === 'cancelled' ? job.cancelledAt <= END : resolvedBy(job, END) !== NEVER
    if (!isOver) this.open += 1
    this.#countLeakage(job)
    this.#countResponse(job)
    this.#countVisit(job)
    this.#countFix(job)
  }

  #countLeakage(job: Job): void {
    if (resolvedBy(job, END) === NEVER) return
    if (isBillForgotten(job) && job.fault !== null && job.outcome === 'repaired') this.money.notCharged += 1
    if (isWronglyCharged(job)) this.money.wronglyCharged += 1
  }

  odd(kind: OddCost): void {
    this.money[kind] += 1
  }

  /** Decided in the first cycle: kept, or past due; cancelled jobs and impossible orders are void. */
  #countResponse(job: Job): void {
    if (job.isOrderImpossible || job.outcome === 'cancelled') return
    if (job.isResponseLost && resolvedBy(job, END) >= 0) {
      this.withoutResponse += 1
      return
    }
    const hasCome = job.respondedAt <= END
    if (!hasCome && job.receivedAt + RESPONSE.limitHours * HOUR > END) return
    const period = weekOf(job.receivedAt) < RESPONSE.fromWeek ? 'before' : 'after'
    add(this.response[period], job.isResponseKept)
    if (hasCome) this.minutes[period].push((job.respondedAt - job.receivedAt) / 60)
  }

  #countVisit(job: Job): void {
    if (job.isVisitKept === null || job.isOrderImpossible || job.confirmedAt > END) return
    if (job.arrivedAt > END && job.confirmedAt + VISITS.limitHours * HOUR > END) return
    const isInRegion = job.customer.site.region === VISITS.region
    const isBefore = weekOf(job.confirmedAt) < VISITS.curedWeek
    add(this.visits[`${isInRegion ? 'region' : 'others'}${isBefore ? 'Before' : 'After'}`], job.isVisitKept)
  }

  /** Judged: served repairs with a known unit whose 30 days are over. */
  #countFix(job: Job): void {
    if (job.isFixedFirst === null || job.technician === null || job.fault === null || job.isOrderImpossible) return
    if (job.unit.serial === '' && job.customer.id === '') return
    const resolvedAt = resolvedBy(job, END)
    if (resolvedAt < 0 || resolvedAt + 30 * DAY > END) return
    const stratum = `${job.unit.family.name}|${job.fault.name}|${job.mode}`
    add(this.all, job.isFixedFirst)
    add(shareOf(this.strata, stratum), job.isFixedFirst)
    if (!COMPARED.has(job.technician.id)) return
    let own = this.fixes.get(job.technician.id)
    if (own === undefined) this.fixes.set(job.technician.id, (own = { total: none(), byStratum: new Map() }))
    add(own.total, job.isFixedFirst)
    add(shareOf(own.byStratum, stratum), job.isFixedFirst)
  }

  /** What the technician's jobs would come to with everybody's shares, by family, fault and mode. */
  expected(technicianId: string): number {
    let sum = 0
    for (const [stratum, { n }] of this.fixes.get(technicianId)?.byStratum ?? []) {
      const all = this.strata.get(stratum)
      if (all !== undefined) sum += (n * all.x) / all.n
    }
    return sum
  }

  used(partNo: string, usedAt: number): void {
    if (partNo === PART.part) this.failures[weekOf(usedAt)] = (this.failures[weekOf(usedAt)] ?? 0) + 1
  }

  claimed(supplier: string, at: number, amount: number, isPaid: boolean): void {
    if (supplier !== CLAIMS.supplier) return
    const period = this.claims[weekOf(at) < CLAIMS.fromWeek ? 'before' : 'after']
    period.n += 1
    period.claimed += amount
    if (isPaid) period.paid += amount
  }
}

function shareOf(shares: Map<string, Share>, key: string): Share {
  let share = shares.get(key)
  if (share === undefined) shares.set(key, (share = none()))
  return share
}

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  const middle = sorted.length >> 1
  const upper = sorted[middle] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2
}
