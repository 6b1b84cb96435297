/** The cases behind one figure, and the figure computed from them. */
import type { Case, CaseSelection, Outcome } from '#lib/cases/cases.ts'
import { CASE_DIMENSIONS, CASES_PAGE, NARROWER, ruleOf } from '#lib/cases/cases.ts'
import type { Grain } from '#contracts/slice.ts'
import type { Language } from '#lib/language/language.ts'
import { inReadableUnit, type Figure, type KpiDefinition } from '#lib/review/series.ts'
import type { Parameters } from '../named-query.ts'
import { caseQueries, type CaseRow } from '../queries/cases.ts'
import type { Lease } from '../warehouse.ts'

/** One period, or several in a row. */
export interface CasePeriod {
  readonly start: string
  /** Exclusive. */
  readonly end: string
  /** First day of the period before a single one, and of that after it. */
  readonly before: string | null
  readonly after: string | null
  readonly isComplete: boolean
  readonly isMature: boolean
  readonly target: number | null
}

/**
 * @param wanted first day of the period, null for the newest settled one
 * @param until where the last of several periods ends; null: that one period
 * @returns null when there is no such period
 */
export async function readCasePeriod(
  lease: Lease,
  kpi: string,
  grain: Grain,
  wanted: string | null,
  until: string | null = null,
): Promise<CasePeriod | null> {
  const [row] = await lease.rows(caseQueries.period, { kpi, grain, period: wanted, until })
  if (row === undefined) return null
  return {
    start: row.period_start,
    end: row.period_end,
    before: row.before_start,
    after: row.after_start,
    isComplete: row.is_complete ?? false,
    isMature: row.is_mature ?? false,
    target: row.target,
  }
}

export interface CaseFigure {
  /** In the unit in which its figures read best. */
  readonly kpi: KpiDefinition
  readonly figure: Figure
  readonly numerator: number
  readonly denominator: number | null
  readonly counts: Readonly<Record<Outcome, number>>
}

export async function readCaseFigure(
  lease: Lease,
  kpi: KpiDefinition,
  period: CasePeriod,
  selection: CaseSelection,
): Promise<CaseFigure | null> {
  const [row] = await lease.rows(caseQueries.figure, parametersOf(kpi, period, selection))
  if (row === undefined) return null
  const figure = { ...period, ...row, value: row.value }
  const series = inReadableUnit({ kpi, figures: [figure] })
  return {
    kpi: series.kpi,
    figure: series.figures[0] ?? figure,
    numerator: row.numerator,
    denominator: row.denominator,
    counts: { all: row.cases, against: row.against, for: row.in_favour, neither: row.neither, open: row.open },
  }
}

/** A page of the cases; @param slice other than the page that the selection asks for, for a file */
export async function readCases(
  lease: Lease,
  kpi: KpiDefinition,
  period: CasePeriod,
  selection: CaseSelection,
  language: Language,
  slice: { readonly rows: number; readonly skipped: number } = { rows: CASES_PAGE, skipped: selection.offset },
): Promise<readonly Case[]> {
  const { outcome } = selection
  const rows = await lease.rows(caseQueries.list, { ...parametersOf(kpi, period, selection), outcome, ...slice })
  return rows.map((row) => caseOf(row, language))
}

function parametersOf(kpi: KpiDefinition, { start, end }: CasePeriod, { filters, narrower }: CaseSelection): Parameters {
  return {
    kpi: kpi.id,
    definition_version: kpi.version,
    statistic: kpi.statistic,
    rule: ruleOf(kpi),
    from: start,
    until: end,
    ...filters.dimensions,
    ...Object.fromEntries(NARROWER.map((name) => [name, narrower[name]])),
  }
}

function caseOf(row: CaseRow, language: Language): Case {
  const named = { ...row, cause: language === 'zh-CN' ? row.cause_zh : row.cause_en }
  return {
    id: row.case_id,
    subject: row.subject_kind,
    ticketKey: row.ticket_key,
    bookedOn: row.booked_on,
    dimensions: Object.fromEntries(
      CASE_DIMENSIONS.flatMap((name) => {
        const value = named[name]
        return value === null ? [] : [[name, value] as const]
      }),
    ),
    numerator: row.numerator,
    denominator: row.denominator,
    value: row.value,
    outcome: row.outcome,
  }
}
