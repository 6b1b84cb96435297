/**
 * What the server serves: the version that `current.json` names. A new version is opened beside the old one and takes
 * its place at once; requests under way finish on the version they began with.
 */
import { stat } from 'node:fs/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import { AftercareError } from '#contracts/errors.ts'
import type { HomePaths } from '#contracts/home.ts'
import { openWarehouse, readPointer, warehouseFile, type Pointer, type ServingLimits } from '#contracts/warehouse.ts'
import { Gate } from './gate.ts'
import type { NamedQuery, Parameters } from './named-query.ts'
import { ResultCache, type CacheBounds } from './result-cache.ts'
import { runArrowQuery, runQuery } from './run-query.ts'
import { WarehouseVersion } from './version.ts'

export interface HolderOptions {
  /** How often the pointer is looked at. */
  readonly pollMilliseconds: number
  /** Queries that run at once, over all versions. */
  readonly connections: number
  /** Queries that may wait for a connection before `warehouse.busy`. */
  readonly mayWait: number
  readonly timeoutMilliseconds: number
  /** A query with more rows fails. */
  readonly maxRows: number
  /** What the cache of results keeps at most. */
  readonly cached: CacheBounds
  readonly limits: ServingLimits
  /** Told of what went wrong while nobody was asking. */
  readonly log: (line: string) => void
}

export const HOLDER_DEFAULTS: Omit<HolderOptions, 'log'> = {
  pollMilliseconds: 500,
  connections: 4,
  mayWait: 200,
  timeoutMilliseconds: 15_000,
  maxRows: 50_000,
  cached: { rows: 400_000, bytes: 128 * 1024 * 1024 },
  limits: { memory: '1GB', threads: 2 },
}

/**
 * A word for what a reader may see, part of the key of every cached result: readers of different rights never share one. As long as
 * there are no accounts everybody has the same rights; with accounts it says role and sites (never a person).
 */
export type Rights = 'open'

/** A reader's hold on one version: all its queries see the same figures. */
export interface Lease {
  readonly pointer: Pointer
  readonly rights: Rights
  /** Each row checked against the query's schema. For results of a few thousand rows at most. */
  rows<Row>(query: NamedQuery<Row>, parameters?: Parameters): Promise<readonly Row[]>
  /**
   * The same rows as an Arrow IPC stream, for results of many rows: columns are checked, not rows. Types are those of the warehouse
   * (stamps naive UTC in microseconds, days as days); nobody may write into the bytes, others get the same ones.
   */
  arrow<Row>(query: NamedQuery<Row>, parameters?: Parameters): Promise<Uint8Array>
  /**
   * Keeps the version open beyond `release`, for what goes on reading after the response has begun (`streamed`).
   * @returns the function that ends this hold
   */
  hold(): () => void
  release(): void
}

export class WarehouseHolder {
  readonly #home: HomePaths
  readonly #options: HolderOptions
  readonly #gate: Gate
  readonly #cache: ResultCache
  #current: WarehouseVersion | null = null
  /** Inode and times of the pointer that was last acted on. */
  #seen = ''
  #problem: AftercareError | null = null
  #timer: NodeJS.Timeout | null = null
  #looking: Promise<void> | null = null
  #isClosed = false

  constructor(home: HomePaths, options: HolderOptions) {
    this.#home = home
    this.#options = options
    this.#gate = new Gate(options.connections, options.mayWait)
    this.#cache = new ResultCache(options.cached)
  }

  /** Opens what is published now and goes on watching. Nothing published is no failure. */
  async start(): Promise<void> {
    await this.look()
    this.#timer = setInterval(() => void this.look(), this.#options.pollMilliseconds)
    this.#timer.unref()
  }

  /** Why the version that the pointer names is not the one served, or null. */
  get problem(): AftercareError | null {
    return this.#problem
  }

  /** A hold on the served version, or null when there is none. Release it. */
  lease(rights: Rights = 'open'): Lease | null {
    const version = this.#current
    if (version === null) return null
    const release = version.hold()
    return {
      pointer: version.pointer,
      rights,
      release,
      hold: () => version.hold(),
      rows: (query, parameters = {}) =>
        this.#cache.result(keyOf('rows', version, rights, query, parameters), () =>
          this.#run(version, query, (connection) => runQuery(connection, query, parameters, this.#options)),
        ),
      arrow: (query, parameters = {}) =>
        this.#cache.result(keyOf('arrow', version, rights, query, parameters), () =>
          this.#run(version, query, (connection) => runArrowQuery(connection, query, parameters, this.#options)),
        ),
    }
  }

  /** Looks at the pointer once; a change opens the version it names. Never throws. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null
    })
    return this.#looking
  }

  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#timer !== null) clearInterval(this.#timer)
    await this.#looking
    this.#current?.retire()
    this.#current = null
  }

  async #look(): Promise<void> {
    try {
      const seen = await signature(this.#home.currentPointer)
      if (seen === this.#seen || this.#isClosed) return
      await this.#follow()
      this.#seen = seen
      this.#problem = null
    } catch (cause) {
      // The old version goes on being served; the next look tries again.
      const problem = asProblem(cause, this.#home.currentPointer)
      if (problem.message !== this.#problem?.message) this.#options.log(problem.explain())
      this.#problem = problem
    }
  }

  async #follow(): Promise<void> {
    const pointer = await readPointer(this.#home)
    const old = this.#current
    if (pointer !== null && old?.pointer.build_id === pointer.build_id && old.pointer.file === pointer.file) return
    let next: WarehouseVersion | null = null
    if (pointer !== null) {
      next = new WarehouseVersion(pointer, await openWarehouse(warehouseFile(this.#home, pointer), this.#options.limits))
    }
    this.#current = next
    old?.retire()
  }

  async #run<Row, T>(
    version: WarehouseVersion,
    query: NamedQuery<Row>,
    run: (connection: DuckDBConnection) => Promise<T>,
  ): Promise<T> {
    if (!(await this.#gate.enter())) {
      throw new AftercareError('warehouse.busy', 'too many queries wait already', {
        value: query.name,
        remedy: 'Try again in a moment.',
      })
    }
    try {
      return await version.withConnection(run)
    } finally {
      this.#gate.leave()
    }
  }
}

/** A query's name stands for its text and its one row schema. */
const keyOf = <Row>(
  kind: 'rows' | 'arrow',
  version: WarehouseVersion,
  rights: Rights,
  query: NamedQuery<Row>,
  parameters: Parameters,
): string => JSON.stringify([kind, rights, version.pointer.build_id, query.name, Object.entries(parameters).sort()])

async function signature(file: string): Promise<string> {
  try {
    const { ino, mtimeMs, size } = await stat(file)
    return `${ino} ${mtimeMs} ${size}`
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return 'absent'
    throw cause
  }
}

const asProblem = (cause: unknown, where: string): AftercareError =>
  cause instanceof AftercareError
    ? cause
    : new AftercareError('warehouse.cannot_open', cause instanceof Error ? cause.message : String(cause), {
        where,
        remedy: 'Run `aftercare build` to publish a new version, or `aftercare rollback` to go back to the one before.',
        cause,
      })
