/** All the promises that are about to break as CSV. */
import { error } from '@sveltejs/kit'
import { BYTE_ORDER_MARK, csvLine } from '#lib/charts/csv.ts'
import { ticketNumber } from '#lib/cases/cases.ts'
import { formatCount } from '#lib/language/format.ts'
import { promisesTexts } from '#lib/language/pages/promises.ts'
import { riskTexts } from '#lib/language/pages/risk.ts'
import { texts } from '#lib/language/texts.ts'
import { countOf, RISK_CSV_CAP, RISKS, type Risk, type RiskPromise } from '#lib/promises/risk.ts'
import { readRisk, readRiskCounts } from '#lib/server/read/risk.ts'
import { newReference } from '#lib/server/report.ts'
import { requestedRisk } from '#lib/server/risk-view.ts'
import type { RequestHandler } from './$types'

const IS: Readonly<Record<Risk, (promise: RiskPromise) => boolean>> = {
  at_risk: ({ isAtRisk }) => isAtRisk,
  due_today: ({ isDueToday }) => isDueToday,
  overdue: ({ isOverdue }) => isOverdue,
}

export const GET: RequestHandler = async ({ locals: { warehouse, language }, url }) => {
  const { filters, selection } = requestedRisk(url, language)
  const all = texts(language)
  const words = riskTexts(all)
  const { stages } = promisesTexts(all)
  if (warehouse === null) error(503, all.state.noWarehouseTitle, { code: 'query.nothing_published', reference: newReference() })
  const { dimensions } = filters
  const [counts, promises] = await Promise.all([
    readRiskCounts(warehouse, dimensions),
    readRisk(warehouse, selection, dimensions, language, { rows: RISK_CSV_CAP, skipped: 0 }),
  ])
  const { column, dimension } = words
  const header = [
    column.ticket,
    column.promise,
    column.stage,
    words.dueUtc,
    words.minutesLeft,
    column.used,
    ...RISKS.map((risk) => words.risks[risk]),
    words.standsStill,
    column.waits,
    dimension.team,
    column.technician,
    dimension.region,
    dimension.site,
    dimension.product_family,
    dimension.product_model,
  ]
  const flag = (is: boolean) => (is ? words.yes : words.no)
  const lines = promises.map((each) =>
    csvLine([
      ticketNumber(each.ticketKey),
      each.name,
      stages[each.stage],
      each.due,
      each.minutesLeft,
      each.used,
      ...RISKS.map((risk) => flag(IS[risk](each))),
      flag(each.isPaused),
      each.waitsFor === null ? null : words.waits[each.waitsFor],
      each.team,
      flag(each.hasTechnician),
      each.region,
      each.site,
      each.productFamily,
      each.productModel,
    ]),
  )
  const total = countOf(counts, selection)
  const write = (count: number) => formatCount(count, language).replaceAll(',', '')
  const capped = total > promises.length ? `# ${words.capped(write(promises.length), write(total))}\r\n` : ''
  const asOf = `# ${all.fresh.asOf} ${warehouse.pointer.as_of}\r\n`
  return new Response(BYTE_ORDER_MARK + csvLine(header) + lines.join('') + capped + asOf, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="promises-at-risk-${warehouse.pointer.as_of.slice(0, 10)}.csv"`,
    },
  })
}
