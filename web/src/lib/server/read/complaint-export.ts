/** The list of complaints as a file. */
import { BYTE_ORDER_MARK, csvLine } from '#lib/charts/csv.ts'
import { METHODS, RESPONSIBILITIES } from '#lib/complaints/asked.ts'
import type { AskedList } from '#lib/complaints/list.ts'
import type { Filters } from '#lib/filters/filters.ts'
import type { Language } from '#lib/language/language.ts'
import { complaintAnalysisTexts } from '#lib/language/pages/complaint-analysis.ts'
import { complaintsTexts } from '#lib/language/pages/complaints.ts'
import { texts } from '#lib/language/texts.ts'
import type { Lease } from '../warehouse.ts'
import { readComplaints } from './complaint-list.ts'

/** Complaints of a file. More belongs to the API or to `aftercare query`. */
export const COMPLAINT_CSV_CAP = 50_000
const CHUNK = 5_000

/** Lines of a CSV file, chunk by chunk, raw figures; the caller keeps the version open until the last one. */
export async function* complaintLines(
  lease: Lease,
  filters: Filters,
  asked: AskedList,
  language: Language,
  total: number,
): AsyncGenerator<string> {
  const words = complaintAnalysisTexts(texts(language)).list
  const names = complaintsTexts(texts(language))
  const column = words.csvColumns
  const methodOf = (key: string) => {
    const known = METHODS.find((each) => each === key)
    return known === undefined ? key : names.methods[known]
  }
  const responsibilityOf = (key: string) => {
    const known = RESPONSIBILITIES.find((each) => each === key)
    return known === undefined ? key : names.responsibilities[known]
  }
  yield (
    BYTE_ORDER_MARK +
    csvLine([
      column.id,
      column.source,
      column.receivedOn,
      column.state,
      column.days,
      column.ticket,
      column.family,
      column.cause,
      column.label,
      column.method,
      column.responsibility,
      column.severity,
      column.channel,
      column.cost,
      column.lost,
      column.text,
    ])
  )
  for (let skipped = 0; skipped < Math.min(total, COMPLAINT_CSV_CAP); skipped += CHUNK) {
    const most = Math.min(CHUNK, COMPLAINT_CSV_CAP - skipped)
    const complaints = await readComplaints(lease, filters, asked, language, { order: asked.order, most, skipped })
    yield complaints
      .map((each) =>
        csvLine([
          each.id,
          each.source,
          each.receivedOn,
          words.states[each.isOpen ? 'open' : 'done'],
          each.openDays,
          each.ticketId,
          each.family,
          each.cause,
          each.label,
          methodOf(each.method),
          responsibilityOf(each.responsibility),
          each.severity,
          each.channel,
          each.cost,
          each.lostHours,
          each.text,
        ]),
      )
      .join('')
  }
}
