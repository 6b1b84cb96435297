/** What the frame of every page shows: whose figures, how current, what can be filtered by. */
import type { Dimension } from '#lib/filters/filters.ts'
import type { Freshness, Site } from './freshness.ts'
import type { Panel } from './panel.ts'

/** The values of each dimension, the most frequent first. */
export type DimensionValues = Readonly<Partial<Record<Dimension, readonly string[]>>>

export interface Failure {
  readonly code: string
  readonly message: string
  readonly remedy: string
  /** ISO 8601, UTC. */
  readonly finishedAt: string
}

/** A number in the reader's writing, and what it counts: it stands beside a page in the navigation. */
export interface CountNote {
  readonly count: string
  readonly label: string
}

export interface Frame {
  /** null while nothing is published. */
  readonly served: {
    readonly freshness: Freshness
    readonly site: Panel<Site | null>
    readonly dimensionValues: Panel<DimensionValues>
    /** Titles of the sources in the reader's language, by what the data calls them. */
    readonly sources: Panel<Readonly<Record<string, string>>>
    /** The promises about to break, within the reader's filters: how many, as the navigation writes it. Null where there are none. */
    readonly risk: CountNote | null
    /** The complaints that a person should decide on, within the same filters. Null where there are none. */
    readonly review: CountNote | null
  } | null
  /** How the last build failed, when nothing is published. */
  readonly lastFailure: Failure | null
}

/** Whose figures they are; null when that could not be read. */
export const siteOf = ({ served }: Frame): Site | null => (served?.site.state === 'ready' ? served.site.data : null)

export const sourcesOf = ({ served }: Frame): Readonly<Record<string, string>> =>
  served?.sources.state === 'ready' ? served.sources.data : {}

/** ISO 4217; the yuan when the site could not be read. */
export const currencyOf = (frame: Frame): string => siteOf(frame)?.currency ?? 'CNY'
