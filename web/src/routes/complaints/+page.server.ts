import { parseStretch, chooseStretch } from '#lib/period/stretch.ts'
import { periodsShown } from '#lib/filters/filters.ts'
import { pack } from '#lib/review/packed.ts'
import { badFilter, requestedFilters } from '#lib/server/filters.ts'
import {
  COMPLAINT_KPIS,
  readCauses,
  readCauseTrend,
  readFamilies,
  readNewest,
  readStanding,
} from '#lib/server/read/complaints.ts'
import { readSeriesOf } from '#lib/server/read/kpi.ts'
import { panel } from '#lib/server/report.ts'
import { parseComplaints } from './asked.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { warehouse, language }, url }) => {
  const filters = requestedFilters(url, language)
  const get = (name: string) => url.searchParams.get(name)
  const stretched = parseStretch(get, filters.grain)
  if (!stretched.ok) badFilter(stretched.wrong, language)
  const parsed = parseComplaints(get)
  if (!parsed.ok) badFilter(parsed.wrong, language)
  const { asked } = parsed
  const top = { filters, asked }
  if (warehouse === null) return { ...top, series: null, stretch: null, shown: [], parts: null }

  const series = await panel('complaint series', () => readSeriesOf(warehouse, filters, language, COMPLAINT_KPIS))
  if (series.state === 'failed') return { ...top, series, stretch: null, shown: [], parts: null }
  // Complaints received count at once, so a period of theirs is settled as soon as it is over.
  const figures = series.data.find(({ kpi }) => kpi.id === 'complaints_received')?.figures ?? []
  const shown = figures.slice(-periodsShown(filters))
  const packed = { state: 'ready', data: pack(series.data) } as const
  const stretch = chooseStretch(figures, filters, stretched.asked)
  const [first, last] = [shown[0], shown.at(-1)]
  if (stretch === null || first === undefined || last === undefined) {
    return { ...top, series: packed, stretch: null, shown: [], parts: null }
  }
  const dates = { since: first.start, until: last.end }
  const [causes, trend, families, standing, newest] = await Promise.all([
    panel('complaint causes', () => readCauses(warehouse, filters, stretch, asked.level, language)),
    panel('complaint trend', () => readCauseTrend(warehouse, filters, dates, language)),
    panel('complaints by family', () => readFamilies(warehouse, filters, stretch, language)),
    panel('complaint standing', () => readStanding(warehouse, filters, stretch)),
    panel('newest complaints', () => readNewest(warehouse, filters, stretch, asked, language)),
  ])
  return {
    ...top,
    series: packed,
    stretch,
    shown: shown.map((figure) => ({ start: figure.start, isSettled: figure.isComplete && figure.isMature })),
    parts: { causes, trend, families, standing, newest },
  }
}
