/**
 * From text to type, one expression a kind. An expression gives null where the text is no such value; the text itself
 * still stands beside it, so that a failed cast shows as a reject and never as an empty field.
 */
import type { EntityField } from '../../contracts/entities.ts'
import type { FieldKind } from '../../contracts/field.ts'
import { quoteText } from '../build/identifier.ts'

/** What a stamp or date must lie in: `[from, until)`. Year 16 is a two-digit year read as four, 9999 means "never". */
export const PLAUSIBLE_DATES = { from: '1900-01-01', until: '2200-01-01' } as const

const LOCAL = String.raw`\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?`
const OFFSET = String.raw`Z|[+-]\d{2}(:?\d{2})?`
const NUMBER = String.raw`[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?`
/** Spreadsheets write whole numbers as 5.0. */
const INTEGER = String.raw`[+-]?\d+(\.0*)?`
const MIDNIGHT = String.raw`\d{4}-\d{2}-\d{2}([ T]00:00(:00(\.0+)?)?)?`

const TRUE_WORDS = ['true', '1', 'yes', 'y', 't', '是']
const FALSE_WORDS = ['false', '0', 'no', 'n', 'f', '否']

const list = (words: readonly string[]): string => words.map(quoteText).join(', ')

/**
 * The macros that the expressions use.
 *
 * A local time that the clocks skipped (spring) is read with the offset before the change, one that they passed twice
 * (autumn) as the second passing: what ICU does. Neither can be told from the text.
 */
export const CAST_MACROS: readonly string[] = [
  `CREATE OR REPLACE TEMP MACRO aftercare_local(moment, zone) AS timezone('UTC', timezone(zone, moment))`,
  // The offset of +08:00, +0800, +08 or Z in minutes. A cast to TIMESTAMP would drop it without a word.
  `CREATE OR REPLACE TEMP MACRO aftercare_offset(t) AS CASE WHEN ends_with(t, 'Z') THEN 0 ELSE
    (CASE WHEN regexp_extract(t, '([+-])\\d{2}:?\\d{0,2}$', 1) = '-' THEN -1 ELSE 1 END) *
    (try_cast(regexp_extract(t, '[+-](\\d{2}):?\\d{0,2}$', 1) AS INTEGER) * 60 + coalesce(try_cast(regexp_extract(t, '[+-]\\d{2}:?(\\d{2})$', 1) AS INTEGER), 0)) END`,
  `CREATE OR REPLACE TEMP MACRO aftercare_iso(t, zone) AS CASE
    WHEN regexp_full_match(t, '${LOCAL}') THEN aftercare_local(try_cast(t AS TIMESTAMP), zone)
    WHEN regexp_full_match(t, '${LOCAL} ?(${OFFSET})')
      THEN try_cast(rtrim(regexp_replace(t, '(${OFFSET})$', '')) AS TIMESTAMP) - to_minutes(aftercare_offset(t)) END`,
]

/**
 * @param text expression of the trimmed text, null when empty
 * @param formats strptime formats and `iso`; undefined = ISO 8601 only
 * @param zone IANA zone of stamps without an offset
 * @returns an expression of the lake's type of the kind
 */
export function castExpression(kind: FieldKind, text: string, formats: readonly string[] | undefined, zone: string): string {
  switch (kind) {
    case 'text':
    case 'code':
      return text
    case 'stamp':
      return either((formats ?? ['iso']).map((format) => stampBy(format, text, zone)))
    case 'date':
      return either((formats ?? ['iso']).map((format) => dateBy(format, text)))
    case 'number':
      return `CASE WHEN regexp_full_match(${text}, '${NUMBER}') THEN try_cast(${text} AS DOUBLE) END`
    case 'integer':
      return `CASE WHEN regexp_full_match(${text}, '${INTEGER}') THEN try_cast(${text} AS INTEGER) END`
    case 'money':
      return `CASE WHEN regexp_full_match(${text}, '${NUMBER}') THEN try_cast(${text} AS DECIMAL(18,4)) END`
    case 'flag':
      return `CASE WHEN lower(${text}) IN (${list(TRUE_WORDS)}) THEN true WHEN lower(${text}) IN (${list(FALSE_WORDS)}) THEN false END`
  }
}

const either = (expressions: readonly string[]): string =>
  expressions.length === 1 ? expressions.join('') : `coalesce(${expressions.join(', ')})`

function stampBy(format: string, text: string, zone: string): string {
  if (format === 'iso') return `aftercare_iso(${text}, ${quoteText(zone)})`
  const parsed = `try_strptime(${text}, ${quoteText(format)})`
  // With an offset or a zone in it the engine gives an instant, else wall time.
  return /%[zZ]/.test(format) ? `CAST(${parsed} AS TIMESTAMP)` : `aftercare_local(${parsed}, ${quoteText(zone)})`
}

function dateBy(format: string, text: string): string {
  if (format !== 'iso') return `CAST(try_strptime(${text}, ${quoteText(format)}) AS DATE)`
  return `CASE WHEN regexp_full_match(${text}, '${MIDNIGHT}') THEN try_cast(left(${text}, 10) AS DATE) END`
}

/** The code of a value that is not of its kind. */
export const CAST_CODES: Readonly<Record<FieldKind, string>> = {
  text: 'field.not_a_text',
  code: 'field.not_in_vocabulary',
  stamp: 'field.not_a_stamp',
  date: 'field.not_a_date',
  number: 'field.not_a_number',
  money: 'field.not_a_number',
  integer: 'field.not_an_integer',
  flag: 'field.not_a_flag',
}

/** True where a value lies outside what its field allows; undefined when everything is allowed. */
export function rangeCondition(field: EntityField, value: string): string | undefined {
  if (field.kind === 'stamp' || field.kind === 'date') {
    return `(${value} < DATE '${PLAUSIBLE_DATES.from}' OR ${value} >= DATE '${PLAUSIBLE_DATES.until}')`
  }
  // NaN and infinity cannot come through the pattern; an overflow of 1e99 can.
  const bounds = [
    ...(field.min === undefined ? [] : [`${value} < ${field.min}`]),
    ...(field.max === undefined ? [] : [`${value} > ${field.max}`]),
    ...(field.kind === 'number' ? [`NOT isfinite(${value})`] : []),
  ]
  return bounds.length === 0 ? undefined : `(${bounds.join(' OR ')})`
}
