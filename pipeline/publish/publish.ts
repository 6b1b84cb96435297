/** Publishing: one rename moves every reader to another version. */
import { access } from 'node:fs/promises'
import path from 'node:path'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'
import { readPointer, type LastBuild, type Pointer } from '../../contracts/warehouse.ts'
import type { Effects } from '../effects.ts'
import { writeRecord } from './record.ts'
import { describeVersion, listVersions, pruneVersions, versionFile } from './version.ts'

export interface Version {
  readonly build_id: string
  /** ISO UTC */
  readonly as_of: string
  readonly data_until: string | null
}

/**
 * Points readers to a finished version, records the build and removes what is too old. For the holder of the writer lock.
 * @param keep versions that stay, this one included
 */
export async function publish(home: HomePaths, version: Version, keep: number, effects: Effects): Promise<Pointer> {
  const pointer = await point(home, version, 'published', effects)
  await pruneVersions(home, keep, version.build_id)
  return pointer
}

async function point(home: HomePaths, version: Version, status: 'published' | 'rolled_back', effects: Effects): Promise<Pointer> {
  const at = effects.now().toISOString()
  const pointer: Pointer = { ...version, file: versionFile(version.build_id), published_at: at }
  const record: LastBuild = { build_id: version.build_id, status, finished_at: at, as_of: version.as_of }
  await writeRecord(home.currentPointer, pointer)
  await writeRecord(home.lastBuild, record)
  return pointer
}

/** Records a build that was not published; the pointer stays as it is. */
export async function recordFailure(
  home: HomePaths,
  failed: { build_id: string; as_of: string | null },
  error: AftercareError,
  effects: Effects,
): Promise<void> {
  const where = error.where === undefined ? {} : { where: error.where }
  const record: LastBuild = {
    ...failed,
    status: 'failed',
    finished_at: effects.now().toISOString(),
    error: { code: error.code, message: error.message, ...where, remedy: error.remedy },
  }
  await writeRecord(home.lastBuild, record)
}

/**
 * Goes back to the version before the served one, or to a named one. For the holder of the writer lock.
 * Throws `rollback.nothing_published`, `rollback.none_older`, `rollback.unknown_version`, `rollback.version_unreadable`.
 */
export async function rollBack(
  home: HomePaths,
  buildId: string | undefined,
  effects: Effects,
): Promise<{ from: string; to: Pointer }> {
  const current = await readPointer(home)
  if (current === null) {
    throw new AftercareError('rollback.nothing_published', 'there is no published version', {
      where: home.currentPointer,
      remedy: 'Run `aftercare build` first.',
    })
  }
  const target = await chooseVersion(home, current.build_id, buildId)
  const file = path.join(home.warehouse, versionFile(target))
  let described: { as_of: string; data_until: string | null }
  try {
    await access(file)
    described = await describeVersion(file)
  } catch (cause) {
    throw new AftercareError('rollback.version_unreadable', 'the version cannot be opened', {
      where: file,
      value: target,
      remedy: 'Choose another version, or run `aftercare build`.',
      exitCode: 1,
      cause,
    })
  }
  return { from: current.build_id, to: await point(home, { build_id: target, ...described }, 'rolled_back', effects) }
}

async function chooseVersion(home: HomePaths, current: string, wanted: string | undefined): Promise<string> {
  const versions = await listVersions(home)
  if (wanted === undefined) {
    const older = versions.filter((each) => each < current).at(-1)
    if (older !== undefined) return older
    throw new AftercareError('rollback.none_older', 'no version before the served one is kept', {
      where: home.versions,
      value: current,
      remedy: 'Raise keep_versions in aftercare.yaml for the future, or build anew.',
    })
  }
  if (versions.includes(wanted)) return wanted
  throw new AftercareError('rollback.unknown_version', 'no such version is kept', {
    where: home.versions,
    value: wanted,
    remedy: `Choose one of ${versions.join(', ')}.`,
  })
}
