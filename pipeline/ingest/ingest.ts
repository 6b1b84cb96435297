/** Ingestion: every file of every source that is not in the lake yet, one after the other. */
import path from 'node:path'
import type { EntityName } from '../../contracts/entities.ts'
import { AftercareError } from '../../contracts/errors.ts'
import type { Effects } from '../effects.ts'
import type { Home } from '../home/config.ts'
import { withWriterLock } from '../home/lock.ts'
import { readLoads, removeOrphans } from '../lake/ledger.ts'
import { readSources } from '../source/read.ts'
import { readPseudonymKey } from '../validate/pseudonym.ts'
import { assignPaths, expandPaths, findSourceFiles, findUnmatched } from './files.ts'
import { loadFile, type FileReport, type IngestContext, type Mapping } from './load-file.ts'

export type { FileReport } from './load-file.ts'

export interface IngestOptions {
  /** Files or folders; default all files that the sources name. */
  readonly paths?: readonly string[]
  /** Reads the paths as this entity under the source `direct`. */
  readonly as?: EntityName
}

export interface FileFailure {
  readonly source: string | null
  /** Null when the source as a whole failed. */
  readonly file: string | null
  readonly error: AftercareError
}

export interface IngestReport {
  /** In the order in which they were taken. */
  readonly files: readonly FileReport[]
  readonly failures: readonly FileFailure[]
  /** Files of the inbox that no source names. */
  readonly unmatched: readonly string[]
  /** Leftovers of runs that died, removed. */
  readonly orphans: readonly string[]
  /** 0, or 3 when a file or a source could not be read. */
  readonly exitCode: 0 | 3
}

/**
 * Takes the files in order of source and name. A file that cannot be read is reported and the others go on.
 *
 * @throws home.locked, config.*, source.* of the sources' YAML, ingest.paths_missing, ingest.path_missing, ingest.ambiguous (exit 2)
 */
export async function ingest(home: Home, options: IngestOptions, effects: Effects): Promise<IngestReport> {
  return withWriterLock(home.paths, 'ingest', async () => {
    const pseudonymKey = await readPseudonymKey(home.paths)
    const loads = await readLoads(home.paths)
    const orphans = await removeOrphans(home.paths, loads)
    const plan = await planFiles(home, options)
    const context: IngestContext = { home, effects, pseudonymKey, loads }
    const files: FileReport[] = []
    const failures = [...plan.failures]
    for (const { mapping, file } of plan.files) {
      try {
        const report = await loadFile(context, mapping, file)
        files.push(report)
        effects.log(describe(report))
      } catch (error) {
        if (!(error instanceof AftercareError)) throw error
        failures.push({ source: 'spec' in mapping ? mapping.spec.id : null, file, error })
      }
    }
    for (const { error } of failures) effects.log(error.explain())
    for (const file of plan.unmatched) effects.log(`${path.basename(file)}: no source names this file; it was not read`)
    return { files, failures, unmatched: plan.unmatched, orphans, exitCode: failures.length === 0 ? 0 : 3 }
  })
}

interface Plan {
  readonly files: readonly { readonly mapping: Mapping; readonly file: string }[]
  readonly failures: readonly FileFailure[]
  readonly unmatched: readonly string[]
}

async function planFiles(home: Home, { paths, as }: IngestOptions): Promise<Plan> {
  if (as !== undefined) {
    if (paths === undefined || paths.length === 0) {
      throw new AftercareError('ingest.paths_missing', '`--as` needs the files to read', {
        value: as,
        remedy: 'Name one or more files.',
      })
    }
    return { files: (await expandPaths(paths)).map((file) => ({ mapping: { as }, file })), failures: [], unmatched: [] }
  }
  const specs = await readSources(home)
  if (paths !== undefined && paths.length > 0) {
    const assigned = await assignPaths(home, specs, paths)
    return {
      files: assigned.flatMap(({ file, spec }) => (spec === null ? [] : [{ mapping: { spec }, file }])),
      failures: assigned.flatMap(({ file, spec }) => (spec === null ? [{ source: null, file, error: noSource(file) }] : [])),
      unmatched: [],
    }
  }
  const files: { mapping: Mapping; file: string }[] = []
  const failures: FileFailure[] = []
  for (const spec of specs) {
    try {
      const found = await findSourceFiles(home, spec)
      files.push(...found.files.map((file) => ({ mapping: { spec }, file })))
    } catch (error) {
      if (!(error instanceof AftercareError)) throw error
      failures.push({ source: spec.id, file: null, error })
    }
  }
  return { files, failures, unmatched: await findUnmatched(home, new Set(files.map(({ file }) => file))) }
}

const noSource = (file: string) =>
  new AftercareError('ingest.no_source', 'no source takes this file', {
    value: path.basename(file),
    where: file,
    remedy: 'Write a source for it (`aftercare inspect` proposes one), or name its entity with --as.',
    exitCode: 3,
  })

function describe({ source, file, outcome, load, rejects }: FileReport): string {
  const name = `${source} ${path.basename(file)}`
  if (outcome === 'already_loaded') return `${name}: already loaded`
  const maps = load.maps.map(
    (map) =>
      `${map.entity} ${map.accepted} accepted, ${map.rejected} rejected, ${map.duplicates} duplicates, ${map.not_selected} not selected`,
  )
  const codes = Object.entries(rejects).map(([code, count]) => `${code} ${count}`)
  const unknown = load.unknown_columns.length === 0 ? '' : `; unknown columns left out: ${load.unknown_columns.join(', ')}`
  return `${name}: ${load.rows} rows; ${maps.join('; ')}${codes.length === 0 ? '' : ` (${codes.join(', ')})`}${unknown}`
}
