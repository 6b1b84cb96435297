/** Rows of `meta.source_column`: from the columns of the files to the canonical fields. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { entityContract, type EntityName } from '../../contracts/entities.ts'
import type { Load } from '../../contracts/load.ts'
import type { Row } from '../build/table.ts'
import { DIRECT_SOURCE } from './direct.ts'
import { parseExpression } from './expression.ts'
import type { FieldSource, SourceSpec } from './spec.ts'

interface MappedColumn {
  readonly field: string | null
  readonly origin: 'column' | 'expression' | 'constant' | 'filter' | 'unrecorded'
  readonly column_name: string | null
  readonly transform: string | null
}

/** Every source that has a file, loaded or not; and loads without one: those of `--as`, and of sources whose file was removed. */
export async function sourceColumnRows(
  connection: DuckDBConnection,
  sources: readonly SourceSpec[],
  active: readonly Load[],
): Promise<Row[]> {
  const rows: Row[] = []
  for (const spec of sources) {
    const is_loaded = active.some((load) => load.source === spec.id)
    for (const [map, { entity, where, columns }] of spec.maps.entries()) {
      const at = `${spec.file}, key maps[${map}]`
      const found: MappedColumn[] = []
      if (where !== undefined) found.push(...(await expressionColumns(connection, null, where, 'filter', at)))
      for (const [field, source] of Object.entries(columns)) found.push(...(await columnsOf(connection, field, source, at)))
      const place = { source: spec.systemId, source_id: spec.id, map, entity, is_loaded }
      rows.push(...found.map((each) => ({ ...place, ...each, ...treatmentOf(entity, each) })))
    }
  }
  return [...rows, ...withoutFile(sources, active)]
}

function withoutFile(sources: readonly SourceSpec[], active: readonly Load[]): Row[] {
  const found = new Map<string, Row>()
  for (const load of active.filter(({ source }) => !sources.some(({ id }) => id === source))) {
    for (const { map, entity, mapped_fields } of load.maps) {
      for (const field of mapped_fields) {
        // Files of `--as` carry the canonical names.
        const isDirect = load.source === DIRECT_SOURCE
        const mapped: MappedColumn = {
          field,
          origin: isDirect ? 'column' : 'unrecorded',
          column_name: isDirect ? field : null,
          transform: null,
        }
        const place = { source: load.system ?? load.source, source_id: load.source, map, entity, is_loaded: true }
        found.set(`${load.source} ${map} ${entity} ${field}`, { ...place, ...mapped, ...treatmentOf(entity, mapped) })
      }
    }
  }
  return [...found.values()]
}

async function columnsOf(
  connection: DuckDBConnection,
  field: string,
  source: FieldSource,
  at: string,
): Promise<readonly MappedColumn[]> {
  if ('constant' in source) return [{ field, origin: 'constant', column_name: null, transform: source.constant }]
  if ('compute' in source) return expressionColumns(connection, field, source.compute, 'expression', `${at}.columns.${field}`)
  return [{ field, origin: 'column', column_name: source.from, transform: transformOf(source) }]
}

/** An expression that reads no column has one row without any. */
async function expressionColumns(
  connection: DuckDBConnection,
  field: string | null,
  sql: string,
  origin: 'expression' | 'filter',
  at: string,
): Promise<readonly MappedColumn[]> {
  const { columns } = await parseExpression(connection, sql, at)
  return (columns.length === 0 ? [null] : columns).map((column_name) => ({ field, origin, column_name, transform: sql }))
}

function transformOf(source: Exclude<FieldSource, { compute: string } | { constant: string }>): string | null {
  const formats = 'format' in source ? (source.format ?? []) : []
  const words = 'values' in source ? Object.entries(source.values ?? {}) : []
  const parts = [...formats, ...words.map(([from, to]) => `${from} → ${to ?? '∅'}`)]
  return parts.length === 0 ? null : parts.join(', ')
}

const TREATMENT = { drop: 'dropped', hash: 'hashed' } as const

function treatmentOf(entity: EntityName, { field, transform }: MappedColumn): { treatment: string; transform: string | null } {
  const meta = entityContract(entity).fields.find(({ name }) => name === field)
  if (meta?.personal !== undefined) return { treatment: TREATMENT[meta.personal], transform: null }
  return { treatment: meta?.freeText === true ? 'masked' : 'kept', transform }
}
