/** Reads the answers of the API back into rows, by the types that its OpenAPI document declares. */
import type { Table } from '@uwdata/flechette'
import { z } from 'zod'

export type Json = Readonly<Record<string, unknown>>
type Value = string | number | boolean | null
type Kind = 'text' | 'number' | 'boolean' | 'date' | 'date-time'

const fieldSchema = z.looseObject({})
const refSchema = z.object({ $ref: z.string() })
const dataSchema = z.union([refSchema, z.object({ items: refSchema })])
const getSchema = z.object({
  responses: z.object({
    200: z.object({
      content: z.object({
        'application/json': z.object({ schema: z.object({ properties: z.object({ data: dataSchema }).optional() }) }),
      }),
    }),
  }),
})

export const documentSchema = z
  .object({
    paths: z.record(z.string(), z.object({ get: getSchema })),
    components: z.object({ schemas: z.record(z.string(), z.object({ properties: z.record(z.string(), fieldSchema) })) }),
  })
  .transform(({ paths, components }) => ({
    paths,
    /** The fields of a path's rows with their kinds, in their order. */
    rowOf(at: string): Readonly<Record<string, Kind>> {
      const data = paths[at]?.get.responses[200].content['application/json'].schema.properties?.data
      const ref = data === undefined ? undefined : '$ref' in data ? data.$ref : data.items.$ref
      const row = components.schemas[ref?.split('/').at(-1) ?? '']
      if (row === undefined) throw new Error(`${at} has no rows`)
      return Object.fromEntries(Object.entries(row.properties).map(([name, json]) => [name, kindOf(JSON.stringify(json))]))
    },
  }))

function kindOf(json: string): Kind {
  if (json.includes('"format":"date-time"')) return 'date-time'
  if (json.includes('"format":"date"')) return 'date'
  // The type is a word, or a list of it and null.
  if (/"type":\[?"(number|integer)"/.test(json)) return 'number'
  return /"type":\[?"boolean"/.test(json) ? 'boolean' : 'text'
}

/** RFC 4180 with a byte order mark. An empty cell is null; the apostrophe before what looks like a formula is taken off. */
export function parseCsv(text: string, fields: Readonly<Record<string, Kind>>): Record<string, Value>[] {
  if (!text.startsWith('\u{feff}')) throw new Error('no byte order mark')
  const [header, ...records] = recordsOf(text.slice(1))
  const names = Object.keys(fields)
  if (header?.join() !== names.join()) throw new Error(`another header: ${header?.join() ?? ''}`)
  return records.map((cells) => {
    if (cells.length !== names.length) throw new Error(`${cells.length} cells: ${cells.join()}`)
    return Object.fromEntries(names.map((name, index) => [name, cellOf(cells[index] ?? '', fields[name] ?? 'text')]))
  })
}

function cellOf(cell: string, kind: Kind): Value {
  if (cell === '') return null
  if (kind === 'number') return Number(cell)
  if (kind === 'boolean') return cell === 'true'
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}

function recordsOf(text: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    record.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === ',') continue
    records.push(record)
    record = []
  }
  return records
}

export function plainArrow(table: Table, fields: Readonly<Record<string, Kind>>): Record<string, unknown>[] {
  const plain = (value: unknown, kind: Kind | undefined): unknown => {
    if (typeof value !== 'number') return value
    if (kind === 'date') return new Date(value).toISOString().slice(0, 10)
    // Whole seconds are written without a fraction.
    return kind === 'date-time' ? new Date(value).toISOString().replace(/\.000Z$/, 'Z') : value
  }
  return table
    .toArray()
    .map((row) => Object.fromEntries(Object.entries({ ...row }).map(([name, value]) => [name, plain(value, fields[name])])))
}
