/** The warehouse versions of a home: what there is, what goes. */
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { HomePaths } from '../../contracts/home.ts'
import { openWarehouse } from '../../contracts/warehouse.ts'

/** A finished version's file, relative to the `warehouse` folder. */
export const versionFile = (buildId: string): string => path.posix.join('versions', `${buildId}.duckdb`)

/** Ids of the finished versions, oldest first: ids begin with their UTC time. */
export async function listVersions(home: HomePaths): Promise<string[]> {
  const files = await filesOf(home)
  return files.filter((each) => each.endsWith('.duckdb')).map((each) => path.parse(each).name)
}

/**
 * Keeps the newest versions and the served one; what an interrupted build has left goes as well.
 * Only for the holder of the writer lock.
 * @returns the ids of what was removed
 */
export async function pruneVersions(home: HomePaths, keep: number, current: string): Promise<string[]> {
  const versions = await listVersions(home)
  const others = versions.filter((each) => each !== current)
  const gone = others.slice(0, Math.max(0, others.length - Math.max(0, keep - 1)))
  const stay = new Set(versions.filter((each) => !gone.includes(each)).map((each) => `${each}.duckdb`))
  for (const file of await filesOf(home)) {
    if (!stay.has(file)) await rm(path.join(home.versions, file), { force: true })
  }
  return gone
}

async function filesOf(home: HomePaths): Promise<string[]> {
  try {
    return (await readdir(home.versions)).sort()
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw cause
  }
}

/** What a version says of itself. Throws when the file is not a warehouse. */
export async function describeVersion(file: string): Promise<{ as_of: string; data_until: string | null }> {
  const instance = await openWarehouse(file)
  const connection = await instance.connect()
  try {
    const stamp = (column: string) => `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%fZ')`
    const reader = await connection.runAndReadAll(`select ${stamp('as_of')}, ${stamp('data_until')} from meta.build`)
    const [as_of, data_until] = reader.getRows()[0] ?? []
    return { as_of: String(as_of), data_until: typeof data_until === 'string' ? data_until : null }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
