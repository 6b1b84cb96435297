/**
 * Expressions that a person writes into a source (`compute`, `where`): one scalar expression over the row's columns.
 * What DuckDB's own parser sees in it is compared with a list of allowed kinds of node and of refused functions, so that
 * no expression can read a file, another table, the settings, the clock or chance.
 */
import type { DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'

export interface Expression {
  readonly sql: string
  /** Columns that it reads, as written, each once. */
  readonly columns: readonly string[]
}

const ALLOWED_NODES = new Set([
  'COLUMN_REF',
  'CONSTANT',
  'FUNCTION',
  'OPERATOR',
  'COMPARISON',
  'CONJUNCTION',
  'CASE',
  'CAST',
  'BETWEEN',
  'WINDOW',
  'LAMBDA',
  'COLLATE',
])

/** Functions that look beyond the row, by name or by the beginning of it. */
const REFUSED_NAMES = new Set([
  'getenv',
  'glob',
  'query',
  'query_table',
  'getvariable',
  'current_setting',
  'set_config',
  'nextval',
  'currval',
  'now',
  'today',
  'random',
  'setseed',
  'uuid',
  'gen_random_uuid',
  'uuidv4',
  'uuidv7',
  'version',
  'current_schema',
  'current_schemas',
  'current_database',
  'current_catalog',
  'current_user',
  'user',
  'session_user',
  'current_role',
  'current_query',
  'current_query_id',
  'current_transaction_id',
  'current_connection_id',
  'txid_current',
  'transaction_timestamp',
  'statement_timestamp',
  'clock_timestamp',
  'current_date',
  'current_time',
  'current_timestamp',
  'current_localtime',
  'current_localtimestamp',
  'get_current_time',
  'get_current_timestamp',
  'localtime',
  'localtimestamp',
  'age',
  'in_search_path',
  'pg_typeof',
  'error',
  'write_log',
  'add_parquet_key',
  'checkpoint',
  'force_checkpoint',
  'which_secret',
  'from_substrait',
  'from_substrait_json',
  'summary',
  'test_all_types',
  'can_cast_implicitly',
  'parse_duckdb_log_message',
  'json_execute_serialized_sql',
  'json_serialize_sql',
  'json_serialize_plan',
  'json_deserialize_sql',
  'sleep_ms',
])
const REFUSED_BEGINNINGS = [
  'read_',
  'write_',
  'parquet_',
  'pragma_',
  'duckdb_',
  'pg_',
  'has_',
  'sniff_',
  'sql_auto',
  'icu_calendar',
  'arrow_',
  'seq_',
  'file_',
  'aftercare_',
]

const answerSchema = z.union([
  z.object({ error: z.literal(true), error_message: z.string() }),
  z.object({ error: z.literal(false), statements: z.array(z.object({ node: z.record(z.string(), z.unknown()) })) }),
])

/**
 * @param where file and key, for messages
 * @throws source.expression_invalid, source.expression_refused (exit 2)
 */
export async function parseExpression(connection: DuckDBConnection, sql: string, where: string): Promise<Expression> {
  const reader = await connection.runAndReadAll('SELECT json_serialize_sql($statement::VARCHAR)', {
    statement: `SELECT ${sql}\n`,
  })
  const answer = answerSchema.parse(JSON.parse(String(reader.getRows()[0]?.[0])))
  if (answer.error) throw invalid(sql, where, answer.error_message)
  const [statement, ...others] = answer.statements
  const node = statement?.node
  const list = node?.['select_list']
  if (node === undefined || others.length > 0 || !isPlainSelect(node) || !Array.isArray(list) || list.length !== 1) {
    throw refused(sql, where, 'it is more than one expression')
  }
  const columns = new Map<string, string>()
  visit(list[0], new Set(), columns, (reason) => refused(sql, where, reason))
  return { sql, columns: [...columns.values()] }
}

function isPlainSelect(node: Record<string, unknown>): boolean {
  const from = node['from_table']
  const isFromNothing = isRecord(from) && from['type'] === 'EMPTY'
  const isEmpty = (key: string) => node[key] === null || (Array.isArray(node[key]) && node[key].length === 0)
  const clauses = ['modifiers', 'where_clause', 'group_expressions', 'group_sets', 'having', 'sample', 'qualify']
  return node['type'] === 'SELECT_NODE' && isFromNothing && clauses.every(isEmpty)
}

function visit(
  node: unknown,
  bound: ReadonlySet<string>,
  columns: Map<string, string>,
  refuse: (reason: string) => AftercareError,
): void {
  if (Array.isArray(node)) {
    for (const each of node) visit(each, bound, columns, refuse)
    return
  }
  if (!isRecord(node)) return
  if (typeof node['class'] === 'string') {
    const kind = node['class']
    if (!ALLOWED_NODES.has(kind)) throw refuse(`${kind.toLowerCase().replaceAll('_', ' ')} is not allowed`)
    if (typeof node['alias'] === 'string' && node['alias'] !== '' && kind === 'SUBQUERY')
      throw refuse('subqueries are not allowed')
    if (kind === 'COLUMN_REF') {
      noteColumn(node['column_names'], bound, columns, refuse)
      return
    }
    if (kind === 'CONSTANT') return
    if (kind === 'FUNCTION' || kind === 'WINDOW') checkFunction(node, refuse)
    if (kind === 'LAMBDA') {
      const inner = new Set([...bound, ...parameters(node['lhs'])])
      visit(node['expr'], inner, columns, refuse)
      return
    }
  }
  for (const value of Object.values(node)) visit(value, bound, columns, refuse)
}

function checkFunction(node: Record<string, unknown>, refuse: (reason: string) => AftercareError): void {
  const name = String(node['function_name']).toLowerCase()
  const isRefused = REFUSED_NAMES.has(name) || REFUSED_BEGINNINGS.some((beginning) => name.startsWith(beginning))
  if (isRefused) throw refuse(`the function ${name} is not allowed`)
  const schema = node['schema']
  if (schema !== '' && schema !== 'main') throw refuse(`functions of the schema ${String(schema)} are not allowed`)
}

function noteColumn(
  names: unknown,
  bound: ReadonlySet<string>,
  columns: Map<string, string>,
  refuse: (reason: string) => AftercareError,
): void {
  if (!Array.isArray(names) || names.length !== 1) throw refuse('a column is named without a table')
  const name = String(names[0])
  if (!bound.has(name.toLowerCase())) columns.set(name.toLowerCase(), columns.get(name.toLowerCase()) ?? name)
}

/** The names that a lambda binds: `x`, or `(x, i)`, which parses as a row. */
function parameters(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(parameters)
  if (!isRecord(node)) return []
  if (node['class'] === 'COLUMN_REF' && Array.isArray(node['column_names']))
    return node['column_names'].map((name) => String(name).toLowerCase())
  return Object.values(node).flatMap(parameters)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const invalid = (sql: string, where: string, reason: string) =>
  new AftercareError('source.expression_invalid', `the expression cannot be understood: ${reason.split('\n')[0]}`, {
    value: sql,
    where,
    remedy: 'Write one SQL expression over the columns of the file; put names with blanks or signs into double quotes.',
  })

const refused = (sql: string, where: string, reason: string) =>
  new AftercareError('source.expression_refused', `the expression is refused: ${reason}`, {
    value: sql,
    where,
    remedy: 'Use columns of the file, _row, _file, constants, operators, scalar functions and window functions only.',
  })
