import { periodsShown } from '#lib/filters/filters.ts'
import { chooseStretch, parseStretch } from '#lib/period/stretch.ts'
import { pack } from '#lib/review/packed.ts'
import { isSettled } from '#lib/review/series.ts'
import { badFilter, requestedFilters } from '#lib/server/filters.ts'
import {
  COST_KPIS,
  readCostlyTickets,
  readCostTrend,
  readCoverage,
  readHours,
  readParts,
  readReconciled,
  readSlices,
} from '#lib/server/read/costs.ts'
import { readSplit } from '#lib/server/read/cost-change.ts'
import { readSeriesOf } from '#lib/server/read/kpi.ts'
import { panel, streamed } from '#lib/server/report.ts'
import { parseCosts } from './asked.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { warehouse, language }, url }) => {
  const filters = requestedFilters(url, language)
  const get = (name: string) => url.searchParams.get(name)
  const stretched = parseStretch(get, filters.grain)
  if (!stretched.ok) badFilter(stretched.wrong, language)
  const parsed = parseCosts(get)
  if (!parsed.ok) badFilter(parsed.wrong, language)
  const top = { filters, asked: parsed.asked }
  if (warehouse === null) return { ...top, series: null, stretch: null, shown: [], parts: null }

  const series = await panel('cost series', () => readSeriesOf(warehouse, filters, language, COST_KPIS))
  if (series.state === 'failed') return { ...top, series, stretch: null, shown: [], parts: null }
  const packed = { state: 'ready', data: pack(series.data) } as const
  // The cost of repairs decides which period is shown, since it settles last; a home without it may still have money, parts or hours.
  const hasFigures = series.data.filter(({ figures }) => figures.some(({ value }) => value !== null))
  const figures = hasFigures[0]?.figures ?? []
  const shown = figures.slice(-periodsShown(filters))
  const stretch = chooseStretch(figures, filters, stretched.asked)
  const [first, last] = [shown[0], shown.at(-1)]
  if (stretch === null || first === undefined || last === undefined) {
    return { ...top, series: packed, stretch: null, shown: [], parts: null }
  }
  const dates = { since: first.start, until: last.end }
  const [coverage, parts] = await Promise.all([
    panel('cost coverage', () => readCoverage(warehouse, filters, dates)),
    panel('parts', () => readParts(warehouse, filters, stretch)),
  ])
  // Every amount of the span is added up for these: they come after the page is drawn, and begin when what it waits for is there.
  const slow = {
    trend: streamed(warehouse, 'cost components', () => readCostTrend(warehouse, filters, dates)),
    reconciled: streamed(warehouse, 'cost reconciliation', () => readReconciled(warehouse, filters, stretch)),
    slices: streamed(warehouse, 'cost by slice', () => readSlices(warehouse, filters, stretch)),
    split: streamed(warehouse, 'cost change', async () =>
      stretch.compared === null ? [] : readSplit(warehouse, filters, stretch, stretch.compared, parsed.asked),
    ),
    tickets: streamed(warehouse, 'costly tickets', () => readCostlyTickets(warehouse, filters, stretch)),
    hours: streamed(warehouse, 'hours by kind', () => readHours(warehouse, filters, dates)),
  }
  return {
    ...top,
    series: packed,
    stretch,
    shown: shown.map((figure) => ({ start: figure.start, isSettled: isSettled(figure) })),
    parts: { ...slow, coverage, parts },
  }
}
