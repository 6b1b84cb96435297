/** The rejects that stand: those of active loads, as the lake keeps them (personal values masked). */
import path from 'node:path'
import { quoteText } from '../build/identifier.ts'
import type { HomePaths } from '../../contracts/home.ts'
import { activeLoads, readLoads } from '../lake/ledger.ts'
import { engine } from '../source/engine.ts'

export interface Reject {
  /** Id of the source's YAML. */
  readonly source: string
  readonly source_file: string
  readonly source_row: number
  readonly load_id: string
  readonly map: number
  readonly entity: string
  readonly field: string | null
  readonly value: string | null
  readonly code: string
  readonly reason: string
  /** The record as JSON. */
  readonly original: string
}

export interface RejectFilter {
  readonly source?: string
  /** A load's id or the beginning of it. */
  readonly load?: string
  readonly code?: string
  /** At most so many rows; default 1,000. */
  readonly limit?: number
}

export interface RejectList {
  readonly rejects: readonly Reject[]
  /** All that match, listed or not. */
  readonly total: number
}

/** In order of load, record, map and field. Throws lake.record_unreadable. */
export async function listRejects(home: HomePaths, filter: RejectFilter = {}): Promise<RejectList> {
  const loads = activeLoads(await readLoads(home)).filter(
    (load) =>
      (filter.source === undefined || load.source === filter.source) &&
      (filter.load === undefined || load.load_id.startsWith(filter.load)) &&
      load.maps.some((map) => map.rejected > 0),
  )
  if (loads.length === 0) return { rejects: [], total: 0 }
  const files = loads.map((load) => quoteText(path.join(home.lake, 'reject', `${load.load_id}.parquet`)))
  const sourceOf = new Map(loads.map((load) => [load.load_id, load.source]))
  return engine(async (connection) => {
    const from = `FROM read_parquet([${files.join(', ')}]) WHERE ${filter.code === undefined ? 'true' : `code = ${quoteText(filter.code)}`}`
    const counted = await connection.runAndReadAll(`SELECT count(*)::INTEGER ${from}`)
    const listed = await connection.runAndReadAll(
      `SELECT source_file, source_row, load_id, map, entity, field, value, code, reason, original ${from}
       ORDER BY load_id, source_row, map, field NULLS FIRST, code LIMIT ${Math.max(0, Math.trunc(filter.limit ?? 1000))}`,
    )
    const rejects = listed.getRowObjects().map((row): Reject => {
      const text = (name: string) => String(row[name])
      const optional = (name: string) => (row[name] === null ? null : text(name))
      return {
        source: sourceOf.get(text('load_id')) ?? '',
        source_file: text('source_file'),
        source_row: Number(row['source_row']),
        load_id: text('load_id'),
        map: Number(row['map']),
        entity: text('entity'),
        field: optional('field'),
        value: optional('value'),
        code: text('code'),
        reason: text('reason'),
        original: text('original'),
      }
    })
    return { rejects, total: Number(counted.getRows()[0]?.[0] ?? 0) }
  })
}
