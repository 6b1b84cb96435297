import { parseComplaints } from '#lib/complaints/asked.ts'
import { chooseTwoPeriods, parseTwoPeriods } from '#lib/complaints/two-periods.ts'
import { chooseWords } from '#lib/complaints/words.ts'
import { parseList } from '#lib/complaints/list.ts'
import { chooseStretch, parseStretch } from '#lib/period/stretch.ts'
import { periodsShown } from '#lib/filters/filters.ts'
import { pack } from '#lib/review/packed.ts'
import { yearBefore } from '#lib/review/series.ts'
import { badFilter, requestedFilters } from '#lib/server/filters.ts'
import { readAlarms } from '#lib/server/read/alarms.ts'
import { readHandling, readRecurrence } from '#lib/server/read/complaint-handling.ts'
import { readComplaintPage } from '#lib/server/read/complaint-list.ts'
import { readWordCauses, readWords } from '#lib/server/read/complaint-words.ts'
import { COMPLAINT_KPIS, readCauses, readCauseTrend, readFamilies, readStanding } from '#lib/server/read/complaints.ts'
import { readSeriesOf } from '#lib/server/read/kpi.ts'
import { panel, streamed } from '#lib/server/report.ts'
import type { PageServerLoad } from './$types'

const NEWEST = 10

export const load: PageServerLoad = async ({ locals: { warehouse, language }, url }) => {
  const filters = requestedFilters(url, language)
  const get = (name: string) => url.searchParams.get(name)
  const stretched = parseStretch(get, filters.grain)
  if (!stretched.ok) badFilter(stretched.wrong, language)
  const compared = parseTwoPeriods(get, filters.grain)
  if (!compared.ok) badFilter(compared.wrong, language)
  const parsed = parseComplaints(get)
  if (!parsed.ok) badFilter(parsed.wrong, language)
  const { asked } = parsed
  const nothing = { stretch: null, shown: [], parts: null }
  if (warehouse === null) return { filters, asked, warning: null, series: null, ...nothing }

  const [warning, series] = await Promise.all([
    panel('early warning', () => readAlarms(warehouse, language)),
    panel('complaint series', () => readSeriesOf(warehouse, filters, language, COMPLAINT_KPIS)),
  ])
  const top = { filters, asked, warning }
  if (series.state === 'failed') return { ...top, series, ...nothing }
  // Complaints received count at once, so a period of theirs is settled as soon as it is over.
  const figures = series.data.find(({ kpi }) => kpi.id === 'complaints_received')?.figures ?? []
  const shown = figures.slice(-periodsShown(filters))
  const packed = { state: 'ready', data: pack(series.data) } as const
  const chosen = chooseStretch(figures, filters, stretched.asked)
  const [first, last] = [shown[0], shown.at(-1)]
  if (chosen === null || first === undefined || last === undefined) return { ...top, series: packed, ...nothing }
  const stretch = chooseTwoPeriods(chosen, figures, filters.grain, compared.asked)
  const dates = { since: first.start, until: last.end }
  const newest = parseList((name) => (name === 'since' || name === 'until' ? stretch[name] : null))
  const [causes, trend, families, standing, handling, recurrence, list, wordCauses] = await Promise.all([
    panel('complaint causes', () => readCauses(warehouse, filters, stretch, asked, language)),
    panel('complaint trend', () => readCauseTrend(warehouse, filters, dates, language)),
    panel('complaints by family', () => readFamilies(warehouse, filters, stretch, language)),
    panel('complaint standing', () => readStanding(warehouse, filters, stretch)),
    panel('complaint handling', () => readHandling(warehouse, filters, stretch)),
    panel('complaint recurrence', () => readRecurrence(warehouse, filters, stretch, asked.level, language)),
    panel('newest complaints', async () => {
      if (!newest.ok) throw new Error(newest.wrong)
      return readComplaintPage(warehouse, filters, newest.asked, language, NEWEST)
    }),
    panel('causes with words', () => readWordCauses(warehouse, filters, dates, language)),
  ])
  const wordsAsked = chooseWords(get('words'), wordCauses.state === 'ready' ? wordCauses.data : [])
  // A year tells what is usual, unless the reader chose what to compare with.
  const before =
    compared.asked.before !== null && stretch.compared !== null
      ? stretch.compared
      : { since: yearBefore(stretch.since, filters.grain), until: stretch.since }
  // What customers of a cause write does not change from month to month, and a month has few of them.
  const time = wordsAsked.kind === 'cause' ? dates : { since: stretch.since, until: stretch.until }
  return {
    ...top,
    series: packed,
    stretch,
    shown: shown.map((figure) => ({ start: figure.start, isSettled: figure.isComplete && figure.isMature })),
    parts: { causes, trend, families, standing, handling, recurrence, list },
    wordCauses,
    wordsAsked,
    wordsTime: time,
    wordsBefore: before,
    words: streamed(warehouse, 'complaint words', () => readWords(warehouse, filters, time, before, wordsAsked)),
  }
}
