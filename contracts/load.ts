/** `lake/loads/<load_id>.json`: the record that commits one load of one file. Written aside and renamed into place, last. */
import { z } from 'zod'
import { ENTITY_NAMES } from './entities.ts'

export const loadedMapSchema = z.strictObject({
  /** Position in the source's `maps`, from 0. */
  map: z.int().min(0),
  entity: z.enum(ENTITY_NAMES),
  /** Relative to the lake folder; null when no row was accepted. */
  batch: z.string().nullable(),
  /** rows = accepted + rejected + duplicates + not_selected, always. */
  rows: z.int().min(0),
  accepted: z.int().min(0),
  rejected: z.int().min(0),
  duplicates: z.int().min(0),
  not_selected: z.int().min(0),
  /** Canonical fields the map fills: a stage no source maps makes no promise. */
  mapped_fields: z.array(z.string()),
  /** Newest observed stamp among accepted rows, UTC. */
  data_until: z.iso.datetime().nullable(),
})

export const loadSchema = z.strictObject({
  load_id: z.string(),
  sequence: z.int().min(1),
  source: z.string(),
  /** What the rows' `source` column says when it is not the source's id: sources of one system share their numbers. */
  system: z.string().optional(),
  /** Hash of the source's YAML and of the entity contracts: another hash reads the file anew. */
  spec_hash: z.string(),
  file: z.string(),
  sha256: z.string(),
  bytes: z.int().min(0),
  /** The immutable original, relative to the home. */
  landed: z.string(),
  loaded_at: z.iso.datetime(),
  format: z.enum(['csv', 'xlsx', 'json', 'ndjson']),
  encoding: z.string().nullable(),
  /** Records in the file, the header not counted. */
  rows: z.int().min(0),
  unknown_columns: z.array(z.string()),
  supersedes: z.string().nullable(),
  maps: z.array(loadedMapSchema),
})
export type Load = z.infer<typeof loadSchema>
export type LoadedMap = z.infer<typeof loadedMapSchema>
