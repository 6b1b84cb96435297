/** From the rows that `marts.cause_alarm` and `marts.cause_watch` read to series, and from alarms to their rows. */
import { z } from 'zod'
import type { Computed, ComputedRow } from '../../build/computing.ts'
import type { Row } from '../../build/table.ts'
import { SERIES_KINDS, type Comparison, type ComparedWith, type Series, type SeriesKind } from './series.ts'
import { FALSE_ALARMS_A_YEAR, watch, type Alarm, type Watch } from './watch.ts'

const SUBJECTS = ['complaint', 'part'] as const

/** Counts and exposures of weeks that will not change any more. A row without a code is the exposure of its product and week. */
export const weekRowSchema = z.object({
  subject: z.enum(SUBJECTS),
  /** null: all products together. */
  product_family: z.string().nullable(),
  code: z.string().nullable(),
  /** A Monday; of an exposure the day from which the week is known, too. */
  week_start: z.iso.date(),
  known_on: z.iso.date().nullable(),
  counted: z.number().nullable(),
  jobs: z.number().nullable(),
  /** Complaints whose cause is known. */
  complaints: z.number().nullable(),
  units: z.number().nullable(),
})
export type WeekRow = z.infer<typeof weekRowSchema>

/** The weeks of a subject that are known: places [from, until) of all weeks. */
interface Known {
  readonly from: number
  readonly until: number
}

export interface Home {
  readonly series: readonly Series[]
  /** Mondays, in order. */
  readonly weeks: readonly string[]
  readonly knownOn: ReadonlyMap<string, string>
  readonly known: Readonly<Record<WeekRow['subject'], Known>>
}

/** What is compared, at most a year and a span of weeks ago, is a rate for each so many of the exposure. */
export const RATE_PER = 1000

const ALL = ''
const keyOf = (product: string | null, code: string | null) => `${product ?? ALL}\u0000${code ?? ALL}`

type Numbers = ReadonlyMap<string, Float64Array>

/** Rows by product and code, each as one number a week. */
function byWeek(
  rows: readonly WeekRow[],
  places: ReadonlyMap<string, number>,
  until: number,
  value: (row: WeekRow) => number | null,
): Numbers {
  const found = new Map<string, Float64Array>()
  for (const row of rows) {
    const place = places.get(row.week_start)
    const given = value(row)
    if (place === undefined || place >= until || given === null) continue
    const key = keyOf(row.product_family, row.code)
    let numbers = found.get(key)
    if (numbers === undefined) found.set(key, (numbers = new Float64Array(until)))
    numbers[place] = (numbers[place] ?? 0) + given
  }
  return found
}

const others = (all: Float64Array, own: Float64Array) => all.map((value, week) => Math.max(0, value - (own[week] ?? 0)))

const known = (size: ComparedWith, exposure: Float64Array): Comparison => ({ with: size, exposure, isCounted: false })
const counted = (of: ComparedWith, exposure: Float64Array): Comparison => ({ with: of, exposure, isCounted: true })

interface Of {
  readonly jobs: Numbers
  readonly complaints: Numbers
  readonly units: Numbers
  /** The first week that is known. */
  readonly from: number
}

/** A complaint is compared with the jobs of its product, and with complaints about it for another reason. */
function complaintSeries(product: string | null, code: string, counts: Float64Array, of: Of): Series[] {
  const jobs = of.jobs.get(keyOf(product, null))
  const complaints = of.complaints.get(keyOf(product, null))
  if (jobs === undefined || complaints === undefined) return []
  const kind: SeriesKind = product === null ? 'cause' : 'product_cause'
  const comparisons = [known('jobs', jobs), counted('other_complaints', others(complaints, counts))] as const
  return [{ kind, product, code, counts, comparisons, from: of.from }]
}

/**
 * Uses of a part are compared with the machines in service, where they are known throughout, and with jobs on the product without it. A part
 * that is new has no usual rate yet: its first weeks are no rise.
 */
function partSeries(product: string, code: string, counts: Float64Array, of: Of): Series[] {
  const jobs = of.jobs.get(keyOf(product, null))
  if (jobs === undefined) return []
  const from = Math.max(
    of.from,
    counts.findIndex((count) => count > 0),
  )
  const units = of.units.get(keyOf(product, null))
  const areKnown = units?.subarray(from).every((count) => count > 0) ?? false
  const other = counted('other_jobs', others(jobs, counts))
  const comparisons = units !== undefined && areKnown ? ([known('units', units), other] as const) : ([other] as const)
  return [{ kind: 'part_product', product, code, counts, comparisons, from }]
}

function knownOf(rows: readonly WeekRow[], subject: WeekRow['subject'], places: ReadonlyMap<string, number>): Known {
  const own = rows.filter((row) => row.subject === subject && row.code === null).map((row) => places.get(row.week_start) ?? 0)
  const among = (pick: (a: number, b: number) => number, from: number) => own.reduce((so, each) => pick(so, each), from)
  return own.length === 0 ? { from: 0, until: 0 } : { from: among(Math.min, Infinity), until: among(Math.max, 0) + 1 }
}

/** The series of a home: those for which something was counted. */
export function homeOf(rows: readonly WeekRow[]): Home {
  const knownOn = new Map(rows.flatMap((row) => (row.known_on === null ? [] : [[row.week_start, row.known_on] as const])))
  const weeks = [...knownOn.keys()].sort()
  const places = new Map(weeks.map((week, place) => [week, place]))
  const known = { complaint: knownOf(rows, 'complaint', places), part: knownOf(rows, 'part', places) }
  const series: Series[] = []
  for (const subject of SUBJECTS) {
    const { from, until } = known[subject]
    const own = rows.filter((row) => row.subject === subject)
    const read = (which: readonly WeekRow[], value: (row: WeekRow) => number | null) => byWeek(which, places, until, value)
    const sizes = own.filter(({ code }) => code === null)
    const of: Of = {
      jobs: read(sizes, ({ jobs }) => jobs),
      complaints: read(sizes, ({ complaints }) => complaints),
      units: read(sizes, ({ units }) => units),
      from,
    }
    const counts = read(
      own.filter(({ code }) => code !== null),
      (row) => row.counted,
    )
    for (const key of [...counts.keys()].sort()) {
      const [product = '', code = ''] = key.split('\u0000')
      const numbers = counts.get(key) as Float64Array
      if (subject === 'complaint') series.push(...complaintSeries(product === ALL ? null : product, code, numbers, of))
      else if (product !== ALL) series.push(...partSeries(product, code, numbers, of))
    }
  }
  return { series, weeks, knownOn, known }
}

const subjectOf = (kind: SeriesKind): WeekRow['subject'] => (kind === 'part_product' ? 'part' : 'complaint')
const finite = (value: number) => (Number.isFinite(value) ? value : null)

export function alarmRow(alarm: Alarm, { weeks, knownOn }: Home): Row {
  const { series, span, usual, weakest } = alarm
  const comparison = series.comparisons[weakest] ?? series.comparisons[0]
  const exposure = span.exposure[weakest] as number
  const usualExposure = usual.exposure[weakest] as number
  const detected = weeks[alarm.detected] as string
  const began = weeks[alarm.began] as string
  return {
    alarm_id: [series.kind, series.product ?? 'all', series.code, began].join('|'),
    series_kind: series.kind,
    product_family: series.product,
    code: series.code,
    began_on: began,
    detected_on: detected,
    known_on: knownOn.get(detected),
    ended_on: alarm.ended === null ? null : weeks[alarm.ended],
    state: alarm.ended === null ? 'open' : 'ended',
    weeks: span.weeks,
    observed: span.count,
    expected: alarm.expected,
    ratio: finite(alarm.ratio),
    ratio_lower: alarm.ratioLower,
    ratio_upper: finite(alarm.ratioUpper),
    compared_with: comparison.with,
    rate: (RATE_PER * span.count) / exposure,
    usual_rate: (RATE_PER * usual.count) / usualExposure,
    usual_weeks: usual.weeks,
    dispersion: alarm.dispersion,
    p_value: Math.exp(alarm.logP),
    false_alarms_a_year: alarm.falseAlarmsAYear,
  }
}

export function watchRows(watched: Watch, { series, weeks, knownOn, known }: Home): Row[] {
  return SERIES_KINDS.map((kind) => {
    const { from, until } = known[subjectOf(kind)]
    const [first, last] = from < until ? [weeks[from], weeks[until - 1]] : []
    return {
      series_kind: kind,
      weeks: until - from,
      first_week: first ?? null,
      last_week: last ?? null,
      known_on: last === undefined ? null : (knownOn.get(last) as string),
      series: series.filter((each) => each.kind === kind).length,
      watched: watched.watched.filter((each) => each.kind === kind).length,
      open_alarms: watched.alarms.filter((alarm) => alarm.series.kind === kind && alarm.ended === null).length,
      false_alarms_a_year: FALSE_ALARMS_A_YEAR,
    }
  })
}

async function read(rows: AsyncIterable<readonly ComputedRow[]>): Promise<Home> {
  const all: WeekRow[] = []
  for await (const piece of rows) for (const row of piece) all.push(weekRowSchema.parse(row))
  return homeOf(all)
}

/** `marts.cause_alarm`. */
export const causeAlarms: Computed = async (rows) => {
  const home = await read(rows)
  return watch(home.series).alarms.map((alarm) => alarmRow(alarm, home))
}

/** `marts.cause_watch`. */
export const causeWatch: Computed = async (rows) => {
  const home = await read(rows)
  return watchRows(watch(home.series), home)
}
