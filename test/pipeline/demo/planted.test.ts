/** The sizes that are planted, found again in the files by slow and simple arithmetic, against the promise in the sheet. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDemo } from '../../../pipeline/demo/demo.ts'
import { readCsv, readReopened, readTickets, seconds, type Ticket } from './reading.ts'

const HOUR = 3600
const DAY = 86_400
const END = seconds('2026-09-27 23:59:59')
const quiet = { now: () => new Date(0), log() {}, progress() {} }
const folder = mkdtempSync(path.join(tmpdir(), 'aftercare-demo-'))
const all = path.join(folder, 'all')
const none = path.join(folder, 'none')
let tickets: Readonly<Record<'all' | 'none', readonly Ticket[]>>

beforeAll(async () => {
  await makeDemo(all, {}, quiet)
  await makeDemo(none, { plant: 'none' }, quiet)
  tickets = { all: readTickets(all), none: readTickets(none) }
}, 120_000)
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const share = (cases: readonly boolean[]) => cases.filter(Boolean).length / cases.length
const isPossible = ({ received, resolved }: Ticket) => !(resolved < received)

/** Response within 24 hours, over what is decided. */
const responses = (from: readonly Ticket[]) =>
  from
    .filter((ticket) => ticket.outcome !== 'cancelled' && isPossible(ticket))
    .filter(({ responded, resolved }) => !(Number.isNaN(responded) && !Number.isNaN(resolved)))
    .filter(({ responded, received }) => !Number.isNaN(responded) || received + DAY <= END)
    .map(({ received, responded }) => ({ received, isKept: responded - received <= DAY, minutes: (responded - received) / 60 }))

const visits = (from: readonly Ticket[]) =>
  from
    .filter((ticket) => ticket.mode === 'onsite' && ticket.outcome !== 'cancelled' && isPossible(ticket))
    .filter(({ confirmed, arrived }) => !Number.isNaN(arrived) || confirmed + 2 * DAY <= END)
    .map(({ region, confirmed, arrived }) => ({ region, confirmed, isKept: arrived - confirmed <= 48 * HOUR }))

/** Repairs whose 30 days are over, with what they came to. */
function fixes(from: readonly Ticket[], reopened: ReadonlySet<string>) {
  const unit = ({ serial, customer, model, fault }: Ticket) =>
    serial !== '' ? `${serial}|${fault}` : customer !== '' ? `${customer}|${model}|${fault}` : ''
  const receptions = new Map<string, number[]>()
  for (const ticket of from)
    if (ticket.outcome !== 'cancelled' && unit(ticket) !== '')
      receptions.set(unit(ticket), [...(receptions.get(unit(ticket)) ?? []), ticket.received])
  return from
    .filter(
      ({ mode, outcome }) =>
        ['onsite', 'workshop', 'remote'].includes(mode) && (outcome === 'repaired' || outcome === 'not_repaired'),
    )
    .filter((ticket) => isPossible(ticket) && unit(ticket) !== '' && ticket.resolved + 30 * DAY <= END)
    .map((ticket) => {
      const { id, resolved, mode, visits: times, outcome } = ticket
      const isRepeated = (receptions.get(unit(ticket)) ?? []).some((at) => at > resolved && at <= resolved + 30 * DAY)
      const isOnce = mode === 'onsite' ? times === 1 : !reopened.has(id)
      return {
        ...ticket,
        isFixed: outcome === 'repaired' && isOnce && !isRepeated,
        stratum: `${ticket.family}|${ticket.fault}|${mode}`,
      }
    })
}

function scored(cases: ReturnType<typeof fixes>, technician: string) {
  const rates = new Map<string, boolean[]>()
  for (const { stratum, isFixed } of cases) {
    const known = rates.get(stratum)
    if (known) known.push(isFixed)
    else rates.set(stratum, [isFixed])
  }
  const own = cases.filter((each) => each.technician === technician)
  const expected = own.reduce((sum, { stratum }) => sum + share(rates.get(stratum) ?? []), 0) / own.length
  const observed = share(own.map(({ isFixed }) => isFixed))
  return { n: own.length, observed, expected, difference: observed - expected, all: share(cases.map(({ isFixed }) => isFixed)) }
}

describe('all effects', () => {
  test('42,000 tickets, each number once', () => {
    expect(tickets.all).toHaveLength(42_000)
    expect(new Set(tickets.all.map(({ id }) => id)).size).toBe(42_000)
  })

  test('the response kept falls from 93 % to 85 %, and its median grows', () => {
    const from = seconds('2025-11-24 00:00:00')
    const cases = responses(tickets.all)
    const before = cases.filter(({ received }) => received < from)
    const after = cases.filter(({ received }) => received >= from)
    expect(Math.abs(share(before.map(({ isKept }) => isKept)) - 0.93)).toBeLessThan(0.003)
    expect(Math.abs(share(after.map(({ isKept }) => isKept)) - 0.85)).toBeLessThan(0.003)
    const median = (minutes: number[]) => minutes.sort((a, b) => a - b)[minutes.length >> 1] ?? 0
    const known = (some: typeof cases) => median(some.map(({ minutes }) => minutes).filter((minutes) => !Number.isNaN(minutes)))
    expect(known(after)).toBeGreaterThan(known(before) * 1.7)
  })

  test('one region is 10 points worse at visits until the countermeasure', () => {
    const cured = seconds('2026-03-30 00:00:00')
    const cases = visits(tickets.all)
    const kept = (isThere: boolean, isBefore: boolean) =>
      share(
        cases
          .filter(({ region, confirmed }) => (region === '西南') === isThere && confirmed < cured === isBefore)
          .map(({ isKept }) => isKept),
      )
    expect(Math.abs(kept(true, true) - 0.81)).toBeLessThan(0.005)
    expect(Math.abs(kept(true, false) - 0.91)).toBeLessThan(0.007)
    expect(Math.abs(kept(false, true) - 0.91)).toBeLessThan(0.003)
    expect(Math.abs(kept(false, false) - 0.91)).toBeLessThan(0.004)
  })

  test('the failures of the pump double per machine in service', () => {
    const { before, after } = failureRates(all)
    expect(before).toBeGreaterThan(0.077)
    expect(before).toBeLessThan(0.083)
    expect(after / before).toBeGreaterThan(1.9)
    expect(after / before).toBeLessThan(2.1)
  })

  test('technicians differ from their mix by what is planted', () => {
    const cases = fixes(tickets.all, readReopened(all))
    for (const better of ['SH02', 'GZ02']) {
      const { n, difference } = scored(cases, better)
      expect(n).toBeGreaterThanOrEqual(600)
      expect(Math.abs(difference - 0.08)).toBeLessThan(0.012)
    }
    for (const worse of ['SH03', 'GZ03']) {
      const { n, difference } = scored(cases, worse)
      expect(n).toBeGreaterThanOrEqual(600)
      expect(Math.abs(difference + 0.08)).toBeLessThan(0.012)
    }
    const hard = scored(cases, 'WH02')
    expect(hard.n).toBeGreaterThanOrEqual(600)
    expect(Math.abs(hard.difference)).toBeLessThan(0.012)
    expect(hard.observed - hard.all).toBeLessThan(-0.04)
    const easy = scored(cases, 'CD02')
    expect(easy.n).toBeGreaterThanOrEqual(600)
    expect(Math.abs(easy.difference)).toBeLessThan(0.012)
    expect(easy.observed - easy.all).toBeGreaterThan(0.04)
  })

  test('the supplier stops paying', () => {
    const stopped = seconds('2026-01-05 00:00:00')
    const paid = claims(all)
    expect(paid((at) => at < stopped, '华启电控').share).toBeGreaterThan(0.91)
    expect(paid((at) => at >= stopped, '华启电控').n).toBeGreaterThan(200)
    expect(paid((at) => at >= stopped, '华启电控').share).toBe(0)
    expect(paid((at) => at >= stopped && at < END - 60 * DAY, '明川电机').share).toBeGreaterThan(0.9)
  })

  test('the answer sheet says the same', () => {
    const sheet = JSON.parse(readFileSync(path.join(all, 'demo-answers.json'), 'utf8')) as {
      effects: Record<string, { found: Record<string, { n: number; x: number }> }>
    }
    const from = seconds('2025-11-24 00:00:00')
    const kept = responses(tickets.all).filter(({ received }) => received < from)
    expect(sheet.effects['slow_response']?.found['before']).toMatchObject({
      n: kept.length,
      x: kept.filter(({ isKept }) => isKept).length,
    })
    const cured = seconds('2026-03-30 00:00:00')
    const there = visits(tickets.all).filter(({ region, confirmed }) => region === '西南' && confirmed < cured)
    expect(sheet.effects['region_visits']?.found['region_before']).toMatchObject({
      n: there.length,
      x: there.filter(({ isKept }) => isKept).length,
    })
    const cases = fixes(tickets.all, readReopened(all))
    expect(sheet.effects['technicians']?.found['all']).toMatchObject({
      n: cases.length,
      x: cases.filter(({ isFixed }) => isFixed).length,
    })
    expect(sheet.effects['technicians']?.found['average_with_hard_jobs']).toMatchObject({ n: scored(cases, 'WH02').n })
  })
})

describe('no effects', () => {
  test('nothing changes and nobody stands out', () => {
    const kept = responses(tickets.none)
    const from = seconds('2025-11-24 00:00:00')
    for (const isBefore of [true, false])
      expect(
        Math.abs(share(kept.filter(({ received }) => received < from === isBefore).map(({ isKept }) => isKept)) - 0.93),
      ).toBeLessThan(0.003)
    const there = visits(tickets.none).filter(({ region }) => region === '西南')
    expect(Math.abs(share(there.map(({ isKept }) => isKept)) - 0.91)).toBeLessThan(0.004)
    const { before, after } = failureRates(none)
    expect(after / before).toBeGreaterThan(0.94)
    expect(after / before).toBeLessThan(1.06)
    const cases = fixes(tickets.none, readReopened(none))
    for (const id of ['SH02', 'GZ02', 'SH03', 'GZ03', 'WH02', 'CD02']) {
      const { n, difference, observed, all: everybody } = scored(cases, id)
      // three standard errors of plain chance
      const limit = 3 * Math.sqrt((0.77 * 0.23) / n)
      expect(Math.abs(difference)).toBeLessThan(limit)
      expect(Math.abs(observed - everybody)).toBeLessThan(limit)
    }
    const stopped = seconds('2026-01-05 00:00:00')
    expect(claims(none)((at) => at >= stopped && at < END - 60 * DAY, '华启电控').share).toBeGreaterThan(0.9)
  })
})

test('customers do not repeat themselves', () => {
  const texts = tickets.all.filter(({ mode }) => mode === 'onsite').map(({ text }) => text)
  expect(new Set(texts).size / texts.length).toBeGreaterThan(0.9)
  const phones = tickets.all.filter(({ text }) => /1\d{2} ?0000 ?\d{4}/.test(text)).length
  expect(phones).toBeGreaterThan(1000)
})

/** Replacements of the pump per week and 1,000 washing machines, before the rise and from two weeks after it is full. */
function failureRates(root: string) {
  const used = readCsv(path.join(root, 'inbox', 'part_usage.csv')).filter((row) => row['part_no'] === 'HY-PB080')
  const exposure = readCsv(path.join(root, 'inbox', 'exposure.csv')).filter((row) => row['product_family'] === '洗衣机')
  const unitsIn = (month: string) =>
    exposure.filter((row) => row['period_start'] === `${month}-01`).reduce((sum, row) => sum + Number(row['units_in_service']), 0)
  const rate = (from: string, until: string) => {
    let weeks = 0
    for (let at = seconds(from); at < seconds(until); at += DAY)
      weeks += unitsIn(new Date(at * 1000).toISOString().slice(0, 7)) / 1000 / 7
    const cases = used.filter((row) => (row['used_at'] ?? '') >= from && (row['used_at'] ?? '') < until)
    return cases.length / weeks
  }
  return { before: rate('2024-10-14 00:00:00', '2026-03-02 00:00:00'), after: rate('2026-04-20 00:00:00', '2026-09-21 00:00:00') }
}

function claims(root: string) {
  const claimed = readCsv(path.join(root, 'inbox', 'part_usage.csv')).filter((row) => row['claimed_at'] !== '')
  return (isIn: (at: number) => boolean, supplier: string) => {
    const cases = claimed.filter((row) => row['supplier'] === supplier && isIn(seconds(row['claimed_at'] ?? '')))
    const sum = (field: string) => cases.reduce((total, row) => total + Number(row[field]), 0)
    return { n: cases.length, share: sum('recovered_amount') / sum('claim_amount') }
  }
}
