import { ticketTexts } from '#lib/language/pages/ticket.ts'
import { error } from '@sveltejs/kit'
import { texts } from '#lib/language/texts.ts'
import { requestedFilters } from '#lib/server/filters.ts'
import { readTicketEntitlement } from '#lib/server/read/entitlement.ts'
import { factsOf, readCourse, readMoney, readTicket, readTicketKpis, readVersions, readVoice } from '#lib/server/read/ticket.ts'
import { newReference, panel, streamed } from '#lib/server/report.ts'
import type { PageServerLoad } from './$types'

const LONGEST_SHOWN = 80

export const load: PageServerLoad = async ({ locals: { warehouse, language }, params, url }) => {
  const { key } = params
  const { grain } = requestedFilters(url, language)
  if (warehouse === null) return { key, grain, ticket: null }
  const ticket = await panel('ticket', () => readTicket(warehouse, key))
  if (ticket.state === 'failed') return { key, grain, ticket }
  const row = ticket.data
  if (row === null) {
    error(404, ticketTexts(texts(language)).notFound(key.slice(0, LONGEST_SHOWN)), {
      code: 'ticket.not_found',
      reference: newReference(),
    })
  }
  const [course, money, voice, versions, entitlement] = await Promise.all([
    panel('ticket course', () => readCourse(warehouse, row, language)),
    panel('ticket money', () => readMoney(warehouse, key)),
    panel('ticket voice', () => readVoice(warehouse, key, language)),
    panel('ticket versions', () => readVersions(warehouse, key)),
    panel('ticket entitlement', () => readTicketEntitlement(warehouse, key, language)),
  ])
  const kpis = streamed(warehouse, 'ticket kpis', () => readTicketKpis(warehouse, key, grain, language))
  const facts = factsOf(row, language)
  return { key, grain, ticket: { state: 'ready' as const, data: { facts, course, money, voice, versions, kpis, entitlement } } }
}
