/** One build: from the lake to a published warehouse version, or to a record of why there is none. */
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { AftercareError } from '../../contracts/errors.ts'
import type { Load } from '../../contracts/load.ts'
import { EMPTY_STATE, readState, type StateSnapshot } from '../../contracts/state/snapshot.ts'
import { readPointer, type Pointer } from '../../contracts/warehouse.ts'
import type { Effects } from '../effects.ts'
import { withWriterLock } from '../home/lock.ts'
import type { Home } from '../home/config.ts'
import { activeLoads, readLoads } from '../lake/ledger.ts'
import { publish, recordFailure } from '../publish/publish.ts'
import { versionFile } from '../publish/version.ts'
import { buildIdOf, hashInputs, inputsOf } from './inputs.ts'
import { SQL_FOLDER } from './model.ts'
import { resolveAsOf } from './moment.ts'
import { buildWarehouse, type BuiltWarehouse } from './warehouse.ts'

export interface BuildOptions {
  /** Wins over the home's `as_of`. */
  readonly asOf?: string | undefined
  /** Builds only when loads, configuration, reference data, what people wrote or models differ from those of the published version, or when it stands at an earlier `now`. */
  readonly ifChanged?: boolean
  /** Where the models lie; default those of the program. */
  readonly sqlFolder?: string
}

export interface BuildResult extends BuiltWarehouse {
  readonly pointer: Pointer
}

/**
 * Builds aside, checks, publishes. A failed build changes nothing that a reader sees beside `last_build.json`.
 * @returns null when `ifChanged` found nothing to do
 * Throws what went wrong: `state.*`, `model.*`, `audit.*`, `config.*`, `reference.*`, `lake.*`, `build.*`.
 */
export async function build(home: Home, options: BuildOptions, effects: Effects): Promise<BuildResult | null> {
  return withWriterLock(home.paths, 'build', async () => {
    const loads = await readLoads(home.paths)
    const active = activeLoads(loads)
    const state = readState(home.paths.stateFile) ?? EMPTY_STATE
    const inputs = await hashInputs(home.paths, { active, state }, options.sqlFolder)
    if (options.ifChanged === true) {
      const current = await readPointer(home.paths)
      if (current !== null && inputsOf(current.build_id) === inputs && !hasAged(current, home, options, effects)) return null
    }
    const buildId = buildIdOf(effects.now(), inputs)
    let asOf: string | null = null
    try {
      asOf = resolveAsOf(options.asOf ?? home.config.as_of, active, effects)
      return await buildAside(home, { buildId, asOf, loads, active, state, folder: options.sqlFolder ?? SQL_FOLDER }, effects)
    } catch (cause) {
      const error = asBuildError(cause)
      await recordFailure(home.paths, { build_id: buildId, as_of: asOf }, error, effects)
      throw error
    }
  })
}

/** A home that stands at `now` goes stale without any new file: promises run out. */
const STALE_AFTER_MS = 3_600_000
const hasAged = (current: Pointer, { config }: Home, { asOf }: BuildOptions, effects: Effects): boolean =>
  (asOf ?? config.as_of) === 'now' && effects.now().getTime() - Date.parse(current.as_of) > STALE_AFTER_MS

interface Plan {
  readonly buildId: string
  readonly asOf: string
  readonly loads: readonly Load[]
  readonly active: readonly Load[]
  readonly state: StateSnapshot
  readonly folder: string
}

async function buildAside(home: Home, plan: Plan, effects: Effects): Promise<BuildResult> {
  const { paths, config } = home
  await mkdir(paths.versions, { recursive: true })
  await mkdir(paths.scratch, { recursive: true })
  const finished = path.join(paths.warehouse, versionFile(plan.buildId))
  const aside = `${finished}.part`
  const scratch = await mkdtemp(path.join(paths.scratch, 'build-'))
  try {
    const built = await buildWarehouse(home, { ...plan, file: aside, scratch }, effects)
    await rename(aside, finished)
    const version = { build_id: plan.buildId, as_of: plan.asOf, data_until: built.dataUntil }
    return { ...built, pointer: await publish(paths, version, config.keep_versions, effects) }
  } finally {
    await rm(scratch, { recursive: true, force: true })
    await rm(aside, { force: true })
    await rm(`${aside}.wal`, { force: true })
  }
}

const asBuildError = (cause: unknown): AftercareError =>
  cause instanceof AftercareError
    ? cause
    : new AftercareError('build.failed', cause instanceof Error ? cause.message : String(cause), {
        remedy: 'Look at the message; when it is not about your files or your disk, report it.',
        exitCode: 1,
        cause,
      })
