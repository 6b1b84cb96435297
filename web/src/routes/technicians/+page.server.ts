import { oneOf } from '#lib/filters/filters.ts'
import { badFilter } from '#lib/server/filters.ts'
import {
  readComparisons,
  readTechnicianGroups,
  readTechnicianPeriods,
  SMALLEST_GROUP,
  SPELLS,
  type TechnicianPeriod,
} from '#lib/server/read/technicians.ts'
import { panel, streamed } from '#lib/server/report.ts'
import type { PageServerLoad } from './$types'

/** The newest that is over; the newest when none is. */
const newestOf = (periods: readonly TechnicianPeriod[]): TechnicianPeriod | null =>
  periods.find(({ isOver }) => isOver) ?? periods[0] ?? null

export const load: PageServerLoad = async ({ locals: { warehouse, language }, url }) => {
  const every = oneOf(SPELLS, url.searchParams.get('every'), 'quarter')
  if (every === null) badFilter(`every=${url.searchParams.get('every') ?? ''}`, language)
  const none = { every, smallest: SMALLEST_GROUP, periods: [], period: null, kpi: null, comparisons: null, groups: null }
  if (warehouse === null) return none
  const read = await panel('technician periods', () => readTechnicianPeriods(warehouse))
  if (read.state === 'failed') return { ...none, comparisons: read }
  const periods = read.data.filter(({ grain }) => grain === every)
  const asked = url.searchParams.get('start')
  const period = asked === null || asked === '' ? newestOf(periods) : periods.find(({ start }) => start === asked)
  if (period === undefined) badFilter(`start=${asked ?? ''}`, language)
  if (period === null) return { ...none, periods }
  const comparisons = await panel('technicians', () => readComparisons(warehouse, every, period.start, language))
  const compared = comparisons.state === 'ready' ? comparisons.data.map(({ kpi }) => kpi.id) : []
  const kpi = oneOf(compared, url.searchParams.get('kpi'), compared[0] ?? '')
  if (kpi === null) badFilter(`kpi=${url.searchParams.get('kpi') ?? ''}`, language)
  const groups = kpi === '' ? null : streamed(warehouse, 'technician groups', () => readTechnicianGroups(warehouse, kpi, period))
  return { every, smallest: SMALLEST_GROUP, periods, period, kpi, comparisons, groups }
}
