/** Rules that propose whose responsibility a complaint is, as rows of `ref.responsibility_rule`. */
import { z } from 'zod'
import { entityContract } from '../../contracts/entities.ts'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'
import { CAUSE_RESPONSIBILITIES, causeCodeSchema } from '../../contracts/taxonomy/schema.ts'
import type { TaxonomyHistory } from '../../contracts/taxonomy/history.ts'
import type { Row } from '../build/table.ts'
import { causeUnknown } from './cause-rules.ts'
import { fatesOf } from './code-fate.ts'
import { readReference } from './file.ts'
import { listText } from './list.ts'

/** The vocabulary of a field of tickets. */
const words = (field: string) => z.enum(entityContract('ticket').fields.find((each) => each.name === field)?.values ?? [])

const ruleSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9_]*$/),
    causes: z.array(causeCodeSchema).min(1).optional(),
    exclusion_reasons: z.array(words('exclusion_reason')).min(1).optional(),
    defect_confirmed: z.boolean().optional(),
    outcomes: z.array(words('outcome')).min(1).optional(),
    waited_for: z.enum(['customer', 'parts', 'supplier']).optional(),
    waited_minutes: z.number().positive().optional(),
    responsibility: z.enum(CAUSE_RESPONSIBILITIES),
  })
  .refine((rule) => (rule.waited_for === undefined) === (rule.waited_minutes === undefined), {
    message: '`waited_for` and `waited_minutes` go together',
  })
export type ResponsibilityRule = z.output<typeof ruleSchema>

const fileSchema = z.strictObject({ rules: z.array(ruleSchema) })

/**
 * The home's rules, then the shipped ones that it does not replace.
 * Throws `reference.unreadable`, `reference.missing`, `reference.responsibility_rule_twice`, `reference.cause_unknown` (of the home's).
 */
export async function readResponsibilityRules(home: HomePaths, taxonomy: TaxonomyHistory): Promise<ResponsibilityRule[]> {
  const { shipped, own } = await readReference(home, 'responsibility.yaml', fileSchema)
  const ownRules = own?.rules ?? []
  const fates = fatesOf(taxonomy)
  for (const [at, { id, causes }] of ownRules.entries()) {
    const where = `${home.reference}/responsibility.yaml, rule ${id}`
    if (ownRules.findIndex((each) => each.id === id) !== at) throw ruleTwice(where, id)
    const unknown = causes?.find((each) => !fates.has(each))
    if (unknown !== undefined) throw causeUnknown(unknown, fates.keys(), where)
  }
  return [...ownRules, ...shipped.rules.filter((rule) => !ownRules.some((each) => each.id === rule.id))]
}

const ruleTwice = (where: string, value: string) =>
  new AftercareError('reference.responsibility_rule_twice', 'two rules have the same id', {
    where,
    value,
    remedy: 'Give each rule an id of its own.',
  })

/** Rows of `ref.responsibility_rule`; causes as they stand now. A rule whose causes are all gone would hold for any: it is left out. */
export function responsibilityRuleRows(rules: readonly ResponsibilityRule[], taxonomy: TaxonomyHistory): Row[] {
  const fates = fatesOf(taxonomy)
  return rules.flatMap((rule, at) => {
    const causes = rule.causes?.flatMap((each) => {
      const fate = fates.get(each)
      return fate === undefined ? [] : fate.current === null ? fate.heirs : [fate.current]
    })
    if (causes?.length === 0) return []
    return [
      {
        rule_order: at + 1,
        rule_id: rule.id,
        causes: listText([...new Set(causes ?? [])]),
        exclusion_reasons: listText(rule.exclusion_reasons ?? []),
        defect_confirmed: rule.defect_confirmed ?? null,
        outcomes: listText(rule.outcomes ?? []),
        waited_for: rule.waited_for ?? null,
        waited_minutes: rule.waited_minutes ?? null,
        responsibility: rule.responsibility,
      },
    ]
  })
}
