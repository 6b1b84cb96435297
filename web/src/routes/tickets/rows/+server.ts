/** A page of tickets as an Arrow IPC stream, for the explorer's scrolling. */
import { error } from '@sveltejs/kit'
import { texts } from '#lib/language/texts.ts'
import { ARROW_STREAM } from '#lib/server/arrow.ts'
import { badFilter } from '#lib/server/filters.ts'
import { ticketsAsArrow } from '#lib/server/read/tickets.ts'
import { newReference } from '#lib/server/report.ts'
import { requestedView } from '#lib/server/ticket-view.ts'
import { LONGEST_PAGE, PAGE, BUILD_HEADER } from '#lib/tickets/paging.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async ({ locals: { warehouse, language }, url }) => {
  const { selection, columns, offset } = requestedView(url, language)
  const limit = Number(url.searchParams.get('limit') ?? PAGE)
  if (!Number.isInteger(limit) || limit < 1 || limit > LONGEST_PAGE) badFilter(`limit=${limit}`, language)
  if (warehouse === null) {
    error(503, texts(language).state.noWarehouseTitle, { code: 'query.nothing_published', reference: newReference() })
  }
  const bytes = await ticketsAsArrow(warehouse, selection, columns, { offset, limit })
  // A copy: the cache's own bytes go to every reader of the same page.
  return new Response(new Uint8Array(bytes), {
    headers: { 'Content-Type': ARROW_STREAM, [BUILD_HEADER]: warehouse.pointer.build_id },
  })
}
