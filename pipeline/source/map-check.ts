/** What must hold between one map of a source and the entity that it fills. */
import type { z } from 'zod'
import { entityContract, type EntityField, type EntityName } from '../../contracts/entities.ts'
import { propose } from '../home/nearest.ts'
import { addIssue } from '../home/yaml.ts'
import type { FieldSource } from './spec.ts'

interface MapShape {
  readonly entity: EntityName
  readonly columns: Readonly<Record<string, FieldSource>>
}

/** Adds the issues source.field_unknown, source.required_unmapped, source.value_not_in_vocabulary, source.format_misplaced. */
export function checkMap(map: MapShape, context: z.RefinementCtx): void {
  const { fields } = entityContract(map.entity)
  const names = fields.map((field) => field.name)
  for (const [name, source] of Object.entries(map.columns)) {
    const field = fields.find((each) => each.name === name)
    if (field === undefined) {
      addIssue(context, ['columns', name], `${map.entity} has no field \`${name}\``, {
        code: 'source.field_unknown',
        value: name,
        remedy: propose(name, names, 'line'),
      })
    } else checkField(field, source, context)
  }
  for (const field of fields) {
    if (!field.required || field.name in map.columns) continue
    addIssue(context, ['columns'], `the required field \`${field.name}\` of ${map.entity} is not mapped`, {
      code: 'source.required_unmapped',
      value: field.name,
      remedy: `Add \`${field.name}\` to \`columns\`.`,
    })
  }
}

function checkField(field: EntityField, source: FieldSource, context: z.RefinementCtx): void {
  const vocabulary = field.values
  if (vocabulary !== undefined) {
    for (const value of statedValues(source)) {
      if (vocabulary.includes(value)) continue
      addIssue(context, ['columns', field.name], `\`${value}\` is not in the vocabulary of \`${field.name}\``, {
        code: 'source.value_not_in_vocabulary',
        value,
        remedy: propose(value, vocabulary, 'value'),
      })
    }
  }
  if ('format' in source && source.format !== undefined && field.kind !== 'stamp' && field.kind !== 'date') {
    addIssue(context, ['columns', field.name, 'format'], `\`${field.name}\` is no date and no time`, {
      code: 'source.format_misplaced',
      value: source.format.join(', '),
      remedy: 'Remove `format`.',
    })
  }
}

function statedValues(source: FieldSource): string[] {
  if ('constant' in source) return [source.constant]
  return 'values' in source ? Object.values(source.values ?? {}).filter((value) => value !== null) : []
}
