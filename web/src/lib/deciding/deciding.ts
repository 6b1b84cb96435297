/** What all pages have in common on which people decide. */

/** Characters of a name. */
export const LONGEST_NAME = 60

/** One thing that somebody did, as lists of what was done last show it. */
export interface Deed {
  readonly id: number
  /** What was decided on, as its page knows it: a complaint's key, a label, a rule's id. */
  readonly subject: string
  /** The same in words. */
  readonly what: string
  /** How. */
  readonly how: string
  readonly by: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** Null while it stands. */
  readonly undone: Undone | null
}

export interface Undone {
  readonly by: string
  /** ISO 8601, UTC. */
  readonly at: string
}
