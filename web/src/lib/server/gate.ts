/** Lets a bounded number of things happen at once and a bounded number wait. */
export class Gate {
  readonly #places: number
  readonly #mayWait: number
  readonly #waiting: (() => void)[] = []
  #inside = 0

  constructor(places: number, mayWait: number) {
    this.#places = places
    this.#mayWait = mayWait
  }

  /** @returns false when too many wait already; otherwise true once there is a place, which `leave` gives back */
  async enter(): Promise<boolean> {
    if (this.#inside < this.#places) {
      this.#inside += 1
      return true
    }
    if (this.#waiting.length >= this.#mayWait) return false
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return true
  }

  leave(): void {
    const next = this.#waiting.shift()
    // The place passes on directly, so `inside` stays.
    if (next === undefined) this.#inside -= 1
    else next()
  }
}
