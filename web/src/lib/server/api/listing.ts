/** Lists that are read page by page: a named query sorted by a day and a key, both unique together. */
import type { NamedQuery, Parameters } from '../named-query.ts'
import type { Lease } from '../warehouse.ts'
import type { PlainRow } from './format.ts'
import type { Asked } from './operation.ts'

export interface Listing {
  readonly query: NamedQuery<PlainRow>
  readonly onColumn: string
  readonly keyColumn: string
  /** The query's parameters, those of the page apart. */
  readonly filters: Parameters
  readonly limit: number
  readonly after: string | undefined
}

export function listed(lease: Lease, { query, onColumn, keyColumn, filters, limit, after }: Listing): Asked {
  const parameters = (position: { on: string; key: string } | null): Parameters => ({
    ...filters,
    after_on: position?.on ?? null,
    after_key: position?.key ?? null,
    limit,
  })
  return {
    identity: [query.sql, filters],
    paging: { limit, onColumn, keyColumn, after },
    rows: (position) => lease.rows(query, parameters(position)),
    arrow: (position) => lease.arrow(query, parameters(position)),
  }
}

/** Filters that were not given are null: they let everything through. */
export const orNull = <T extends string | number | boolean>(value: T | undefined): T | null => value ?? null

export interface CommonFilters {
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly source?: string | undefined
  readonly site?: string | undefined
  readonly region?: string | undefined
  readonly team?: string | undefined
  readonly product_family?: string | undefined
  readonly work_kind?: string | undefined
}

export const commonFilters = (query: CommonFilters): Parameters => ({
  from: orNull(query.from),
  until: orNull(query.until),
  source: orNull(query.source),
  site: orNull(query.site),
  region: orNull(query.region),
  team: orNull(query.team),
  product_family: orNull(query.product_family),
  work_kind: orNull(query.work_kind),
})
