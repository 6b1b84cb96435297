/** What the page of promises reads, put into the reader's language. */
import type { Filters } from '#lib/filters/filters.ts'
import type { Language } from '#lib/language/language.ts'
import { chooseStretch, type AskedStretch, type Stretch } from '#lib/period/stretch.ts'
import {
  RATES,
  rateOf,
  STAGES,
  type Clock,
  type Hour,
  type Outcome,
  type Outcomes,
  type OwnDimension,
  type OwnShares,
  type PromiseHead,
  type Share,
  type Stage,
} from '#lib/promises/promises.ts'
import { pack } from '#lib/review/packed.ts'
import { promiseQueries, type PromiseTermsRow } from '../queries/promises.ts'
import type { Lease } from '../warehouse.ts'
import { readSeriesOf } from './kpi.ts'

export interface AskedPromises {
  readonly stretch: AskedStretch
  /** Null: the one with most promises. */
  readonly stage: Stage | null
  /** Null: the one most promises of the stage run on. */
  readonly clock: Clock | null
}

/** Has figures in every period, so it says which periods there are. */
const PERIODS_OF = 'tickets_received'

/** @returns null where nothing was promised to anyone */
export async function readPromiseHead(
  lease: Lease,
  filters: Filters,
  language: Language,
  asked: AskedPromises,
): Promise<PromiseHead | null> {
  const all = await readSeriesOf(lease, filters, language, [PERIODS_OF, ...RATES])
  const series = all.filter(({ kpi, figures }) => kpi.id !== PERIODS_OF && figures.some(({ value }) => value !== null))
  const periods = all.find(({ kpi }) => kpi.id === PERIODS_OF)?.figures ?? []
  const span = chooseStretch(periods, filters, { range: 'span', period: null })
  if (span === null) return null
  const rows = await lease.rows(promiseQueries.stages, daysOf(span, filters))
  const stages = STAGES.flatMap((stage) => rows.filter((row) => row.stage === stage).map(({ n }) => ({ stage, n })))
  const [most] = [...stages].sort((a, b) => b.n - a.n)
  const stage = asked.stage ?? most?.stage
  if (stage === undefined) return null
  const rate = rateOf(stage)
  const own = series.find(({ kpi }) => kpi.id === rate)
  const stretch = chooseStretch(own?.figures ?? periods, filters, asked.stretch)
  return {
    series: pack(series),
    stages: stages.some((each) => each.stage === stage) ? stages : [...stages, { stage, n: 0 }],
    stage,
    kpi: own?.kpi.id ?? null,
    stretch: stretch ?? span,
    span: chooseStretch(own?.figures ?? periods, filters, { range: 'span', period: null }) ?? span,
    starts: periods.map(({ start }) => start),
  }
}

/** The days of a stretch and the filters, as every query of promises takes them. */
export const daysOf = ({ since, until }: Stretch, { dimensions }: Filters) => ({
  from_day: since,
  until_day: until,
  ...dimensions,
})

const readTerms = (lease: Lease, stage: Stage, stretch: Stretch, filters: Filters): Promise<readonly PromiseTermsRow[]> =>
  lease.rows(promiseQueries.terms, { stage, ...daysOf(stretch, filters) })

export async function readOutcomes(
  lease: Lease,
  stage: Stage,
  stretch: Stretch,
  filters: Filters,
  language: Language,
): Promise<Outcomes> {
  const rows = await readTerms(lease, stage, stretch, filters)
  const decided = rows.filter(isDecided)
  const outcomes = Map.groupBy(rows, outcomeOf)
  return {
    n: sumOf(rows),
    counts: [...outcomes].map(([outcome, each]) => ({ outcome, n: sumOf(each) })),
    kept: sumOf(decided.filter(({ verdict }) => verdict === 'kept')),
    broken: sumOf(decided.filter(({ verdict }) => verdict === 'broken')),
    explained: rows.reduce((sum, { explained }) => sum + explained, 0),
    paused: rows.reduce((sum, { paused }) => sum + paused, 0),
    terms: termsOf(decided, language),
    clocks: clocksOf(rows),
  }
}

export const sumOf = (rows: readonly { readonly n: number }[]): number => rows.reduce((sum, { n }) => sum + n, 0)
const isDecided = ({ verdict }: PromiseTermsRow): boolean => verdict === 'kept' || verdict === 'broken'

const outcomeOf = ({ verdict, verdict_reason }: PromiseTermsRow): Outcome =>
  verdict === 'kept' || verdict === 'running' || verdict === 'not_started' ? verdict : (verdict_reason ?? 'condition_empty')

/** Two presets may promise in the same words: then the preset's name tells them apart. */
function termsOf(decided: readonly PromiseTermsRow[], language: Language): readonly Share[] {
  const nameOf = (row: PromiseTermsRow) => (language === 'zh-CN' ? row.promise_name_zh : row.promise_name_en)
  const presets = new Set(decided.map(({ preset }) => preset))
  const labelOf = (row: PromiseTermsRow) => (presets.size > 1 ? `${nameOf(row)} (${row.preset})` : nameOf(row))
  return [...Map.groupBy(decided, labelOf)].map(([label, rows]) => ({
    label,
    kept: sumOf(rows.filter(({ verdict }) => verdict === 'kept')),
    n: sumOf(rows),
  }))
}

export function clocksOf(rows: readonly PromiseTermsRow[]): readonly { readonly clock: Clock; readonly n: number }[] {
  return [...Map.groupBy(rows, ({ clock }) => clock)]
    .map(([clock, each]) => ({ clock, n: sumOf(each) }))
    .sort((a, b) => b.n - a.n)
}

export async function readHours(lease: Lease, stage: Stage, stretch: Stretch, filters: Filters): Promise<readonly Hour[]> {
  const rows = await lease.rows(promiseQueries.hours, { stage, ...daysOf(stretch, filters) })
  return rows.map(({ weekday, hour_of_day, n, decided, broken }) => ({ weekday, hour: hour_of_day, n, decided, broken }))
}

/** The kept rate by what no cell of figures knows: the preset that promised, and the priority. */
export async function readOwnGroups(lease: Lease, stage: Stage, stretch: Stretch, filters: Filters): Promise<OwnShares> {
  const rows = await lease.rows(promiseQueries.groups, { stage, ...daysOf(stretch, filters) })
  const of = (dimension: OwnDimension) =>
    rows
      .filter((row) => row.dimension === dimension)
      .map(({ dimension_value, kept, n }) => ({ value: dimension_value, count: kept, n }))
  return { preset: of('preset'), priority: of('priority') }
}
