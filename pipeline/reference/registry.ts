/** The KPI registry as rows: definitions and dated targets. */
import { kpiRegistrySchema, type Kpi } from '../../contracts/kpi.ts'
import type { HomePaths } from '../../contracts/home.ts'
import type { Row } from '../build/table.ts'
import { mergeById, readReference } from './file.ts'

/** Throws `reference.unreadable`, `reference.missing`. */
export async function readRegistry(home: HomePaths): Promise<Kpi[]> {
  const { shipped, own } = await readReference(home, 'kpis.yaml', kpiRegistrySchema)
  return mergeById(shipped.kpis, own?.kpis, (each) => each.id)
}

/** Rows of `ref.kpi`, in the registry's order. */
export const kpiRows = (kpis: readonly Kpi[]): Row[] =>
  kpis.map((kpi, at) => ({
    kpi_id: kpi.id,
    definition_version: kpi.version,
    kpi_order: at + 1,
    kpi_group: kpi.group,
    name_zh: kpi.name['zh-CN'],
    name_en: kpi.name.en,
    tells_zh: kpi.tells['zh-CN'],
    tells_en: kpi.tells.en,
    subject: kpi.subject,
    numerator_zh: kpi.numerator['zh-CN'],
    numerator_en: kpi.numerator.en,
    denominator_zh: kpi.denominator?.['zh-CN'] ?? null,
    denominator_en: kpi.denominator?.en ?? null,
    statistic: kpi.statistic,
    booked_under: kpi.booked_under,
    mature_after_days: kpi.mature_after_days,
    waits_for_decision: kpi.waits_for_decision,
    direction: kpi.direction,
    unit: kpi.unit,
    chart: kpi.chart,
    is_computed: kpi.is_computed,
  }))

/** Rows of `ref.target`. */
export const targetRows = (kpis: readonly Kpi[]): Row[] =>
  kpis.flatMap((kpi) =>
    kpi.targets.map((target) => ({
      kpi_id: kpi.id,
      target: target.value,
      valid_from: target.valid_from,
      valid_until: target.valid_until ?? null,
    })),
  )
