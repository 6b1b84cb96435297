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
  readParts,
  readReconciled,
  readSlices,
} from '#lib/server/read/costs.ts'
import { readBudget, readBudgetTrend, readCostCheck, readLeakage, readRecovery } from '#lib/server/read/cost-audit.ts'
import { readHours } from '#lib/server/read/cost-hours.ts'
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
  if (warehouse === null) return { ...top, series: null, budgetDay: null, stretch: null, shown: [], parts: null }

  const series = await panel('cost series', () => readSeriesOf(warehouse, filters, language, COST_KPIS))
  if (series.state === 'failed') return { ...top, series, budgetDay: null, stretch: null, shown: [], parts: null }
  const packed = { state: 'ready', data: pack(series.data) } as const
  // The cost of repairs decides which period is shown, since it settles last; a home without it may still have money, parts or hours.
  const hasFigures = series.data.filter(({ figures }) => figures.some(({ value }) => value !== null))
  const figures = hasFigures[0]?.figures ?? []
  const shown = figures.slice(-periodsShown(filters))
  const stretch = chooseStretch(figures, filters, stretched.asked)
  const [first, last] = [shown[0], shown.at(-1)]
  if (stretch === null || first === undefined || last === undefined) {
    return { ...top, series: packed, budgetDay: null, stretch: null, shown: [], parts: null }
  }
  const dates = { since: first.start, until: last.end }
  const [coverage, parts] = await Promise.all([
    panel('cost coverage', () => readCoverage(warehouse, filters, dates)),
    panel('parts', () => readParts(warehouse, filters, stretch)),
  ])
  // Every amount of the span is added up for these: they come after the page is drawn, and begin when what it waits for is there.
  const slow = {
    trend: streamed(warehouse, 'cost components', async () => {
      const [entries, budget] = await Promise.all([
        readCostTrend(warehouse, filters, dates),
        readBudgetTrend(warehouse, filters, dates),
      ])
      return { entries, budget }
    }),
    reconciled: streamed(warehouse, 'cost reconciliation', () => readReconciled(warehouse, filters, stretch)),
    slices: streamed(warehouse, 'cost by slice', () => readSlices(warehouse, filters, stretch)),
    split: streamed(warehouse, 'cost change', async () =>
      stretch.compared === null ? [] : readSplit(warehouse, filters, stretch, stretch.compared, parsed.asked),
    ),
    tickets: streamed(warehouse, 'costly tickets', () => readCostlyTickets(warehouse, filters, stretch)),
    hours: streamed(warehouse, 'hours by kind', () =>
      parsed.asked.hours === 'day'
        ? readHours(warehouse, filters, stretch, 'day')
        : readHours(warehouse, filters, dates, filters.grain),
    ),
    budget: streamed(warehouse, 'budget', () => readBudget(warehouse, last.start)),
    recovery: streamed(warehouse, 'supplier recovery', () => readRecovery(warehouse, filters, stretch)),
    leakage: streamed(warehouse, 'leakage', () => readLeakage(warehouse, filters, stretch)),
    check: streamed(warehouse, 'cost check', () => readCostCheck(warehouse, filters, stretch)),
  }
  return {
    ...top,
    series: packed,
    stretch,
    budgetDay: last.start,
    shown: shown.map((figure) => ({ start: figure.start, isSettled: isSettled(figure) })),
    parts: { ...slow, coverage, parts },
  }
}
