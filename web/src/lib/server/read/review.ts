/** The queue of complaints to decide on: what the served version has in it, less what people decided since it was built. */
import type { CauseChoice } from '#lib/complaints/causes.ts'
import { nameOfCode } from '#lib/complaints/causes.ts'
import { QUEUE_PAGE, type AskedReview, type Fact, type Reason, type ReviewComplaint } from '#lib/complaints/review.ts'
import type { DimensionFilter } from '#lib/filters/filters.ts'
import { causeDecisionsSince, type CauseDecision } from '#contracts/state/cause-decision.ts'
import type { StateDatabase } from '#contracts/state/open.ts'
import { causeQueries, type ProposalRow, type ReviewRow } from '../queries/causes.ts'
import { knownUntil } from '../state.ts'
import type { Lease } from '../warehouse.ts'

export interface Queue {
  /** The most at stake first. */
  readonly complaints: readonly ReviewComplaint[]
  readonly counts: Readonly<Partial<Record<Reason, number>>>
  /** Decisions made or undone since the served version was built. */
  readonly waiting: number
}

export async function readQueue(
  lease: Lease,
  database: StateDatabase,
  asked: AskedReview,
  dimensions: DimensionFilter,
  causes: readonly CauseChoice[],
): Promise<Queue> {
  const { since, left } = sinceBuild(lease, database)
  const [rows, counts, named] = await Promise.all([
    lease.rows(causeQueries.queue, { complaint: null, reason: asked.reason, most: QUEUE_PAGE, ...left, ...dimensions }),
    lease.rows(causeQueries.counts, { ...left, ...dimensions }),
    asked.complaint === null ? [] : readRow(lease, asked.complaint),
  ])
  const shown = [...named, ...rows.filter((row) => row.complaint_key !== asked.complaint)]
  const keys = listOf(shown.map((row) => row.complaint_key))
  const proposals = Map.groupBy(await lease.rows(causeQueries.proposals, { keys }), (each) => each.complaint_key)
  return {
    complaints: shown.map((row) => complaintOf(row, proposals.get(row.complaint_key) ?? [], causes)),
    counts: Object.fromEntries(counts.map(({ review_reason, n }) => [review_reason, n])),
    waiting: since.length,
  }
}

/** How many wait for a decision, for whatever reason. */
export async function countQueue(lease: Lease, database: StateDatabase | null, dimensions: DimensionFilter): Promise<number> {
  const rows = await lease.rows(causeQueries.counts, { ...sinceBuild(lease, database).left, ...dimensions })
  return rows.reduce((sum, { n }) => sum + n, 0)
}

function sinceBuild(lease: Lease, database: StateDatabase | null) {
  const since = database === null ? [] : causeDecisionsSince(database, knownUntil(lease.pointer))
  return {
    since,
    left: { decided: keysOf(since, ({ causes }) => causes), settled: keysOf(since, (each) => each.responsibility) },
  }
}

/** The complaints that the standing ones of these decisions say something about. */
const keysOf = (decisions: readonly CauseDecision[], said: (decision: CauseDecision) => unknown): string =>
  listOf(
    decisions
      .filter((each) => each.undone_at === null && said(each) !== null)
      .map(({ source, complaint_id }) => `${source}:${complaint_id}`),
  )

/** As the queries look for a key in it. */
const listOf = (keys: readonly string[]): string => `¶${keys.join('¶')}¶`

/** One complaint, whether it needs anything or not; none where the served version has no such complaint. */
export const readRow = (lease: Lease, complaint: string): Promise<readonly ReviewRow[]> =>
  lease.rows(causeQueries.queue, {
    complaint,
    reason: null,
    decided: '',
    settled: '',
    most: 1,
    source: null,
    site: null,
    region: null,
    team: null,
    product_family: null,
    work_kind: null,
  })

function complaintOf(row: ReviewRow, proposals: readonly ProposalRow[], causes: readonly CauseChoice[]): ReviewComplaint {
  return {
    key: row.complaint_key,
    id: row.complaint_id,
    source: row.source,
    ticketKey: row.ticket_key,
    ticketId: row.ticket_id,
    receivedOn: row.received_on,
    isOpen: row.is_open,
    text: row.text,
    facts: factsOf(row),
    proposals: proposals.map(({ code, method, confidence, words }) => ({
      code,
      name: nameOfCode(causes, code),
      method,
      confidence,
      words: (words ?? '').split('\n').filter((word) => word !== ''),
    })),
    cause: row.root_cause === null ? null : nameOfCode(causes, row.root_cause),
    method: row.cause_method,
    confidence: row.cause_confidence,
    label: row.root_cause_detail,
    responsibility: row.responsibility,
    proposedResponsibility: row.proposed_responsibility,
    reason: row.review_reason,
    doubt: row.doubt,
    cost: row.complaint_cost,
    assumedCost: row.assumed_cost,
    atStake: row.at_stake,
  }
}

function factsOf(row: ReviewRow): readonly Fact[] {
  const wait = (minutes: number | null) => (minutes === 0 ? null : minutes)
  const all: readonly (readonly [Fact['name'], Fact['value'] | null])[] = [
    ['severity', row.severity],
    ['channel', row.channel],
    ['remedySought', row.remedy_sought],
    ['site', row.site],
    ['region', row.region],
    ['productFamily', row.product_family],
    ['productModel', row.product_model],
    ['faultFamily', row.fault_family],
    ['faultText', row.fault_text],
    ['serviceMode', row.service_mode],
    ['workKind', row.work_kind],
    ['warranty', row.warranty],
    ['outcome', row.outcome],
    ['visits', row.visits],
    ['defectConfirmed', row.defect_confirmed],
    ['exclusionReason', row.exclusion_reason === 'none' ? null : row.exclusion_reason],
    ['customerWait', wait(row.customer_wait_minutes)],
    ['partsWait', wait(row.parts_wait_minutes)],
    ['supplierWait', wait(row.supplier_wait_minutes)],
    ['lost', row.lost_minutes],
  ]
  return all.flatMap(([name, value]) => (value === null || value === '' ? [] : [{ name, value }]))
}
