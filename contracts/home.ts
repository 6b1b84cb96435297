/**
 * Where everything of one installation lies. `AFTERCARE_HOME` or `--home` chooses the folder; the rest is fixed.
 */
import path from 'node:path'

export interface HomePaths {
  readonly root: string
  /** `aftercare.yaml` */
  readonly config: string
  /** `sources/*.yaml` */
  readonly sources: string
  /** Where source globs are looked for when a source names no folder. */
  readonly inbox: string
  /** Overrides of data/reference, file by file. */
  readonly reference: string
  /** Immutable originals: `<source>/<sha256><extension>`; readable by the pipeline's user only. */
  readonly landing: string
  /** Accepted batches `lake/<entity>/<load_id>.parquet`, rejects `lake/reject/<load_id>.parquet`, and `lake/loads/<load_id>.json`, whose appearance commits a load. */
  readonly lake: string
  readonly loads: string
  /** `versions/<build_id>.duckdb`, `current.json` (the pointer), `last_build.json` (how the last build ended). */
  readonly warehouse: string
  readonly versions: string
  readonly currentPointer: string
  readonly lastBuild: string
  /** Text models by what they learned from; a cache, learned anew where it is missing. */
  readonly models: string
  /** Secrets, what people wrote, and the lock of the writing process. */
  readonly state: string
  readonly pseudonymKey: string
  /** What people wrote (`contracts/state`): decisions on causes, labels, rules, the taxonomy. SQLite in WAL mode, so `-wal` and `-shm` lie beside it. */
  readonly stateFile: string
  /** Scratch space of a running job; may be emptied when none runs. */
  readonly scratch: string
  readonly lock: string
}

/** @param root the home folder, absolute or relative to the working directory */
export function homePaths(root: string): HomePaths {
  const at = (...parts: string[]) => path.join(path.resolve(root), ...parts)
  return {
    root: at(),
    config: at('aftercare.yaml'),
    sources: at('sources'),
    inbox: at('inbox'),
    reference: at('reference'),
    landing: at('landing'),
    lake: at('lake'),
    loads: at('lake', 'loads'),
    warehouse: at('warehouse'),
    versions: at('warehouse', 'versions'),
    currentPointer: at('warehouse', 'current.json'),
    lastBuild: at('warehouse', 'last_build.json'),
    models: at('models'),
    state: at('state'),
    pseudonymKey: at('state', 'pseudonym.key'),
    stateFile: at('state', 'aftercare.sqlite'),
    scratch: at('scratch'),
    lock: at('state', 'writer.lock'),
  }
}
