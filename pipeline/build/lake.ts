/** The lake as a build sees it: one typed view an entity over the active batches, and the record of all loads. */
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { ENTITY_NAMES, entityContract, type EntityName } from '../../contracts/entities.ts'
import { AftercareError } from '../../contracts/errors.ts'
import { LAKE_TYPE } from '../../contracts/field.ts'
import type { HomePaths } from '../../contracts/home.ts'
import type { Load } from '../../contracts/load.ts'
import { columnSchema, type Column } from './contract.ts'
import { quoteName, quoteText } from './identifier.ts'
import { createTable, type Row } from './table.ts'

const SYSTEM_COLUMNS: readonly Column[] = [
  { name: 'source', type: 'VARCHAR', required: true },
  { name: 'source_file', type: 'VARCHAR', required: true },
  { name: 'source_row', type: 'INTEGER', required: true },
  { name: 'load_id', type: 'VARCHAR', required: true },
  { name: 'load_sequence', type: 'INTEGER', required: true },
  { name: 'content_hash', type: 'VARCHAR', required: true },
  { name: 'extra', type: 'VARCHAR', required: false },
]

/** The columns of `lake.<entity>`, in order. */
export function lakeColumns(entity: EntityName): Column[] {
  const fields = entityContract(entity).fields.filter((each) => each.personal !== 'drop')
  return [
    ...fields.map((each) => columnSchema.parse({ name: each.name, type: LAKE_TYPE[each.kind], required: each.required })),
    ...SYSTEM_COLUMNS,
  ]
}

/** The ids of all tables of the lake. */
export const lakeTables = (): string[] => ENTITY_NAMES.map((each) => `lake.${each}`)

/**
 * Creates `lake.<entity>` for every entity: a view over the batches of active loads, an empty table where there are none.
 * Throws `lake.batch_unreadable`.
 */
export async function openLake(connection: DuckDBConnection, home: HomePaths, active: readonly Load[]): Promise<void> {
  for (const entity of ENTITY_NAMES) {
    const columns = lakeColumns(entity)
    const batches = active.flatMap((load) =>
      load.maps.flatMap((map) => (map.entity === entity && map.batch !== null ? [path.join(home.lake, map.batch)] : [])),
    )
    if (batches.length === 0) {
      await createTable(connection, `lake.${entity}`, columns)
      continue
    }
    // Columns are named, so that a batch of another shape fails here and not as a wrong figure.
    const list = columns.map((each) => `cast(b.${quoteName(each.name)} as ${each.type}) as ${quoteName(each.name)}`).join(', ')
    try {
      const from = await batchesOf(connection, batches, columns)
      await connection.run(`create view lake.${quoteName(entity)} as select ${list} from ${from} as b`)
    } catch (cause) {
      throw new AftercareError('lake.batch_unreadable', cause instanceof Error ? cause.message : String(cause), {
        where: path.join(home.lake, entity),
        remedy: 'Restore the lake from a backup, or ingest the landed files into a new home.',
        exitCode: 3,
        cause,
      })
    }
  }
}

/** The batches as one relation. A field that came with a later version of the program is not in those of an earlier one: there it is null. */
async function batchesOf(connection: DuckDBConnection, batches: readonly string[], columns: readonly Column[]): Promise<string> {
  const files = `[${batches.map(quoteText).join(', ')}]`
  const reader = await connection.runAndReadAll(
    `select name from parquet_schema(${files}) group by name having count(distinct file_name) = ${String(batches.length)}`,
  )
  const everywhere = new Set(reader.getRows().map(([name]) => String(name)))
  const later = columns.filter(({ name, required }) => !required && !everywhere.has(name))
  if (later.length === 0) return `read_parquet(${files})`
  const nulls = later.map(({ name, type }) => `cast(null as ${type}) as ${quoteName(name)}`).join(', ')
  return `(select * from read_parquet(${files}, union_by_name = true) union all by name select ${nulls} where false)`
}

/** Rows of `meta.load`, superseded loads included. */
export function loadRows(loads: readonly Load[], active: readonly Load[]): Row[] {
  const isActive = new Set(active.map((each) => each.load_id))
  return loads.flatMap((load) =>
    load.maps.map((map) => ({
      load_id: load.load_id,
      load_sequence: load.sequence,
      source: load.source,
      map: map.map,
      entity: map.entity,
      file: load.file,
      sha256: load.sha256,
      bytes: load.bytes,
      loaded_at: load.loaded_at,
      format: load.format,
      encoding: load.encoding,
      rows: map.rows,
      accepted: map.accepted,
      rejected: map.rejected,
      duplicates: map.duplicates,
      not_selected: map.not_selected,
      unknown_columns: load.unknown_columns.join(','),
      data_until: map.data_until,
      is_active: isActive.has(load.load_id),
    })),
  )
}

/** The stamps and dates under which cases are booked; the oldest of them opens the first period. */
const FACTS: readonly (readonly [EntityName, string])[] = [
  ['ticket', 'received_at'],
  ['complaint', 'received_at'],
  ['survey', 'asked_at'],
  ['survey', 'answered_at'],
  ['part_usage', 'used_at'],
  ['labour', 'date'],
  ['cost_item', 'at'],
  ['stock_count', 'counted_at'],
  ['stock_request', 'requested_at'],
  ['process_audit', 'at'],
  ['maintenance_visit', 'due_to'],
]

/** The site-local date of the oldest fact in the lake, ISO text, or null when the lake is empty. */
export async function firstFactDate(connection: DuckDBConnection, timeZone: string): Promise<string | null> {
  const parts = FACTS.map(([entity, field]) => {
    const isDate = entityContract(entity).fields.find((each) => each.name === field)?.kind === 'date'
    const day = isDate ? `min(${quoteName(field)})` : `local_date(min(${quoteName(field)}), $time_zone)`
    return `select ${day} as day from lake.${quoteName(entity)}`
  })
  const reader = await connection.runAndReadAll(`select cast(min(day) as varchar) from (${parts.join(' union all ')}) as fact`, {
    time_zone: timeZone,
  })
  const value = reader.getRows()[0]?.[0]
  return typeof value === 'string' ? value : null
}
