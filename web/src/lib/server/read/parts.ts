/** What the page of parts shows. Rates are replacements ÷ exposure: years of units in service, or served jobs where the home states none. */
import type { Filters } from '#lib/filters/filters.ts'
import { partQueries, type DemandClass } from '../queries/parts.ts'
import type { Lease } from '../warehouse.ts'

/** In the order of the page. */
export const PART_KPIS = [
  'part_failure_rate',
  'repeat_replacement_rate',
  'first_pass_part_rate',
  'parts_wait_days',
  'old_part_return_rate',
  'stock_agreement_rate',
  'stock_request_kept_rate',
  'parts_per_repair',
] as const

/** Parts, places and requests that a table shows. */
const MOST = 15

interface Dates {
  readonly since: string
  readonly until: string
}

/** The time that the page is about, and the same a year before when all of that is known. */
export interface PartWindow extends Dates {
  readonly before: Dates | null
}

export type { DemandClass }
export type PartOrder = 'rise' | 'replacements' | 'money'

/** What replacements are held against: years of units in service, or served jobs. */
export type Basis = 'units' | 'jobs'

export async function readBasis(lease: Lease): Promise<Basis> {
  const [row] = await lease.rows(partQueries.basis)
  return row?.has_units === true ? 'units' : 'jobs'
}

export interface PartRow {
  readonly source: string
  readonly no: string
  readonly name: string | null
  readonly supplier: string | null
  /** The product it is put into; the first by name of several. */
  readonly family: string | null
  readonly families: number
  readonly replacements: number
  /** Those on a product that is known: the numerators of the rates. */
  readonly counted: number
  readonly countedBefore: number
  /** null: not known under these filters. */
  readonly exposure: number | null
  readonly exposureBefore: number | null
  readonly pieces: number
  readonly cost: number | null
  readonly unpriced: number
  /** Standard errors between the two rates; null without both. */
  readonly rise: number | null
  readonly demand: DemandClass | null
}

export interface PartList {
  readonly rows: Readonly<Record<PartOrder, readonly PartRow[]>>
  readonly parts: number
  readonly cost: number
  readonly replacements: number
}

export async function readPartList(lease: Lease, filters: Filters, dates: PartWindow, part: string | null): Promise<PartList> {
  const rows = await lease.rows(partQueries.list, {
    since: dates.since,
    until: dates.until,
    before_since: dates.before?.since ?? null,
    before_until: dates.before?.until ?? null,
    grain: filters.grain,
    most: MOST,
    part,
    ...filters.dimensions,
  })
  const first = (place: 'place_by_rise' | 'place_by_replacements' | 'place_by_cost'): PartRow[] =>
    rows
      .filter((row) => row[place] <= MOST || row.part_no === part)
      .sort((a, b) => a[place] - b[place])
      .map((row) => ({
        source: row.source,
        no: row.part_no,
        name: row.part_name,
        supplier: row.supplier,
        family: row.product_family,
        families: row.families,
        replacements: row.replacements,
        counted: row.on_product,
        countedBefore: row.before_on_product,
        exposure: row.exposure,
        exposureBefore: row.before_exposure,
        pieces: row.pieces,
        cost: row.cost,
        unpriced: row.unpriced,
        rise: row.rise,
        demand: row.demand_class,
      }))
  return {
    rows: { rise: first('place_by_rise'), replacements: first('place_by_replacements'), money: first('place_by_cost') },
    parts: rows[0]?.parts ?? 0,
    cost: rows[0]?.all_cost ?? 0,
    replacements: rows[0]?.all_replacements ?? 0,
  }
}

export interface PartPeriod {
  readonly start: string
  readonly replacements: number
  readonly exposure: number | null
}

export async function readPartTrend(lease: Lease, filters: Filters, dates: Dates, part: string): Promise<readonly PartPeriod[]> {
  const { since, until } = dates
  const rows = await lease.rows(partQueries.trend, { part, grain: filters.grain, since, until, ...filters.dimensions })
  return rows.map(({ period_start, ...row }) => ({ start: period_start, ...row }))
}

export interface PartTicket {
  readonly key: string
  readonly id: string
  readonly replacedOn: string
  readonly model: string | null
  readonly fault: string | null
  readonly region: string | null
  readonly pieces: number
  readonly cost: number | null
  /** Of the unit; null without a purchase date. */
  readonly ageDays: number | null
  /** The same part on the same unit, the next time. */
  readonly nextReplacedOn: string | null
  readonly isRepeated: boolean
}

export interface PartTickets {
  readonly newest: readonly PartTicket[]
  readonly replacements: number
  readonly repeated: number
}

export async function readPartTickets(
  lease: Lease,
  filters: Filters,
  { since, until }: Dates,
  part: string,
): Promise<PartTickets> {
  const rows = await lease.rows(partQueries.tickets, { part, since, until, most: MOST, ...filters.dimensions })
  return {
    newest: rows.map((row) => ({
      key: row.ticket_key,
      id: row.ticket_id,
      replacedOn: row.replaced_on,
      model: row.product_model,
      fault: row.fault_family,
      region: row.region,
      pieces: row.pieces,
      cost: row.cost,
      ageDays: row.age_days,
      nextReplacedOn: row.next_replaced_on,
      isRepeated: row.is_repeated,
    })),
    replacements: rows[0]?.replacements ?? 0,
    repeated: rows[0]?.repeated ?? 0,
  }
}

export interface FamilyFailures {
  readonly family: string
  readonly replacements: number
  readonly cost: number | null
  readonly exposure: number | null
}

/** @param part null: all parts */
export async function readFamilies(
  lease: Lease,
  filters: Filters,
  { since, until }: Dates,
  part: string | null,
): Promise<readonly FamilyFailures[]> {
  const rows = await lease.rows(partQueries.families, { part, since, until, ...filters.dimensions })
  return rows.map((row) => ({
    family: row.product_family,
    replacements: row.replacements,
    cost: row.cost,
    exposure: row.product_family === 'unknown' ? null : row.has_units ? row.unit_years : row.jobs,
  }))
}

export interface LifeStep {
  /** Months of age, completed. */
  readonly month: number
  readonly followed: number
  readonly survival: number
  readonly lower: number | null
  readonly upper: number | null
}

export interface Life {
  readonly family: string
  readonly units: number
  readonly followed: number
  readonly undated: number
  readonly contradicted: number
  readonly enteredLater: number
  readonly replaced: number
  readonly leftUnreplaced: number
  readonly oldestAge: number | null
  readonly scale: number
  readonly basis: 'units' | 'seen'
  readonly steps: readonly LifeStep[]
}

/** Filters by product and source only: a unit's life has no team and no kind of work. */
export async function readLife(lease: Lease, filters: Filters, part: string): Promise<Life | null> {
  const { source, product_family } = filters.dimensions
  const [steps, [behind]] = await Promise.all([
    lease.rows(partQueries.life, { part, source, product_family }),
    lease.rows(partQueries.population, { part, source, product_family }),
  ])
  if (behind === undefined) return null
  return {
    family: behind.product_family,
    units: behind.units,
    followed: behind.followed,
    undated: behind.undated,
    contradicted: behind.contradicted,
    enteredLater: behind.entered_later,
    replaced: behind.replaced,
    leftUnreplaced: behind.left_unreplaced,
    oldestAge: behind.oldest_age,
    scale: behind.scale,
    basis: behind.basis,
    steps,
  }
}

export interface PartWait {
  /** null: no part went in on the job. */
  readonly no: string | null
  readonly name: string | null
  readonly waits: number
  readonly median: number | null
  readonly p90: number | null
  readonly days: number
}

export async function readPartWaits(lease: Lease, filters: Filters, { since, until }: Dates): Promise<readonly PartWait[]> {
  const rows = await lease.rows(partQueries.waits, { since, until, most: MOST, ...filters.dimensions })
  return rows.map(({ part_no, part_name, ...row }) => ({ no: part_no, name: part_name, ...row }))
}

export interface PlaceAgreement {
  readonly location: string
  readonly counts: number
  readonly equal: number
  readonly short: number
  readonly difference: number
  readonly offValue: number
}

export interface DeadItem {
  readonly no: string
  readonly name: string | null
  readonly location: string
  readonly countedOn: string
  readonly quantity: number
  readonly value: number | null
  readonly lastMovedOn: string | null
  readonly stillDays: number | null
}

export interface Stock {
  readonly agreement: readonly PlaceAgreement[]
  readonly dead: readonly DeadItem[]
  readonly items: number
  readonly value: number
  readonly deadItems: number
  readonly deadValue: number
  /** Nobody can tell whether they are dead. */
  readonly unjudged: number
  readonly unpriced: number
}

export async function readStock(lease: Lease, filters: Filters, { since, until }: Dates): Promise<Stock> {
  const { source, site, region } = filters.dimensions
  const [agreement, items] = await Promise.all([
    lease.rows(partQueries.agreement, { since, until, source, site, region }),
    lease.rows(partQueries.dead, { most: MOST, source, site, region }),
  ])
  const [any] = items
  return {
    agreement: agreement.map(({ off_value, ...row }) => ({ ...row, offValue: off_value })),
    dead: items
      .filter((row) => row.is_dead)
      .map((row) => ({
        no: row.part_no,
        name: row.part_name,
        location: row.location,
        countedOn: row.counted_on,
        quantity: row.counted_quantity,
        value: row.value,
        lastMovedOn: row.last_moved_on,
        stillDays: row.still_days,
      })),
    items: any?.items ?? 0,
    value: any?.all_value ?? 0,
    deadItems: any?.dead_items ?? 0,
    deadValue: any?.dead_value ?? 0,
    unjudged: any?.unjudged ?? 0,
    unpriced: any?.unpriced ?? 0,
  }
}

export interface PartRequests {
  readonly no: string
  readonly name: string | null
  readonly requests: number
  readonly kept: number
  readonly broken: number
  readonly unanswered: number
  readonly unfilled: number
  readonly median: number | null
  readonly p90: number | null
}

export async function readRequests(lease: Lease, filters: Filters, { since, until }: Dates): Promise<readonly PartRequests[]> {
  const rows = await lease.rows(partQueries.requests, { since, until, most: MOST, source: filters.dimensions.source })
  return rows.map(({ part_no, part_name, ...row }) => ({ no: part_no, name: part_name, ...row }))
}

export interface ClassCount {
  readonly demand: DemandClass
  readonly parts: number
  readonly pieces: number
  readonly cost: number
  readonly adi: number | null
  readonly cv2: number | null
  readonly lastPeriod: string
  readonly fromFirstDemand: number
}

export async function readClasses(lease: Lease, filters: Filters): Promise<readonly ClassCount[]> {
  const rows = await lease.rows(partQueries.classes, { grain: filters.grain, source: filters.dimensions.source })
  return rows.map((row) => ({
    demand: row.demand_class,
    parts: row.parts,
    pieces: row.pieces,
    cost: row.cost,
    adi: row.adi,
    cv2: row.cv2,
    lastPeriod: row.last_period,
    fromFirstDemand: row.from_first_demand,
  }))
}
