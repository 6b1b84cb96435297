/** Results of named queries, kept by warehouse version, query and parameters; the least recently used go first. */
export class ResultCache {
  readonly #entries = new Map<string, { rows: Promise<readonly unknown[]>; weight: number }>()
  readonly #maxRows: number
  #rows = 0

  /** @param maxRows rows kept over all results together */
  constructor(maxRows: number) {
    this.#maxRows = maxRows
  }

  get rowsKept(): number {
    return this.#rows
  }

  /** The kept or running result of `key`, else what `read` gives. A failure is not kept. */
  async rows(key: string, read: () => Promise<readonly unknown[]>): Promise<readonly unknown[]> {
    const known = this.#entries.get(key)
    if (known !== undefined) {
      this.#entries.delete(key)
      this.#entries.set(key, known)
      return known.rows
    }
    const entry = { rows: read(), weight: 0 }
    this.#entries.set(key, entry)
    try {
      const rows = await entry.rows
      // An empty result costs something too.
      entry.weight = rows.length + 1
      this.#rows += entry.weight
      this.#forgetOldest(key)
      return rows
    } catch (cause) {
      this.#entries.delete(key)
      throw cause
    }
  }

  #forgetOldest(keep: string): void {
    for (const [key, entry] of this.#entries) {
      if (this.#rows <= this.#maxRows) return
      if (key === keep || entry.weight === 0) continue
      this.#entries.delete(key)
      this.#rows -= entry.weight
    }
  }
}
