/**
 * Results of named queries, kept under a key that says everything they depend on: version, query, parameters, rights. The least
 * recently used go first.
 */
export interface CacheBounds {
  /** Rows kept over all results together. */
  readonly rows: number
  /** Bytes of Arrow kept over all results together. */
  readonly bytes: number
}

interface Entry {
  readonly result: Promise<readonly unknown[] | Uint8Array>
  /** Null while it is read. */
  weight: CacheBounds | null
}

export class ResultCache {
  readonly #entries = new Map<string, Entry>()
  readonly #bounds: CacheBounds
  #kept: CacheBounds = { rows: 0, bytes: 0 }

  constructor(bounds: CacheBounds) {
    this.#bounds = bounds
  }

  get kept(): CacheBounds {
    return this.#kept
  }

  /**
   * The kept or running result of `key`, else what `read` gives. A failure is not kept, nor is what alone is beyond a bound.
   * A key belongs to one kind of result: what `read` gives for it is always of the same type.
   */
  async result<T extends readonly unknown[] | Uint8Array>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.#entries.get(key)
    if (known !== undefined) {
      this.#entries.delete(key)
      this.#entries.set(key, known)
      // Of this type, because a key has one kind of result.
      return known.result as Promise<T>
    }
    const result = read()
    const entry: Entry = { result, weight: null }
    this.#entries.set(key, entry)
    try {
      const value = await result
      entry.weight = weightOf(value)
      this.#add(entry.weight, 1)
      if (this.#isOver(entry.weight)) this.#forget(key, entry.weight)
      this.#forgetOldest()
      return value
    } catch (cause) {
      this.#entries.delete(key)
      throw cause
    }
  }

  #forgetOldest(): void {
    for (const [key, { weight }] of this.#entries) {
      if (!this.#isOver(this.#kept)) return
      if (weight !== null) this.#forget(key, weight)
    }
  }

  #forget(key: string, weight: CacheBounds): void {
    this.#entries.delete(key)
    this.#add(weight, -1)
  }

  #add({ rows, bytes }: CacheBounds, sign: 1 | -1): void {
    this.#kept = { rows: this.#kept.rows + sign * rows, bytes: this.#kept.bytes + sign * bytes }
  }

  #isOver({ rows, bytes }: CacheBounds): boolean {
    return rows > this.#bounds.rows || bytes > this.#bounds.bytes
  }
}

/** An empty result costs something too, so that each entry weighs at least one row. */
const weightOf = (value: readonly unknown[] | Uint8Array): CacheBounds =>
  value instanceof Uint8Array ? { rows: 1, bytes: value.byteLength } : { rows: value.length + 1, bytes: 0 }
