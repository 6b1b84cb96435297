/** All the cases behind one figure as CSV. */
import { casesTexts } from '#lib/language/pages/cases.ts'
import type { Grain } from '#contracts/slice.ts'
import { error } from '@sveltejs/kit'
import { BYTE_ORDER_MARK, csvLine } from '#lib/charts/csv.ts'
import { CASE_DIMENSIONS, CASES_CSV_CAP, ticketNumber } from '#lib/cases/cases.ts'
import { formatCount } from '#lib/language/format.ts'
import { texts } from '#lib/language/texts.ts'
import { periodAfter } from '#lib/period/stretch.ts'
import { requestedCases, requestedFigure } from '#lib/server/case-view.ts'
import { readCaseFigure, readCases, type CasePeriod } from '#lib/server/read/cases.ts'
import { newReference } from '#lib/server/report.ts'
import type { RequestHandler } from './$types'

/** The first day; of several periods also the day before which they end. */
const fileDays = ({ start, end }: CasePeriod, grain: Grain) => (periodAfter(start, grain) === end ? start : `${start}-${end}`)

export const GET: RequestHandler = async ({ locals: { warehouse, language }, url }) => {
  const selection = requestedCases(url, language)
  const { state } = texts(language)
  const words = casesTexts({ language })
  if (warehouse === null) error(503, state.noWarehouseTitle, { code: 'query.nothing_published', reference: newReference() })
  const { kpi, period } = await requestedFigure(warehouse, url, selection, language)
  if (period === null) error(404, words.noPeriod, { code: 'cases.bad_period', reference: newReference() })
  const [figure, cases] = await Promise.all([
    readCaseFigure(warehouse, kpi, period, selection),
    readCases(warehouse, kpi, period, selection, language, { rows: CASES_CSV_CAP, skipped: 0 }),
  ])
  const header = [
    words.case,
    words.subject,
    words.ticket,
    words.bookedOn,
    ...CASE_DIMENSIONS.map((name) => words.dimensions[name]),
    words.numerator,
    words.denominator,
    words.value,
    words.outcome,
  ]
  const lines = cases.map((each) =>
    csvLine([
      each.id,
      words.subjects[each.subject as keyof typeof words.subjects],
      each.ticketKey === null ? null : ticketNumber(each.ticketKey),
      each.bookedOn,
      ...CASE_DIMENSIONS.map((name) => each.dimensions[name] ?? null),
      each.numerator,
      each.denominator,
      each.value,
      words.outcomes[each.outcome],
    ]),
  )
  const total = figure?.counts[selection.outcome] ?? cases.length
  const write = (count: number) => formatCount(count, language).replaceAll(',', '')
  const remark = total > cases.length ? `# ${words.capped(write(cases.length), write(total))}\r\n` : ''
  return new Response(BYTE_ORDER_MARK + csvLine(header) + lines.join('') + remark, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="cases-${kpi.id}-${fileDays(period, selection.filters.grain)}.csv"`,
    },
  })
}
