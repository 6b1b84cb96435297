/** Named queries by their name: texts are bundled from sql/queries, each page declares the rows of its own beside this file. */
import { AftercareError } from '#contracts/errors.ts'
import { z } from 'zod'
import { namedQuery, type NamedQuery } from '../named-query.ts'

const texts = import.meta.glob<string>('../../../../../sql/queries/*.sql', { query: '?raw', import: 'default', eager: true })

/**
 * @param row a strict schema of one row
 * @throws AftercareError `query.missing`, `query.bad_header`
 */
export function query<Row>(name: string, row: z.ZodType<Row>): NamedQuery<Row> {
  const text = Object.entries(texts).find(([file]) => file.endsWith(`/${name}.sql`))?.[1]
  if (text === undefined) {
    throw new AftercareError('query.missing', 'there is no such query', { value: name, remedy: `Add sql/queries/${name}.sql.` })
  }
  return namedQuery(name, text, row)
}

/** ISO 8601 in UTC, as `strftime(…, '%Y-%m-%dT%H:%M:%SZ')` writes it. */
export const stamp = z.iso.datetime()
export const day = z.iso.date()
export const text = z.string()
/** DuckDB's JSON rows write NaN and infinities as words: a figure must be finite. */
export const figure = z.number()
