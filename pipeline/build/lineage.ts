/**
 * What each column of a statement comes from, read off its syntax tree. Exact for the subset that models are written in: every column is
 * followed through CTEs, subqueries and unions to a column of a table. Two ways of having a say are kept apart: a value is computed from
 * `values`; `rows` decide which rows there are (where, join, group by, having, qualify).
 */
import type { Node } from './syntax.ts'

/** A column of a table: `schema.table.column`. */
export type ColumnReference = string

export interface Branch {
  readonly columns: ReadonlyMap<string, ReadonlySet<ColumnReference>>
  readonly rows: ReadonlySet<ColumnReference>
  /** Columns that are a literal text in this branch. */
  readonly literals: ReadonlyMap<string, string>
}

export interface Lineage {
  /** Of the whole statement. */
  readonly columns: ReadonlyMap<string, ReadonlySet<ColumnReference>>
  readonly rows: ReadonlySet<ColumnReference>
  /** The parts of a union, each by itself; one when there is none. */
  readonly branches: readonly Branch[]
  /** Names that could not be followed: empty for a statement of the subset. */
  readonly unresolved: readonly string[]
}

/** A table, CTE or subquery under its alias. A table gives any column; the others those that they select. */
interface Relation {
  readonly table: string | null
  readonly columns: ReadonlyMap<string, ReadonlySet<ColumnReference>>
  readonly rows: ReadonlySet<ColumnReference>
}

interface Scope {
  readonly relations: ReadonlyMap<string, Relation>
  readonly outer: Scope | null
}

type Ctes = ReadonlyMap<string, Relation>

/** @param tree as `parseSelect` gives it */
export function lineageOf(tree: Node): Lineage {
  const unresolved: string[] = []
  const branches = branchesOf(nodeIn(tree, 'node'), new Map(), null, unresolved)
  const names = [...(branches[0]?.columns.keys() ?? [])]
  return { ...unionOf(branches), branches: branches.map((each) => renamed(each, names)), unresolved }
}

/** Of a computed model: its function may make each column of everything that the statement reads. @param names of the columns it gives */
export function computedLineage(read: Lineage, names: readonly string[]): Lineage {
  const everything = unite([...read.columns.values(), read.rows])
  const columns = new Map(names.map((name) => [name, everything]))
  const { rows, unresolved } = read
  return { columns, rows, branches: [{ columns, rows, literals: new Map() }], unresolved }
}

/** The first branch of a union names the columns of all. */
function renamed({ columns, rows, literals }: Branch, names: readonly string[]): Branch {
  const entries = [...columns].map(([own, references], at) => ({ own, references, name: names[at] ?? own }))
  return {
    rows,
    columns: new Map(entries.map(({ name, references }) => [name, references])),
    literals: new Map(entries.flatMap(({ own, name }) => (literals.has(own) ? [[name, literals.get(own) ?? ''] as const] : []))),
  }
}

function unionOf(branches: readonly Branch[]): Relation {
  const [first, ...others] = branches
  const rest = others.map((each) => [...each.columns.values()])
  const columns = [...(first?.columns ?? [])].map(
    ([name, own], at) => [name, unite([own, ...rest.map((each) => each[at])])] as const,
  )
  return { table: null, columns: new Map(columns), rows: unite(branches.map((each) => each.rows)) }
}

function branchesOf(node: Node, known: Ctes, outer: Scope | null, unresolved: string[]): Branch[] {
  const ctes = withCtes(node, known, outer, unresolved)
  if (node['type'] === 'SET_OPERATION_NODE') {
    return ['left', 'right'].flatMap((side) => branchesOf(nodeIn(node, side), ctes, outer, unresolved))
  }
  return [select(node, ctes, outer, unresolved)]
}

function withCtes(node: Node, known: Ctes, outer: Scope | null, unresolved: string[]): Ctes {
  const ctes = new Map(known)
  for (const each of listIn(nodeIn(node, 'cte_map'), 'map')) {
    const body = nodeIn(nodeIn(nodeIn(each, 'value'), 'query'), 'node')
    ctes.set(String(each['key']), unionOf(branchesOf(body, ctes, outer, unresolved)))
  }
  return ctes
}

function select(node: Node, ctes: Ctes, outer: Scope | null, unresolved: string[]): Branch {
  const relations = new Map<string, Relation>()
  const conditions: Node[] = []
  enter(nodeIn(node, 'from_table'), { ctes, outer, relations, conditions, unresolved })
  const scope: Scope = { relations, outer }
  const columns = new Map<string, ReadonlySet<ColumnReference>>()
  const literals = new Map<string, string>()
  const read = (expression: unknown) => referencesIn(expression, { scope, ctes, own: columns, unresolved })
  let table: string | null = null
  for (const item of listIn(node, 'select_list')) {
    if (item['type'] === 'STAR') {
      for (const relation of starred(item, relations)) {
        table ??= relation.table
        for (const [name, references] of relation.columns) columns.set(name, references)
      }
      continue
    }
    const names = Array.isArray(item['column_names']) ? item['column_names'].map(String) : []
    const name = item['alias'] === '' ? (names.at(-1) ?? `column ${columns.size + 1}`) : String(item['alias'])
    columns.set(name, read(item))
    const value = nodeIn(item, 'value')['value']
    if (item['class'] === 'CONSTANT' && typeof value === 'string') literals.set(name, value)
  }
  if (table !== null) unresolved.push(`${table}.*`)
  const filters = [node['where_clause'], node['group_expressions'], node['having'], node['qualify'], ...conditions].map(read)
  const rows = unite([...filters, ...[...relations.values()].map((each) => each.rows)])
  return { columns, rows, literals }
}

const starred = (item: Node, relations: ReadonlyMap<string, Relation>): Relation[] => {
  const name = typeof item['relation_name'] === 'string' ? item['relation_name'] : ''
  return [...relations].filter(([alias]) => name === '' || alias === name).map(([, relation]) => relation)
}

interface Entering {
  readonly ctes: Ctes
  readonly outer: Scope | null
  readonly relations: Map<string, Relation>
  readonly conditions: Node[]
  readonly unresolved: string[]
}

function enter(from: Node, into: Entering): void {
  const { ctes, outer, relations, conditions, unresolved } = into
  const alias = typeof from['alias'] === 'string' ? from['alias'] : ''
  if (from['type'] === 'JOIN') {
    enter(nodeIn(from, 'left'), into)
    enter(nodeIn(from, 'right'), into)
    conditions.push(nodeIn(from, 'condition'))
  } else if (from['type'] === 'BASE_TABLE') {
    const name = String(from['table_name'])
    const schema = String(from['schema_name'])
    const cte = schema === '' ? ctes.get(name) : undefined
    relations.set(alias === '' ? name : alias, cte ?? { table: `${schema}.${name}`, columns: new Map(), rows: new Set() })
  } else if (from['type'] === 'SUBQUERY') {
    relations.set(alias, unionOf(branchesOf(nodeIn(nodeIn(from, 'subquery'), 'node'), ctes, outer, unresolved)))
  }
}

interface Reading {
  readonly scope: Scope
  readonly ctes: Ctes
  /** Columns of the same select list so far: an alias may be named again. */
  readonly own: ReadonlyMap<string, ReadonlySet<ColumnReference>>
  readonly unresolved: string[]
}

function referencesIn(expression: unknown, reading: Reading): ReadonlySet<ColumnReference> {
  const found = new Set<ColumnReference>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit)
    } else if (isNode(value)) {
      if (value['class'] === 'COLUMN_REF') {
        for (const each of resolve((value['column_names'] as unknown[]).map(String), reading)) found.add(each)
      } else if (value['class'] === 'SUBQUERY') {
        const { scope, ctes, unresolved } = reading
        const inner = unionOf(branchesOf(nodeIn(nodeIn(value, 'subquery'), 'node'), ctes, scope, unresolved))
        for (const each of unite([...inner.columns.values(), inner.rows])) found.add(each)
        visit(value['child'])
      } else {
        Object.values(value).forEach(visit)
      }
    }
  }
  visit(expression)
  return found
}

function resolve(names: readonly string[], { scope, own, unresolved }: Reading): Iterable<ColumnReference> {
  const [first = '', second] = names
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    if (second !== undefined) {
      const relation = at.relations.get(first)
      if (relation !== undefined) return columnOf(relation, second, unresolved)
    } else {
      const owners = [...at.relations.values()].filter((each) => each.columns.has(first))
      if (owners[0] !== undefined) return columnOf(owners[0], first, unresolved)
      const aliased = at === scope ? own.get(first) : undefined
      if (aliased !== undefined) return aliased
      const tables = [...at.relations.values()].filter((each) => each.table !== null)
      if (tables.length === 1 && tables[0] !== undefined) return columnOf(tables[0], first, unresolved)
    }
  }
  unresolved.push(names.join('.'))
  return []
}

function columnOf(relation: Relation, name: string, unresolved: string[]): Iterable<ColumnReference> {
  if (relation.table !== null) return [`${relation.table}.${name}`]
  const references = relation.columns.get(name)
  if (references === undefined) unresolved.push(name)
  return references ?? []
}

const unite = (sets: readonly (ReadonlySet<ColumnReference> | undefined)[]): ReadonlySet<ColumnReference> =>
  new Set(sets.flatMap((each) => [...(each ?? [])]))

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const nodeIn = (node: Node, key: string): Node => (isNode(node[key]) ? node[key] : {})
const listIn = (node: Node, key: string): Node[] => (Array.isArray(node[key]) ? node[key].filter(isNode) : [])
