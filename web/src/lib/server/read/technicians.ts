/** The technicians as a group: what is compared, how far the comparison holds, groups by team and region. */
import type { Language } from '#lib/language/language.ts'
import type { KpiDefinition } from '#lib/review/series.ts'
import type { Lease } from '../warehouse.ts'
import { technicianQueries, type TechnicianGroupRow, type TechnicianSliceRow } from '../queries/technicians.ts'
import { readDefinitions } from './kpi.ts'

/** Nothing is shown of fewer people than this: somebody could be recognised. */
export const SMALLEST_GROUP = 5
/** Nor of a group in which one person has more than this share of the cases. */
const LARGEST_SHARE = 0.5

export const SPELLS = ['quarter', 'month'] as const
export type Spell = (typeof SPELLS)[number]

export interface TechnicianPeriod {
  readonly grain: Spell
  /** First day. */
  readonly start: string
  readonly isOver: boolean
}

/** The newest first; those of one grain together. */
export const readTechnicianPeriods = async (lease: Lease): Promise<readonly TechnicianPeriod[]> =>
  (await lease.rows(technicianQueries.periods)).map(({ grain, period, is_over }) => ({ grain, start: period, isOver: is_over }))

export interface Comparison {
  readonly kpi: KpiDefinition
  readonly people: number
  /** Those with enough cases for a figure. */
  readonly enough: number
  readonly cases: number
  readonly casesOfEnough: number
  /** What follows is null when too few have a figure. */
  readonly verdicts: {
    readonly above: number
    readonly below: number
    readonly asExpected: number
    readonly notTold: number
  } | null
  readonly spread: { readonly middle: number; readonly lower: number; readonly upper: number; readonly centre: number } | null
  /** Median over those with enough cases. */
  readonly reliability: number | null
  readonly target: number | null
  /** Rounded, in the order of their size; `atLeast` the lower end of a band of cases. */
  readonly dots: readonly { readonly value: number; readonly atLeast: number }[]
}

/** @param start first day of the month or quarter */
export async function readComparisons(
  lease: Lease,
  grain: Spell,
  start: string,
  language: Language,
): Promise<readonly Comparison[]> {
  const parameters = { grain, period: start, smallest: SMALLEST_GROUP }
  const [definitions, groups, dots] = await Promise.all([
    readDefinitions(lease, language),
    lease.rows(technicianQueries.groups, parameters),
    lease.rows(technicianQueries.dots, parameters),
  ])
  return groups.flatMap((row) => {
    const kpi = definitions.find(({ id }) => id === row.kpi_id)
    if (kpi === undefined) return []
    const own = dots.filter(({ kpi_id }) => kpi_id === row.kpi_id)
    return [{ ...comparison(row, kpi), dots: own.map(({ value, at_least }) => ({ value, atLeast: at_least })) }]
  })
}

function comparison(row: TechnicianGroupRow, kpi: KpiDefinition): Omit<Comparison, 'dots'> {
  const { middle, lower_quarter, upper_quarter, centre } = row
  const isTold = row.enough >= SMALLEST_GROUP
  return {
    kpi,
    people: row.people,
    enough: row.enough,
    cases: row.cases,
    casesOfEnough: row.cases_enough,
    verdicts: isTold ? { above: row.above, below: row.below, asExpected: row.as_expected, notTold: row.not_told } : null,
    spread:
      middle === null || lower_quarter === null || upper_quarter === null || centre === null
        ? null
        : { middle, lower: lower_quarter, upper: upper_quarter, centre },
    reliability: row.reliability,
    target: row.target,
  }
}

export interface TechnicianGroup {
  /** null: several groups taken together because each is too small. */
  readonly value: string | null
  readonly people: number
  readonly numerator: number
  readonly denominator: number
}

export interface TechnicianGroups {
  readonly groups: readonly TechnicianGroup[]
  /** How many stand behind the merged one. */
  readonly merged: number
}

const isTold = ({ people, denominator, largest }: TechnicianSliceRow): boolean =>
  people >= SMALLEST_GROUP && largest <= LARGEST_SHARE * denominator

/**
 * Groups in which somebody could be recognised become one; while that one is too small as well, the smallest of the others joins it.
 * @returns none when even all of them together are too few
 */
export function mergeSmallGroups(rows: readonly TechnicianSliceRow[]): TechnicianGroups {
  const told = rows.filter(isTold).sort((a, b) => b.people - a.people || b.denominator - a.denominator)
  const small = rows.filter((row) => !isTold(row))
  const rest = () =>
    small.reduce((sum, row) => ({
      slice_value: '',
      people: sum.people + row.people,
      numerator: sum.numerator + row.numerator,
      denominator: sum.denominator + row.denominator,
      largest: Math.max(sum.largest, row.largest),
    }))
  while (small.length > 0 && !isTold(rest())) {
    const next = told.pop()
    if (next === undefined) return { groups: [], merged: small.length }
    small.push(next)
  }
  const group = ({ people, numerator, denominator }: TechnicianSliceRow, value: string | null) => ({
    value,
    people,
    numerator,
    denominator,
  })
  return {
    groups: [...told.map((row) => group(row, row.slice_value)), ...(small.length > 0 ? [group(rest(), null)] : [])],
    merged: small.length,
  }
}

export const GROUPINGS = ['team', 'region'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** By team and by region, small groups merged. */
export async function readTechnicianGroups(
  lease: Lease,
  kpi: string,
  { grain, start }: TechnicianPeriod,
): Promise<Readonly<Record<Grouping, TechnicianGroups>>> {
  const rows = await lease.rows(technicianQueries.slices, {
    kpi_id: kpi,
    from_day: start,
    until_day: afterMonths(start, grain === 'quarter' ? 3 : 1),
  })
  const of = (grouping: Grouping) => mergeSmallGroups(rows.filter(({ dimension }) => dimension === grouping))
  return { team: of('team'), region: of('region') }
}

/** @param day the first of a month */
function afterMonths(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString().slice(0, 10)
}
