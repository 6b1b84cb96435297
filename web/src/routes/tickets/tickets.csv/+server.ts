/** The explorer's selection as CSV, written while it is read. */
import { ticketsTexts } from '#lib/language/pages/tickets.ts'
import { error } from '@sveltejs/kit'
import { texts } from '#lib/language/texts.ts'
import { formatCount } from '#lib/language/format.ts'
import { queries } from '#lib/server/queries.ts'
import { ticketLines } from '#lib/server/read/ticket-export.ts'
import { CSV_CAP } from '#lib/tickets/export.ts'
import { countTickets } from '#lib/server/read/tickets.ts'
import { newReference, report } from '#lib/server/report.ts'
import { requestedView } from '#lib/server/ticket-view.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async ({ locals: { warehouse, language }, url }) => {
  const { selection, columns } = requestedView(url, language)
  const words = texts(language)
  if (warehouse === null) {
    error(503, words.state.noWarehouseTitle, { code: 'query.nothing_published', reference: newReference() })
  }
  const [total, [site]] = await Promise.all([countTickets(warehouse, selection), warehouse.rows(queries.site)])
  const context = { reader: { language, texts: words, sources: {} }, timeZone: 'UTC', currency: site?.currency ?? 'CNY' }
  const lines = ticketLines(warehouse, selection, columns, context, total)
  const write = (count: number) => formatCount(count, language)
  const remark = total > CSV_CAP ? `# ${ticketsTexts(words).capped(write(CSV_CAP), write(total))}\r\n` : ''
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
        report(newReference(), 'tickets.csv', cause)
        // A file that ends early must not look whole.
        controller.error(cause)
      }
    },
    cancel: release,
  })
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="tickets-${warehouse.pointer.as_of.slice(0, 10)}.csv"`,
    },
  })
}
