import { periodsRead, periodsShown } from '#lib/filters/filters.ts'
import { pack } from '#lib/review/packed.ts'
import { isSettled } from '#lib/review/series.ts'
import { badFilter, requestedFilters } from '#lib/server/filters.ts'
import { readSeriesOf } from '#lib/server/read/kpi.ts'
import {
  PART_KPIS,
  readBasis,
  readClasses,
  readFamilies,
  readLife,
  readPartList,
  readPartTickets,
  readPartTrend,
  readPartWaits,
  readRequests,
  readStock,
} from '#lib/server/read/parts.ts'
import { panel, streamed } from '#lib/server/report.ts'
import { parseParts } from './asked.ts'
import { chooseWindow } from './window.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { warehouse, language }, url }) => {
  const filters = requestedFilters(url, language)
  const parsed = parseParts((name) => url.searchParams.get(name))
  if (!parsed.ok) badFilter(parsed.wrong, language)
  const { asked } = parsed
  const top = { filters, asked }
  if (warehouse === null) return { ...top, series: null, shown: [], detail: null }

  // A year more than is shown: the time of the page is held against the same time a year before.
  const read = { ...filters, compare: 'year' as const }
  const series = await panel('part series', () => readSeriesOf(warehouse, read, language, PART_KPIS))
  if (series.state === 'failed') return { ...top, series, shown: [], detail: null }
  const packed = { state: 'ready', data: pack(series.data) } as const
  // Failures decide which time is shown; a home that only counts stock has its periods from what it has.
  const figures = series.data.find((each) => each.figures.some(({ value }) => value !== null))?.figures ?? []
  const window = chooseWindow(figures, filters.grain, asked.window)
  const shown = figures.slice(-Math.min(periodsShown(filters), periodsRead(filters)))
  const [first, last] = [shown[0], shown.at(-1)]
  if (window === null || first === undefined || last === undefined) return { ...top, series: packed, shown: [], detail: null }

  const [list, basis] = await Promise.all([
    panel('parts', () => readPartList(warehouse, filters, window, asked.part)),
    panel('basis of failure rates', () => readBasis(warehouse)),
  ])
  const part = asked.part ?? (list.state === 'ready' ? (list.data.rows[asked.order][0]?.no ?? null) : null)
  const span = { since: first.start, until: last.end }
  return {
    ...top,
    series: packed,
    shown: shown.map((figure) => ({ start: figure.start, isSettled: isSettled(figure) })),
    detail: {
      window,
      part,
      list,
      basis,
      trend: part === null ? null : streamed(warehouse, 'part trend', () => readPartTrend(warehouse, filters, span, part)),
      tickets:
        part === null ? null : streamed(warehouse, 'part tickets', () => readPartTickets(warehouse, filters, window, part)),
      families: streamed(warehouse, 'parts by product', () => readFamilies(warehouse, filters, window, part)),
      life: part === null ? null : streamed(warehouse, 'life curve', () => readLife(warehouse, filters, part)),
      waits: streamed(warehouse, 'waits for parts', () => readPartWaits(warehouse, filters, window)),
      stock: streamed(warehouse, 'stock', () => readStock(warehouse, filters, window)),
      requests: streamed(warehouse, 'out-of-stock requests', () => readRequests(warehouse, filters, window)),
      classes: streamed(warehouse, 'classes of demand', () => readClasses(warehouse, filters)),
    },
  }
}
