/** Which entity a file most likely holds, and which of its columns fill which fields. */
import { entityContract, ENTITY_NAMES, type EntityField, type EntityName } from '../../contracts/entities.ts'
import { fold } from '../home/nearest.ts'
import type { ColumnGuess } from './column-guess.ts'
import { ENTITY_WORDS, SYNONYMS } from './synonyms.ts'

export interface ProposedField {
  readonly field: EntityField
  /** A column of the file, or an expression where no column fits a required field. */
  readonly source: { readonly column: ColumnGuess } | { readonly compute: string }
}

export interface Proposal {
  readonly entity: EntityName
  readonly fields: readonly ProposedField[]
  /** Required fields that nothing of the file can fill: the mapping will not load. */
  readonly unfilled: readonly string[]
}

/** @param words file and sheet name */
export function proposeMapping(columns: readonly ColumnGuess[], words: string): Proposal {
  const proposals = ENTITY_NAMES.map((entity) => proposeFor(entity, columns, words))
  return proposals.reduce((best, each) => (each.score > best.score ? each : best)).proposal
}

function proposeFor(entity: EntityName, columns: readonly ColumnGuess[], words: string): { proposal: Proposal; score: number } {
  const { fields } = entityContract(entity)
  const pairs = fields
    .flatMap((field) => columns.map((column) => ({ field, column, score: similarity(field, column, entity) })))
    .filter((pair) => pair.score > 0)
    .sort((a, b) => b.score - a.score)
  const taken = new Map<string, ColumnGuess>()
  for (const { field, column } of pairs) {
    if (!taken.has(field.name) && ![...taken.values()].includes(column)) taken.set(field.name, column)
  }
  const score = pairs.filter((pair) => taken.get(pair.field.name) === pair.column).reduce((sum, pair) => sum + pair.score, 0)
  const missing = fields.filter((field) => field.required && !taken.has(field.name))
  const filled: ProposedField[] = []
  const unfilled: string[] = []
  let penalty = 0
  for (const field of fields) {
    const column = taken.get(field.name)
    if (column !== undefined) filled.push({ field, source: { column } })
    else if (missing.includes(field)) {
      const source = standIn(field, columns, [...taken.values()])
      penalty += source === null ? 3 : 0.7
      if (source === null) unfilled.push(field.name)
      else {
        filled.push({ field, source })
        if ('column' in source) taken.set(field.name, source.column)
      }
    }
  }
  const folded = fold(words)
  const bonus = ENTITY_WORDS[entity]?.some((word) => folded.includes(fold(word))) ? 3 : 0
  // Of two that fit alike the one that asks for more is the better explanation: ticket before exposure.
  return { proposal: { entity, fields: filled, unfilled }, score: score + bonus - penalty }
}

/** 0…1.2: how well a header names a field, and whether the column's look allows it. */
function similarity(field: EntityField, column: ColumnGuess, entity: EntityName): number {
  if (!fits(field, column)) return 0
  const header = fold(column.name)
  if (header === fold(field.name)) return 1.2
  const names = (SYNONYMS[field.name] ?? []).map(fold)
  const own = field.name.endsWith('_id') && header === 'id' && field.name === entityContract(entity).key[0] ? 0.9 : 0
  if (names.includes(header)) return 1
  const inside = names.filter(
    (name) => name.length >= (/\p{Script=Han}/u.test(name) ? 2 : 4) && header.includes(name) && name.length * 2 >= header.length,
  )
  if (inside.length > 0) return 0.5 + 0.2 * (Math.max(...inside.map((name) => name.length)) / header.length)
  return own
}

function fits(field: EntityField, { kind, distinct }: ColumnGuess): boolean {
  if (kind === 'empty') return false
  switch (field.kind) {
    case 'stamp':
      return kind === 'stamp' || kind === 'date'
    case 'date':
      return kind === 'date' || kind === 'stamp'
    case 'number':
    case 'money':
      return kind === 'number' || kind === 'integer'
    case 'integer':
      return kind === 'integer'
    case 'flag':
      return kind === 'flag' || (kind === 'integer' && distinct <= 2)
    case 'code':
      return kind === 'text'
    case 'text':
      return field.freeText === true ? kind === 'text' : kind !== 'stamp' && kind !== 'date'
  }
}

/** What may stand in for a required field without a column of its name. */
function standIn(
  field: EntityField,
  columns: readonly ColumnGuess[],
  taken: readonly ColumnGuess[],
): ProposedField['source'] | null {
  if (field.kind === 'text' && field.name.endsWith('_id')) {
    const unique = columns.find(
      (column) => column.isUnique && !taken.includes(column) && (column.kind === 'integer' || column.kind === 'text'),
    )
    return unique === undefined ? { compute: `'R' || _row` } : { column: unique }
  }
  if (field.kind === 'stamp' || field.kind === 'date') {
    const stamp = columns.find((column) => (column.kind === 'stamp' || column.kind === 'date') && !taken.includes(column))
    return stamp === undefined ? null : { column: stamp }
  }
  return null
}
