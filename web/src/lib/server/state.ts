/** The file of what people write, as this server holds it: its one writer. */
import { existsSync } from 'node:fs'
import type { HomePaths } from '#contracts/home.ts'
import { openState, type StateDatabase } from '#contracts/state/open.ts'
import type { Pointer } from '#contracts/warehouse.ts'

export class StateHolder {
  readonly #home: HomePaths
  readonly #log: (line: string) => void
  #database: StateDatabase | null = null

  /** @param log told of what went wrong while nobody was asking */
  constructor(home: HomePaths, log: (line: string) => void) {
    this.#home = home
    this.#log = log
  }

  /** Opens what is there. A folder that is no home yet stays as it is: it may become a demonstration. Never throws. */
  start(): void {
    if (!existsSync(this.#home.config)) return
    try {
      this.database()
    } catch (cause) {
      // Pages go on being served; those that write say why they cannot.
      this.#log(cause instanceof Error ? cause.message : String(cause))
    }
  }

  /** @throws AftercareError `state.not_ours`, `state.too_new`, `state.cannot_open` */
  database(): StateDatabase {
    this.#database ??= openState(this.#home.stateFile)
    return this.#database
  }

  /** The same, or null where nobody has written anything yet: reading makes no file. */
  existing(): StateDatabase | null {
    return this.#database !== null || existsSync(this.#home.stateFile) ? this.database() : null
  }

  close(): void {
    this.#database?.close()
    this.#database = null
  }
}

/** `20250131T093000123Z-…` */
const STARTED = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-/

/** When the served version began to be built, ISO 8601: it knows what people had written by then, and nothing later. */
export function knownUntil({ build_id, published_at }: Pick<Pointer, 'build_id' | 'published_at'>): string {
  const match = STARTED.exec(build_id)
  if (match === null) return published_at
  const [, year, month, day, hour, minute, second, millisecond] = match
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`
}
