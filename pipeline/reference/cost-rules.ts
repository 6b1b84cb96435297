/** What a complete repair has a cost for, and whose budget an amount is, as rows of `ref.expected_cost`, `ref.cost_centre_rule`, `ref.budget_kind`. */
import { z } from 'zod'
import { WORK_KINDS } from '../../contracts/entities.ts'
import type { HomePaths } from '../../contracts/home.ts'
import type { Row } from '../build/table.ts'
import { readReference } from './file.ts'
import { codes, datesOf, endsAfterBeginning, inForce, list, NEVER_IN_FORCE } from './in-force.ts'

/** What the gross cost of a repair is the sum of. */
const component = z.enum(['labour', 'travel', 'parts', 'freight', 'outside', 'compensation'])
const workKinds = z.array(z.enum(WORK_KINDS)).min(1).optional()

const expectedSchema = z
  .strictObject({
    component,
    ...inForce,
    for: z.strictObject({ sources: codes.optional(), service_modes: codes.optional(), work_kinds: workKinds }).default({}),
  })
  .refine(endsAfterBeginning, NEVER_IN_FORCE)

const centreSchema = z
  .strictObject({
    cost_centre: z.string().min(1),
    ...inForce,
    for: z
      .strictObject({
        sources: codes.optional(),
        sites: codes.optional(),
        teams: codes.optional(),
        regions: codes.optional(),
        product_families: codes.optional(),
        work_kinds: workKinds,
      })
      .default({}),
  })
  .refine(endsAfterBeginning, NEVER_IN_FORCE)

const expectedFile = z.strictObject({ expected: z.array(expectedSchema) })
const centreFile = z.strictObject({
  cost_centres: z.array(centreSchema).optional(),
  kinds: z.record(z.string().min(1), component).optional(),
})

export interface CostRuleBook {
  readonly expected: readonly z.infer<typeof expectedSchema>[]
  readonly centres: readonly z.infer<typeof centreSchema>[]
  /** A kind of the budget → the component it stands for. */
  readonly kinds: Readonly<Record<string, z.infer<typeof component>>>
}

/** Each list of the home takes the place of the shipped one. Throws `reference.unreadable`, `reference.missing`. */
export async function readCostRules(home: HomePaths): Promise<CostRuleBook> {
  const [expected, centres] = await Promise.all([
    readReference(home, 'expected-costs.yaml', expectedFile),
    readReference(home, 'cost-centres.yaml', centreFile),
  ])
  return {
    expected: (expected.own ?? expected.shipped).expected,
    centres: centres.own?.cost_centres ?? centres.shipped.cost_centres ?? [],
    kinds: centres.own?.kinds ?? centres.shipped.kinds ?? {},
  }
}

/** Rows of `ref.expected_cost`. */
export const expectedCostRows = ({ expected }: CostRuleBook): Row[] =>
  expected.map((rule, at) => ({
    rule_order: at + 1,
    component: rule.component,
    ...datesOf(rule),
    sources: list(rule.for.sources),
    service_modes: list(rule.for.service_modes),
    work_kinds: list(rule.for.work_kinds),
  }))

/** Rows of `ref.cost_centre_rule`. */
export const costCentreRows = ({ centres }: CostRuleBook): Row[] =>
  centres.map((rule, at) => ({
    rule_order: at + 1,
    cost_centre: rule.cost_centre,
    ...datesOf(rule),
    sources: list(rule.for.sources),
    sites: list(rule.for.sites),
    teams: list(rule.for.teams),
    regions: list(rule.for.regions),
    product_families: list(rule.for.product_families),
    work_kinds: list(rule.for.work_kinds),
  }))

/** Rows of `ref.budget_kind`. */
export const budgetKindRows = ({ kinds }: CostRuleBook): Row[] =>
  Object.entries(kinds).map(([kind, each]) => ({ kind, component: each }))
