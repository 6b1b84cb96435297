/** How the promises of a ticket were counted, for those that its page opens. */
import { ticketTexts } from '#lib/language/pages/ticket.ts'
import { error } from '@sveltejs/kit'
import { texts } from '#lib/language/texts.ts'
import { readExplanation } from '#lib/server/read/explanation.ts'
import { newReference } from '#lib/server/report.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async ({ locals: { warehouse, language }, params: { key } }) => {
  const words = texts(language)
  if (warehouse === null) {
    error(503, words.state.noWarehouseTitle, { code: 'query.nothing_published', reference: newReference() })
  }
  const explanation = await readExplanation(warehouse, key, language)
  if (explanation === null) {
    error(404, ticketTexts(words).notFound(key.slice(0, 80)), { code: 'ticket.not_found', reference: newReference() })
  }
  return Response.json(explanation)
}
