/** A DuckDB connection as every build and every case uses it: UTC, the schemas, the macros. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { SQL_FOLDER } from './model.ts'

export const SCHEMAS = ['lake', 'ref', 'staging', 'intermediate', 'marts', 'meta'] as const

/** Prepares an empty database for models. @param folder where `macros/duckdb.sql` lies */
export async function prepareEngine(connection: DuckDBConnection, folder: string = SQL_FOLDER): Promise<void> {
  await connection.run("set TimeZone = 'UTC'")
  for (const schema of SCHEMAS) await connection.run(`create schema ${schema}`)
  await connection.run(await readFile(path.join(folder, 'macros/duckdb.sql'), 'utf8'))
}
