/** Rules that find causes in words: what the program brings, what a home adds, what people edited, as rows of `ref.cause_rule`. */
import path from 'node:path'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'
import { causeRuleSchema, causeRulesFileSchema, type CauseRule } from '../../contracts/cause-rules/schema.ts'
import type { CauseRuleEdit } from '../../contracts/state/cause-rule-edit.ts'
import { UNCLASSIFIED } from '../../contracts/taxonomy/schema.ts'
import { currentVersion, type TaxonomyHistory } from '../../contracts/taxonomy/history.ts'
import type { Row } from '../build/table.ts'
import { nearest } from '../home/nearest.ts'
import { fatesOf, standingOf } from './code-fate.ts'
import { readReference } from './file.ts'
import { listText } from './list.ts'

const FILE = 'cause-rules.yaml'

export interface PlacedRule {
  readonly rule: CauseRule
  readonly origin: 'shipped' | 'home' | 'edit'
  /** An edit switched it off. */
  readonly isOff: boolean
}

/**
 * In the order of the files, edits in their places, rules that only edits know at the end.
 * Throws `reference.unreadable`, `reference.missing`, `reference.pattern_refused`, `reference.cause_rule_twice`, `reference.cause_unknown`,
 * `reference.rule_edit_unreadable`.
 */
export async function readCauseRules(
  home: HomePaths,
  edits: readonly CauseRuleEdit[],
  taxonomy: TaxonomyHistory,
): Promise<PlacedRule[]> {
  const { shipped, own } = await readReference(home, FILE, causeRulesFileSchema)
  const ownFile = path.join(home.reference, FILE)
  const placed = new Map<string, PlacedRule>()
  for (const [origin, file, rules] of [
    ['shipped', FILE, shipped.rules],
    ['home', ownFile, own?.rules ?? []],
  ] as const) {
    for (const [at, rule] of rules.entries()) {
      if (rules.findIndex((each) => each.id === rule.id) !== at) throw ruleTwice(file, rule.id)
      placed.set(rule.id, { rule, origin, isOff: false })
    }
  }
  for (const { edit_id, rule_id, body } of edits) {
    const before = placed.get(rule_id)
    if (body !== null) placed.set(rule_id, { rule: editedRule(edit_id, rule_id, body), origin: 'edit', isOff: false })
    else if (before !== undefined) placed.set(rule_id, { ...before, isOff: true })
  }
  const fates = fatesOf(taxonomy)
  for (const { rule, origin } of placed.values()) {
    // A shipped rule for a cause that a customer's own taxonomy never had is only without effect.
    if (origin === 'shipped' || fates.has(rule.cause)) continue
    throw causeUnknown(rule.cause, fates.keys(), origin === 'home' ? `${ownFile}, rule ${rule.id}` : `edited rule ${rule.id}`)
  }
  return [...placed.values()]
}

function editedRule(edit: number, id: string, body: CauseRuleEdit['body']): CauseRule {
  const parsed = causeRuleSchema.safeParse({ ...body, id })
  if (parsed.success) return parsed.data
  throw new AftercareError('reference.rule_edit_unreadable', z.prettifyError(parsed.error), {
    where: `edit ${edit} of rule ${id}`,
    value: JSON.stringify(body).slice(0, 300),
    remedy: 'Undo the edit on the page of rules, and make it anew.',
  })
}

const ruleTwice = (where: string, value: string) =>
  new AftercareError('reference.cause_rule_twice', 'two rules have the same id', {
    where,
    value,
    remedy: 'Give each rule an id of its own.',
  })

/** Of whatever names a cause that no version of the taxonomy has. */
export function causeUnknown(value: string, known: Iterable<string>, where: string): AftercareError {
  const near = nearest(value, known)
  return new AftercareError('reference.cause_unknown', 'the taxonomy has no such cause, and never had', {
    where,
    value,
    remedy: near === undefined ? 'Name a code of the taxonomy.' : `Did you mean ${near}?`,
  })
}

/** Rows of `ref.cause_rule`. The body names the cause as it stands now. */
export function causeRuleRows(rules: readonly PlacedRule[], taxonomy: TaxonomyHistory): Row[] {
  const fates = fatesOf(taxonomy)
  const usable = new Set(
    currentVersion(taxonomy)
      .causes.filter((each) => !each.isRetired && each.code !== UNCLASSIFIED)
      .map((each) => each.code),
  )
  return rules.map(({ rule, origin, isOff }, at) => {
    const { code } = standingOf(fates, rule.cause)
    const inactive = isOff
      ? 'switched_off'
      : !fates.has(rule.cause)
        ? 'cause_unknown'
        : code === null
          ? 'cause_split'
          : usable.has(code)
            ? null
            : 'cause_retired'
    return {
      rule_order: at + 1,
      rule_id: rule.id,
      stated_cause: rule.cause,
      cause: code,
      origin,
      is_active: inactive === null,
      inactive_reason: inactive,
      confidence: rule.confidence,
      languages: listText(rule.languages ?? []),
      body: JSON.stringify({ ...rule, cause: code ?? rule.cause }),
    }
  })
}
