/** A named query: its text, the parameters its header declares, and what one of its rows looks like. */
import { AftercareError } from '#contracts/errors.ts'
import type { z } from 'zod'

export const PARAMETER_TYPES = ['VARCHAR', 'INTEGER', 'DOUBLE', 'BOOLEAN', 'DATE'] as const
export type ParameterType = (typeof PARAMETER_TYPES)[number]
export type ParameterValue = string | number | boolean | null
export type Parameters = Readonly<Record<string, ParameterValue>>

export interface NamedQuery<Row> {
  readonly name: string
  readonly sql: string
  readonly parameters: ReadonlyMap<string, ParameterType>
  readonly row: z.ZodType<Row>
}

const HEADER = /^--[ \t]*parameters:[ \t]*(.*)$/m
const isParameterType = (word: string): word is ParameterType => (PARAMETER_TYPES as readonly string[]).includes(word)

/**
 * @param sql the text of `sql/queries/<name>.sql`
 * @throws AftercareError `query.bad_header` when the header does not declare the parameters that the text uses
 */
export function namedQuery<Row>(name: string, sql: string, row: z.ZodType<Row>): NamedQuery<Row> {
  const wrong = (message: string, value: string) =>
    new AftercareError('query.bad_header', message, {
      where: `sql/queries/${name}.sql`,
      value,
      remedy: 'Write a header line `-- parameters: name TYPE, …` that names each $parameter of the text once.',
    })
  const header = HEADER.exec(sql)?.[1]
  if (header === undefined) throw wrong('the query has no line of parameters', '')
  const parameters = new Map<string, ParameterType>()
  for (const part of header
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')) {
    const [parameter = '', type = ''] = part.split(/\s+/)
    if (!isParameterType(type)) throw wrong('the parameter has no known type', part)
    parameters.set(parameter, type)
  }
  const body = sql.replace(/--.*$/gm, '')
  const used = new Set([...body.matchAll(/\$([a-z_]+)/g)].map((match) => match[1] ?? ''))
  for (const each of used)
    if (!parameters.has(each)) throw wrong('the text uses a parameter that the header does not declare', each)
  for (const each of parameters.keys())
    if (!used.has(each)) throw wrong('the header declares a parameter that the text does not use', each)
  return { name, sql, parameters, row }
}
