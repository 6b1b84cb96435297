/** The files that hang on no single ticket: people, parts, stock, contracts, audits, budget, machines in service. */
import type { Chance } from './random.ts'
import type { ContractBook } from './contracts.ts'
import type { Roster } from './people.ts'
import type { Sheet } from './sheet.ts'
import { DAY, DAYS, HOUR, MINUTE, WEEKS, dateText, dayOfDate, stampText } from './time.ts'
import type { Family, Organisation, Products } from './vocabulary.ts'

const DEFAULT_TICKETS = 42_000
/** The machines in service grow by this share a month. */
const GROWTH = 1.0035

/** First days of the 24 months from October 2024. */
export const MONTHS: readonly string[] = Array.from({ length: 24 }, (_, at) => {
  const month = 9 + at
  return `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
})

/** Machines of a family in service in the month from 0. */
export const unitsInService = (family: Family, month: number, tickets: number): number =>
  (family.units * tickets * GROWTH ** month) / DEFAULT_TICKETS

/** The month from 0 of a day; the last day of September 2024 counts as October. */
export const monthIndex = (day: number): number => {
  const date = dateText(Math.max(day, 1))
  return (Number(date.slice(0, 4)) - 2024) * 12 + Number(date.slice(5, 7)) - 10
}

export function writeExposure(sheet: Sheet, products: Products, { sites }: Organisation, tickets: number): void {
  const total = sites.reduce((sum, site) => sum + site.weight, 0)
  const regions = new Map<string, number>()
  for (const site of sites) regions.set(site.region, (regions.get(site.region) ?? 0) + site.weight)
  for (const [month, first] of MONTHS.entries())
    for (const family of products.families)
      for (const [region, weight] of regions)
        sheet.row(`${first},${family.name},${region},${Math.round((unitsInService(family, month, tickets) * weight) / total)}`)
}

export function writeTechnicians(sheet: Sheet, roster: Roster): void {
  for (const { id, name, postings, role, skill, hiredOn } of roster.technicians)
    for (const [at, { site, fromWeek, untilWeek }] of postings.entries()) {
      const from = at === 0 ? hiredOn : fromWeek * 7
      const until = untilWeek === WEEKS ? '' : dateText(untilWeek * 7 - 1)
      sheet.row(`${id},${name},${site.team},${site.region},${role},${skill},${dateText(hiredOn)},${dateText(from)},${until}`)
    }
}

/** As the stock system's JSON. */
export const partsJson = ({ parts }: Products, { suppliers }: Organisation): string =>
  JSON.stringify(
    {
      exported: 'parts',
      parts: parts.map(({ no, name, supplier, cost, returnable }) => ({
        part_no: no,
        part_name: name,
        supplier: suppliers[supplier] ?? supplier,
        standard_cost: cost,
        returnable,
        stock_min: cost > 300 ? 2 : 10,
        stock_max: cost > 300 ? 12 : 80,
      })),
    },
    null,
    1,
  ) + '\n'

/** Each month each station counts a third of the parts. */
export function writeStockCounts(sheet: Sheet, { parts }: Products, { sites }: Organisation, chance: Chance): void {
  for (const [month, first] of MONTHS.entries())
    for (const [place, site] of sites.entries()) {
      chance.seat(50, month * 100 + place)
      for (const [at, part] of parts.entries()) {
        if ((at + month) % 3 !== 0) continue
        const book = chance.whole(2, part.cost > 300 ? 14 : 90)
        const counted = chance.happens(0.965) ? book : Math.max(0, book + chance.pick([-3, -2, -1, -1, 1, 2]))
        const countedAt = Math.max(dayOfDate(first) + chance.whole(24, 26), 1) * DAY + chance.whole(17 * 60, 20 * 60) * MINUTE
        sheet.row(`${part.no},${site.site},${stampText(countedAt)},${book},${counted}`)
      }
    }
}

export function writeContracts(
  contractSheet: Sheet,
  visitSheet: Sheet,
  book: ContractBook,
  roster: Roster,
  chance: Chance,
): void {
  for (const each of book.contracts) {
    const renewed = each.renewedOn === null ? '' : dateText(each.renewedOn)
    contractSheet.row(
      `${each.id},${each.customerId},${dateText(each.startsOn)},${dateText(each.endsOn)},${stampText(each.noticeAt)},${stampText(each.visitAt)},${renewed}`,
    )
  }
  for (const { id, contractId, dueFrom, dueTo, doneAt } of book.visits(chance)) {
    const by = doneAt < 0 ? '' : chance.pick(roster.technicians).id
    visitSheet.row(`${id},${contractId},${dateText(dueFrom)},${dateText(dueTo)},${stampText(doneAt)},${by}`)
  }
}

const STEPS = ['booking', 'reception', 'repair_check', 'handover', 'follow_up'] as const
const STEP_SCORES = { booking: 92, reception: 90, repair_check: 86, handover: 91, follow_up: 83 } as const

/** Two looks a week at the default size, each at all five steps. */
export function writeAudits(sheet: Sheet, roster: Roster, tickets: number, chance: Chance): void {
  const perWeek = Math.max(1, Math.round((2 * tickets) / DEFAULT_TICKETS))
  for (let week = 0; week < WEEKS; week++)
    for (let look = 0; look < perWeek; look++) {
      chance.seat(51, week * 1000 + look)
      const technician = chance.pick(roster.technicians)
      const at = (week * 7 + chance.whole(0, 4)) * DAY + chance.whole(9, 16) * HOUR
      for (const [step, name] of STEPS.entries()) {
        const score = Math.min(100, Math.max(50, Math.round(STEP_SCORES[name] + 5 * chance.normal())))
        sheet.row(
          `PA${String(week + 1).padStart(3, '0')}${look + 1}-${step + 1},${stampText(at + step * 10 * MINUTE)},${name},${score},100,,${technician.id}`,
        )
      }
    }
}

/** Training, stock keeping, tools: a few hours of everybody in every week. What they cost is in nobody's repair and not written here. */
export function writeInternalHours(sheet: Sheet, roster: Roster, chance: Chance): void {
  for (let week = 0; week < WEEKS; week++)
    for (const [at, { id, postings }] of roster.technicians.entries()) {
      const isHere = postings.some(({ fromWeek, untilWeek }) => fromWeek <= week && week < untilWeek)
      const hours = Math.round(chance.seat(52, week * 10_000 + at).between(1.5, 5) * 2) / 2
      if (isHere) sheet.row(`D${String(week + 1).padStart(3, '0')}-${id},${dateText(week * 7 + 4)},${id},D,${hours},,0,0,,`)
    }
}

/** Yuan a ticket, as last year's books had them. */
const BUDGET = { labour: 84, travel: 46, parts: 44, freight: 9, outside: 4, compensation: 2 } as const

/** The budget runs to the end of the year; months without tickets yet are planned as the year before. */
const BUDGET_MONTHS: readonly string[] = [...MONTHS, '2026-10-01', '2026-11-01', '2026-12-01']

export function budgetJson({ sites }: Organisation, perDay: Int32Array, chance: Chance): string {
  const total = sites.reduce((sum, site) => sum + site.weight, 0)
  const tickets = new Float64Array(BUDGET_MONTHS.length)
  for (let day = 0; day < DAYS; day++) tickets[monthIndex(day)] = (tickets[monthIndex(day)] ?? 0) + (perDay[day] ?? 0)
  for (let month = MONTHS.length; month < BUDGET_MONTHS.length; month++) tickets[month] = tickets[month - 12] ?? 0
  const items = BUDGET_MONTHS.flatMap((month, at) =>
    sites.flatMap(({ code, weight }, place) =>
      Object.entries(BUDGET).map(([kind, each]) => ({
        month,
        cost_centre: code,
        kind,
        amount:
          Math.round(
            (((tickets[at] ?? 0) * weight) / total) * each * (1 + 0.05 * chance.seat(53, at * 100 + place).normal()) * 0.01,
          ) * 100,
      })),
    ),
  )
  return JSON.stringify({ data: { items } }, null, 1) + '\n'
}
