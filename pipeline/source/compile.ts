/**
 * One map of a source as SQL: raw text → cleaned columns → mapped text → typed values → a table of rows as the lake will
 * have them, each marked whether it is whole.
 */
import { entityContract, type EntityField } from '../../contracts/entities.ts'
import { LAKE_TYPE } from '../../contracts/field.ts'
import { quoteName, quoteText } from '../build/identifier.ts'
import { castExpression } from '../validate/cast.ts'
import { faultsOf, type Fault, type MappedField } from '../validate/fault.ts'
import type { BoundMap, BoundSource } from './header.ts'
import { isSurveyItem, surveyLevels, type FieldSource } from './spec.ts'

/** Blanks of all kinds that exports wrap values in, the zero-width and the ideographic one included. */
const BLANKS = ` \t\r\n\u000b\f\u00a0\u3000\u200b\ufeff`

export interface CompiledMap {
  /** SELECT of `_row` and, for each field, its mapped text and marks; only selected rows of whole shape. */
  readonly mapped: string
  /** SELECT over a relation of `mapped`'s columns: adds the typed values. */
  typed(relation: string): string
  /** SELECT over a relation of `typed`'s columns: `_row`, the lake's fields that the map fills, `content_hash`, `_is_bad`. */
  checked(relation: string): string
  readonly fields: readonly MappedField[]
  readonly faults: readonly Fault[]
  /** Canonical fields that the map fills and the lake has. */
  readonly lakeFields: readonly EntityField[]
}

/** @param rawTable quoted name of the raw table */
export function compileMap(bound: BoundSource, { map, columns }: BoundMap, rawTable: string, fileName: string): CompiledMap {
  const { spec } = bound
  const contract = entityContract(map.entity)
  const pairs = contract.fields.flatMap((field) => {
    const source = map.columns[field.name]
    return source === undefined || field.personal === 'drop' ? [] : [{ field, source }]
  })
  const filled = pairs.map(({ field }) => field)
  const sources = new Map(pairs.map(({ field, source }) => [field.name, source]))
  const fields = pairs.map(({ field, source }): MappedField => {
    const rejectsUnmapped = 'values' in source && source.values !== undefined && source.otherwise === 'reject'
    const isText = field.kind === 'text' || field.kind === 'code'
    return {
      field,
      text: quoteName(`${field.name}:text`),
      value: quoteName(`${field.name}:${isText ? 'text' : 'value'}`),
      unmapped: rejectsUnmapped ? quoteName(`${field.name}:unmapped`) : undefined,
      levels: map.entity === 'survey' && isSurveyItem(field.name) ? surveyLevels(spec, field.name) : undefined,
    }
  })
  const faults = faultsOf(map.entity, fields)
  const cleaned = columns.map((column) => `${cleanColumn(column, spec.null_words)} AS ${quoteName(column)}`)
  const fileColumn = bound.header.includes('_file') ? [] : [`${quoteText(fileName)} AS _file`]
  const texts = fields.flatMap((each) => mapField(each, sources.get(each.field.name)))
  // The condition is computed beside the fields and filtered afterwards: a window function must see the rows left out.
  const mapped = `SELECT * EXCLUDE (_is_selected) FROM (
    SELECT ${['_row', ...texts, `${map.where === undefined ? 'true' : `(${map.where}\n)`} AS _is_selected`].join(', ')}
    FROM (SELECT ${['_row', ...fileColumn, ...cleaned].join(', ')} FROM ${rawTable} WHERE _problem IS NULL) AS raw
  ) WHERE _is_selected`
  return {
    mapped,
    typed: (relation) => {
      const values = fields
        .filter(({ text, value }) => text !== value)
        .map(({ field, text, value }) => {
          const source = sources.get(field.name)
          const formats = source !== undefined && 'format' in source ? source.format : undefined
          return `${castExpression(field.kind, text, formats, spec.timeZone)} AS ${value}`
        })
      return `SELECT ${['*', ...values].join(', ')} FROM ${relation}`
    },
    checked: (relation) => {
      const finals = fields.map((each) => `${lakeValue(each)} AS ${quoteName(each.field.name)}`)
      const isBad = faults.length === 0 ? 'false' : faults.map(({ condition }) => `coalesce(${condition}, false)`).join(' OR ')
      const whole = `SELECT ${['_row', ...finals, `(${isBad}) AS _is_bad`].join(', ')} FROM ${relation}`
      return `SELECT *, ${contentHash(contract.fields, filled)} AS content_hash FROM (${whole})`
    },
    fields,
    faults,
    lakeFields: filled,
  }
}

/** A raw column trimmed, null where it is empty or one of the null words. */
export function cleanColumn(column: string, nullWords: readonly string[]): string {
  const raw = quoteName(column)
  const words = [...new Set(['', ...nullWords.map((word) => word.trim())])]
  const whole = trimmed(raw)
  return words.length === 1
    ? `nullif(${whole}, '')`
    : `CASE WHEN ${whole} NOT IN (${words.map(quoteText).join(', ')}) THEN ${whole} END`
}

/** Most values have no blank at their ends; looking is four times as fast as trimming. */
const trimmed = (text: string): string =>
  `CASE WHEN regexp_matches(${text}, ${quoteText(`^[${BLANKS}]|[${BLANKS}]$`)}) THEN trim(${text}, ${quoteText(BLANKS)}) ELSE ${text} END`

function mapField({ field, text, unmapped }: MappedField, source: FieldSource | undefined): string[] {
  if (source === undefined) return []
  if ('constant' in source) return [`${quoteText(source.constant)} AS ${text}`]
  const given = 'from' in source ? quoteName(source.from) : `nullif(${trimmed(`CAST((${source.compute}\n) AS VARCHAR)`)}, '')`
  const values = 'values' in source ? source.values : undefined
  if (values === undefined) return [`${given} AS ${text}`]
  const entries = Object.entries(values)
  const branches = entries.map(
    ([word, value]) => `WHEN ${quoteText(word.trim())} THEN ${value === null ? 'NULL' : quoteText(value)}`,
  )
  const otherwise = source.otherwise === 'keep' ? given : 'NULL'
  const mapped = entries.length === 0 ? otherwise : `CASE ${given} ${branches.join(' ')} ELSE ${otherwise} END`
  if (unmapped === undefined) return [`${mapped} AS ${text}`]
  const known = entries.map(([word]) => quoteText(word.trim())).join(', ')
  const isUnknown = entries.length === 0 ? `${given} IS NOT NULL` : `${given} NOT IN (${known})`
  return [
    `${mapped} AS ${text}`,
    `(${isUnknown}) AS ${unmapped}`,
    // The word itself, for the reject.
    `CASE WHEN ${isUnknown} THEN ${given} END AS ${quoteName(`${field.name}:word`)}`,
  ]
}

function lakeValue({ field, value }: MappedField): string {
  if (field.personal === 'hash') return `aftercare_pseudonym(${value})`
  if (field.freeText === true) return `aftercare_mask(${value})`
  return value
}

/** MD5 over all canonical fields in the order of the contract; a field that the map does not fill counts as empty. */
function contentHash(all: readonly EntityField[], filled: readonly EntityField[]): string {
  const names = new Set(filled.map((field) => field.name))
  const parts: string[] = []
  let separators = ''
  for (const field of all.filter((each) => each.personal !== 'drop')) {
    if (names.has(field.name)) {
      if (separators !== '') parts.push(quoteText(separators))
      separators = ''
      parts.push(LAKE_TYPE[field.kind] === 'VARCHAR' ? quoteName(field.name) : `CAST(${quoteName(field.name)} AS VARCHAR)`)
    }
    separators += '\u001f'
  }
  return `md5(concat(${[...parts, quoteText(separators)].join(', ')}))`
}
