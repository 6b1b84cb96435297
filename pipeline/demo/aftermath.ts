/** What a job leaves behind: parts, hours, money, answers to surveys, complaints. */
import { cell, type Sheet } from './sheet.ts'
import { lognormal, whenOpen } from './latency.ts'
import { isBillForgotten, isHoursOnly, MONEY, oddCostOf } from './money.ts'
import { CLAIMS, type Planted, PART } from './plan.ts'
import { Balanced, Weighted, type Chance } from './random.ts'
import { shade } from './shade.ts'
import { labourFee } from './ticket-rows.ts'
import { DAY, END, HOUR, MINUTE, NEVER, dateText, dayOf, stampText, weekOf } from './time.ts'
import { Writing } from './writing.ts'
import type { Job } from './job.ts'
import type { Tally } from './tally.ts'
import type { CauseWords, Part, Vocabulary } from './vocabulary.ts'

const STREAM = { parts: 30, labour: 31, costs: 32, survey: 33, complaint: 34, request: 35 } as const

/** Yuan. */
const WAGE_PER_HOUR = 68
const TRAVEL_PER_HOUR = 30
const TRAVEL_PER_KM = 0.9
const KM_PER_HOUR = 32

/** A complaint as its row in the workbook. */
export type ComplaintRow = (string | number | null)[]

type Rows = Pick<Sheet, 'row'>

export interface AftermathSheets {
  readonly usage: Rows
  readonly labour: Rows
  readonly cost: Rows
  readonly survey: Rows
  readonly issue: Rows
  readonly request: Rows
}

export class Aftermath {
  readonly #words: Vocabulary
  readonly #sheets: AftermathSheets
  readonly #planted: Planted
  readonly #chance: Chance
  readonly #tally: Tally
  readonly #writing: Writing
  readonly #parts: ReadonlyMap<string, Part>
  readonly #causes: Weighted<CauseWords>
  readonly #byCode: ReadonlyMap<string, CauseWords>
  readonly #remedies: Weighted<string>
  readonly #channels: Weighted<string>
  readonly #payments = new Map<string, Balanced>()
  readonly complaints: ComplaintRow[] = []
  #counts = { request: 0, issue: 0, visit: 0 }

  constructor(words: Vocabulary, sheets: AftermathSheets, planted: Planted, tally: Tally, chance: Chance) {
    this.#words = words
    this.#sheets = sheets
    this.#planted = planted
    this.#chance = chance
    this.#tally = tally
    this.#writing = new Writing(words.phrases)
    this.#parts = new Map(words.products.parts.map((part) => [part.no, part]))
    const { causes, complaint } = words.phrases
    this.#causes = new Weighted(
      causes,
      causes.map((cause) => cause.weight),
    )
    this.#byCode = new Map(causes.map((cause) => [cause.code, cause]))
    this.#remedies = new Weighted(Object.keys(complaint.remedies), Object.values(complaint.remedies))
    const channels = words.organisation.complaint_channels
    this.#channels = new Weighted(Object.keys(channels), Object.values(channels))
  }

  follow(job: Job): void {
    if (job.outcome !== 'cancelled') {
      if (job.fault !== null) this.#useParts(job)
      this.#work(job)
      this.#spend(job)
      if (job.resolvedAt <= END) this.#ask(job)
    }
    this.#complain(job)
  }

  #useParts(job: Job): void {
    const chance = this.#chance.seat(STREAM.parts, job.seat)
    const usedAt = job.repairedAt >= 0 ? job.repairedAt : job.resolvedAt
    const drawn = chance.unit()
    const part = job.isPartFailure
      ? this.#parts.get(PART.part)
      : job.outcome === 'repaired'
        ? this.#partOf(job, drawn)
        : undefined
    if (part === undefined || usedAt < 0 || usedAt > END) return
    const quantity = part.no.startsWith('HY-LM') ? chance.whole(1, 2) : 1
    const year = Math.max(0, Math.floor((weekOf(usedAt) - 13) / 52) + 1)
    const supplier = this.#words.organisation.suppliers[part.supplier] ?? ''
    const isForeign = supplier === MONEY.foreign.supplier && job.workKind !== 'A'
    const price = part.cost * (1 + 0.03 * year)
    const unitCost = Math.round((isForeign ? price / MONEY.foreign.quoted : price) * 100) / 100
    const cost = unitCost * quantity
    const charged = job.workKind === 'A' && !isBillForgotten(job) ? Math.round(cost * 1.6) : 0
    const returned = part.returnable ? String(chance.happens(0.94)) : ''
    const claim = this.#claim(job, part, cost, usedAt, chance)
    const id = `PU${job.number.slice(2)}`
    // now and then nobody writes down what a part was for
    const ticket = !job.isPartFailure && shade(job, 7) < 0.012 ? '' : job.number
    this.#sheets.usage.row(
      `${id},${stampText(usedAt)},${part.no},${quantity},${ticket},${job.technician?.id ?? ''},${part.name},${unitCost},${charged},` +
        `${supplier},${returned},${claim},${isForeign ? MONEY.foreign.currency : ''}`,
    )
    this.#tally.used(part.no, usedAt)
    if (chance.happens(0.94)) this.#issue(part.no, usedAt - chance.whole(20, 1500) * MINUTE, quantity, job)
    if (chance.happens(0.03)) this.#issue(part.no, usedAt + chance.whole(60, 2000) * MINUTE, -1, job)
  }

  #partOf({ fault }: Job, drawn: number): Part | undefined {
    let reached = 0
    for (const [no, share] of Object.entries(fault?.part ?? {})) {
      reached += share
      if (drawn < reached) return this.#parts.get(no)
    }
    return undefined
  }

  /** @returns claim_amount, claimed_at, recovered_amount, recovered_at as cells */
  #claim(job: Job, part: Part, cost: number, usedAt: number, chance: Chance): string {
    const isClaimed = chance.happens(0.82)
    const claimedAt = whenOpen(usedAt + chance.whole(3, 16) * DAY, 9, 17.5, chance)
    if (job.workKind !== 'C' || !part.returnable || !isClaimed || claimedAt > END) return ',,,'
    const supplier = this.#words.organisation.suppliers[part.supplier] ?? ''
    const amount = Math.round(cost * 95) / 100
    let payments = this.#payments.get(supplier)
    if (payments === undefined) this.#payments.set(supplier, (payments = new Balanced(0.01)))
    const hasStopped =
      this.#planted.has('supplier_claims') && supplier === CLAIMS.supplier && weekOf(claimedAt) >= CLAIMS.fromWeek
    const isPaid = hasStopped ? false : payments.draw(CLAIMS.paidShare, chance.unit())
    const paidAt = whenOpen(claimedAt + chance.whole(20, 55) * DAY, 9, 17, chance)
    this.#tally.claimed(supplier, claimedAt, amount, isPaid && paidAt <= END)
    if (!isPaid || paidAt > END) return `${amount},${stampText(claimedAt)},,`
    return `${amount},${stampText(claimedAt)},${amount},${stampText(paidAt)}`
  }

  #issue(partNo: string, at: number, quantity: number, job: Job): void {
    if (at < 0 || at > END) return
    this.#counts.issue += 1
    const id = `SI${String(this.#counts.issue).padStart(7, '0')}`
    this.#sheets.issue.row(`${id},${partNo},${stampText(at)},${quantity},${job.technician?.id ?? ''},${job.number}`)
  }

  #work(job: Job): void {
    const { technician } = job
    if (technician === null) return
    const chance = this.#chance.seat(STREAM.labour, job.seat)
    const isAway = job.arrivedAt >= 0
    for (const [at, hours] of job.workHours.entries()) {
      const isLast = at === job.workHours.length - 1
      const moment = isLast ? job.resolvedAt : isAway ? job.arrivedAt : job.resolvedAt
      if (moment < 0 || moment > END) continue
      const km = isAway ? Math.round(job.customer.distanceKm * 2 * chance.between(0.8, 1.25) * 10) / 10 : 0
      const travel = Math.round((km / KM_PER_HOUR) * 10) / 10
      const labourCost = Math.round(hours * WAGE_PER_HOUR * 100) / 100
      const travelCost = Math.round((travel * TRAVEL_PER_HOUR + km * TRAVEL_PER_KM) * 100) / 100
      const costs = isHoursOnly(job.customer.site.code, moment) ? ',' : `${labourCost},${travelCost}`
      this.#sheets.labour.row(
        `${job.number}-${at + 1},${dateText(dayOf(moment))},${technician.id},${job.workKind},${hours},${job.number},${travel},${km},${costs}`,
      )
    }
  }

  #spend(job: Job): void {
    const chance = this.#chance.seat(STREAM.costs, job.seat)
    if (job.mode === 'workshop') {
      const isOurs = job.workKind !== 'A'
      this.#cost(job, 'F1', job.unitReceivedAt, 'freight', chance.whole(18, 65), isOurs ? null : 'customer')
      if (job.returnedAt >= 0) this.#cost(job, 'F2', job.returnedAt, 'freight', chance.whole(18, 65), null)
    }
    if (job.mode === 'exchange') this.#cost(job, 'F1', job.resolvedAt, 'freight', chance.whole(45, 160), null)
    const isHigh = job.unit.family.code === 'KT' && (job.mode === 'onsite' || job.mode === 'installation')
    if (isHigh && chance.happens(0.06))
      this.#cost(job, 'O1', job.resolvedAt, 'outside', chance.whole(15, 32) * 10, job.workKind === 'A' ? 'customer' : null)
    if (job.arrivedAt >= 0 && chance.happens(0.03)) this.#cost(job, 'P1', job.arrivedAt, 'other', chance.whole(5, 30), null)
    if (job.arrivedAt >= 0 && job.arrivedAt <= END) this.#spendOddly(job)
  }

  /** No chance in it, so that nothing else shifts. */
  #spendOddly(job: Job): void {
    this.#counts.visit += 1
    const odd = oddCostOf(this.#counts.visit)
    if (odd === null) return
    this.#tally.odd(odd)
    if (odd === 'correction') {
      this.#cost(job, 'Q1', job.arrivedAt, 'outside', 120, null)
      this.#cost(job, 'Q2', job.arrivedAt, 'outside', -45, null)
    } else if (odd === 'zero') this.#cost(job, 'Q1', job.arrivedAt, 'freight', 0, null)
    else if (odd === 'extreme') this.#cost(job, 'Q1', job.arrivedAt, 'outside', 4800, null)
    else for (const salt of ['Q1', 'Q2']) this.#cost(job, salt, job.arrivedAt, 'outside', 95, null)
  }

  #cost(job: Job, salt: string, at: number, kind: string, amount: number, from: 'customer' | 'supplier' | null): void {
    if (at < 0 || at > END) return
    const recovered = from === null ? ';' : `${amount};${from}`
    this.#sheets.cost.row(`${job.number}-${salt};${stampText(at)};${job.number};${kind};${amount};${recovered}`)
  }

  #ask(job: Job): void {
    const chance = this.#chance.seat(STREAM.survey, job.seat)
    const isAsked = chance.happens(0.955)
    const askedAt = whenOpen(job.resolvedAt + chance.whole(2, 44) * HOUR, 9, 20, chance)
    if (!isAsked || askedAt > END || job.isOrderImpossible) return
    const answeredAt = askedAt + lognormal(5 * HOUR, 1, chance)
    const isAnswered = chance.happens(0.43) && answeredAt <= END
    let cells = ',NA,NA,NA,NA,NA,NA,'
    if (isAnswered) {
      const share =
        0.915 - (job.isResponseKept ? 0 : 0.2) - (job.isVisitKept === false ? 0.14 : 0) - (job.isFixedFirst === false ? 0.24 : 0)
      const isSatisfied = chance.happens(share)
      const overall = isSatisfied ? chance.whole(4, 5) : chance.happens(0.6) ? 3 : chance.whole(1, 2)
      const item = (worse: number) => {
        const isFine = chance.happens((isSatisfied ? 0.955 : 0.42) - worse)
        return isFine ? (chance.happens(0.62) ? 4 : 3) : chance.happens(0.7) ? 2 : 1
      }
      const attitude = item(0)
      const skill = item(job.isFixedFirst === false ? 0.15 : 0)
      const arrival = item(job.isVisitKept === false ? 0.3 : 0)
      const promise = item(job.isResponseKept ? 0 : 0.2)
      const recommend = isSatisfied
        ? chance.happens(0.68)
          ? chance.whole(9, 10)
          : chance.whole(7, 8)
        : chance.happens(0.25)
          ? chance.whole(7, 8)
          : chance.whole(0, 6)
      const comment = chance.happens(0.24) ? this.#writing.survey(overall, job.customer, chance) : ''
      cells = `${stampText(answeredAt)},${overall},${attitude},${skill},${arrival},${promise},${recommend},${cell(comment)}`
    }
    const channel = shade(job, 6) < 0.7 ? '微信' : shade(job, 6) < 0.9 ? '短信' : '电话回访'
    this.#sheets.survey.row(
      `SV${job.number.slice(2)},${job.number},${job.technician?.id ?? ''},${channel},${stampText(askedAt)},${cells}`,
    )
    this.#request(job)
  }

  /** A part that was not in stock is asked for. */
  #request(job: Job): void {
    const wait = job.events.find(({ event }) => event === 'wait_parts')
    const chance = this.#chance.seat(STREAM.request, job.seat)
    if (wait === undefined || job.fault === null || !chance.happens(0.5)) return
    const nos = Object.keys(job.fault.part)
    if (nos.length === 0) return
    this.#counts.request += 1
    const answeredAt = wait.at + (chance.happens(0.93) ? chance.whole(3, 130) : chance.whole(170, 260)) * HOUR
    const filledAt = answeredAt + chance.whole(5, 80) * HOUR
    const id = `SR${String(this.#counts.request).padStart(6, '0')}`
    const known = (moment: number) => (moment <= END ? stampText(moment) : '')
    this.#sheets.request.row(`${id},${chance.pick(nos)},${stampText(wait.at)},${known(answeredAt)},${known(filledAt)}`)
  }

  #complain(job: Job): void {
    const chance = this.#chance.seat(STREAM.complaint, job.seat)
    const waited = job.events.some(({ event }) => event === 'wait_parts')
    const share =
      0.011 +
      (job.isResponseKept ? 0 : 0.05) +
      (job.isVisitKept === false ? 0.045 : 0) +
      (job.isFixedFirst === false ? 0.035 : 0) +
      (waited ? 0.02 : 0)
    if (!chance.happens(job.outcome === 'cancelled' ? share / 3 : share)) return
    const base = job.outcome === 'cancelled' ? job.cancelledAt : chance.happens(0.6) ? job.resolvedAt : job.receivedAt + DAY
    const receivedAt = whenOpen(Math.max(base, job.receivedAt + 3 * HOUR) + lognormal(9 * HOUR, 1, chance), 8, 21.5, chance)
    if (receivedAt > END) return
    const cause = this.#causeOf(job, waited, chance)
    const respondedAt =
      receivedAt + (chance.happens(0.89) ? lognormal(4 * HOUR, 0.6, chance) % (23 * HOUR) : chance.whole(25, 70) * HOUR)
    const resolvedAt = respondedAt + lognormal(2.4 * DAY, 0.75, chance)
    const toldAt = chance.happens(0.95) ? resolvedAt + chance.whole(1, 20) * HOUR : NEVER
    const closedAt = resolvedAt + chance.whole(21, 60) * HOUR
    const known = (moment: number) => (moment >= 0 && moment <= END ? stampText(moment) : null)
    const isOver = resolvedAt <= END
    const form = chance.unit()
    const second = (from: Chance) => this.#causes.at(from.unit())
    // A clerk is wrong now and then.
    const filed = chance.happens(0.04) ? second(chance) : cause
    const label = form < 0.7 ? filed.code : form < 0.82 ? filed.local : null
    const compensation = isOver && chance.happens(0.22) ? chance.whole(2, 30) * 10 : null
    const number = `TS${String(this.complaints.length + 1).padStart(6, '0')}`
    const isTied = chance.happens(0.94)
    const severity =
      cause.code === 'product.safety' ? 'critical' : chance.happens(0.12) ? 'high' : chance.happens(0.2) ? 'low' : 'normal'
    const newest = [closedAt, toldAt, resolvedAt, respondedAt].filter((moment) => moment <= END && moment >= 0)
    this.complaints.push([
      number,
      stampText(receivedAt),
      stampText(Math.max(receivedAt, ...newest)),
      isTied ? job.number : null,
      this.#channels.at(chance.unit()),
      job.customer.id || null,
      job.customer.site.region,
      job.unit.family.name,
      job.unit.model,
      isTied ? (job.technician?.id ?? null) : null,
      this.#writing.complaint(cause, job, chance, second),
      severity,
      this.#remedies.at(chance.unit()),
      isOver ? label : null,
      isOver ? (chance.happens(0.95) ? cause.responsibility : 'unsettled') : null,
      known(respondedAt),
      known(resolvedAt),
      known(toldAt),
      known(closedAt),
      compensation,
    ])
    if (compensation !== null && isTied) this.#cost(job, 'K1', resolvedAt, 'compensation', compensation, null)
  }

  /** What went wrong on the job says what is complained about; else the usual mix. */
  #causeOf(job: Job, waited: boolean, chance: Chance): CauseWords {
    const told = chance.unit()
    const pick = (code: string) => this.#byCode.get(code) ?? this.#causes.at(chance.unit())
    if (!job.isResponseKept && told < 0.6) return pick('service.no_response')
    if (job.isVisitKept === false && told < 0.6) return pick(told < 0.42 ? 'service.late' : 'service.no_show')
    if (job.isFixedFirst === false && told < 0.5)
      return pick(told < 0.36 ? 'service.not_fixed_first_time' : 'service.wrong_diagnosis')
    if (job.isPartFailure && told < 0.5) return pick('part.defective')
    if (waited && told < 0.5) return pick(told < 0.3 ? 'part.out_of_stock' : 'part.late')
    if (labourFee(job) > 0 && told < 0.2) return pick('service.overcharged')
    return this.#causes.at(chance.unit())
  }
}
