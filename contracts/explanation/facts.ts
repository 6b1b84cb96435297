/** Why this promise, and what became of it: one line a fact, in the reader's words. */
import type { Condition, ExplainedPromise } from './explanation.ts'
import { exactDuration, lookUp, writeStamp, writeValue, type ExplanationWords } from './writing.ts'

export interface Fact {
  readonly key: keyof ExplanationWords['facts']
  readonly label: string
  readonly text: string
}

/** In the order of reading; the verdict comes last. */
export function factsOf(promise: ExplainedPromise, words: ExplanationWords): readonly Fact[] {
  const { reason } = promise
  const fact = (key: Fact['key'], text: string): Fact => ({ key, label: words.facts[key], text })
  const isWorking = reason.clock === 'working' || reason.clock === 'working_days'
  return [
    fact('preset', words.preset(reason.preset, reason.preset_version, reason.in_force_from, reason.in_force_until)),
    fact('chosen', chosenBy(promise, words)),
    fact('conditions', listOf(promise.conditions, words) || words.noConditions),
    fact('limit', limitOf(promise, words)),
    fact('clock', clockOf(promise, words)),
    ...(isWorking && promise.calendar !== null ? [fact('calendar', calendarOf(promise, words))] : []),
    ...(reason.clock === 'given' ? [] : [fact('pauses', pausesOf(promise, words))]),
    ...(promise.changes.length === 0 ? [] : [fact('changes', changesOf(promise, words))]),
    fact('verdict', verdictOf(promise, words)),
  ]
}

function chosenBy({ reason, ruleConditions }: ExplainedPromise, words: ExplanationWords): string {
  if (reason.chosen_by === null) return words.chosen.other
  if (reason.chosen_by !== 'rule') return words.chosen[reason.chosen_by]
  return words.rule(reason.rule_order ?? 0, listOf(ruleConditions, words))
}

const listOf = (conditions: readonly Condition[], words: ExplanationWords): string =>
  conditions.map((each) => conditionOf(each, words)).join(words.semicolon)

function conditionOf({ field, wanted, above, upTo, value }: Condition, words: ExplanationWords): string {
  if (field === 'not_dispatched_same_day') return words.notSameDay
  const bounds = [above === null ? '' : words.above(above), upTo === null ? '' : words.upTo(upTo)].filter((each) => each !== '')
  const asked = bounds.length > 0 ? bounds.join(words.comma) : wanted.map((each) => writeValue(each, words)).join(words.any)
  return words.condition(words.fields[field], asked, writeValue(value, words))
}

/** The limit alone: `8 h`, `3 working days …`. */
export function limitOf({ reason }: ExplainedPromise, words: ExplanationWords): string {
  if (reason.limit_working_days !== null) return words.limitDays(reason.limit_working_days)
  return reason.limit_minutes === null ? words.limitGiven : exactDuration(reason.limit_minutes, words)
}

/** In a later round the reopening starts what the reception starts in the first. */
const startEvent = ({ start_event, round }: ExplainedPromise['reason']): string =>
  start_event === 'received' && round > 1 ? 'reopened' : start_event

export const startOf = ({ reason }: ExplainedPromise, words: ExplanationWords): string => lookUp(words.events, startEvent(reason))
export const stopOf = ({ reason }: ExplainedPromise, words: ExplanationWords): string => lookUp(words.events, reason.stop_event)

function clockOf(promise: ExplainedPromise, words: ExplanationWords): string {
  const { clock } = promise.reason
  if (clock === 'given') return words.clockGiven(stopOf(promise, words))
  return words.clock(words.clocks[clock], startOf(promise, words), stopOf(promise, words))
}

export const calendarName = (calendar: { name_zh: string; name_en: string }, words: ExplanationWords): string =>
  words.weekdays[0] === 'Mon' ? calendar.name_en : calendar.name_zh

function calendarOf({ reason, calendar, calendars }: ExplainedPromise, words: ExplanationWords): string {
  if (calendar === null) return ''
  const why = reason.is_calendar_its_own ? 'own' : reason.is_calendar_of_site === true ? 'site' : 'rule'
  const first = words.calendar(calendarName(calendar, words), calendar.time_zone, words.calendarWhy[why])
  const others = calendars.filter(({ calendar_id }) => calendar_id !== calendar.calendar_id)
  if (others.length === 0) return first
  const names = others.map((each) => `${calendarName(each, words)} ${each.time_zone}`).join(words.comma)
  return [first, words.thenCalendars(names)].join(words.semicolon)
}

function pausesOf({ reason }: ExplainedPromise, words: ExplanationWords): string {
  if (reason.pauses === null) return words.noPauses
  return words.pauses(reason.pauses.map((each) => lookUp(words.waits, each)).join(words.anyWait))
}

const changesOf = ({ reason, changes }: ExplainedPromise, words: ExplanationWords): string =>
  changes
    .map(({ at, field, from, to }) =>
      words.change(writeStamp(at, reason.time_zone, words), words.fields[field], writeValue(from, words), writeValue(to, words)),
    )
    .join(words.semicolon)

/** The verdict in a sentence or two; times are those of the calendar's zone. */
export function verdictOf(promise: ExplainedPromise, words: ExplanationWords): string {
  const { reason } = promise
  const zone = zoneOf(promise)
  const { verdict, verdict_reason, due_at, stopped_at } = reason
  const stamp = (at: string) => writeStamp(at, zone, words)
  if (verdict === 'not_started') return words.notStarted(startOf(promise, words))
  if (verdict === 'running' && due_at !== null) {
    const share = `${Math.round((reason.used_share ?? 0) * 1000) / 10} %`
    return (
      words.running(stamp(due_at), used(promise, words), share) +
      (reason.is_paused ? words.betweenSentences + words.standing : '')
    )
  }
  if (verdict === 'kept' && due_at !== null && stopped_at !== null)
    return words.kept(stamp(stopped_at), stamp(due_at), used(promise, words), difference(promise, words))
  if (verdict === 'broken' && due_at !== null) {
    const said =
      stopped_at === null
        ? words.overdue(stamp(due_at), stamp(reason.as_of), used(promise, words) + difference(promise, words))
        : words.late(stamp(stopped_at), stamp(due_at), used(promise, words), difference(promise, words))
    return said + words.betweenSentences + explained(promise, words)
  }
  return words.otherwise(words.verdicts[verdict], lookUp(words.reasons, verdict_reason ?? verdict))
}

/** The zone in which the times of a promise are written. */
export const zoneOf = ({ calendar, reason }: ExplainedPromise): string => calendar?.time_zone ?? reason.time_zone

function used({ reason }: ExplainedPromise, words: ExplanationWords): string {
  const { limit_working_days, limit_minutes, net_working_days, net_minutes } = reason
  if (limit_working_days !== null && (net_working_days ?? 0) === 0) return words.usedNone(limit_working_days)
  if (limit_working_days !== null) return words.usedDays(net_working_days ?? 0, limit_working_days)
  if (limit_minutes === null || net_minutes === null) return ''
  return words.used(exactDuration(net_minutes, words), exactDuration(limit_minutes, words))
}

function difference({ reason }: ExplainedPromise, words: ExplanationWords): string {
  const { limit_minutes, net_minutes } = reason
  if (reason.limit_working_days !== null) return words.stop
  if (limit_minutes === null || net_minutes === null) return ''
  const size = limit_minutes - net_minutes
  return size < 0 ? words.over(exactDuration(-size, words)) : words.left(exactDuration(size, words))
}

function explained({ reason }: ExplainedPromise, words: ExplanationWords): string {
  if (reason.explained_at === null) return words.notExplained
  const at = writeStamp(reason.explained_at, reason.time_zone, words)
  return reason.is_explained_in_time === true ? words.explainedInTime(at) : words.explainedLate(at)
}
