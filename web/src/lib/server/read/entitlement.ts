/** What was due to customers, put into the reader's language. */
import type { Count, Entitlements, Listed } from '#lib/entitlement/entitlement.ts'
import type { Filters } from '#lib/filters/filters.ts'
import type { Language } from '#lib/language/language.ts'
import type { Stretch } from '#lib/period/stretch.ts'
import { entitlementQueries } from '../queries/entitlement.ts'
import type { Lease } from '../warehouse.ts'
import { daysOf } from './promises.ts'

/** Tickets that the panel lists. */
const MOST = 15

export async function readEntitlements(
  lease: Lease,
  stretch: Stretch,
  filters: Filters,
  language: Language,
  listed: Listed,
): Promise<Entitlements> {
  const days = daysOf(stretch, filters)
  const isChinese = language === 'zh-CN'
  const [[configured], counts, tickets] = await Promise.all([
    lease.rows(entitlementQueries.configured, {}),
    lease.rows(entitlementQueries.counts, days),
    lease.rows(entitlementQueries.tickets, { ...days, agreement: listed, most: MOST }),
  ])
  return {
    isConfigured: configured?.is_configured ?? false,
    listed,
    counts: counts.map((row): Count => ({
      policy: isChinese ? row.policy_name_zh : row.policy_name_en,
      window: isChinese ? row.window_name_zh : row.window_name_en,
      order: row.window_order,
      due: row.due,
      agreement: row.agreement,
      reason: row.reason,
      n: row.n,
      beyondDue: row.beyond_due,
      givenCost: row.given_cost,
    })),
    tickets: tickets.map((row) => ({
      key: row.ticket_key,
      id: row.ticket_id,
      receivedOn: row.received_on,
      family: row.product_family,
      window: isChinese ? row.window_name_zh : row.window_name_en,
      startEvent: row.start_event,
      startOn: row.start_on,
      due: row.due,
      outcome: row.outcome,
      reason: row.reason,
      charged: row.charged_total,
      beyondDue: row.charged_beyond_due,
      cost: row.gross_cost,
    })),
  }
}

/** The decision of a ticket and the pick-up of its unit; null where there is none. */
export async function readTicketEntitlement(lease: Lease, key: string, language: Language) {
  const parameters = { ticket_key: key }
  const [[row], [pickup]] = await Promise.all([
    lease.rows(entitlementQueries.one, parameters),
    lease.rows(entitlementQueries.pickup, parameters),
  ])
  const isChinese = language === 'zh-CN'
  const decision =
    row === undefined
      ? null
      : {
          ...row,
          policy: isChinese ? row.policy_name_zh : row.policy_name_en,
          window: isChinese ? row.window_name_zh : row.window_name_en,
        }
  return { decision, pickup: pickup ?? null }
}
export type TicketEntitlement = Awaited<ReturnType<typeof readTicketEntitlement>>
