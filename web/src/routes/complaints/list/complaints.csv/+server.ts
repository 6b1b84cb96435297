/** All the complaints of the list as CSV, written while they are read. */
import { error } from '@sveltejs/kit'
import { parseList } from '#lib/complaints/list.ts'
import { formatCount } from '#lib/language/format.ts'
import { complaintAnalysisTexts } from '#lib/language/pages/complaint-analysis.ts'
import { texts } from '#lib/language/texts.ts'
import { badFilter, requestedFilters } from '#lib/server/filters.ts'
import { COMPLAINT_CSV_CAP, complaintLines } from '#lib/server/read/complaint-export.ts'
import { countComplaints } from '#lib/server/read/complaint-list.ts'
import { newReference, report } from '#lib/server/report.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async ({ locals: { warehouse, language }, url }) => {
  const filters = requestedFilters(url, language)
  const parsed = parseList((name) => url.searchParams.get(name))
  if (!parsed.ok) badFilter(parsed.wrong, language)
  const words = texts(language)
  if (warehouse === null) {
    error(503, words.state.noWarehouseTitle, { code: 'query.nothing_published', reference: newReference() })
  }
  const total = await countComplaints(warehouse, filters, parsed.asked)
  const lines = complaintLines(warehouse, filters, parsed.asked, language, total)
  const write = (count: number) => formatCount(count, language)
  const capped = complaintAnalysisTexts(words).list.capped(write(COMPLAINT_CSV_CAP), write(total))
  const remark = total > COMPLAINT_CSV_CAP ? `# ${capped}\r\n` : ''
  // The request's own hold on the version ends when the response begins.
  const release = warehouse.hold()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const line = await lines.next()
        if (line.done !== true) {
          controller.enqueue(encoder.encode(line.value))
          return
        }
        if (remark !== '') controller.enqueue(encoder.encode(remark))
        controller.close()
        release()
      } catch (cause) {
        release()
        report(newReference(), 'complaints.csv', cause)
        // A file that ends early must not look whole.
        controller.error(cause)
      }
    },
    cancel: release,
  })
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="complaints-${warehouse.pointer.as_of.slice(0, 10)}.csv"`,
    },
  })
}
