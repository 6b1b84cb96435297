/**
 * The kinds of field an entity may have. Each is a zod schema of the *typed* value, with a description of itself that
 * the pipeline reads to write the typed casts, the rejects and the empty tables.
 */
import { z } from 'zod'

export type FieldKind = 'text' | 'stamp' | 'date' | 'number' | 'integer' | 'money' | 'flag' | 'code'

/** What happens to a personal value before the lake: it is left out, or becomes a keyed hash. */
export type PersonalTreatment = 'drop' | 'hash'

export interface FieldMeta {
  readonly kind: FieldKind
  readonly required: boolean
  readonly personal?: PersonalTreatment
  /** Free text that passes the masker (phone, identity number, mail, postal address) before the lake. */
  readonly freeText?: boolean
  /** The closed vocabulary of a `code` field. */
  readonly values?: readonly string[]
  /** Inclusive bounds of a number. */
  readonly min?: number
  readonly max?: number
}

const isMeta = (meta: unknown): meta is FieldMeta => typeof meta === 'object' && meta !== null && 'kind' in meta

/** The DuckDB type each kind has in the lake. Stamps are UTC wall time without offset. */
export const LAKE_TYPE: Readonly<Record<FieldKind, string>> = {
  text: 'VARCHAR',
  code: 'VARCHAR',
  stamp: 'TIMESTAMP',
  date: 'DATE',
  number: 'DOUBLE',
  integer: 'INTEGER',
  money: 'DECIMAL(18,4)',
  flag: 'BOOLEAN',
}

type Options = Partial<Omit<FieldMeta, 'kind' | 'values'>>

function field<T extends z.ZodType>(kind: FieldKind, schema: T, options: Options, values?: readonly string[]) {
  const meta: FieldMeta = { kind, ...options, required: options.required ?? false, ...(values ? { values } : {}) }
  return (meta.required ? schema : schema.nullable()).meta({ ...meta })
}

const STAMP = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/

export const text = (options: Options = {}) => field('text', z.string().min(1), options)
export const freeText = (options: Options = {}) => field('text', z.string().min(1), { ...options, freeText: true })
export const stamp = (options: Options = {}) => field('stamp', z.string().regex(STAMP), options)
export const date = (options: Options = {}) => field('date', z.iso.date(), options)
export const number = (options: Options = {}) => field('number', bounded(z.number(), options), options)
export const integer = (options: Options = {}) => field('integer', bounded(z.int(), options), options)
export const money = (options: Options = {}) => field('money', bounded(z.number(), options), options)
export const flag = (options: Options = {}) => field('flag', z.boolean(), options)
export const code = <const V extends readonly [string, ...string[]]>(values: V, options: Options = {}) =>
  field('code', z.enum(values), options, values)

function bounded(schema: z.ZodNumber, { min, max }: Options): z.ZodNumber {
  const low = min === undefined ? schema : schema.min(min)
  return max === undefined ? low : low.max(max)
}

/** The description of one field. Throws when a schema was not made by this file: a programming error. */
export function metaOf(schema: z.ZodType): FieldMeta {
  const meta = schema.meta()
  if (!isMeta(meta)) throw new TypeError('a field of an entity must come from contracts/field.ts')
  return meta
}
