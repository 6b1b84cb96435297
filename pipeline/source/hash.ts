/** Whether a file must be read anew: a hash over everything that decides what its rows become. */
import { createHash } from 'node:crypto'
import { entityContract } from '../../contracts/entities.ts'
import type { SourceSpec } from './spec.ts'

/** Raised when the program itself makes other rows of the same file and mapping (masker, casts). */
const READING_VERSION = 2

/**
 * SHA-256 (hex) over the reading part of a source and the contracts of its entities. Where its files lie, its title, and
 * when it is complete do not change what its rows become and are left out.
 */
export function specHash(spec: SourceSpec): string {
  const { format, csv, xlsx, json, unpivot, timeZone, systemId, null_words, keep, maps } = spec
  const levels = Object.fromEntries(Object.entries(spec.survey_scales).map(([item, scale]) => [item, scale?.levels]))
  const contracts = maps.map((map) => entityContract(map.entity))
  const reading = {
    READING_VERSION,
    format,
    csv,
    xlsx,
    json,
    unpivot,
    timeZone,
    systemId,
    null_words,
    keep,
    levels,
    maps,
    contracts,
  }
  return createHash('sha256').update(canonicalJson(reading)).digest('hex')
}

/** JSON with sorted keys and without undefined: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return value === undefined ? 'null' : JSON.stringify(value)
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(',')}}`
}
