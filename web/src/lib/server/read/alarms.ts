/** What the early warning says, put into the reader's language: alarms with their weeks and what customers said, and what is watched. */
import type { Language } from '#lib/language/language.ts'
import { alarmQueries, type AlarmRow } from '../queries/alarms.ts'
import type { Lease } from '../warehouse.ts'

/** Alarms that ended longer ago are not news. */
const ENDED_DAYS = 91
const MOST = 12
const EXAMPLES = 3
/** Half a year before the beginning shows what was usual. */
const DAYS_BEFORE = 182

export interface AlarmWeek {
  readonly start: string
  readonly observed: number
  readonly expected: number
}

export interface Example {
  readonly key: string
  readonly day: string
  readonly complaintId: string | null
  readonly ticketKey: string | null
  readonly ticketId: string | null
  readonly text: string
}

export interface ShownAlarm {
  readonly id: string
  readonly kind: AlarmRow['series_kind']
  readonly family: string | null
  readonly code: string
  readonly name: string | null
  readonly beganOn: string
  readonly knownOn: string
  readonly endedOn: string | null
  readonly observed: number
  readonly expected: number
  /** null: none were usual. */
  readonly ratio: number | null
  readonly ratioLower: number
  readonly ratioUpper: number | null
  readonly comparedWith: AlarmRow['compared_with']
  readonly rate: number | null
  readonly usualRate: number
  readonly usualWeeks: number
  readonly falseAlarmsAYear: number
  readonly weeks: readonly AlarmWeek[]
  readonly examples: readonly Example[]
}

export interface EarlyWarning {
  readonly alarms: readonly ShownAlarm[]
  /** Alarms that are open or ended lately, those that are not shown too. */
  readonly total: number
  readonly watched: number
  /** Of the subject about which most is known. */
  readonly weeks: number
  readonly lastWeek: string | null
  readonly falseAlarmsAYear: number
}

export async function readAlarms(lease: Lease, language: Language): Promise<EarlyWarning> {
  const [rows, watch] = await Promise.all([
    lease.rows(alarmQueries.list, { ended_days: ENDED_DAYS, most: MOST }),
    lease.rows(alarmQueries.watch, {}),
  ])
  const alarms = await Promise.all(
    rows.map(async (row) => {
      const [weeks, examples] = await Promise.all([
        lease.rows(alarmQueries.weeks, { alarm: row.alarm_id, before_days: DAYS_BEFORE }),
        lease.rows(alarmQueries.examples, { alarm: row.alarm_id, most: EXAMPLES }),
      ])
      return {
        ...shown(row, language),
        weeks: weeks.map(({ week_start, observed, expected }) => ({ start: week_start, observed, expected })),
        examples: examples.map((each) => ({
          key: each.example_key,
          day: each.day,
          complaintId: each.complaint_id,
          ticketKey: each.ticket_key,
          ticketId: each.ticket_id,
          text: each.text,
        })),
      }
    }),
  )
  return {
    alarms,
    total: rows[0]?.total ?? 0,
    watched: watch.reduce((sum, { watched }) => sum + watched, 0),
    weeks: watch.reduce((most, { weeks }) => Math.max(most, weeks), 0),
    lastWeek: watch.reduce<string | null>(
      (last, { last_week: week }) => (week !== null && week > (last ?? '') ? week : last),
      null,
    ),
    falseAlarmsAYear: watch[0]?.false_alarms_a_year ?? 0,
  }
}

const shown = (row: AlarmRow, language: Language) => ({
  id: row.alarm_id,
  kind: row.series_kind,
  family: row.product_family,
  code: row.code,
  name: language === 'zh-CN' ? row.name_zh : row.name_en,
  beganOn: row.began_on,
  knownOn: row.known_on,
  endedOn: row.ended_on,
  observed: row.observed,
  expected: row.expected,
  ratio: row.ratio,
  ratioLower: row.ratio_lower,
  ratioUpper: row.ratio_upper,
  comparedWith: row.compared_with,
  rate: row.rate,
  usualRate: row.usual_rate,
  usualWeeks: row.usual_weeks,
  falseAlarmsAYear: row.false_alarms_a_year,
})
