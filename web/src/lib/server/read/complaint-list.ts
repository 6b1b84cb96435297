/** Lists of complaints, put into the reader's language. */
import type { Complaint } from '#lib/complaints/complaint.ts'
import type { AskedList, ListOrder } from '#lib/complaints/list.ts'
import type { Filters } from '#lib/filters/filters.ts'
import type { Language } from '#lib/language/language.ts'
import { complaintQueries, type ComplaintRow } from '../queries/complaints.ts'
import type { Lease } from '../warehouse.ts'

export const COMPLAINTS_A_PAGE = 50

export interface ComplaintPage {
  readonly complaints: readonly Complaint[]
  readonly total: number
  readonly page: number
  readonly pages: number
}

type Chosen = Omit<AskedList, 'order' | 'page'>

const parametersOf = (filters: Filters, asked: Chosen) => ({
  since: asked.since,
  until: asked.until,
  ...asked.exact,
  is_every: asked.isEvery,
  state: asked.state,
  again: asked.again,
  within: asked.within,
  same_as: asked.sameAs,
  word: asked.word,
  find: asked.find,
  ...filters.dimensions,
})

/** A page beyond the last is the last: filters may have left fewer complaints than the link knew. */
export async function readComplaintPage(
  lease: Lease,
  filters: Filters,
  asked: AskedList,
  language: Language,
  most = COMPLAINTS_A_PAGE,
): Promise<ComplaintPage> {
  const total = await countComplaints(lease, filters, asked)
  const pages = Math.max(1, Math.ceil(total / most))
  const page = Math.min(asked.page, pages)
  const complaints = await readComplaints(lease, filters, asked, language, {
    order: asked.order,
    most,
    skipped: (page - 1) * most,
  })
  return { complaints, total, page, pages }
}

export async function countComplaints(lease: Lease, filters: Filters, asked: Chosen): Promise<number> {
  const [count] = await lease.rows(complaintQueries.listCount, parametersOf(filters, asked))
  return count?.n ?? 0
}

export async function readComplaints(
  lease: Lease,
  filters: Filters,
  asked: Chosen,
  language: Language,
  { order, most, skipped }: { readonly order: ListOrder; readonly most: number; readonly skipped: number },
): Promise<readonly Complaint[]> {
  const rows = await lease.rows(complaintQueries.list, { ...parametersOf(filters, asked), sorting: order, most, skipped })
  return rows.map((row) => complaintOf(row, language))
}

const complaintOf = (row: ComplaintRow, language: Language): Complaint => ({
  key: row.complaint_key,
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
  method: row.cause_method,
  words: row.words?.split('\n') ?? [],
  moreCauses: Math.max(0, row.causes - 1),
  responsibility: row.responsibility,
  openDays: row.open_days,
  cost: row.complaint_cost,
  lostHours: row.lost_hours,
  again: [
    { kind: 'customer' as const, days: row.customer_days, complaints: row.customer_complaints ?? 0 },
    { kind: 'unit' as const, days: row.unit_days, complaints: row.unit_complaints ?? 0 },
  ].filter(({ complaints }) => complaints > 1),
})
