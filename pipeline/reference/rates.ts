/** What hours, kilometres, parts and other currencies cost by date, as rows of `ref.rate`, `ref.part_price`, `ref.currency_rate`. */
import { z } from 'zod'
import { WORK_KINDS } from '../../contracts/entities.ts'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'
import type { Row } from '../build/table.ts'
import { readReference } from './file.ts'
import { codes, datesOf, endsAfterBeginning, inForce, list, NEVER_IN_FORCE } from './in-force.ts'

const CURRENCY_FILE = 'currency-rates.yaml'

const amount = z.number().nonnegative().max(1e9)
const conditions = z
  .strictObject({
    sources: codes.optional(),
    skill_levels: codes.optional(),
    teams: codes.optional(),
    regions: codes.optional(),
    work_kinds: z.array(z.enum(WORK_KINDS)).min(1).optional(),
  })
  .default({})

const labourSchema = z.strictObject({ per_hour: amount, ...inForce, for: conditions }).refine(endsAfterBeginning, NEVER_IN_FORCE)
const travelSchema = z
  .strictObject({ per_hour: amount.optional(), per_km: amount.optional(), ...inForce, for: conditions })
  .refine(endsAfterBeginning, NEVER_IN_FORCE)
  .refine((each) => each.per_hour !== undefined || each.per_km !== undefined, { message: 'has neither per_hour nor per_km' })
const partSchema = z
  .strictObject({
    part_no: z.string().min(1),
    per_piece: amount,
    ...inForce,
    for: z.strictObject({ sources: codes.optional() }).default({}),
  })
  .refine(endsAfterBeginning, NEVER_IN_FORCE)

const ratesSchema = z.strictObject({
  labour: z.array(labourSchema).optional(),
  travel: z.array(travelSchema).optional(),
  parts: z.array(partSchema).optional(),
  unpriced_parts: z.enum(['missing', 'standard']).optional(),
})

const currencyRateSchema = z
  .strictObject({ currency: z.string().regex(/^[A-Z]{3}$/), rate: z.number().positive().max(1e9), ...inForce })
  .refine(endsAfterBeginning, NEVER_IN_FORCE)
type CurrencyRate = z.infer<typeof currencyRateSchema>
const currencySchema = z.strictObject({ rates: z.array(currencyRateSchema).optional() })

export interface RateBook {
  readonly labour: readonly z.infer<typeof labourSchema>[]
  readonly travel: readonly z.infer<typeof travelSchema>[]
  readonly parts: readonly z.infer<typeof partSchema>[]
  readonly usesStandardCost: boolean
  /** By currency, then date; each ends where the next begins. */
  readonly currencies: readonly CurrencyRate[]
}

/**
 * The shipped rates (none); each list of the home takes the place of the shipped one.
 * Throws `reference.unreadable`, `reference.missing`, `reference.rate_of_home_currency`, `reference.rate_twice`.
 * @param homeCurrency ISO 4217
 */
export async function readRates(home: HomePaths, homeCurrency: string): Promise<RateBook> {
  const [rates, currencies] = await Promise.all([
    readReference(home, 'rates.yaml', ratesSchema),
    readReference(home, CURRENCY_FILE, currencySchema),
  ])
  const { shipped, own } = rates
  return {
    labour: own?.labour ?? shipped.labour ?? [],
    travel: own?.travel ?? shipped.travel ?? [],
    parts: own?.parts ?? shipped.parts ?? [],
    usesStandardCost: (own?.unpriced_parts ?? shipped.unpriced_parts) === 'standard',
    currencies: ordered(currencies.own?.rates ?? currencies.shipped.rates ?? [], homeCurrency),
  }
}

function ordered(rates: readonly CurrencyRate[], homeCurrency: string): CurrencyRate[] {
  const key = (each: CurrencyRate) => `${each.currency} ${each.in_force_from}`
  const sorted = rates.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
  return sorted.map((each, at) => {
    if (each.currency === homeCurrency) {
      throw new AftercareError('reference.rate_of_home_currency', 'this is the currency of the home itself', {
        value: each.currency,
        where: `reference/${CURRENCY_FILE}`,
        remedy: 'Remove it: amounts in it need no rate. The rates are what one unit of another currency is worth in it.',
      })
    }
    const next = sorted[at + 1]
    if (next?.currency !== each.currency) return each
    const isTwice = next.in_force_from === each.in_force_from
    if (isTwice || (each.in_force_until ?? '') > next.in_force_from) {
      throw new AftercareError('reference.rate_twice', 'two rates of one currency are in force on the same day', {
        value: `${each.currency} ${next.in_force_from}`,
        where: `reference/${CURRENCY_FILE}`,
        remedy:
          'Keep one of them, or let the earlier one end where the later begins; without in_force_until it does so by itself.',
      })
    }
    return { ...each, in_force_until: each.in_force_until ?? next.in_force_from }
  })
}

/** Rows of `ref.rate`. */
export function rateRows({ labour, travel }: RateBook): Row[] {
  const conditionsOf = (each: RateBook['labour'][number] | RateBook['travel'][number]) => ({
    ...datesOf(each),
    sources: list(each.for.sources),
    skill_levels: list(each.for.skill_levels),
    teams: list(each.for.teams),
    regions: list(each.for.regions),
    work_kinds: list(each.for.work_kinds),
  })
  return [
    ...labour.map((each, at) => ({
      component: 'labour',
      rate_order: at + 1,
      per_hour: each.per_hour,
      per_km: null,
      ...conditionsOf(each),
    })),
    ...travel.map((each, at) => ({
      component: 'travel',
      rate_order: at + 1,
      per_hour: each.per_hour ?? null,
      per_km: each.per_km ?? null,
      ...conditionsOf(each),
    })),
  ]
}

/** Rows of `ref.part_price`. */
export const partPriceRows = ({ parts }: RateBook): Row[] =>
  parts.map((each, at) => ({
    price_order: at + 1,
    part_no: each.part_no,
    per_piece: each.per_piece,
    ...datesOf(each),
    sources: list(each.for.sources),
  }))

/** Rows of `ref.currency_rate`. */
export const currencyRateRows = ({ currencies }: RateBook): Row[] =>
  currencies.map((each) => ({ currency: each.currency, rate: each.rate, ...datesOf(each) }))
