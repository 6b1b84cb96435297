/** The syntax tree of a statement, as DuckDB serialises it: dependencies and the rules of the subset are read from it. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'

export type Node = Readonly<Record<string, unknown>>

const serialized = z.union([
  z.looseObject({ error: z.literal(false), statements: z.array(z.record(z.string(), z.unknown())) }),
  z.looseObject({ error: z.literal(true), error_message: z.string() }),
])

/** The tree of one SELECT. Throws `model.syntax`. @param where the file, for the error */
export async function parseSelect(connection: DuckDBConnection, sql: string, where: string): Promise<Node> {
  const reader = await connection.runAndReadAll('select cast(json_serialize_sql(cast($1 as varchar)) as varchar)', [sql])
  const parsed = serialized.parse(JSON.parse(String(reader.getRows()[0]?.[0])))
  if (parsed.error) throw broken(where, parsed.error_message)
  const [statement, ...more] = parsed.statements
  if (statement === undefined || more.length > 0) throw broken(where, 'exactly one SELECT is expected')
  return statement
}

const broken = (where: string, message: string) =>
  new AftercareError('model.syntax', message, { where, remedy: 'Correct the statement; it must be one SELECT.' })

/** Every object of the tree, outermost first. */
export function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const each of value) yield* nodesOf(each)
  } else if (isNode(value)) {
    yield value
    for (const each of Object.values(value)) yield* nodesOf(each)
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

export interface TableReference {
  readonly schema: string
  readonly name: string
}

/** The tables a statement reads, without its own CTEs, each once, in the order of the text. */
export function tablesOf(tree: Node): TableReference[] {
  const nodes = [...nodesOf(tree)]
  const own = new Set(nodes.flatMap((node) => cteNames(node)))
  const found = new Map<string, TableReference>()
  for (const node of nodes) {
    if (node['type'] !== 'BASE_TABLE') continue
    const schema = String(node['schema_name'])
    const name = String(node['table_name'])
    if (schema === '' && own.has(name)) continue
    found.set(`${schema}.${name}`, { schema, name })
  }
  return [...found.values()]
}

/** Whether the statement as a whole says in which order its rows come. */
export function isOrdered(tree: Node): boolean {
  const modifiers = isNode(tree['node']) ? tree['node']['modifiers'] : undefined
  return Array.isArray(modifiers) && modifiers.some((each) => isNode(each) && each['type'] === 'ORDER_MODIFIER')
}

function cteNames(node: Node): string[] {
  const map = isNode(node['cte_map']) ? node['cte_map']['map'] : undefined
  if (!Array.isArray(map)) return []
  return map.flatMap((each: unknown) => (isNode(each) ? [String(each['key'])] : []))
}
