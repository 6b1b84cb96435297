/** SLA presets: promises as data, as rows of `ref.sla_promise` and `ref.sla_rule`. */
import { z } from 'zod'
import { STAGES, WORK_KINDS } from '../../contracts/entities.ts'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'
import { bilingualSchema } from '../../contracts/kpi.ts'
import type { Row } from '../build/table.ts'
import { mergeById, readReference } from './file.ts'

const PROMISE_STAGES = [
  'response',
  'dispatch',
  'visit',
  'diagnosis',
  'handback',
  'resolution',
  'repair',
  'supplier_contact',
  'answer',
  'notice',
  'agreed',
] as const

/** What may start and stop the promises to each kind of subject; the models know these and no others. Reception stops nothing. */
const ENDS = {
  ticket: { from: [...STAGES, 'none'], to: [...STAGES.slice(1), 'supplier_contacted', 'arrived_or_resolved'] },
  complaint: { from: ['received'], to: ['responded', 'resolved', 'closed', 'outcome_told'] },
  stock_request: { from: ['requested'], to: ['answered'] },
  contract: { from: ['month_before_end'], to: ['notice_given'] },
} as const satisfies Record<string, { from: readonly string[]; to: readonly string[] }>

/** The waits during which a promise may stand still, as `intermediate.ticket_wait_paired` calls them. */
const PAUSES = ['customer', 'parts', 'supplier'] as const

type SubjectKind = keyof typeof ENDS
const SUBJECT_KINDS = Object.keys(ENDS) as [SubjectKind, ...SubjectKind[]]

const id = z.string().regex(/^[a-z][a-z0-9_]*$/)
/** A code in a list that the models search between commas. */
const code = z.string().regex(/^[^,]+$/)
const codes = z.array(code).min(1)

export interface Limit {
  readonly clock: 'calendar' | 'working' | 'working_days' | 'given'
  /** For clocks `calendar` and `working`. */
  readonly minutes: number | null
  readonly workingDays: number | null
}

const MINUTES = { min: 1, h: 60, d: 1440 } as const
const WITHIN = /^(\d+(?:\.\d+)?) (working )?(min|h|d)$/
const WORKING_DAYS = /^([1-9]\d*) working days?$/

/** `24 h`, `7 d`, `6 working h`, `3 working days`, `given`; null when it is none of these. */
export function parseWithin(within: string): Limit | null {
  if (within === 'given') return { clock: 'given', minutes: null, workingDays: null }
  const days = WORKING_DAYS.exec(within)
  if (days) return { clock: 'working_days', minutes: null, workingDays: Number(days[1]) }
  const match = WITHIN.exec(within)
  const unit = match?.[3]
  if (!match || (unit !== 'min' && unit !== 'h' && unit !== 'd')) return null
  const working = match[2] !== undefined
  const minutes = Number(match[1]) * MINUTES[unit]
  if (minutes <= 0 || (working && unit === 'd')) return null
  return { clock: working ? 'working' : 'calendar', minutes, workingDays: null }
}

const within = z.string().transform((written, context): Limit => {
  const limit = parseWithin(written)
  if (limit !== null) return limit
  context.addIssue({ code: 'custom', message: `"${written}" is none of: 30 min, 24 h, 7 d, 6 working h, 3 working days, given` })
  return z.NEVER
})

const promiseSchema = z
  .strictObject({
    id,
    name: bilingualSchema,
    stage: z.enum(PROMISE_STAGES),
    subject: z.enum(SUBJECT_KINDS).default('ticket'),
    from: z.string(),
    to: z.string(),
    within,
    for: z
      .strictObject({
        service_modes: codes.optional(),
        zones: codes.optional(),
        priorities: codes.optional(),
        fault_families: codes.optional(),
        work_kinds: z.array(z.enum(WORK_KINDS)).min(1).optional(),
        warranties: codes.optional(),
        distance_km: z.strictObject({ above: z.number().optional(), up_to: z.number().optional() }).optional(),
        supplier_involved: z.boolean().optional(),
        not_dispatched_same_day: z.boolean().optional(),
      })
      .default({}),
    calendar: z.string().optional(),
    pauses: z.array(z.enum(PAUSES)).min(1).optional(),
    must_explain_before: z.boolean().default(false),
  })
  .superRefine((promise, context) => {
    const complain = (path: string, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message })
    }
    const { from, to }: { from: readonly string[]; to: readonly string[] } = ENDS[promise.subject]
    if (!from.includes(promise.from)) {
      complain('from', `${promise.from} does not start a promise to a ${promise.subject}`)
    }
    if (!to.includes(promise.to)) {
      complain('to', `${promise.to} does not stop a promise to a ${promise.subject}`)
    }
    if ((promise.within.clock === 'given') !== ['none', 'month_before_end'].includes(promise.from)) {
      complain('within', 'given goes with from: none or month_before_end, and with these only')
    }
    if (promise.subject !== 'ticket' && Object.keys(promise.for).length > 0)
      complain('for', 'only promises to tickets have conditions')
    if (promise.pauses !== undefined && promise.subject !== 'ticket') {
      complain('pauses', 'only promises to tickets pause: other subjects record no waits')
    }
    if (promise.pauses !== undefined && promise.within.clock === 'given') {
      complain('pauses', 'a time that is given does not move: it cannot pause')
    }
  })

const presetSchema = z.strictObject({
  id,
  version: z.int().min(1),
  name: bilingualSchema,
  in_force_from: z.iso.date(),
  /** Exclusive; default the day from which the next version is in force. */
  in_force_until: z.iso.date().optional(),
  promises: z.array(promiseSchema).min(1),
})
export type Preset = z.infer<typeof presetSchema>

const ruleSchema = z.strictObject({
  preset: id,
  in_force_from: z.iso.date(),
  in_force_until: z.iso.date().optional(),
  for: z
    .strictObject({
      sources: codes.optional(),
      service_modes: codes.optional(),
      priorities: codes.optional(),
      product_families: codes.optional(),
      regions: codes.optional(),
    })
    .default({}),
})
export type PresetRule = z.infer<typeof ruleSchema>

const fileSchema = z.strictObject({ presets: z.array(presetSchema).default([]), rules: z.array(ruleSchema).optional() })

export interface PresetBook {
  /** By id, then version. */
  readonly presets: readonly Preset[]
  readonly rules: readonly PresetRule[]
}

/**
 * The shipped presets, each replaced by the home's of the same id and version, and the home's own; the home's rules take
 * the place of the shipped ones.
 * Throws `reference.unreadable`, `reference.missing`, `reference.preset_unknown`, `reference.preset_versions`, `reference.promise_twice`.
 */
export async function readPresets(home: HomePaths): Promise<PresetBook> {
  const { shipped, own } = await readReference(home, 'sla-presets.yaml', fileSchema)
  const presets = mergeById(shipped.presets, own?.presets, (each) => `${each.id} ${String(each.version)}`)
  presets.sort((a, b) => (a.id === b.id ? a.version - b.version : a.id < b.id ? -1 : 1))
  const book = { presets, rules: own?.rules ?? shipped.rules ?? [] }
  for (const preset of presets) checkPromises(preset)
  for (const [at, preset] of presets.entries()) checkVersions(preset, presets[at + 1])
  for (const { preset } of book.rules) checkPresetKnown(book, preset, 'reference/sla-presets.yaml, rules')
  return book
}

/** Throws `reference.preset_unknown`. @param where the file and key that name the preset */
export function checkPresetKnown(book: PresetBook, preset: string, where: string): void {
  if (book.presets.some((each) => each.id === preset)) return
  throw new AftercareError('reference.preset_unknown', `there is no preset ${preset}`, {
    value: preset,
    where,
    remedy: `Name one of ${[...new Set(book.presets.map((each) => each.id))].join(', ')}, or add it to reference/sla-presets.yaml.`,
  })
}

function checkPromises({ id: preset, version, promises }: Preset): void {
  const ids = promises.map((each) => each.id)
  const twice = ids.find((each, at) => ids.indexOf(each) !== at)
  if (twice === undefined) return
  throw new AftercareError('reference.promise_twice', `two promises of ${preset} version ${String(version)} have the same id`, {
    value: twice,
    where: 'reference/sla-presets.yaml',
    remedy: 'Give each promise of a preset an id of its own.',
  })
}

/** Versions of one preset must not be in force on the same day: a ticket has one. */
function checkVersions(earlier: Preset, later: Preset | undefined): void {
  if (later === undefined || later.id !== earlier.id) return
  if (earlier.in_force_from < later.in_force_from && (earlier.in_force_until ?? '') <= later.in_force_from) return
  throw new AftercareError(
    'reference.preset_versions',
    `versions ${String(earlier.version)} and ${String(later.version)} are in force at once`,
    {
      value: later.in_force_from,
      where: `reference/sla-presets.yaml, preset ${later.id}`,
      remedy: 'Let the higher version be in force from a later day, and the lower one until that day at most.',
    },
  )
}

const list = (values: readonly string[] | undefined): string | null => (values === undefined ? null : `,${values.join(',')},`)

/** Rows of `ref.sla_promise`. */
export function promiseRows({ presets }: PresetBook): Row[] {
  return presets.flatMap((preset, at) => {
    const next = presets[at + 1]
    const until = preset.in_force_until ?? (next?.id === preset.id ? next.in_force_from : null)
    return preset.promises.map((promise, order) => ({
      preset: preset.id,
      preset_version: preset.version,
      promise_id: promise.id,
      promise_order: order + 1,
      subject_kind: promise.subject,
      stage: promise.stage,
      clock: promise.within.clock,
      start_event: promise.from,
      stop_event: promise.to,
      limit_minutes: promise.within.minutes,
      limit_working_days: promise.within.workingDays,
      calendar_id: promise.calendar ?? null,
      pauses: list(promise.pauses),
      in_force_from: preset.in_force_from,
      in_force_until: until,
      must_explain_before: promise.must_explain_before,
      name_zh: promise.name['zh-CN'],
      name_en: promise.name.en,
      service_modes: list(promise.for.service_modes),
      zones: list(promise.for.zones),
      priorities: list(promise.for.priorities),
      fault_families: list(promise.for.fault_families),
      work_kinds: list(promise.for.work_kinds),
      warranties: list(promise.for.warranties),
      min_distance_km: promise.for.distance_km?.above ?? null,
      max_distance_km: promise.for.distance_km?.up_to ?? null,
      supplier_involved: promise.for.supplier_involved ?? null,
      needs_not_same_day: promise.for.not_dispatched_same_day ?? null,
    }))
  })
}

/** Rows of `ref.sla_rule`, in the order of the file. */
export const ruleRows = ({ rules }: PresetBook): Row[] =>
  rules.map((rule, at) => ({
    rule_order: at + 1,
    preset: rule.preset,
    in_force_from: rule.in_force_from,
    in_force_until: rule.in_force_until ?? null,
    sources: list(rule.for.sources),
    service_modes: list(rule.for.service_modes),
    priorities: list(rule.for.priorities),
    product_families: list(rule.for.product_families),
    regions: list(rule.for.regions),
  }))
