/**
 * Which rows of a file are news. A row is a duplicate when its content equals the version of the same key before it: the
 * previous row of the file, else the latest version in the lake among loads with a lower sequence.
 */
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { entityContract, type EntityField, type EntityName } from '../../contracts/entities.ts'
import type { HomePaths } from '../../contracts/home.ts'
import type { Load } from '../../contracts/load.ts'
import { quoteName, quoteText } from '../build/identifier.ts'
import { activeLoads } from './ledger.ts'

/** Table of the record numbers of duplicates, column `_row`. */
export const DUPLICATE_TABLE = 'aftercare_duplicate'

/** Batches of an entity that rows of a load may repeat. @returns absolute paths */
export function earlierBatches(
  home: HomePaths,
  loads: readonly Load[],
  entity: EntityName,
  system: string,
  sequence: number,
): string[] {
  return activeLoads(loads)
    .filter((load) => (load.system ?? load.source) === system && load.sequence < sequence)
    .flatMap((load) => load.maps)
    .flatMap((map) => (map.entity === entity && map.batch !== null ? [path.join(home.lake, map.batch)] : []))
}

/**
 * Creates `DUPLICATE_TABLE`.
 *
 * @param checked quoted table with `_row`, the filled fields, `content_hash`, `_is_bad`
 * @param batches what earlierBatches gave
 */
export async function findDuplicates(
  connection: DuckDBConnection,
  entity: EntityName,
  filled: readonly EntityField[],
  checked: string,
  batches: readonly string[],
): Promise<void> {
  const names = new Set(filled.map((field) => field.name))
  // A key field that the map does not fill is empty in all rows of the file.
  const key = entityContract(entity).key.filter((field) => names.has(field))
  const unfilled = entityContract(entity).key.filter((field) => !names.has(field))
  const keyColumns = key.map(quoteName).join(', ')
  const partition = key.length === 0 ? '' : `PARTITION BY ${keyColumns}`
  const versions = `SELECT _row, ${[...key.map(quoteName), ''].join(', ')} content_hash,
      lag(content_hash) OVER (${partition} ORDER BY _row) AS hash_before
    FROM ${checked} WHERE NOT _is_bad`
  if (batches.length === 0) {
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${DUPLICATE_TABLE} AS
      SELECT _row FROM (${versions}) AS versions WHERE hash_before = content_hash`)
    return
  }
  const isSameKey =
    key.map((field) => `lake.${quoteName(field)} IS NOT DISTINCT FROM first.${quoteName(field)}`).join(' AND ') || 'true'
  const isUnfilled = unfilled.map((field) => `AND ${quoteName(field)} IS NULL`).join(' ')
  // Of several versions the one loaded last stands: order of loads, then of records.
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${DUPLICATE_TABLE} AS
    WITH versions AS MATERIALIZED (${versions}),
    lake AS (
      SELECT ${[...key.map(quoteName), ''].join(', ')} arg_max(content_hash, load_sequence::BIGINT * 4294967296 + source_row) AS latest_hash
      FROM read_parquet([${batches.map(quoteText).join(', ')}])
      WHERE true ${isUnfilled}
      ${key.length === 0 ? '' : `GROUP BY ${keyColumns}`}
    )
    SELECT _row FROM versions WHERE hash_before = content_hash
    UNION ALL
    SELECT first._row FROM versions AS first INNER JOIN lake ON ${isSameKey}
    WHERE first.hash_before IS NULL AND first.content_hash = lake.latest_hash`)
}
