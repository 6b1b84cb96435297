/** The rules with what each caught in the published version, and who changed which. */
import { lastCauseRuleEdits } from '#contracts/state/cause-rule-edit.ts'
import { changesSince } from '#contracts/state/rows.ts'
import type { StateDatabase } from '#contracts/state/open.ts'
import { nameOfCode, type CauseChoice } from '#lib/complaints/causes.ts'
import type { ShownRule } from '#lib/complaints/rules.ts'
import type { Deed } from '#lib/deciding/deciding.ts'
import type { Language } from '#lib/language/language.ts'
import { causeRulesTexts } from '#lib/language/pages/cause-rules.ts'
import { causeQueries } from '../queries/causes.ts'
import { readRules } from '../rules.ts'
import { knownUntil } from '../state.ts'
import type { Lease } from '../warehouse.ts'

const LAST = 30

export interface Rules {
  readonly rules: readonly ShownRule[]
  readonly deeds: readonly Deed[]
  readonly waiting: number
}

export async function readShownRules(
  lease: Lease,
  database: StateDatabase,
  causes: readonly CauseChoice[],
  language: Language,
): Promise<Rules> {
  const [placed, rows] = await Promise.all([readRules(database), lease.rows(causeQueries.ruleCounts)])
  const counts = new Map(rows.map(({ rule_id, ...each }) => [rule_id, each]))
  const words = causeRulesTexts({ language })
  return {
    rules: placed.map(({ rule, origin, isOff }) => ({
      id: rule.id,
      cause: rule.cause,
      causeName: nameOfCode(causes, rule.cause),
      any: rule.any,
      all: rule.all,
      not: rule.not,
      languages: rule.languages ?? [],
      confidence: rule.confidence,
      origin,
      isOff,
      counts: counts.get(rule.id) ?? null,
    })),
    deeds: lastCauseRuleEdits(database, LAST).map((edit) => ({
      id: edit.edit_id,
      subject: edit.rule_id,
      what: edit.rule_id,
      how:
        edit.body === null
          ? words.switchedOff
          : words.edited(nameOfCode(causes, typeof edit.body.cause === 'string' ? edit.body.cause : '')),
      by: edit.edited_by,
      at: edit.edited_at,
      undone: edit.undone_by === null || edit.undone_at === null ? null : { by: edit.undone_by, at: edit.undone_at },
    })),
    waiting: changesSince(database, 'cause_rule_edit', knownUntil(lease.pointer)),
  }
}
