/** The KPI registry as rows: definitions and dated targets. */
import path from 'node:path'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'
import { kpiRegistrySchema, kpiSchema, type Kpi } from '../../contracts/kpi.ts'
import type { Row } from '../build/table.ts'
import { readReferenceFile, SHIPPED_REFERENCE } from './file.ts'

/** What a home may say of a KPI: other targets, or a definition of its own. No model computes a definition that the program does not bring. */
const ownEntrySchema = z.union([
  kpiSchema.extend({ is_computed: z.literal(false) }),
  kpiSchema.pick({ id: true, targets: true }).strict(),
])
const ownSchema = z.strictObject({ kpis: z.array(ownEntrySchema) })

/**
 * The shipped registry with the home's `reference/kpis.yaml`: an entry of `id` and `targets` replaces the targets of that
 * KPI, a whole entry adds a KPI or a version.
 * Throws `reference.unreadable`, `reference.missing`, `kpi.unknown`, `kpi.version_taken`.
 */
export async function readRegistry(home: HomePaths): Promise<Kpi[]> {
  const file = path.join(home.reference, 'kpis.yaml')
  const shipped = await readReferenceFile(path.join(SHIPPED_REFERENCE, 'kpis.yaml'), kpiRegistrySchema)
  if (shipped === null) {
    throw new AftercareError('reference.missing', 'kpis.yaml is not there', {
      where: SHIPPED_REFERENCE,
      remedy: 'Install the program anew: the file comes with it.',
    })
  }
  const own = (await readReferenceFile(file, ownSchema))?.kpis ?? []
  let kpis = shipped.kpis
  for (const entry of own) {
    if ('version' in entry) {
      if (kpis.some((each) => each.id === entry.id && each.version === entry.version)) {
        throw new AftercareError('kpi.version_taken', 'a definition is never replaced, its past figures stand on it', {
          where: file,
          value: `${entry.id} version ${entry.version}`,
          remedy: 'Give it the next version, or name only `id` and `targets` to change targets.',
        })
      }
      kpis = [...kpis, entry]
    } else {
      if (!kpis.some((each) => each.id === entry.id)) {
        throw new AftercareError('kpi.unknown', 'targets for a KPI that does not exist', {
          where: file,
          value: entry.id,
          remedy: 'Correct the id; data/reference/kpis.yaml lists them all.',
        })
      }
      kpis = kpis.map((each) => (each.id === entry.id ? { ...each, targets: entry.targets } : each))
    }
  }
  return kpis
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

/** Rows of `ref.target`: the targets of each KPI's newest version. */
export const targetRows = (kpis: readonly Kpi[]): Row[] =>
  kpis
    .filter((kpi) => !kpis.some((each) => each.id === kpi.id && each.version > kpi.version))
    .flatMap((kpi) =>
      kpi.targets.map((target) => ({
        kpi_id: kpi.id,
        target: target.value,
        valid_from: target.valid_from,
        valid_until: target.valid_until ?? null,
      })),
    )
