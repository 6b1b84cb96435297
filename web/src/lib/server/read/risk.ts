/** The promises that may break or have just broken, put into the reader's language. */
import type { DimensionFilter } from '#lib/filters/filters.ts'
import type { Language } from '#lib/language/language.ts'
import { RISK_PAGE, type RiskPromise, type RiskSelection, type StageCount } from '#lib/promises/risk.ts'
import { riskQueries, type RiskRow } from '../queries/risk.ts'
import type { Lease } from '../warehouse.ts'

export const readRiskCounts = (lease: Lease, dimensions: DimensionFilter): Promise<readonly StageCount[]> =>
  lease.rows(riskQueries.counts, { ...dimensions })

/** @param page where to begin, and how many rows at most; a page of the table without */
export async function readRisk(
  lease: Lease,
  { risk, stage, offset }: RiskSelection,
  dimensions: DimensionFilter,
  language: Language,
  page = { rows: RISK_PAGE, skipped: offset },
): Promise<readonly RiskPromise[]> {
  const rows = await lease.rows(riskQueries.list, { choice: risk ?? 'all', stage, ...page, ...dimensions })
  return rows.map((row) => promiseOf(row, language))
}

const promiseOf = (row: RiskRow, language: Language): RiskPromise => ({
  ticketKey: row.ticket_key,
  id: `${row.ticket_key}:${row.promise_id}:${row.cycle}`,
  name: language === 'zh-CN' ? row.promise_name_zh : row.promise_name_en,
  stage: row.stage,
  round: row.round,
  due: row.due_at,
  minutesLeft: row.minutes_left,
  used: row.used_share,
  isPaused: row.is_paused,
  waitsFor: row.waits_for,
  isAtRisk: row.is_at_risk,
  isDueToday: row.is_due_today,
  isOverdue: row.is_overdue,
  site: row.site,
  region: row.region,
  team: row.team,
  hasTechnician: row.has_technician,
  productFamily: row.product_family,
  productModel: row.product_model,
})
