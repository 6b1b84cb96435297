/** What the time of broken promises went into, and the list of them, put into the reader's language. */
import type { DimensionFilter } from '#lib/filters/filters.ts'
import type { Language } from '#lib/language/language.ts'
import { CAUSES, DELAY_PAGE, type Cause, type DelayRow, type Delays, type DelaySelection } from '#lib/promises/delays.ts'
import { delayQueries, type DelayListRow } from '../queries/delays.ts'
import type { Lease } from '../warehouse.ts'

type Range = Pick<DelaySelection, 'stage' | 'since' | 'until'>
const given = ({ stage, since, until }: Range, dimensions: DimensionFilter) => ({
  stage,
  from_day: since,
  until_day: until,
  ...dimensions,
})

export async function readDelays(lease: Lease, range: Range, dimensions: DimensionFilter): Promise<Delays> {
  const rows = await lease.rows(delayQueries.delays, given(range, dimensions))
  const ofCauses = (value: (cause: Cause) => number): Readonly<Record<Cause, number>> => ({
    customer: value('customer'),
    parts: value('parts'),
    supplier: value('supplier'),
    not_assigned: value('not_assigned'),
    out_of_hours: value('out_of_hours'),
    own_work: value('own_work'),
  })
  const counts = ofCauses((cause) => rows.find((row) => row.cause === cause)?.n ?? 0)
  return {
    n: CAUSES.reduce((sum, cause) => sum + counts[cause], 0),
    counts,
    minutes: ofCauses((cause) => rows.reduce((sum, row) => sum + row[cause], 0)),
    pausedMinutes: rows.reduce((sum, { paused }) => sum + paused, 0),
  }
}

export async function readDelayList(
  lease: Lease,
  { cause, offset, ...range }: DelaySelection,
  dimensions: DimensionFilter,
  language: Language,
): Promise<readonly DelayRow[]> {
  const page = { cause, rows: DELAY_PAGE, skipped: offset }
  const rows = await lease.rows(delayQueries.list, { ...page, ...given(range, dimensions) })
  return rows.map((row) => rowOf(row, language))
}

const rowOf = (row: DelayListRow, language: Language): DelayRow => ({
  id: `${row.ticket_key}:${row.promise_id}:${row.cycle}`,
  ticketKey: row.ticket_key,
  name: language === 'zh-CN' ? row.promise_name_zh : row.promise_name_en,
  round: row.round,
  due: row.due_at,
  stopped: row.stopped_at,
  overrunMinutes: row.overrun_minutes,
  wholeMinutes: row.calendar_minutes,
  minutes: row,
  cause: row.cause,
})
