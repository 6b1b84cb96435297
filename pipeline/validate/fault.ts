/** What can be wrong with a row, as conditions in SQL. The same list marks the rows and writes their rejects. */
import { entityContract, type EntityField, type EntityName } from '../../contracts/entities.ts'
import { quoteText } from '../build/identifier.ts'
import { CAST_CODES, rangeCondition } from './cast.ts'

export interface Fault {
  /** The canonical field that the reject names. */
  readonly field: string
  readonly code: string
  /** True, false or null (no fault) in SQL. */
  readonly condition: string
  /** Why, one English sentence without the value. */
  readonly reason: string
}

/** A field that a map fills, and how its stages are called in SQL. */
export interface MappedField {
  readonly field: EntityField
  /** Column of the text as mapped, null when empty. */
  readonly text: string
  /** Column of the typed value. */
  readonly value: string
  /** Column that is true where a value map with `otherwise: reject` does not know the word; undefined without one. */
  readonly unmapped: string | undefined
  /** Levels of a survey item. */
  readonly levels: number | undefined
}

/** All faults of a map, in order of field. */
export function faultsOf(entity: EntityName, mapped: readonly MappedField[]): Fault[] {
  const contract = entityContract(entity)
  const valueOf = (name: string) => mapped.find(({ field }) => field.name === name)?.value
  const inFields = mapped.flatMap((each) => fieldFaults(each, contract.notZero.includes(each.field.name)))
  const inOrder = contract.orderRules.flatMap(({ earlier, later }): Fault[] => {
    const [first, second] = [valueOf(earlier), valueOf(later)]
    if (first === undefined || second === undefined) return []
    return [
      { field: later, code: 'row.order_breached', condition: `${second} < ${first}`, reason: `${later} is before ${earlier}` },
    ]
  })
  return [...inFields, ...inOrder]
}

function fieldFaults({ field, text, value, unmapped, levels }: MappedField, mustNotBeZero: boolean): Fault[] {
  const faults: Fault[] = []
  const add = (code: string, condition: string, reason: string) => faults.push({ field: field.name, code, condition, reason })
  const unknown = unmapped === undefined ? 'false' : `coalesce(${unmapped}, false)`
  if (field.required) add('field.required_missing', `${text} IS NULL AND NOT ${unknown}`, 'the field is required and empty')
  if (unmapped !== undefined) add('field.not_in_vocabulary', unmapped, 'the value map does not know this word')
  if (field.kind === 'code') {
    const words = (field.values ?? []).map(quoteText).join(', ')
    add('field.not_in_vocabulary', `${text} NOT IN (${words})`, `the value is none of ${(field.values ?? []).join(', ')}`)
  } else if (field.kind !== 'text') {
    add(CAST_CODES[field.kind], `${text} IS NOT NULL AND ${value} IS NULL`, `the value is not ${ARTICLES[field.kind]}`)
  }
  const range = rangeCondition(field, value)
  if (range !== undefined) add('field.out_of_range', range, 'the value is outside what the field allows')
  if (levels !== undefined)
    add('field.out_of_range', `(${value} < 1 OR ${value} > ${levels})`, `the answer is not on the scale 1 to ${levels}`)
  if (mustNotBeZero) add('field.zero', `${value} = 0`, 'the value must not be zero')
  return faults
}

const ARTICLES = {
  stamp: 'a date with a time',
  date: 'a date',
  number: 'a number',
  integer: 'a whole number',
  money: 'an amount',
  flag: 'yes or no',
} as const
