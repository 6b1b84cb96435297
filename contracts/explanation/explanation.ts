/** Why a ticket has its promises, and how each of their clocks ran: rows of the named queries put together. */
import { linesOf, type Days, type Line } from './lines.ts'
import type { CalendarRow, CloseRow, ExplanationRows, IntervalRow, ReasonRow, StateRow, TicketValues } from './rows.ts'

export type ConditionField = keyof TicketValues | 'not_dispatched_same_day'

/** A condition of a promise or of a rule, and what the ticket had to say to it. */
export interface Condition {
  readonly field: ConditionField
  /** Any of these; empty for a distance. */
  readonly wanted: readonly string[]
  /** Kilometres, exclusive and inclusive. */
  readonly above: number | null
  readonly upTo: number | null
  /** Null: empty, so that nobody can tell. */
  readonly value: string | null
}

/** A change of the ticket on which promises may depend. */
export interface Change {
  readonly at: string
  readonly field: keyof TicketValues
  readonly from: string | null
  readonly to: string | null
}

export interface ExplainedPromise {
  /** As the ticket page names the promise. */
  readonly id: string
  readonly reason: ReasonRow
  /** Which rule chose the preset, with what it asks for; empty unless a rule did. */
  readonly ruleConditions: readonly Condition[]
  readonly conditions: readonly Condition[]
  readonly calendar: CalendarRow | null
  /** Every calendar by which it was counted. */
  readonly calendars: readonly CalendarRow[]
  readonly changes: readonly Change[]
  readonly intervals: readonly IntervalRow[]
  readonly lines: readonly Line[]
  readonly closes: readonly CloseRow[]
  /** It began when another promise of its stage was replaced. */
  readonly isFollowing: boolean
}

const idOf = (row: { subject_kind: string; subject_id: string; promise_id: string; cycle: number }): string =>
  `${row.subject_kind}:${row.subject_id}:${row.promise_id}:${row.cycle}`

/** @returns the promises in the order of `rows.reasons` */
export function explain(rows: ExplanationRows): readonly ExplainedPromise[] {
  const changes = changesOf(rows.states, rows.values)
  const calendars = new Map(rows.calendars.map((each) => [each.calendar_id, each]))
  const special = new Map(rows.specialDays.map(({ calendar_id, day, status }) => [`${calendar_id} ${day}`, status]))
  const intervals = Map.groupBy(rows.intervals, idOf)
  const closes = Map.groupBy(rows.closes, idOf)
  return rows.reasons.map((reason) => {
    const id = idOf(reason)
    const own = intervals.get(id) ?? []
    const values = valuesAt(reason, rows)
    const days: Days = {
      zoneOf: (calendar) => calendars.get(calendar ?? '')?.time_zone ?? reason.time_zone,
      statusOf: (calendar, day) => special.get(`${calendar ?? ''} ${day}`) ?? null,
    }
    const ids = new Set([reason.calendar_id, ...own.map(({ calendar_id }) => calendar_id)])
    return {
      id,
      reason,
      ruleConditions: reason.subject_kind === 'ticket' ? ruleConditions(reason, values) : [],
      conditions: reason.subject_kind === 'ticket' ? promiseConditions(reason, values) : [],
      calendar: calendars.get(reason.calendar_id ?? '') ?? null,
      calendars: rows.calendars.filter(({ calendar_id }) => ids.has(calendar_id)),
      changes: reason.subject_kind === 'ticket' ? changes : [],
      intervals: own,
      lines: linesOf(own, days),
      closes: closes.get(id) ?? [],
      isFollowing: rows.reasons.some(
        ({ replaced_at, stage }) => stage === reason.stage && replaced_at !== null && replaced_at === reason.started_at,
      ),
    }
  })
}

export const FIELDS = [
  'priority',
  'region',
  'site',
  'zone',
  'distance_km',
  'supplier_involved',
  'fault_family',
  'product_family',
  'service_mode',
  'work_kind',
  'warranty',
] as const satisfies readonly (keyof TicketValues)[]

const word = (value: string | number | boolean | null): string | null => (value === null ? null : String(value))

/** As the ticket was when the promise started; not started: as it is now. What was filled later was so from the beginning. */
function valuesAt({ started_at }: ReasonRow, { states, values }: ExplanationRows): TicketValues {
  const time = started_at === null ? Number.POSITIVE_INFINITY : Date.parse(started_at)
  const state = states.findLast(({ from_at }) => Date.parse(from_at) <= time) ?? states[0]
  return state === undefined ? values : valuesOf(state, values)
}

/** A state knows what changed; a priority that changed is unknown before, so it is never taken from the ticket of today. */
const valuesOf = (state: StateRow, now: TicketValues): TicketValues => ({
  source: now.source,
  priority: state.priority,
  region: state.region ?? now.region,
  site: state.site ?? now.site,
  zone: state.zone ?? now.zone,
  distance_km: state.distance_km ?? now.distance_km,
  supplier_involved: state.supplier_involved ?? now.supplier_involved,
  fault_family: state.fault_family ?? now.fault_family,
  product_family: state.product_family ?? now.product_family,
  service_mode: state.service_mode ?? now.service_mode,
  work_kind: state.work_kind ?? now.work_kind,
  warranty: state.warranty ?? now.warranty,
})

function changesOf(states: readonly StateRow[], now: TicketValues): readonly Change[] {
  return states.slice(1).flatMap((state, at) => {
    const before = states[at]
    if (before === undefined) return []
    const [was, is] = [valuesOf(before, now), valuesOf(state, now)]
    return FIELDS.filter((field) => was[field] !== is[field]).map((field) => ({
      at: state.from_at,
      field,
      from: word(was[field]),
      to: word(is[field]),
    }))
  })
}

function condition(field: keyof TicketValues, wanted: readonly string[] | null, values: TicketValues): readonly Condition[] {
  return wanted === null ? [] : [{ field, wanted, above: null, upTo: null, value: word(values[field]) }]
}

const ruleConditions = (row: ReasonRow, values: TicketValues): readonly Condition[] => [
  ...condition('source', row.rule_sources, values),
  ...condition('service_mode', row.rule_service_modes, values),
  ...condition('priority', row.rule_priorities, values),
  ...condition('product_family', row.rule_product_families, values),
  ...condition('region', row.rule_regions, values),
]

function promiseConditions(row: ReasonRow, values: TicketValues): readonly Condition[] {
  const { min_distance_km: above, max_distance_km: upTo } = row
  return [
    ...condition('service_mode', row.service_modes, values),
    ...condition('zone', row.zones, values),
    ...condition('priority', row.priorities, values),
    ...condition('fault_family', row.fault_families, values),
    ...condition('work_kind', row.work_kinds, values),
    ...condition('warranty', row.warranties, values),
    ...(above === null && upTo === null
      ? []
      : [{ field: 'distance_km' as const, wanted: [], above, upTo, value: word(values.distance_km) }]),
    ...condition('supplier_involved', row.supplier_involved === null ? null : [String(row.supplier_involved)], values),
    ...(row.needs_not_same_day === true
      ? [{ field: 'not_dispatched_same_day' as const, wanted: ['true'], above: null, upTo: null, value: 'true' }]
      : []),
  ]
}
