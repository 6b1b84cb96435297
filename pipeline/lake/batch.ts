/** Writing into the lake: each file under a name of its own first, then renamed; the record of the load comes last. */
import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { entityContract, type EntityField, type EntityName } from '../../contracts/entities.ts'
import { LAKE_TYPE } from '../../contracts/field.ts'
import type { HomePaths } from '../../contracts/home.ts'
import { loadSchema, type Load } from '../../contracts/load.ts'
import { quoteName, quoteText } from '../build/identifier.ts'
import { REJECT_TABLE } from '../validate/reject.ts'

/** What all rows of a load have in common. */
export interface LoadStamp {
  readonly system: string
  readonly file: string
  readonly loadId: string
  readonly sequence: number
}

/**
 * SELECT of a batch as the lake has it: all canonical fields, then the system columns.
 *
 * @param rows relation with `_row`, the filled fields, `content_hash`, `extra`
 */
export function selectBatch(entity: EntityName, filled: readonly EntityField[], rows: string, stamp: LoadStamp): string {
  const names = new Set(filled.map((field) => field.name))
  const fields = entityContract(entity)
    .fields.filter((field) => field.personal !== 'drop')
    .map(({ name, kind }) => `CAST(${names.has(name) ? quoteName(name) : 'NULL'} AS ${LAKE_TYPE[kind]}) AS ${quoteName(name)}`)
  return `SELECT ${[
    ...fields,
    `${quoteText(stamp.system)} AS source`,
    `${quoteText(stamp.file)} AS source_file`,
    '_row AS source_row',
    `${quoteText(stamp.loadId)} AS load_id`,
    `${stamp.sequence}::INTEGER AS load_sequence`,
    'content_hash',
    'extra',
  ].join(', ')} FROM ${rows}`
}

/** Writes a SELECT as a Parquet file of the lake. @param relative path below the lake */
export async function writeParquet(
  connection: DuckDBConnection,
  home: HomePaths,
  relative: string,
  select: string,
): Promise<void> {
  const target = path.join(home.lake, relative)
  const aside = path.join(path.dirname(target), `.${path.basename(target)}`)
  await mkdir(path.dirname(target), { recursive: true })
  try {
    await connection.run(`COPY (${select}) TO ${quoteText(aside)} (FORMAT parquet, COMPRESSION zstd)`)
    await settle(aside, target)
  } finally {
    await rm(aside, { force: true })
  }
}

/** Writes the rejects that the job has gathered; the file is there for every load, with no row when there is none. */
export async function writeRejects(connection: DuckDBConnection, home: HomePaths, stamp: LoadStamp): Promise<void> {
  await writeParquet(
    connection,
    home,
    `reject/${stamp.loadId}.parquet`,
    `SELECT ${quoteText(stamp.system)} AS source, ${quoteText(stamp.file)} AS source_file, source_row, ${quoteText(stamp.loadId)} AS load_id,
      map, entity, field, value, code, reason, original FROM ${REJECT_TABLE}`,
  )
}

/** Commits a load. */
export async function writeRecord(home: HomePaths, load: Load): Promise<void> {
  await mkdir(home.loads, { recursive: true })
  const target = path.join(home.loads, `${load.load_id}.json`)
  const aside = path.join(home.loads, `.${load.load_id}.json`)
  const handle = await open(aside, 'w')
  try {
    await handle.writeFile(`${JSON.stringify(loadSchema.parse(load), null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(aside, target)
}

/** The content is on the disk before the name is. */
async function settle(aside: string, target: string): Promise<void> {
  const handle = await open(aside, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(aside, target)
}
