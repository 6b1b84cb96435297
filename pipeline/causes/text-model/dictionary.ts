/** Numbers for pieces: an open-addressed table from a hash of 32 bits to 0, 1, 2 … in the order in which they were added. */
const EMPTY = -1

export class Dictionary {
  #hashes: Uint32Array
  #slots: Int32Array
  #mask: number
  size = 0

  constructor(hashes: Uint32Array = new Uint32Array(0)) {
    let capacity = 1024
    while (capacity < hashes.length * 2) capacity *= 2
    this.#mask = capacity - 1
    this.#slots = new Int32Array(capacity).fill(EMPTY)
    this.#hashes = new Uint32Array(capacity / 2)
    for (const hash of hashes) this.add(hash)
  }

  /** In the order of their numbers. */
  get hashes(): Uint32Array {
    return this.#hashes.slice(0, this.size)
  }

  /** @returns −1 for one that is not there */
  numberOf(hash: number): number {
    return this.#slots[this.#slotOf(hash)] as number
  }

  /** @returns its number, a new one when it was not there */
  add(hash: number): number {
    const slot = this.#slotOf(hash)
    const known = this.#slots[slot] as number
    if (known !== EMPTY) return known
    const added = this.size++
    this.#slots[slot] = added
    this.#hashes[added] = hash
    if (this.size === this.#hashes.length) this.#grow()
    return added
  }

  #slotOf(hash: number): number {
    let slot = hash & this.#mask
    for (;;) {
      const found = this.#slots[slot] as number
      if (found === EMPTY || this.#hashes[found] === hash) return slot
      slot = (slot + 1) & this.#mask
    }
  }

  #grow(): void {
    const hashes = new Uint32Array(this.#hashes.length * 2)
    hashes.set(this.#hashes)
    this.#hashes = hashes
    this.#mask = this.#slots.length * 2 - 1
    this.#slots = new Int32Array(this.#slots.length * 2).fill(EMPTY)
    for (let number = 0; number < this.size; number++) this.#slots[this.#slotOf(hashes[number] as number)] = number
  }
}
