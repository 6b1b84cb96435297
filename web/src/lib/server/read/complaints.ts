/** What the complaints page shows, put into the reader's language. Every figure is counted from `marts.complaint`. */
import type { AskedComplaints, Level } from '#lib/complaints/asked.ts'
import type { Filters } from '#lib/filters/filters.ts'
import type { Language } from '#lib/language/language.ts'
import type { Stretch } from '#lib/period/stretch.ts'
import { UNKNOWN, type CauseSums, type Sums } from '#lib/complaints/cause-sums.ts'
import { complaintQueries, type CauseRow } from '../queries/complaints.ts'
import type { Lease } from '../warehouse.ts'

/** In the order of the page. */
export const COMPLAINT_KPIS = [
  'complaints_received',
  'complaints_per_1000_jobs',
  'service_complaints_per_1000_jobs',
  'complaints_open',
  'complaint_response_kept_rate',
  'complaint_resolution_kept_rate',
  'complaint_resolution_days',
  'complaint_feedback_rate',
  'unclassified_rate',
] as const

/** Families that stand alone; the others are one. */
const FAMILIES = 12

interface Dates {
  readonly since: string
  readonly until: string
}

export interface Causes {
  readonly causes: readonly CauseSums[]
  /** Jobs served in the same time, the denominator of rates; 0 where none is known. */
  readonly jobs: number
  readonly jobsBefore: number | null
  /** Whether any principal cause is a source's own word that the taxonomy does not know. */
  readonly hasLabels: boolean
  /** Complaints, each counted once. */
  readonly total: number
}

const MINUTES = 60

const sumsOf = (row: CauseRow): Sums => ({
  count: { sum: row.n, squares: row.n, n: row.n },
  cost: { sum: row.cost, squares: row.cost_squares, n: row.cost_n },
  lost: { sum: row.lost / MINUTES, squares: row.lost_squares / MINUTES ** 2, n: row.lost_n },
})
const NOTHING: Sums = {
  count: { sum: 0, squares: 0, n: 0 },
  cost: { sum: 0, squares: 0, n: 0 },
  lost: { sum: 0, squares: 0, n: 0 },
}

export async function readCauses(
  lease: Lease,
  filters: Filters,
  stretch: Stretch,
  { level, counting }: Pick<AskedComplaints, 'level' | 'counting'>,
  language: Language,
): Promise<Causes> {
  const { dimensions } = filters
  const isEvery = counting === 'every'
  const counted = ({ since, until }: Dates, of: Level = level, is_every = isEvery) =>
    lease.rows(complaintQueries.causes, { level: of, is_every, since, until, ...dimensions })
  const { compared } = stretch
  const [rows, labels, jobs, before, jobsBefore] = await Promise.all([
    counted(stretch),
    counted(stretch, 'label', false),
    readJobs(lease, filters, stretch),
    compared === null ? null : counted(compared),
    compared === null ? null : readJobs(lease, filters, compared),
  ])
  const earlier = new Map(before?.map((row) => [row.cause, row]))
  const now = new Set(rows.map(({ cause }) => cause))
  const gone = (before ?? []).filter(({ cause }) => !now.has(cause))
  const named = (row: CauseRow) => ({
    key: row.cause,
    name: level === 'label' && row.cause !== UNKNOWN ? row.cause : nameOf(row, language),
    group: language === 'zh-CN' ? row.group_name_zh : row.group_name_en,
  })
  const then = (row: CauseRow): Sums | null => {
    if (before === null) return null
    const found = earlier.get(row.cause)
    return found === undefined ? NOTHING : sumsOf(found)
  }
  return {
    causes: [
      ...rows.map((row) => ({ ...named(row), now: sumsOf(row), before: then(row) })),
      ...gone.map((row) => ({ ...named(row), now: NOTHING, before: then(row) })),
    ],
    jobs: sumOf(jobs),
    jobsBefore: jobsBefore === null ? null : sumOf(jobsBefore),
    hasLabels: labels.some(({ cause }) => cause !== UNKNOWN),
    total: labels.reduce((sum, { n }) => sum + n, 0),
  }
}

interface PeriodJobs {
  readonly start: string
  readonly jobs: number
}

/** Jobs served by period; none where they are not known. */
async function readJobs(lease: Lease, { grain, dimensions }: Filters, { since, until }: Dates): Promise<readonly PeriodJobs[]> {
  const rows = await lease.rows(complaintQueries.jobs, { grain, since, until, ...dimensions })
  return rows.map(({ period_start, jobs }) => ({ start: period_start, jobs }))
}

const sumOf = (periods: readonly PeriodJobs[]): number => periods.reduce((sum, { jobs }) => sum + jobs, 0)

const nameOf = (row: Pick<CauseRow, 'name_zh' | 'name_en'>, language: Language): string | null =>
  language === 'zh-CN' ? row.name_zh : row.name_en

/** Complaints of each period by cause group. */
export interface CauseTrend {
  readonly groups: readonly { readonly key: string; readonly name: string | null }[]
  readonly counts: readonly { readonly start: string; readonly group: string; readonly n: number }[]
  /** Served jobs by period; none where they are not known. */
  readonly jobs: readonly PeriodJobs[]
  /** Changes of the taxonomy in that time, as they were made. */
  readonly changes: readonly { readonly on: string; readonly name: string }[]
}

export async function readCauseTrend(lease: Lease, filters: Filters, dates: Dates, language: Language): Promise<CauseTrend> {
  const { grain, dimensions } = filters
  const [rows, jobs, changes] = await Promise.all([
    lease.rows(complaintQueries.causeTrend, { grain, since: dates.since, until: dates.until, ...dimensions }),
    readJobs(lease, filters, dates),
    lease.rows(complaintQueries.taxonomyChanges, { since: dates.since, until: dates.until }),
  ])
  const names = new Map(rows.map((row) => [row.cause_group, nameOf(row, language)]))
  return {
    groups: [...names].map(([key, name]) => ({ key, name })),
    counts: rows.map((row) => ({ start: row.period_start, group: row.cause_group, n: row.n })),
    jobs,
    changes: changes.map((row) => ({ on: row.changed_on, name: language === 'zh-CN' ? row.name_zh : row.name_en })),
  }
}

export interface Families {
  /** Most complaints first; family null: all that do not stand alone. */
  readonly families: readonly {
    readonly family: string | null
    readonly n: number
    readonly jobs: number
    readonly count: number
  }[]
  readonly cells: readonly { readonly family: string | null; readonly group: string; readonly n: number }[]
  readonly groups: readonly { readonly key: string; readonly name: string | null }[]
}

export async function readFamilies(lease: Lease, filters: Filters, stretch: Stretch, language: Language): Promise<Families> {
  const { grain, dimensions } = filters
  const { since, until } = stretch
  const [families, cells, groups] = await Promise.all([
    lease.rows(complaintQueries.families, { grain, since, until, most: FAMILIES, ...dimensions }),
    lease.rows(complaintQueries.matrix, { since, until, most: FAMILIES, ...dimensions }),
    lease.rows(complaintQueries.causes, { level: 'group', is_every: false, since, until, ...dimensions }),
  ])
  return {
    families: families.map((row) => ({ family: row.product_family, n: row.n, jobs: row.jobs, count: row.families })),
    cells: cells.map((row) => ({ family: row.product_family, group: row.cause_group, n: row.n })),
    groups: groups.map((row) => ({ key: row.cause, name: nameOf(row, language) })),
  }
}

export interface Standing {
  readonly responsibilities: readonly { readonly key: string; readonly n: number }[]
  readonly methods: readonly { readonly key: string; readonly n: number }[]
}

export async function readStanding(lease: Lease, filters: Filters, { since, until }: Stretch): Promise<Standing> {
  const rows = await lease.rows(complaintQueries.standing, { since, until, ...filters.dimensions })
  const summed = (keyOf: (row: (typeof rows)[number]) => string) =>
    [...Map.groupBy(rows, keyOf)]
      .map(([key, each]) => ({ key, n: each.reduce((sum, { n }) => sum + n, 0) }))
      .sort((a, b) => b.n - a.n || (a.key < b.key ? -1 : 1))
  return {
    responsibilities: summed(({ responsibility }) => responsibility),
    methods: summed(({ cause_method }) => cause_method),
  }
}

/** Names of all causes of the current taxonomy, by code. */
export async function readCauseNames(lease: Lease, language: Language): Promise<Readonly<Record<string, string>>> {
  const rows = await lease.rows(complaintQueries.causeNames)
  return Object.fromEntries(
    rows.map((row) => {
      const group = language === 'zh-CN' ? row.group_name_zh : row.group_name_en
      const name = nameOf(row, language) ?? row.code
      return [row.code, group === null ? name : `${group} · ${name}`]
    }),
  )
}
