/** The explorer's selection as an Arrow IPC stream, all columns of the view. */
import { error } from '@sveltejs/kit'
import { texts } from '#lib/language/texts.ts'
import { ARROW_STREAM } from '#lib/server/arrow.ts'
import { ARROW_CAP } from '#lib/tickets/export.ts'
import { ticketsAsArrow } from '#lib/server/read/tickets.ts'
import { newReference } from '#lib/server/report.ts'
import { requestedView } from '#lib/server/ticket-view.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async ({ locals: { warehouse, language }, url }) => {
  const { selection, columns } = requestedView(url, language)
  if (warehouse === null) {
    error(503, texts(language).state.noWarehouseTitle, { code: 'query.nothing_published', reference: newReference() })
  }
  const bytes = await ticketsAsArrow(warehouse, selection, columns, { offset: 0, limit: ARROW_CAP })
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': ARROW_STREAM,
      'Content-Disposition': `attachment; filename="tickets-${warehouse.pointer.as_of.slice(0, 10)}.arrow"`,
    },
  })
}
