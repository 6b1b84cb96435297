/** Rows of `meta.model_dependency` and `meta.kpi_column`: from a KPI's cases down to the lake. */
import type { Row } from './table.ts'
import type { ColumnReference } from './lineage.ts'
import type { OrderedModel } from './order.ts'

/** What a case says of a figure; its other columns only say where it is counted. */
const FIGURE_COLUMNS = ['booked_on', 'numerator', 'denominator', 'value', 'is_decided'] as const

type LineageModel = Pick<OrderedModel, 'id' | 'dependsOn' | 'lineage'>

/** Rows of `meta.model_dependency`. */
export const dependencyRows = (models: readonly LineageModel[]): Row[] =>
  models.flatMap(({ id, dependsOn }) => dependsOn.map((each) => ({ model: id, depends_on: each })))

/**
 * Rows of `meta.kpi_column`. A KPI's cases are the branches that write its id as a literal; what their own conditions read belongs to the
 * definition and counts as the figure's, conditions further down as a say in the rows.
 */
export function kpiColumnRows(models: readonly LineageModel[]): Row[] {
  const byId = new Map(models.map((each) => [each.id, each]))
  const starts = new Map<string, Set<ColumnReference>>()
  const rows: Row[] = []
  for (const { id, lineage } of models) {
    for (const { columns, rows: conditions, literals } of lineage.branches) {
      const kpi = literals.get('kpi_id')
      if (kpi === undefined) continue
      const start = starts.get(kpi) ?? new Set()
      for (const name of FIGURE_COLUMNS) {
        if (columns.has(name)) start.add(`${id}.${name}`)
        for (const each of columns.get(name) ?? []) start.add(each)
      }
      for (const each of conditions) start.add(each)
      starts.set(kpi, start)
    }
  }
  for (const [kpi, start] of starts) {
    const cases = new Set([...start].map(tableOf).filter((table) => isOfCases(byId.get(table))))
    const figure = reachable(start, byId, cases, false)
    const all = reachable(start, byId, cases, true)
    for (const reference of all) {
      rows.push({
        kpi_id: kpi,
        relation: tableOf(reference),
        column_name: reference.slice(reference.lastIndexOf('.') + 1),
        role: figure.has(reference) ? 'figure' : 'row',
      })
    }
  }
  return rows
}

const isOfCases = (model: LineageModel | undefined): boolean =>
  model?.lineage.branches.some(({ literals }) => literals.has('kpi_id')) ?? false

/** Columns that `start` comes from, itself included. The tables of cases are not followed as a whole: their branches are in `start`. */
function reachable(
  start: ReadonlySet<ColumnReference>,
  models: ReadonlyMap<string, LineageModel>,
  cases: ReadonlySet<string>,
  withRows: boolean,
): Set<ColumnReference> {
  const found = new Set<ColumnReference>()
  const waiting = [...start]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue
    found.add(next)
    const table = tableOf(next)
    const lineage = cases.has(table) ? undefined : models.get(table)?.lineage
    if (lineage === undefined) continue
    waiting.push(...(lineage.columns.get(next.slice(table.length + 1)) ?? []))
    if (withRows) waiting.push(...lineage.rows)
  }
  return found
}

const tableOf = (reference: ColumnReference): string => reference.slice(0, reference.lastIndexOf('.'))
