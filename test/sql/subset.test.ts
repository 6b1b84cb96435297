/** Every model and audit is written in the subset that DuckDB and ClickHouse share (docs/architecture.md, "Models"). */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, describe, expect, test } from 'vitest'
import { readAudits } from '../../pipeline/build/audit.ts'
import { readModels, SQL_FOLDER } from '../../pipeline/build/model.ts'
import { nodesOf, parseSelect, tablesOf, type Node } from '../../pipeline/build/syntax.ts'

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

const macroText = await readFile(path.join(SQL_FOLDER, 'macros/duckdb.sql'), 'utf8')
const MACROS = new Set([...macroText.matchAll(/^create macro (\w+)/gm)].map((match) => match[1]))

/** Functions that both engines call the same and give the same for; everything else is a macro. */
const SHARED = new Set([
  ...[
    '+',
    '-',
    '*',
    '/',
    '%',
    '||',
    '~~',
    '!~~',
    'count',
    'count_star',
    'sum',
    'min',
    'max',
    'coalesce',
    'nullif',
    'abs',
    'sqrt',
  ],
  ...['floor', 'ceil', 'exp', 'ln', 'lower', 'upper', 'trim', 'replace'],
])

/**
 * Of named queries also: what only writes or searches text, orders stamps or keeps a number between two others, and that every engine has
 * under some name. Not as macros: a published file has those of the program that built it, and a query must run on it too.
 */
const READING = new Set(['strftime', 'string_agg', 'contains', 'substring', 'epoch_us', 'least', 'greatest'])

/** Queries that leave the subset, with why. One that no longer does must not stand here. */
const LEAVING: Readonly<Record<string, readonly string[]>> = {
  // Two quantiles of one sort, five times over: one call each takes nearly twice as long over a year.
  'cost_slices.sql': ['function list_value', 'function quantile_cont'],
  // Quarters of an hour, weekdays and hours of stamps.
  'promise_hours.sql': ['cast to INTERVAL', 'function hour', 'function isodow', 'function time_bucket'],
  // Five quantiles of one sort: one call each takes three times as long (1.5 million values: 317 against 97 ms).
  'promise_spread.sql': ['function list_value', 'function quantile_cont'],
  // What the model of a source records stands in no mart.
  'health_sources.sql': ['reads intermediate'],
  // The same; names and flags of a wide row as rows, side by side.
  'health_unmeasured.sql': ['function list_value', 'function unnest', 'reads intermediate'],
  // Places of rows in a parameter, in their order.
  'tickets_rows.sql': ['function generate_subscripts', 'function string_split', 'function unnest'],
}

const CASTS = new Set(['BIGINT', 'BOOLEAN', 'DATE', 'DECIMAL', 'DOUBLE', 'INTEGER', 'TIMESTAMP', 'VARCHAR'])

const at = (value: unknown, ...keys: string[]): unknown =>
  keys.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), value)

const isEmpty = (value: unknown): boolean => !Array.isArray(value) || value.length === 0

/** What one node of a statement breaks. @param further functions that are allowed too */
function breachesOf(node: Node, further: ReadonlySet<string> = new Set()): string[] {
  const found: string[] = []
  const type = String(node['type'])
  const name = String(node['function_name'])
  if (node['class'] === 'FUNCTION' && !SHARED.has(name) && !MACROS.has(name) && !further.has(name)) found.push(`function ${name}`)
  if (node['class'] === 'LAMBDA') found.push('lambda')
  if (node['class'] === 'CONSTANT' && at(node, 'value', 'type', 'id') === 'INTERVAL') found.push('interval')
  if (node['class'] === 'CAST' && !CASTS.has(String(at(node, 'cast_type', 'id'))))
    found.push(`cast to ${String(at(node, 'cast_type', 'id'))}`)
  if (type === 'PIVOT') found.push('pivot')
  if (type === 'TABLE_FUNCTION') found.push('table function')
  if (type === 'JOIN' && !['REGULAR', 'CROSS'].includes(String(node['ref_type']))) found.push(`${String(node['ref_type'])} join`)
  if (type === 'JOIN' && !isEmpty(node['using_columns'])) found.push('using')
  if ('null_order' in node) {
    if (node['null_order'] === 'ORDER_DEFAULT') found.push('order without nulls first or nulls last')
    if (at(node, 'expression', 'class') === 'CONSTANT') found.push('ordinal in order by')
  }
  if (node['class'] === 'WINDOW' && /_RANGE$/.test(String(node['start'])) && /^EXPR/.test(String(node['start'])))
    found.push('interval frame')
  if (node['class'] === 'WINDOW' && /^EXPR.*_RANGE$/.test(String(node['end']))) found.push('interval frame')
  if (type === 'SELECT_NODE') found.push(...selectBreaches(node))
  return found
}

function selectBreaches(node: Node): string[] {
  const found: string[] = []
  if (node['aggregate_handling'] !== 'STANDARD_HANDLING') found.push('group by all')
  const groups: unknown = node['group_expressions']
  if (Array.isArray(groups) && groups.some((each) => at(each, 'class') === 'CONSTANT')) found.push('ordinal in group by')
  const list: unknown = node['select_list']
  const hasStar = Array.isArray(list) && list.some((each) => at(each, 'class') === 'STAR')
  if (hasStar && tablesOf({ from: node['from_table'] }).some((each) => each.schema !== '')) found.push('star over a table')
  return found
}

const BARE_JOIN = /(?<!\b(?:inner|left|right|full|cross|semi|anti)(?:\s+outer)?\s)\bjoin\b/i

async function allBreaches(sql: string, file: string, further?: ReadonlySet<string>): Promise<string[]> {
  const tree = await parseSelect(connection, sql, file)
  const text = sql.replace(/--.*$/gm, '').replace(/'[^']*'/g, "''")
  return [
    ...new Set([...nodesOf(tree)].flatMap((node) => breachesOf(node, further))),
    ...(BARE_JOIN.test(text) ? ['a join that does not say its kind'] : []),
  ]
}

for (const { id, sql, file } of [
  ...(await readModels()),
  ...(await readAudits()).map((each) => ({ ...each, id: `audits.${each.name}` })),
]) {
  describe(id, () => {
    test('keeps to the shared subset', async () => {
      expect(await allBreaches(sql, file)).toEqual([])
    })
  })
}

/** What pages and the API may read. */
const SERVED = new Set(['marts', 'meta', 'ref'])
const queryFiles = (await readdir(path.join(SQL_FOLDER, 'queries'))).sort()

describe('named queries', () => {
  test.each(queryFiles)('%s keeps to the shared subset and reads what is served', async (name) => {
    const file = path.join(SQL_FOLDER, 'queries', name)
    const sql = await readFile(file, 'utf8')
    const below = tablesOf(await parseSelect(connection, sql, file)).filter(({ schema }) => !SERVED.has(schema))
    const found = [...(await allBreaches(sql, file, READING)), ...new Set(below.map(({ schema }) => `reads ${schema}`))]
    expect(found.sort()).toEqual(LEAVING[name] ?? [])
  })

  test('whatever leaves the subset is there', () => {
    expect(Object.keys(LEAVING).filter((name) => !queryFiles.includes(name))).toEqual([])
  })
})

describe('the rules themselves', () => {
  const breach = async (sql: string) =>
    [...nodesOf(await parseSelect(connection, sql, 'test'))].flatMap((node) => breachesOf(node))
  test.each([
    ['select now() as n', 'function now'],
    ["select date_trunc('day', t.a) as d from marts.t as t", 'function date_trunc'],
    ['select * from marts.t as t', 'star over a table'],
    ['select t.a from marts.t as t order by t.a', 'order without nulls first or nulls last'],
    ['select t.a from marts.t as t order by 1 nulls last', 'ordinal in order by'],
    ['select t.a, count(*) as n from marts.t as t group by 1', 'ordinal in group by'],
    ['select t.a, count(*) as n from marts.t as t group by all', 'group by all'],
    ['select a.x from marts.a as a inner join marts.b as b using (x)', 'using'],
    ['select a.x from marts.a as a asof join marts.b as b on a.x >= b.x', 'ASOF join'],
    ['select a.x // 2 as h from marts.a as a', 'function //'],
    ['select a.x + interval 1 day as h from marts.a as a', 'function to_days'],
    ['select g.x from generate_series(1, 3) as g(x)', 'table function'],
    ['select list_transform(a.x, lambda y: y + 1) as l from marts.a as a', 'lambda'],
    [
      'select sum(a.x) over (order by a.at nulls last range between interval 1 day preceding and current row) as s from marts.a as a',
      'interval frame',
    ],
    ["select p.x from marts.a pivot (sum(y) for x in ('a')) as p", 'pivot'],
  ])('%s', async (sql, rule) => {
    expect(await breach(sql)).toContain(rule)
  })

  test("a star over the statement's own CTE is allowed", async () => {
    expect(await breach('with a as (select t.x from marts.t as t) select * from a')).toEqual([])
  })
})
