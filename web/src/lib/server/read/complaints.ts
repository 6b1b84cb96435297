/** What the complaints page shows, put into the reader's language. Every figure is counted from `marts.complaint`. */
import type { Filters } from '#lib/filters/filters.ts'
import type { Language } from '#lib/language/language.ts'
import type { Stretch } from '#lib/period/stretch.ts'
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
const NEWEST = 25

interface Dates {
  readonly since: string
  readonly until: string
}

export interface Cause {
  /** A code of the taxonomy, a source's own word, or `unknown`. */
  readonly key: string
  /** null: the taxonomy has no name for it. */
  readonly name: string | null
  /** Name of the group that a detail belongs to. */
  readonly group: string | null
  readonly n: number
  /** In the period it is compared with; null without one. */
  readonly before: number | null
}

export interface Causes {
  readonly causes: readonly Cause[]
  /** Jobs served in the same time, the denominator of rates; 0 where none is known. */
  readonly jobs: number
  readonly jobsBefore: number | null
  /** Whether any principal cause is a source's own word that the taxonomy does not know. */
  readonly hasLabels: boolean
}

export async function readCauses(
  lease: Lease,
  filters: Filters,
  stretch: Stretch,
  level: 'group' | 'detail' | 'label',
  language: Language,
): Promise<Causes> {
  const { dimensions, grain } = filters
  const counted = (dates: Dates, of: typeof level = level) =>
    lease.rows(complaintQueries.causes, { level: of, since: dates.since, until: dates.until, ...dimensions })
  const served = async ({ since, until }: Dates) => {
    const rows = await lease.rows(complaintQueries.families, { grain, since, until, most: FAMILIES, ...dimensions })
    return rows.reduce((sum, { jobs }) => sum + jobs, 0)
  }
  const { compared } = stretch
  const [rows, labels, jobs, before, jobsBefore] = await Promise.all([
    counted(stretch),
    counted(stretch, 'label'),
    served(stretch),
    compared === null ? null : counted(compared),
    compared === null ? null : served(compared),
  ])
  const earlier = new Map(before?.map((row) => [row.cause, row]))
  const now = new Set(rows.map(({ cause }) => cause))
  const gone = (before ?? []).filter(({ cause }) => !now.has(cause)).map((row) => ({ ...row, n: 0 }))
  return {
    causes: [...rows, ...gone].map((row) => ({
      key: row.cause,
      name: level === 'label' && row.cause !== 'unknown' ? row.cause : nameOf(row, language),
      group: language === 'zh-CN' ? row.group_name_zh : row.group_name_en,
      n: row.n,
      before: before === null ? null : (earlier.get(row.cause)?.n ?? 0),
    })),
    jobs,
    jobsBefore,
    hasLabels: labels.some(({ cause }) => cause !== 'unknown'),
  }
}

const nameOf = (row: Pick<CauseRow, 'name_zh' | 'name_en'>, language: Language): string | null =>
  language === 'zh-CN' ? row.name_zh : row.name_en

/** Complaints of each period by cause group. */
export interface CauseTrend {
  readonly groups: readonly { readonly key: string; readonly name: string | null }[]
  readonly counts: readonly { readonly start: string; readonly group: string; readonly n: number }[]
}

export async function readCauseTrend(lease: Lease, filters: Filters, dates: Dates, language: Language): Promise<CauseTrend> {
  const { grain, dimensions } = filters
  const rows = await lease.rows(complaintQueries.causeTrend, { grain, since: dates.since, until: dates.until, ...dimensions })
  const names = new Map(rows.map((row) => [row.cause_group, nameOf(row, language)]))
  return {
    groups: [...names].map(([key, name]) => ({ key, name })),
    counts: rows.map((row) => ({ start: row.period_start, group: row.cause_group, n: row.n })),
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
    lease.rows(complaintQueries.causes, { level: 'group', since, until, ...dimensions }),
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

export interface Complaint {
  readonly source: string
  readonly id: string
  readonly ticketKey: string | null
  readonly ticketId: string | null
  readonly receivedOn: string
  readonly isOpen: boolean
  /** The customer's words, masked in the lake. */
  readonly text: string | null
  readonly severity: string | null
  readonly channel: string | null
  readonly family: string | null
  /** Of the taxonomy. */
  readonly cause: string | null
  /** The source's own word, when the taxonomy does not know it. */
  readonly label: string | null
  /** Named besides the principal one. */
  readonly moreCauses: number
  readonly responsibility: string
  /** From receipt to resolution, or to now. */
  readonly openDays: number
}

export interface Newest {
  readonly complaints: readonly Complaint[]
  readonly total: number
}

export async function readNewest(
  lease: Lease,
  filters: Filters,
  { since, until }: Stretch,
  narrowed: { readonly responsibility: string | null; readonly method: string | null },
  language: Language,
): Promise<Newest> {
  const rows = await lease.rows(complaintQueries.newest, {
    since,
    until,
    most: NEWEST,
    responsibility: narrowed.responsibility,
    cause_method: narrowed.method,
    ...filters.dimensions,
  })
  return {
    total: rows[0]?.total ?? 0,
    complaints: rows.map((row) => ({
      source: row.source,
      id: row.complaint_id,
      ticketKey: row.ticket_key,
      ticketId: row.ticket_id,
      receivedOn: row.received_on,
      isOpen: row.is_open,
      text: row.text,
      severity: row.severity,
      channel: row.channel,
      family: row.product_family,
      cause: (language === 'zh-CN' ? row.cause_name_zh : row.cause_name_en) ?? row.root_cause,
      label: row.root_cause_detail,
      moreCauses: Math.max(0, row.causes - 1),
      responsibility: row.responsibility,
      openDays: row.open_days,
    })),
  }
}
