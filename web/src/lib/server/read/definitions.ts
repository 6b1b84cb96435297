/** KPI definitions as a catalogue, one in full, and what it is made of. */
import type { Language } from '#lib/language/language.ts'
import type { KpiDefinition } from '#lib/review/series.ts'
import { definitionQueries, type DefinitionRow, type MappedRow } from '../queries/definitions.ts'
import type { Lease } from '../warehouse.ts'
import { definitionIn } from './kpi.ts'

export interface Definition extends KpiDefinition {
  /** In the other language. */
  readonly otherName: string
  readonly isComputed: boolean
  /** Cases of this version in the warehouse. */
  readonly hasCases: boolean
  readonly target: { readonly value: number; readonly from: string; readonly until: string | null } | null
}

/** The whole registry in its order, computed or not. */
export const readCatalogue = async (lease: Lease, language: Language): Promise<readonly Definition[]> =>
  (await lease.rows(definitionQueries.list)).map((row) => definitionOf(row, language))

function definitionOf(row: DefinitionRow, language: Language): Definition {
  return {
    ...definitionIn(row, language),
    otherName: language === 'zh-CN' ? row.name_en : row.name_zh,
    isComputed: row.is_computed,
    hasCases: row.has_cases,
    target:
      row.target === null || row.target_from === null
        ? null
        : { value: row.target, from: row.target_from, until: row.target_until },
  }
}

/** Targets and versions of a KPI, the newest first. */
export async function readHistory(lease: Lease, kpi: string, language: Language) {
  const [targets, versions] = await Promise.all([
    lease.rows(definitionQueries.targets, { kpi_id: kpi }),
    lease.rows(definitionQueries.versions, { kpi_id: kpi }),
  ])
  return {
    targets,
    versions: versions.map((row) => ({
      version: row.definition_version,
      numerator: language === 'zh-CN' ? row.numerator_zh : row.numerator_en,
      denominator: language === 'zh-CN' ? row.denominator_zh : row.denominator_en,
      statistic: row.statistic,
      isComputed: row.is_computed,
    })),
  }
}
export type DefinitionHistory = Awaited<ReturnType<typeof readHistory>>

const listed = (text: string | null, separator: string): readonly string[] =>
  text === null || text === '' ? [] : text.split(separator)

/** From the cases of a KPI down to the columns of the files. */
export async function readLineage(lease: Lease, kpi: string) {
  const [models, fields] = await Promise.all([
    lease.rows(definitionQueries.models, { kpi_id: kpi }),
    lease.rows(definitionQueries.fields, { kpi_id: kpi }),
  ])
  return {
    models: models.map((row) => ({
      relation: row.relation,
      layer: row.layer,
      columns: listed(row.figure_columns, ', '),
      others: row.row_columns,
      reads: listed(row.reads, ', '),
    })),
    fields,
  }
}
export type KpiLineage = Awaited<ReturnType<typeof readLineage>>
export type LineageStep = KpiLineage['models'][number]

const FOUND_SHOWN = 60

/** Where columns of files lead. @param find part of a source, column, field or KPI id; null: the sources only */
export async function readMappings(lease: Lease, find: string | null) {
  const [sources, found] = await Promise.all([
    lease.rows(definitionQueries.mappings),
    find === null ? null : lease.rows(definitionQueries.mapped, { find, limit: FOUND_SHOWN }),
  ])
  return {
    sources,
    found: found === null ? null : { total: found[0]?.total ?? 0, rows: found.map(mapped) },
  }
}
export type Mappings = Awaited<ReturnType<typeof readMappings>>

const mapped = ({ kpi_ids, ...row }: MappedRow) => ({ ...row, kpis: listed(kpi_ids, ' ') })
export type MappedColumn = ReturnType<typeof mapped>
