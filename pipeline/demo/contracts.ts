/** Maintenance contracts of a year each, their notices and planned visits. */
import type { Chance } from './random.ts'
import { DAYS, HOUR, DAY, NEVER, END } from './time.ts'

export interface Contract {
  readonly id: string
  readonly customerId: string
  /** Days since the first day, both included. */
  readonly startsOn: number
  readonly endsOn: number
  readonly noticeAt: number
  readonly visitAt: number
  readonly renewedOn: number | null
}

export interface PlannedVisit {
  readonly id: string
  readonly contractId: string
  readonly dueFrom: number
  readonly dueTo: number
  readonly doneAt: number
}

const DEFAULT_CONTRACTS = 320
const DEFAULT_TICKETS = 42_000

export class ContractBook {
  readonly contracts: readonly Contract[]

  constructor(tickets: number, chance: Chance) {
    const count = Math.max(12, Math.round((DEFAULT_CONTRACTS * tickets) / DEFAULT_TICKETS))
    this.contracts = Array.from({ length: count }, (_, at) => signed(at, chance.seat(40, at)))
  }

  /** A contract in force on the day; the empty text when none of some that are looked at is. */
  activeOn(day: number, chance: Chance): string {
    for (let look = 0; look < 12; look++) {
      const { id, startsOn, endsOn } = chance.pick(this.contracts)
      if (startsOn <= day && day <= endsOn) return id
    }
    return ''
  }

  *visits(chance: Chance): Generator<PlannedVisit> {
    for (const [at, contract] of this.contracts.entries()) {
      chance.seat(41, at)
      for (let quarter = 0; quarter < 4; quarter++) {
        const dueFrom = contract.startsOn + quarter * 90 + 15
        const dueTo = dueFrom + 30
        const isDone = chance.happens(0.94)
        const late = isDone ? 0 : chance.whole(2, 20)
        const doneAt = (isDone ? chance.whole(dueFrom, dueTo) : dueTo + late) * DAY + chance.whole(9, 17) * HOUR
        if (dueFrom < 0 || dueFrom > DAYS + 60) continue
        const isNever = !isDone && chance.happens(0.4)
        yield {
          id: `${contract.id}-${quarter + 1}`,
          contractId: contract.id,
          dueFrom,
          dueTo,
          doneAt: isNever || doneAt > END ? NEVER : doneAt,
        }
      }
    }
  }
}

function signed(at: number, chance: Chance): Contract {
  const startsOn = chance.whole(-330, DAYS - 40)
  const endsOn = startsOn + 364
  const noticeDay = chance.happens(0.9) ? endsOn - chance.whole(31, 50) : endsOn - chance.whole(3, 28)
  const noticeAt = noticeDay * DAY + chance.whole(9, 17) * HOUR
  const renewedOn = chance.happens(0.68) ? endsOn - chance.whole(-10, 14) : null
  return {
    id: `HT${String(at + 1).padStart(5, '0')}`,
    customerId: `CB${String(at + 1).padStart(5, '0')}`,
    startsOn,
    endsOn,
    noticeAt: noticeDay < 0 || noticeAt > END ? NEVER : noticeAt,
    visitAt: noticeDay < 0 || noticeAt + 5 * DAY > END || !chance.happens(0.8) ? NEVER : noticeAt + chance.whole(2, 5) * DAY,
    renewedOn: renewedOn === null || renewedOn < 0 || renewedOn >= DAYS ? null : renewedOn,
  }
}
