/** What customers are entitled to: policies and pick-up notices as data, as rows of `ref.entitlement`, `ref.entitlement_rule`, `ref.pickup`. */
import { z } from 'zod'
import { WORK_KINDS } from '../../contracts/entities.ts'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'
import { bilingualSchema } from '../../contracts/kpi.ts'
import type { Row } from '../build/table.ts'
import { mergeById, readReference } from './file.ts'

const FILE = 'entitlements.yaml'
/** In a rule: tickets that have no policy. */
const NO_POLICY = 'none'

const id = z.string().regex(/^[a-z][a-z0-9_]*$/)
/** A code in a list that the models search between commas. */
const codes = z.array(z.string().regex(/^[^,]+$/)).min(1)

export interface Span {
  readonly days: number | null
  readonly months: number | null
}

const SPAN = /^([1-9]\d{0,3}) (d|months?)$/

/** `7 d`, `1 month`, `3 months`; null when it is neither. */
export function parseSpan(written: string): Span | null {
  const match = SPAN.exec(written)
  if (!match) return null
  const length = Number(match[1])
  return match[2] === 'd' ? { days: length, months: null } : { days: null, months: length }
}

const span = z.string().transform((written, context): Span => {
  const parsed = parseSpan(written)
  if (parsed !== null) return parsed
  context.addIssue({ code: 'custom', message: `"${written}" is none of: 7 d, 1 month, 3 months` })
  return z.NEVER
})

/** Days at most, so that bounds can be compared: a month has up to 31. */
const longest = ({ days, months }: Span): number => days ?? (months ?? 0) * 31
const shortest = ({ days, months }: Span): number => days ?? Math.floor((months ?? 0) * 29.5)

const payer = z.enum(['company', 'customer'])
const legs = z.strictObject({ in: payer, out: payer })
const freightSchema = z.union([
  legs.transform((both) => ({ defect: both, preconfirmed: both, unconfirmed: both })),
  z.strictObject({ defect: legs, preconfirmed: legs, unconfirmed: legs }),
])

const windowSchema = z
  .strictObject({
    id,
    name: bilingualSchema,
    from: z.enum(['purchase', 'receipt', 'shipment', 'repair']),
    after: span.optional(),
    within: span.optional(),
    for: z.strictObject({ defect: z.boolean().optional(), unharmed: z.literal(true).optional() }).default({}),
    due: z.enum(['return', 'refund', 'exchange', 'exchange_with_difference', 'free_repair', 'free_labour', 'paid_repair']),
    up_to_share_of_price: z.number().positive().max(1).optional(),
    freight: freightSchema.optional(),
  })
  .superRefine(({ from, after, within, due, up_to_share_of_price: share }, context) => {
    const complain = (path: string, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message })
    }
    if (after && within && shortest(within) <= longest(after)) complain('within', 'ends before it begins')
    if (from === 'repair' && (after || !within)) complain('within', 'a window from a repair has an end and no after')
    if (share !== undefined && due !== 'paid_repair') complain('up_to_share_of_price', 'only a paid repair has a price')
  })

const policySchema = z.strictObject({
  id: id.refine((each) => each !== NO_POLICY, 'none is the word for no policy'),
  version: z.int().min(1),
  name: bilingualSchema,
  in_force_from: z.iso.date(),
  /** Exclusive; default the day from which the next version is in force. */
  in_force_until: z.iso.date().optional(),
  excluded: z
    .array(z.enum(['misuse', 'water_or_drop', 'own_repair', 'label_missing', 'force_majeure', 'special_offer', 'made_to_order']))
    .default([]),
  windows: z.array(windowSchema).min(1),
})
export type Policy = z.infer<typeof policySchema>

const ruleSchema = z.strictObject({
  policy: id,
  in_force_from: z.iso.date(),
  in_force_until: z.iso.date().optional(),
  for: z
    .strictObject({
      sources: codes.optional(),
      product_families: codes.optional(),
      regions: codes.optional(),
      service_modes: codes.optional(),
      work_kinds: z.array(z.enum(WORK_KINDS)).min(1).optional(),
    })
    .default({}),
})

const pickupSchema = z.strictObject({
  notices: z.int().min(1).max(20),
  first_after_days: z.int().min(0).max(365),
  again_after_days: z.int().min(1).max(365),
  ship_after_days: z.int().min(0).max(365),
})

const fileSchema = z.strictObject({
  policies: z.array(policySchema).default([]),
  rules: z.array(ruleSchema).optional(),
  pickup: pickupSchema.optional(),
})

export interface EntitlementBook {
  /** By id, then version. */
  readonly policies: readonly Policy[]
  readonly rules: readonly z.infer<typeof ruleSchema>[]
  /** Null: nothing is said about pick-up, nothing is judged. */
  readonly pickup: z.infer<typeof pickupSchema> | null
}

/**
 * The shipped policies, each replaced by the home's of the same id and version, and the home's own; the home's rules and its
 * `pickup` take the place of the shipped ones.
 * Throws `reference.unreadable`, `reference.missing`, `reference.policy_unknown`, `reference.policy_versions`, `reference.window_twice`.
 */
export async function readEntitlements(home: HomePaths): Promise<EntitlementBook> {
  const { shipped, own } = await readReference(home, FILE, fileSchema)
  const policies = mergeById(shipped.policies, own?.policies, (each) => `${each.id} ${String(each.version)}`)
  policies.sort((a, b) => (a.id === b.id ? a.version - b.version : a.id < b.id ? -1 : 1))
  const book = { policies, rules: own?.rules ?? shipped.rules ?? [], pickup: own?.pickup ?? shipped.pickup ?? null }
  for (const policy of policies) checkWindows(policy)
  for (const [at, policy] of policies.entries()) checkVersions(policy, policies[at + 1])
  for (const { policy } of book.rules) checkPolicyKnown(book, policy, `reference/${FILE}, rules`)
  return book
}

/** Throws `reference.policy_unknown`. @param where the file and key that name the policy */
export function checkPolicyKnown({ policies }: EntitlementBook, policy: string, where: string): void {
  if (policy === NO_POLICY || policies.some((each) => each.id === policy)) return
  throw new AftercareError('reference.policy_unknown', `there is no entitlement policy ${policy}`, {
    value: policy,
    where,
    remedy: `Name one of ${[...new Set(policies.map((each) => each.id))].join(', ')}, none, or add it to reference/${FILE}.`,
  })
}

function checkWindows({ id: policy, version, windows }: Policy): void {
  const ids = windows.map((each) => each.id)
  const twice = ids.find((each, at) => ids.indexOf(each) !== at)
  if (twice === undefined) return
  throw new AftercareError('reference.window_twice', `two windows of ${policy} version ${String(version)} have the same id`, {
    value: twice,
    where: `reference/${FILE}`,
    remedy: 'Give each window of a policy an id of its own.',
  })
}

/** Versions of one policy must not be in force on the same day: a ticket has one. */
function checkVersions(earlier: Policy, later: Policy | undefined): void {
  if (later === undefined || later.id !== earlier.id) return
  if (earlier.in_force_from < later.in_force_from && (earlier.in_force_until ?? '') <= later.in_force_from) return
  throw new AftercareError(
    'reference.policy_versions',
    `versions ${String(earlier.version)} and ${String(later.version)} are in force at once`,
    {
      value: later.in_force_from,
      where: `reference/${FILE}, policy ${later.id}`,
      remedy: 'Let the higher version be in force from a later day, and the lower one until that day at most.',
    },
  )
}

const list = (values: readonly string[] | undefined): string | null =>
  values === undefined || values.length === 0 ? null : `,${values.join(',')},`

/** Rows of `ref.entitlement`. */
export function entitlementRows({ policies }: EntitlementBook): Row[] {
  return policies.flatMap((policy, at) => {
    const next = policies[at + 1]
    const until = policy.in_force_until ?? (next?.id === policy.id ? next.in_force_from : null)
    return policy.windows.map((window, order) => ({
      policy: policy.id,
      policy_version: policy.version,
      window_id: window.id,
      window_order: order + 1,
      policy_name_zh: policy.name['zh-CN'],
      policy_name_en: policy.name.en,
      name_zh: window.name['zh-CN'],
      name_en: window.name.en,
      in_force_from: policy.in_force_from,
      in_force_until: until,
      start_event: window.from,
      after_days: window.after?.days ?? null,
      after_months: window.after?.months ?? null,
      within_days: window.within?.days ?? null,
      within_months: window.within?.months ?? null,
      needs_defect: window.for.defect ?? null,
      needs_unharmed: window.for.unharmed ?? null,
      due: window.due,
      up_to_share_of_price: window.up_to_share_of_price ?? null,
      freight_in_defect: window.freight?.defect.in ?? null,
      freight_out_defect: window.freight?.defect.out ?? null,
      freight_in_preconfirmed: window.freight?.preconfirmed.in ?? null,
      freight_out_preconfirmed: window.freight?.preconfirmed.out ?? null,
      freight_in_unconfirmed: window.freight?.unconfirmed.in ?? null,
      freight_out_unconfirmed: window.freight?.unconfirmed.out ?? null,
      exclusions: list(policy.excluded),
    }))
  })
}

/** Rows of `ref.entitlement_rule`, in the order of the file. */
export const entitlementRuleRows = ({ rules }: EntitlementBook): Row[] =>
  rules.map((rule, at) => ({
    rule_order: at + 1,
    policy: rule.policy,
    in_force_from: rule.in_force_from,
    in_force_until: rule.in_force_until ?? null,
    sources: list(rule.for.sources),
    product_families: list(rule.for.product_families),
    regions: list(rule.for.regions),
    service_modes: list(rule.for.service_modes),
    work_kinds: list(rule.for.work_kinds),
  }))

/** The row of `ref.pickup`, or none. */
export const pickupRows = ({ pickup }: EntitlementBook): Row[] => (pickup === null ? [] : [{ ...pickup }])
