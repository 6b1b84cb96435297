/** Whose figures these are, and how current. */
export interface Site {
  readonly name: string
  readonly timeZone: string
  readonly currency: string
  /** ISO 8601, UTC. */
  readonly asOf: string
  /** The newest recorded fact; null for an empty lake. */
  readonly dataUntil: string | null
}

export interface Freshness {
  readonly version: string
  readonly publishedAt: string
  readonly status: 'published' | 'failed' | 'rolled_back' | 'unknown'
  readonly finishedAt: string | null
  readonly error: { readonly code: string; readonly message: string; readonly remedy: string } | null
  /** The code of why a newer published version could not be opened. */
  readonly openingProblem: string | null
}

/** The newest fact may be this many days older than as_of before the page says so: weekends are quiet. */
export const QUIET_DAYS = 3
