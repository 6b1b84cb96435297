/** The rejects of a load: one row a record, map, field and reason, with the record as it may be shown. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type { EntityName } from '../../contracts/entities.ts'
import { quoteName, quoteText } from '../build/identifier.ts'
import type { BoundSource } from '../source/header.ts'
import type { Fault, MappedField } from './fault.ts'

export const REJECT_TABLE = 'aftercare_reject'
/** Stands for a personal value. */
const HIDDEN = '***'

/** Everything else (source, file, load) is the same for the whole load and is added when the table is written. */
export const CREATE_REJECT_TABLE = `CREATE OR REPLACE TEMP TABLE ${REJECT_TABLE} (
  source_row INTEGER, map INTEGER, entity VARCHAR, field VARCHAR, value VARCHAR, code VARCHAR, reason VARCHAR, original VARCHAR)`

const PROBLEM_REASONS: Readonly<Record<string, string>> = {
  'row.too_many_fields': 'the record has more fields than the header',
  'row.too_few_fields': 'the record has fewer fields than the header',
  'row.repeats_header': 'the record repeats the header',
  'row.unreadable': 'the record cannot be told apart from its neighbours',
}

interface MapOfRejects {
  readonly map: number
  readonly entity: EntityName
}

/** Records that are not whole are rejects of every map. */
export async function rejectProblems(
  connection: DuckDBConnection,
  bound: BoundSource,
  rawTable: string,
  { map, entity }: MapOfRejects,
): Promise<void> {
  const reasons = Object.entries(PROBLEM_REASONS).map(([code, reason]) => `WHEN ${quoteText(code)} THEN ${quoteText(reason)}`)
  await connection.run(`INSERT INTO ${REJECT_TABLE}
    SELECT _row, ${map}, ${quoteText(entity)}, NULL, NULL, _problem, CASE _problem ${reasons.join(' ')} ELSE 'the record is not whole' END,
      ${originalOfProblem(bound)}
    FROM ${rawTable} WHERE _problem IS NOT NULL ORDER BY _row`)
}

/**
 * In a record whose fields have slipped any column may hold a person's data: it is shown only when the file has no
 * personal and no undeclared column.
 */
function originalOfProblem({ header, shown, personal }: BoundSource): string {
  if (personal.size > 0 || shown.length < header.length) return quoteText(JSON.stringify({ record: HIDDEN }))
  const cells = `to_json(list_filter([${header.map(quoteName).join(', ')}], lambda cell: cell IS NOT NULL))::VARCHAR`
  return `to_json({ record: aftercare_mask(coalesce(_original, ${cells})) })::VARCHAR`
}

/**
 * Writes the rejects of the rows that were marked bad.
 *
 * @param typed SELECT of the typed rows
 * @param checked quoted name of the table with `_row` and `_is_bad`
 */
export async function rejectFaults(
  connection: DuckDBConnection,
  bound: BoundSource,
  rawTable: string,
  { map, entity }: MapOfRejects,
  typed: string,
  checked: string,
  fields: readonly MappedField[],
  faults: readonly Fault[],
): Promise<void> {
  const entries = faults.map((fault) => {
    const field = fields.find((each) => each.field.name === fault.field)
    const value = field === undefined ? 'NULL' : shownValue(field, fault)
    const found = `{ field: ${quoteText(fault.field)}, value: ${value}, code: ${quoteText(fault.code)}, reason: ${quoteText(fault.reason)} }`
    return `CASE WHEN ${fault.condition} THEN ${found} END`
  })
  const cells = bound.shown.map((column) => `${quoteName(column)} := ${shownCell(column, bound)}`)
  const original = cells.length === 0 ? `'{}'` : `to_json(struct_pack(${cells.join(', ')}))::VARCHAR`
  await connection.run(`INSERT INTO ${REJECT_TABLE}
    SELECT fault._row, ${map}, ${quoteText(entity)}, fault.found.field, fault.found.value, fault.found.code, fault.found.reason, ${original}
    FROM (
      SELECT _row, unnest(list_filter([${entries.join(', ')}], lambda each: each IS NOT NULL)) AS found
      FROM (${typed}) AS typed
      WHERE _row IN (SELECT _row FROM ${checked} WHERE _is_bad)
    ) AS fault
    INNER JOIN ${rawTable} AS raw ON raw._row = fault._row
    ORDER BY fault._row`)
}

function shownValue({ field, text, unmapped }: MappedField, fault: Fault): string {
  const isUnmapped = unmapped !== undefined && fault.condition === unmapped
  const value = isUnmapped ? quoteName(`${field.name}:word`) : text
  if (field.personal !== undefined) return `CASE WHEN ${value} IS NOT NULL THEN ${quoteText(HIDDEN)} END`
  return field.freeText === true ? `aftercare_mask(${value})` : `CAST(${value} AS VARCHAR)`
}

function shownCell(column: string, { personal, freeText }: BoundSource): string {
  const cell = `raw.${quoteName(column)}`
  if (personal.has(column)) return `CASE WHEN ${cell} IS NOT NULL THEN ${quoteText(HIDDEN)} END`
  return freeText.has(column) ? `aftercare_mask(${cell})` : cell
}
