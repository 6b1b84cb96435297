/** DuckDB as builds and cases use it: UTC, the schemas, the macros. */
import { readFile } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import path from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { quoteText } from './identifier.ts'
import { SQL_FOLDER } from './model.ts'

/** What readers get, and what exists during a build only. */
const PUBLISHED_SCHEMAS = ['ref', 'marts', 'meta'] as const
const WORK_SCHEMAS = ['lake', 'staging', 'intermediate'] as const

/** Prepares one empty database for models. @param folder where `macros/duckdb.sql` lies */
export async function prepareEngine(connection: DuckDBConnection, folder: string = SQL_FOLDER): Promise<void> {
  await connection.run("set TimeZone = 'UTC'")
  for (const schema of [...PUBLISHED_SCHEMAS, ...WORK_SCHEMAS]) await connection.run(`create schema ${schema}`)
  await createMacros(connection, folder)
}

async function createMacros(connection: DuckDBConnection, folder: string): Promise<void> {
  await connection.run(await readFile(path.join(folder, 'macros/duckdb.sql'), 'utf8'))
}

export interface BuildEngine {
  readonly connection: DuckDBConnection
  /** Moves a table of the work file into the warehouse. @param id `schema.name` */
  keep(id: string): Promise<void>
  /** Lets go of the work file and writes everything to the warehouse. */
  finish(): Promise<void>
  /** Closes both files; safe after `finish` and after a failure. */
  close(): void
}

/**
 * Opens a new warehouse file with a work file beside it. What only the build needs lies in the work file, so that it
 * leaves no holes in the published one; a statement names `schema.table` and the search path finds the file.
 * @param scratch an existing folder for the work file and for what does not fit into memory
 */
export async function openBuild(file: string, scratch: string, folder: string = SQL_FOLDER): Promise<BuildEngine> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${Math.floor(memoryForBuilds() / 2 ** 20)}MiB`,
    threads: String(availableParallelism()),
    temp_directory: path.join(scratch, 'spill'),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  })
  const connection = await instance.connect()
  const close = () => {
    connection.closeSync()
    instance.closeSync()
  }
  try {
    await connection.run("set TimeZone = 'UTC'")
    // Otherwise the work file is tidied up on the disk before it is thrown away; `finish` does it for the warehouse.
    await connection.run('pragma disable_checkpoint_on_shutdown')
    await connection.run(`attach ${quoteText(file)} as warehouse`)
    await connection.run(`attach ${quoteText(path.join(scratch, 'work.duckdb'))} as work`)
    for (const schema of PUBLISHED_SCHEMAS) await connection.run(`create schema warehouse.${schema}`)
    for (const schema of WORK_SCHEMAS) await connection.run(`create schema work.${schema}`)
    const places = [...WORK_SCHEMAS.map((each) => `work.${each}`), ...PUBLISHED_SCHEMAS.map((each) => `warehouse.${each}`)]
    await connection.run(`set search_path = ${quoteText(['warehouse.main', ...places].join(','))}`)
    await createMacros(connection, folder)
  } catch (cause) {
    close()
    throw cause
  }
  return {
    connection,
    close,
    async keep(id) {
      const [schema = '', name = ''] = id.split('.')
      await connection.run(`create schema if not exists warehouse."${schema}"`)
      await connection.run(`create table warehouse."${schema}"."${name}" as from work."${schema}"."${name}"`)
    },
    async finish() {
      await connection.run("set search_path = 'warehouse.main'")
      await connection.run('detach work')
      await connection.run('checkpoint warehouse')
      await connection.run('use memory.main')
      await connection.run('detach warehouse')
    },
  }
}

/** Bytes. DuckDB counts its buffers only; the process takes more, and other programs run beside it. */
function memoryForBuilds(): number {
  const constrained = process.constrainedMemory()
  const available = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()
  return Math.max(256 * 2 ** 20, available * 0.6)
}
