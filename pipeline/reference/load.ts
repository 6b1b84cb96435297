/** All reference data of a home, read and checked before anything is built with it. */
import type { HomePaths } from '../../contracts/home.ts'
import type { Kpi } from '../../contracts/kpi.ts'
import type { StateSnapshot } from '../../contracts/state/snapshot.ts'
import type { TaxonomyHistory } from '../../contracts/taxonomy/history.ts'
import type { HomeConfig } from '../home/config.ts'
import { checkCalendarKnown, readCalendars, type CalendarBook } from './calendar.ts'
import { readCauseReference, type CauseReference } from './causes.ts'
import { readCostRules, type CostRuleBook } from './cost-rules.ts'
import { checkPolicyKnown, readEntitlements, type EntitlementBook } from './entitlements.ts'
import { readPartRules, type PartRules } from './parts.ts'
import { checkPresetKnown, readPresets, type PresetBook } from './presets.ts'
import { readRates, type RateBook } from './rates.ts'
import { readRegistry } from './registry.ts'
import { readTaxonomyHistory } from './taxonomy.ts'

export interface ReferenceData {
  readonly kpis: readonly Kpi[]
  readonly taxonomy: TaxonomyHistory
  readonly causes: CauseReference
  /** What people wrote. */
  readonly state: StateSnapshot
  readonly calendars: CalendarBook
  readonly presets: PresetBook
  readonly entitlements: EntitlementBook
  readonly parts: PartRules
  readonly rates: RateBook
  readonly costRules: CostRuleBook
}

/** @param state what people wrote. Throws what the readers throw, `reference.calendar_unknown`, `reference.preset_unknown`, `reference.policy_unknown`; nothing is defaulted. */
export async function loadReference(home: HomePaths, config: HomeConfig, state: StateSnapshot): Promise<ReferenceData> {
  const [kpis, taxonomy, calendars, presets, entitlements, parts, rates, costRules] = await Promise.all([
    readRegistry(home),
    readTaxonomyHistory(home, state.taxonomyEdits),
    readCalendars(home),
    readPresets(home),
    readEntitlements(home),
    readPartRules(home),
    readRates(home, config.currency),
    readCostRules(home),
  ])
  checkCalendarKnown(calendars, config.calendar, `${home.config}, key calendar`)
  checkPresetKnown(presets, config.preset, `${home.config}, key preset`)
  if (config.entitlement !== undefined) checkPolicyKnown(entitlements, config.entitlement, `${home.config}, key entitlement`)
  for (const each of presets.presets) {
    for (const promise of each.promises) {
      if (promise.calendar !== undefined)
        checkCalendarKnown(calendars, promise.calendar, `sla-presets.yaml, ${each.id} ${promise.id}`)
    }
  }
  const causes = await readCauseReference(home, taxonomy, state)
  return { kpis, taxonomy, causes, state, calendars, presets, entitlements, parts, rates, costRules }
}
