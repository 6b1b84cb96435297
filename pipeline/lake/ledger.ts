/** The ledger: what has been loaded, one JSON record a load. A load exists once its record does. */
import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'
import { loadSchema, type Load } from '../../contracts/load.ts'

/**
 * All loads, superseded ones included, in order of sequence, then of id.
 *
 * @throws lake.record_unreadable (exit 2)
 */
export async function readLoads(home: HomePaths): Promise<Load[]> {
  const names = (await listFolder(home.loads)).filter((name) => name.endsWith('.json') && !name.startsWith('.'))
  const loads = await Promise.all(names.map((name) => readLoad(path.join(home.loads, name))))
  return loads.sort((a, b) => a.sequence - b.sequence || (a.load_id < b.load_id ? -1 : 1))
}

async function readLoad(file: string): Promise<Load> {
  try {
    return loadSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (cause) {
    throw new AftercareError('lake.record_unreadable', 'the record of a load is not what this version writes', {
      where: file,
      remedy: 'Restore the file from a backup; without it the rows of the load are out of every build.',
      cause,
    })
  }
}

/** Loads that count: those that no other names in `supersedes`. */
export function activeLoads(loads: readonly Load[]): Load[] {
  const superseded = new Set(loads.map((load) => load.supersedes))
  return loads.filter((load) => !superseded.has(load.load_id))
}

/** The number of the next load: above every number and every sequence given so far. */
export const nextNumber = (loads: readonly Load[]): number =>
  Math.max(0, ...loads.flatMap((load) => [load.sequence, Number.parseInt(load.load_id, 10) || 0])) + 1

/** `000012-1a2b3c4d` */
export const loadId = (number: number, sha256: string): string => `${String(number).padStart(6, '0')}-${sha256.slice(0, 8)}`

/** The active load of a file's content in a source, if there is one. */
export const loadOf = (loads: readonly Load[], source: string, sha256: string): Load | undefined =>
  activeLoads(loads).find((load) => load.source === source && load.sha256 === sha256)

/**
 * Removes batches and rejects that no record commits: a run died between writing them and committing.
 *
 * @returns what was removed, relative to the lake
 */
export async function removeOrphans(home: HomePaths, loads: readonly Load[]): Promise<string[]> {
  const committed = new Set(loads.map((load) => load.load_id))
  const removed: string[] = []
  for (const folder of await listFolder(home.lake)) {
    for (const name of await listFolder(path.join(home.lake, folder))) {
      const isTemporary = name.startsWith('.')
      const isOrphan = name.endsWith('.parquet') && !committed.has(/^\d+-[0-9a-f]{8}/.exec(name)?.[0] ?? '')
      if (!isTemporary && !isOrphan) continue
      await rm(path.join(home.lake, folder, name), { force: true })
      removed.push(`${folder}/${name}`)
    }
  }
  return removed
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) return []
    throw cause
  }
}
