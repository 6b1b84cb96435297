/**
 * The published warehouse: the pointer that names it, the record of the last build, and how it is opened for reading.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { z } from 'zod'
import { AftercareError } from './errors.ts'
import type { HomePaths } from './home.ts'

/** `warehouse/current.json`: written aside and renamed into place, so a reader sees the old one or the new one. */
export const pointerSchema = z.object({
  build_id: z.string(),
  /** Relative to the `warehouse` folder. */
  file: z.string(),
  as_of: z.iso.datetime(),
  /** The newest recorded fact in the lake; null for an empty lake. */
  data_until: z.iso.datetime().nullable(),
  published_at: z.iso.datetime(),
})
export type Pointer = z.infer<typeof pointerSchema>

/** `warehouse/last_build.json`: how the last build ended, published or not. */
export const lastBuildSchema = z.object({
  build_id: z.string(),
  status: z.enum(['published', 'failed', 'rolled_back']),
  finished_at: z.iso.datetime(),
  as_of: z.iso.datetime().nullable(),
  /** Present when it failed. */
  error: z.object({ code: z.string(), message: z.string(), where: z.string().optional(), remedy: z.string() }).optional(),
})
export type LastBuild = z.infer<typeof lastBuildSchema>

/** The pointer, or null when nothing has been published yet. Throws `warehouse.pointer_unreadable`. */
export async function readPointer(home: HomePaths): Promise<Pointer | null> {
  return readRecord(home.currentPointer, pointerSchema, 'warehouse.pointer_unreadable')
}

/** How the last build ended, or null when there was none. Throws `warehouse.last_build_unreadable`. */
export async function readLastBuild(home: HomePaths): Promise<LastBuild | null> {
  return readRecord(home.lastBuild, lastBuildSchema, 'warehouse.last_build_unreadable')
}

async function readRecord<T>(file: string, schema: z.ZodType<T>, code: string): Promise<T | null> {
  let source: string
  try {
    source = await readFile(file, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw cause
  }
  try {
    return schema.parse(JSON.parse(source))
  } catch (cause) {
    throw new AftercareError(code, 'the record is not what this version writes', {
      where: file,
      remedy: 'Run `aftercare build` to write it anew.',
      cause,
    })
  }
}

export interface ServingLimits {
  /** DuckDB's `memory_limit`, for instance `1GB`. The process may use about twice as much. */
  readonly memory: string
  readonly threads: number
}

/**
 * Opens a published warehouse for reading only, hardened: no file, network or extension can be reached from SQL, and
 * no setting can be changed afterwards.
 *
 * @returns an instance; each connection from it should run `SET TimeZone='UTC'`-free SQL (stamps are naive UTC)
 */
export async function openWarehouse(
  file: string,
  limits: ServingLimits = { memory: '1GB', threads: 2 },
): Promise<DuckDBInstance> {
  return DuckDBInstance.create(file, {
    access_mode: 'READ_ONLY',
    enable_external_access: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    memory_limit: limits.memory,
    threads: String(limits.threads),
    lock_configuration: 'true',
  })
}

/** The absolute path of the published file. */
export const warehouseFile = (home: HomePaths, pointer: Pointer): string => path.join(home.warehouse, pointer.file)
