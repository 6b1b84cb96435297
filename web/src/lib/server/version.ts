/** One opened version of the warehouse: closed when it is retired and the last reader has left. */
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Pointer } from '#contracts/warehouse.ts'

export class WarehouseVersion {
  readonly pointer: Pointer
  readonly #instance: DuckDBInstance
  readonly #idle: DuckDBConnection[] = []
  #readers = 0
  #isRetired = false
  #isClosed = false

  constructor(pointer: Pointer, instance: DuckDBInstance) {
    this.pointer = pointer
    this.#instance = instance
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Keeps the version open until the function that this returns is called. */
  hold(): () => void {
    this.#readers += 1
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      this.#readers -= 1
      this.#closeWhenDone()
    }
  }

  /** No new readers come: close as soon as those inside have left. */
  retire(): void {
    this.#isRetired = true
    this.#closeWhenDone()
  }

  /** @param use whatever fails on a connection leaves it in doubt, so that connection is closed and not used again */
  async withConnection<T>(use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    // Whoever asked may leave while the query still runs, and others may wait for the same result.
    const release = this.hold()
    try {
      const connection = this.#idle.pop() ?? (await this.#instance.connect())
      try {
        const result = await use(connection)
        this.#idle.push(connection)
        return result
      } catch (cause) {
        connection.closeSync()
        throw cause
      }
    } finally {
      release()
    }
  }

  #closeWhenDone(): void {
    if (!this.#isRetired || this.#readers > 0 || this.#isClosed) return
    this.#isClosed = true
    // Connections first: the file stays open while one lives.
    for (const connection of this.#idle) connection.closeSync()
    this.#idle.length = 0
    this.#instance.closeSync()
  }
}
