/** One map of one file: mapped, typed, judged, compared with what the lake has, written. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { entityContract } from '../../contracts/entities.ts'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'
import type { Load, LoadedMap } from '../../contracts/load.ts'
import { quoteName } from '../build/identifier.ts'
import { assertAccounted } from '../lake/accounting.ts'
import { selectBatch, writeParquet, type LoadStamp } from '../lake/batch.ts'
import { DUPLICATE_TABLE, earlierBatches, findDuplicates } from '../lake/version.ts'
import type { RawTable } from '../read/read.ts'
import { cleanColumn, compileMap, type CompiledMap } from '../source/compile.ts'
import type { BoundMap, BoundSource } from '../source/header.ts'
import { REJECT_TABLE, rejectFaults, rejectProblems } from '../validate/reject.ts'

const MAPPED = quoteName('aftercare_mapped')
const CHECKED = quoteName('aftercare_checked')

export interface MapJob {
  readonly connection: DuckDBConnection
  readonly home: HomePaths
  /** All loads so far, superseded ones included. */
  readonly loads: readonly Load[]
  readonly bound: BoundSource
  readonly raw: RawTable
  readonly stamp: LoadStamp
}

/** Gathers the rejects in the table of rejects and writes the batch; commits nothing. Throws source.expression_failed, lake.rows_unaccounted. */
export async function loadMap(job: MapJob, index: number, boundMap: BoundMap): Promise<LoadedMap> {
  const { connection, home, bound, raw, stamp } = job
  const { entity } = boundMap.map
  const compiled = compileMap(bound, boundMap, raw.table, stamp.file)
  const target = { map: index, entity }
  const mapped = await materialize(connection, compiled, boundMap, bound)
  const typed = compiled.typed(mapped)
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${CHECKED} AS ${compiled.checked(`(${typed}) AS typed`)}`)
  await rejectProblems(connection, bound, raw.table, target)
  const [selected = 0, bad = 0] = await numbers(connection, `SELECT count(*), count(*) FILTER (_is_bad) FROM ${CHECKED}`)
  if (bad > 0) await rejectFaults(connection, bound, raw.table, target, typed, CHECKED, compiled.fields, compiled.faults)
  const batches = earlierBatches(home, job.loads, entity, stamp.system, stamp.sequence)
  await findDuplicates(connection, entity, compiled.lakeFields, CHECKED, batches)
  const [problems = 0] = await numbers(connection, `SELECT count(*) FROM ${raw.table} WHERE _problem IS NOT NULL`)
  const [duplicates = 0] = await numbers(connection, `SELECT count(*) FROM ${DUPLICATE_TABLE}`)
  const accepted = selected - bad - duplicates
  const batch = accepted === 0 ? null : `${entity}/${stamp.loadId}-${index}.parquet`
  if (batch !== null) await writeParquet(connection, home, batch, selectAccepted(compiled, boundMap, bound, raw, stamp))
  const counts = {
    rows: raw.rows,
    accepted,
    rejected: problems + bad,
    duplicates,
    not_selected: raw.rows - problems - selected,
  }
  const written = {
    accepted:
      batch === null
        ? 0
        : ((
            await numbers(connection, `SELECT count(*) FROM read_parquet('${`${home.lake}/${batch}`.replaceAll("'", "''")}')`)
          )[0] ?? 0),
    rejected: (await numbers(connection, `SELECT count(DISTINCT source_row) FROM ${REJECT_TABLE} WHERE map = ${index}`))[0] ?? 0,
  }
  assertAccounted(counts, written, `${stamp.file}, map ${index} (${entity})`)
  const dataUntil = await newestFact(connection, compiled, entity)
  for (const table of [CHECKED, MAPPED, DUPLICATE_TABLE]) await connection.run(`DROP TABLE IF EXISTS ${table}`)
  return {
    map: index,
    entity,
    batch,
    ...counts,
    mapped_fields: compiled.lakeFields.map((field) => field.name),
    data_until: dataUntil,
  }
}

/** Expressions are computed once: what marks a row and what explains its reject must be the same. */
async function materialize(
  connection: DuckDBConnection,
  compiled: CompiledMap,
  { hasExpressions }: BoundMap,
  bound: BoundSource,
): Promise<string> {
  if (!hasExpressions) return `(${compiled.mapped}) AS mapped`
  try {
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${MAPPED} AS SELECT * FROM (${compiled.mapped}) AS mapped ORDER BY _row`)
  } catch (cause) {
    throw new AftercareError(
      'source.expression_failed',
      `an expression failed on a row: ${
        String(cause)
          .replace(/^Error: /, '')
          .split('\n')[0]
      }`,
      {
        where: bound.spec.file,
        remedy: 'Use try_cast and try_strptime in `compute` and `where`: a value that does not fit then becomes empty.',
        exitCode: 3,
        cause,
      },
    )
  }
  return MAPPED
}

function selectAccepted(compiled: CompiledMap, { map }: BoundMap, bound: BoundSource, raw: RawTable, stamp: LoadStamp): string {
  const isNew = `NOT _is_bad AND _row NOT IN (SELECT _row FROM ${DUPLICATE_TABLE})`
  if (bound.kept.length === 0) {
    const rows = `(SELECT *, NULL::VARCHAR AS extra FROM ${CHECKED} WHERE ${isNew}) AS accepted`
    return selectBatch(map.entity, compiled.lakeFields, rows, stamp)
  }
  const cells = bound.kept.map((column) => `${quoteName(column)} := ${cleanColumn(column, bound.spec.null_words)}`)
  const isAllEmpty = bound.kept.map((column) => `${cleanColumn(column, bound.spec.null_words)} IS NULL`).join(' AND ')
  const extra = `SELECT _row, CASE WHEN NOT (${isAllEmpty}) THEN to_json(struct_pack(${cells.join(', ')}))::VARCHAR END AS extra FROM ${raw.table}`
  const rows = `(SELECT checked.*, kept.extra FROM ${CHECKED} AS checked INNER JOIN (${extra}) AS kept ON kept._row = checked._row
    WHERE ${isNew.replaceAll('_row NOT', 'checked._row NOT')} ORDER BY checked._row) AS accepted`
  return selectBatch(map.entity, compiled.lakeFields, rows, stamp)
}

/** The newest observed stamp of the accepted rows, ISO 8601 in UTC. */
async function newestFact(
  connection: DuckDBConnection,
  compiled: CompiledMap,
  entity: LoadedMap['entity'],
): Promise<string | null> {
  const observed = entityContract(entity).observedFields.filter((name) =>
    compiled.lakeFields.some((field) => field.name === name),
  )
  if (observed.length === 0) return null
  const newest = `greatest(${observed.map((name) => `max(${quoteName(name)})`).join(', ')})`
  const reader = await connection.runAndReadAll(`SELECT strftime(${newest}, '%Y-%m-%dT%H:%M:%S.%gZ') FROM ${CHECKED}
    WHERE NOT _is_bad AND _row NOT IN (SELECT _row FROM ${DUPLICATE_TABLE})`)
  const value = reader.getRows()[0]?.[0]
  return typeof value === 'string' ? value : null
}

async function numbers(connection: DuckDBConnection, sql: string): Promise<number[]> {
  const reader = await connection.runAndReadAll(sql)
  return reader.getRows()[0]?.map(Number) ?? []
}
