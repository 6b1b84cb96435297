/** One file of one source: landed, read, mapped, written, committed. */
import { mkdir, rm } from 'node:fs/promises'
import { totalmem } from 'node:os'
import path from 'node:path'
import type { EntityName } from '../../contracts/entities.ts'
import { AftercareError } from '../../contracts/errors.ts'
import type { Load, LoadedMap } from '../../contracts/load.ts'
import type { Effects } from '../effects.ts'
import type { Home } from '../home/config.ts'
import { writeRecord, writeRejects } from '../lake/batch.ts'
import { loadId, loadOf, nextNumber } from '../lake/ledger.ts'
import { landFile, type LandedFile } from '../land/land.ts'
import { formatOf, readRaw, type Format } from '../read/read.ts'
import { unpivotRaw } from '../read/unpivot.ts'
import { DIRECT_SOURCE, directSpec } from '../source/direct.ts'
import { engine } from '../source/engine.ts'
import { specHash } from '../source/hash.ts'
import { bindSource } from '../source/header.ts'
import type { SourceSpec } from '../source/spec.ts'
import { CAST_MACROS } from '../validate/cast.ts'
import { maskMacros } from '../validate/mask.ts'
import { pseudonymMacro } from '../validate/pseudonym.ts'
import { CREATE_REJECT_TABLE, REJECT_TABLE } from '../validate/reject.ts'
import { loadMap } from './load-map.ts'

export interface FileReport {
  readonly source: string
  /** Path as found. */
  readonly file: string
  /** `already_loaded`: the same content under the same mapping is in the lake; nothing happened. */
  readonly outcome: 'loaded' | 'already_loaded'
  /** The load that holds the file's rows. */
  readonly load: Load
  /** Records by code; a record with two faults counts under both. Empty when already loaded. */
  readonly rejects: Readonly<Record<string, number>>
  /** What the reader chose without being told to. */
  readonly notes: readonly string[]
}

/** What all files of one run share. */
export interface IngestContext {
  readonly home: Home
  readonly effects: Effects
  readonly pseudonymKey: Buffer
  /** Grows with every committed load. */
  readonly loads: Load[]
}

/** DuckDB may hold this much before it spills to the home's scratch folder. */
const MEMORY_BYTES = Math.min(2 * 1024 ** 3, Math.floor(totalmem() / 2))

/** How rows become canonical: a source of the home, or an entity whose names the file's header has. */
export type Mapping = { readonly spec: SourceSpec } | { readonly as: EntityName }

/**
 * Loads one file; the same file under the same mapping changes nothing.
 *
 * @throws AftercareError: codes `source.*`, `landing.*`, `lake.*`; nothing of the file is in the lake then
 */
export async function loadFile(context: IngestContext, mapping: Mapping, file: string): Promise<FileReport> {
  const { home, loads } = context
  const source = 'spec' in mapping ? mapping.spec.id : DIRECT_SOURCE
  const landed = await landFile(home.paths, source, file)
  if ('spec' in mapping) {
    const existing = loadOf(loads, source, landed.sha256)
    if (existing?.spec_hash === specHash(mapping.spec)) return alreadyLoaded(file, existing)
  }
  const scratch = path.join(home.paths.scratch, `ingest-${process.pid}`)
  await mkdir(scratch, { recursive: true })
  try {
    return await readAndLoad(context, mapping, file, landed, scratch)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function readAndLoad(
  context: IngestContext,
  mapping: Mapping,
  file: string,
  landed: LandedFile,
  scratch: string,
): Promise<FileReport> {
  const { home, loads, effects, pseudonymKey } = context
  const work = engine(
    async (connection) => {
      const format = formatFor(mapping, file)
      const options = 'spec' in mapping ? mapping.spec : { csv: {}, xlsx: {}, json: {} }
      const whole = await readRaw(connection, landed.path, 'aftercare_raw', scratch, {
        format,
        csv: options.csv,
        xlsx: options.xlsx,
        json: options.json,
      })
      const unpivot = 'spec' in mapping ? mapping.spec.unpivot : undefined
      const raw = unpivot === undefined ? whole : await unpivotRaw(connection, whole, unpivot, file)
      const spec = 'spec' in mapping ? mapping.spec : directSpec(home, mapping.as, file, raw.columns)
      const hash = specHash(spec)
      const existing = loadOf(loads, spec.id, landed.sha256)
      if (existing?.spec_hash === hash) return alreadyLoaded(file, existing)
      const bound = await bindSource(spec, raw.columns, landed.fileName, connection)
      for (const macro of [...CAST_MACROS, ...maskMacros(), pseudonymMacro(pseudonymKey)]) await connection.run(macro)
      await connection.run(CREATE_REJECT_TABLE)
      const number = nextNumber(loads)
      const stamp = {
        system: spec.systemId,
        file: landed.fileName,
        loadId: loadId(number, landed.sha256),
        // A changed mapping takes the place of the load that it replaces: later files still come after it.
        sequence: existing?.sequence ?? number,
      }
      const maps: LoadedMap[] = []
      const earlier = loads.filter((load) => load !== existing)
      for (const [index, boundMap] of bound.maps.entries()) {
        effects.progress(`${spec.id} ${landed.fileName}`, index, bound.maps.length)
        maps.push(await loadMap({ connection, home: home.paths, loads: earlier, bound, raw, stamp }, index, boundMap))
      }
      effects.progress(`${spec.id} ${landed.fileName}`, bound.maps.length, bound.maps.length)
      await writeRejects(connection, home.paths, stamp)
      const load: Load = {
        load_id: stamp.loadId,
        sequence: stamp.sequence,
        source: spec.id,
        ...(spec.systemId === spec.id ? {} : { system: spec.systemId }),
        spec_hash: hash,
        file: landed.fileName,
        sha256: landed.sha256,
        bytes: landed.bytes,
        landed: landed.relative,
        loaded_at: effects.now().toISOString(),
        format: raw.format,
        encoding: raw.encoding,
        rows: raw.rows,
        unknown_columns: spec.unknown_columns === 'discard' ? [] : [...bound.unknown],
        supersedes: existing?.load_id ?? null,
        maps,
      }
      await writeRecord(home.paths, load)
      loads.push(load)
      const counted = await connection.runAndReadAll(
        `SELECT code, count(DISTINCT (map, source_row))::INTEGER FROM ${REJECT_TABLE} GROUP BY code ORDER BY code`,
      )
      const rejects = Object.fromEntries(counted.getRows().map(([code, count]) => [String(code), Number(count)]))
      return { source: spec.id, file, outcome: 'loaded', load, rejects, notes: raw.notes } satisfies FileReport
    },
    { scratch, memory: `${Math.floor(MEMORY_BYTES / 1024 ** 2)}MiB` },
  )
  return work
}

const alreadyLoaded = (file: string, load: Load): FileReport => ({
  source: load.source,
  file,
  outcome: 'already_loaded',
  load,
  rejects: {},
  notes: [],
})

function formatFor(mapping: Mapping, file: string): Format {
  const format = ('spec' in mapping ? mapping.spec.format : undefined) ?? formatOf(path.basename(file))
  if (format !== null) return format
  throw new AftercareError('source.format_unknown', 'the name of the file does not say what format it has', {
    where: file,
    remedy: 'State `format` in the source: csv, xlsx, json or ndjson.',
    exitCode: 3,
  })
}
