/** Which promises a state of a ticket has: one preset, and within it per stage the first promise whose conditions hold. */
import type { History, State } from './history.ts'
import { wallClock } from './wall-clock.ts'
import type { Conditions, Fields, Micros, Preset, PresetRule, PromiseTerms, World } from './world.ts'

export interface Made {
  readonly preset: Preset
  readonly promise: PromiseTerms
  /** The stage that stops it, or `none`. */
  readonly stop: string
  readonly isStopInLog: boolean
  /** False when a condition looks at an empty field. */
  readonly isConditionKnown: boolean
}

/** The promise of one stage in a state, or none. */
export type Slot = (state: State) => Made | null

/** What each source records at all: in a column it fills, or somewhere in its log. */
export class Offers {
  readonly #columns = new Map<string, Set<string>>()
  readonly #log = new Map<string, Set<string>>()

  constructor(world: World) {
    for (const [source, fields] of Object.entries(world.mapped)) {
      this.#columns.set(source, new Set(fields.map((each) => each.replace(/_at$/, ''))))
    }
    for (const ticket of world.tickets) {
      const said = this.#log.get(ticket.source) ?? new Set<string>()
      // The log counts whether or not its ticket is known.
      for (const { at, event } of ticket.events) if (at <= world.asOf) said.add(event)
      this.#log.set(ticket.source, said)
    }
  }

  inLog(source: string, stage: string): boolean {
    return this.#log.get(source)?.has(stage) === true
  }

  records(source: string, stage: string): boolean {
    return this.inLog(source, stage) || this.#columns.get(source)?.has(stage) === true
  }
}

const isInForce = (day: string, from: string, until: string | null): boolean => from <= day && (until === null || day < until)

/** The local date of a moment at the site, ISO. */
const siteDate = (world: World, at: Micros): string => isoDate(siteDay(world, at))
const siteDay = (world: World, at: Micros): number => wallClock(world.timeZone).date(at)
const isoDate = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

function ruleHolds({ for: conditions }: PresetRule, source: string, fields: Fields): boolean {
  const has = (list: readonly string[] | undefined, value: string | null) =>
    list === undefined || (value !== null && list.includes(value))
  return (
    has(conditions.sources, source) &&
    has(conditions.service_modes, fields.service_mode) &&
    has(conditions.priorities, fields.priority) &&
    has(conditions.product_families, fields.product_family) &&
    has(conditions.regions, fields.region)
  )
}

/** The preset that the ticket names, else of the first rule in force on the day of reception, else the site's. */
function presetName(world: World, { ticket, latest }: History, { fields }: State): string {
  if (latest.sla_preset !== null) return latest.sla_preset
  const day = siteDate(world, ticket.receivedAt)
  const rule = world.rules.find(
    (each) => isInForce(day, each.inForceFrom, each.inForceUntil) && ruleHolds(each, ticket.source, fields),
  )
  return rule?.preset ?? world.preset
}

/** The version of a preset in force on the day of reception. */
function versionOf(world: World, id: string, receivedAt: Micros): Preset | null {
  const day = siteDate(world, receivedAt)
  const versions = world.presets.filter((each) => each.id === id).sort((a, b) => a.version - b.version)
  return versions.find((each, at) => isInForce(day, each.inForceFrom, versions[at + 1]?.inForceFrom ?? null)) ?? null
}

/** Null leaves open whether the conditions hold: one looks at an empty field, and no other fails. */
function conditionsHold(conditions: Conditions, fields: Fields, isLeftOver: boolean): boolean | null {
  const isIn = (list: readonly string[] | undefined, value: string | null) =>
    list === undefined ? true : value === null ? null : list.includes(value)
  const { above, up_to } = conditions.distance_km ?? {}
  const { distance_km: distance } = fields
  const answers = [
    isIn(conditions.service_modes, fields.service_mode),
    isIn(conditions.zones, fields.zone),
    isIn(conditions.priorities, fields.priority),
    isIn(conditions.fault_families, fields.fault_family),
    isIn(conditions.work_kinds, fields.work_kind),
    isIn(conditions.warranties, fields.warranty),
    above === undefined ? true : distance === null ? null : distance > above,
    up_to === undefined ? true : distance === null ? null : distance <= up_to,
    conditions.supplier_involved === undefined
      ? true
      : fields.supplier_involved === null
        ? null
        : fields.supplier_involved === conditions.supplier_involved,
    conditions.not_dispatched_same_day === true ? isLeftOver : true,
  ]
  return answers.includes(false) ? false : answers.includes(null) ? null : true
}

/** Neither dispatched nor done on the local day on which it came in, and that day is over. */
function isLeftOver(world: World, { ticket, latest, rounds }: History): boolean {
  const column = latest.stages.dispatched
  const logged = rounds.map((each) => each.reached.get('dispatched')).filter((each) => each !== undefined)
  const dispatched = column !== undefined && column <= world.asOf ? column : logged.length > 0 ? Math.min(...logged) : null
  const current = rounds.at(-1)
  const ends = [dispatched, current?.reached.get('resolved'), current?.reached.get('closed')].filter(
    (each) => typeof each === 'number',
  )
  return siteDay(world, ends.length > 0 ? Math.min(...ends) : world.asOf) > siteDay(world, ticket.receivedAt)
}

const ON_SITE = ['onsite', 'installation', 'maintenance']

function stopOf({ to }: PromiseTerms, source: string, { service_mode }: Fields, offers: Offers): string | null {
  if (to !== 'arrived_or_resolved') return to
  if (offers.records(source, 'arrived') && service_mode !== null && ON_SITE.includes(service_mode)) return 'arrived'
  return offers.records(source, 'resolved') ? 'resolved' : null
}

function isMeasured({ from, to }: PromiseTerms, source: string, offers: Offers): boolean {
  const canStart = from === 'none' || offers.records(source, from)
  const stops = to === 'arrived_or_resolved' ? ['arrived', 'resolved'] : [to]
  return canStart && stops.some((each) => offers.records(source, each))
}

/** @param preset the one of a state */
function promiseOf(history: History, state: State, preset: Preset | null, stage: string, offers: Offers, leftOver: boolean) {
  const { source } = history.ticket
  for (const promise of preset?.promises ?? []) {
    if (preset === null || promise.stage !== stage || !isMeasured(promise, source, offers)) continue
    const holds = conditionsHold(promise.for, state.fields, leftOver)
    const stop = stopOf(promise, source, state.fields, offers)
    if (holds === false || stop === null) continue
    return { preset, promise, stop, isStopInLog: offers.inLog(source, promise.to), isConditionKnown: holds !== null }
  }
  return null
}

/** One slot a stage of the ticket's own presets, and those of `agreed`, which is added to any ticket with an agreed time. */
export function slotsOf(history: History, offers: Offers, world: World): Slot[] {
  const { latest, ticket } = history
  const leftOver = isLeftOver(world, history)
  const stages = [...new Set(world.presets.flatMap((preset) => preset.promises.map((each) => each.stage)))]
  const agreed = latest.promisedAt ?? latest.appointmentTo
  return stages.flatMap((stage): Slot[] => [
    (state) => {
      const preset = versionOf(world, presetName(world, history, state), ticket.receivedAt)
      return promiseOf(history, state, preset, stage, offers, leftOver)
    },
    (state) => {
      if (agreed === null || presetName(world, history, state) === 'agreed') return null
      return promiseOf(history, state, versionOf(world, 'agreed', ticket.receivedAt), stage, offers, leftOver)
    },
  ])
}
