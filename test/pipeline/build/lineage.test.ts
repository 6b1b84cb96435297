import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, expect, test } from 'vitest'
import { lakeColumns, lakeTables } from '../../../pipeline/build/lake.ts'
import { lineageOf, type Lineage } from '../../../pipeline/build/lineage.ts'
import { kpiColumnRows } from '../../../pipeline/build/lineage-rows.ts'
import { readModels } from '../../../pipeline/build/model.ts'
import { orderModels } from '../../../pipeline/build/order.ts'
import { parseSelect } from '../../../pipeline/build/syntax.ts'
import { readTableContracts } from '../../../pipeline/reference/fill.ts'
import { ENTITY_NAMES } from '../../../contracts/entities.ts'

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

const lineage = async (sql: string): Promise<Lineage> => lineageOf(await parseSelect(connection, sql, 'test'))
const plain = ({ columns, rows, unresolved }: Lineage) => ({
  columns: Object.fromEntries([...columns].map(([name, each]) => [name, [...each].sort()])),
  rows: [...rows].sort(),
  unresolved,
})

test('values and what decides the rows are kept apart, through CTEs, subqueries, windows and joins', async () => {
  const found = await lineage(`
    with a as (
      select t.x, sum(t.y) over (partition by t.z order by t.w) as s from staging.t as t
      inner join ref.p as p on p.key = t.key where t.kept group by t.x
    )
    select a.x, a.s + u.v as total, (select max(b.at) from ref.b as b where b.x = a.x) as newest, 1 as one
    from a left join (select z.x, z.v from staging.z as z having count(z.h) > 0) as u on u.x = a.x
    qualify row_number() over (order by total) = 1`)
  expect(plain(found)).toEqual({
    columns: {
      x: ['staging.t.x'],
      total: ['staging.t.w', 'staging.t.y', 'staging.t.z', 'staging.z.v'],
      newest: ['ref.b.at', 'ref.b.x', 'staging.t.x'],
      one: [],
    },
    rows: [
      'ref.p.key',
      'staging.t.kept',
      'staging.t.key',
      'staging.t.w',
      'staging.t.x',
      'staging.t.y',
      'staging.t.z',
      'staging.z.h',
      'staging.z.v',
      'staging.z.x',
    ],
    unresolved: [],
  })
})

test('a union goes by position, its branches keep their literals', async () => {
  const found = await lineage(
    "select 'a' as kpi_id, t.x as n from marts.t as t where t.is_a union all select 'b', u.y from marts.u as u union all select 'c', 2",
  )
  expect(plain(found).columns).toEqual({ kpi_id: [], n: ['marts.t.x', 'marts.u.y'] })
  expect(found.branches.map(({ literals, rows }) => [literals.get('kpi_id') ?? null, [...rows]])).toEqual([
    ['a', ['marts.t.is_a']],
    ['b', []],
    ['c', []],
  ])
})

test('a name that stands nowhere is told, not passed over', async () => {
  expect((await lineage('with a as (select t.x from staging.t as t) select a.y from a')).unresolved).toEqual(['y'])
  expect((await lineage('select q.y from staging.t as t')).unresolved).toEqual(['q.y'])
  expect((await lineage('select * from staging.t as t')).unresolved).toEqual(['staging.t.*'])
})

const contracts = await readTableContracts('ref')
const models = await orderModels(connection, await readModels(), new Set([...lakeTables(), ...contracts.keys()]))

test('every column of every model can be followed to columns that exist', () => {
  const columns = new Map<string, Set<string>>([
    ...[...contracts].map(([id, { columns }]) => [id, new Set(columns.map(({ name }) => name))] as const),
    ...ENTITY_NAMES.map((each) => [`lake.${each}`, new Set(lakeColumns(each).map(({ name }) => name))] as const),
    ...models.map(({ id, contract }) => [id, new Set(contract.columns.map(({ name }) => name))] as const),
  ])
  expect(models.length).toBeGreaterThan(60)
  for (const { id, contract, lineage, dependsOn } of models) {
    expect(lineage.unresolved, id).toEqual([])
    expect([...lineage.columns.keys()], id).toEqual(contract.columns.map(({ name }) => name))
    for (const reference of [...[...lineage.columns.values()].flatMap((each) => [...each]), ...lineage.rows]) {
      const at = reference.lastIndexOf('.')
      expect(dependsOn, `${id} reads ${reference}`).toContain(reference.slice(0, at))
      expect(columns.get(reference.slice(0, at))?.has(reference.slice(at + 1)), `${id} reads ${reference}`).toBe(true)
    }
  }
})

test('fields of a KPI by hand: what the survey asks, when it was answered, and no more', () => {
  const rows = kpiColumnRows(models)
  const fields = (kpi: string, role: string) =>
    rows
      .filter((each) => each['kpi_id'] === kpi && each['role'] === role && String(each['relation']).startsWith('lake.'))
      .map(({ relation, column_name }) => `${String(relation).slice(5)}.${String(column_name)}`)
      .sort()
  expect(fields('tickets_received', 'figure')).toEqual(['ticket.received_at'])
  expect(fields('survey_coverage_rate', 'figure')).toEqual(expect.arrayContaining(['survey.ticket_id', 'ticket.received_at']))
  expect(fields('survey_coverage_rate', 'figure')).not.toContain('survey.overall')
  expect(fields('report_complete_rate', 'figure')).toEqual(
    expect.arrayContaining(['ticket.report_complete', 'ticket.report_signed', 'ticket.resolved_at']),
  )
  expect(fields('repeat_repair_rate', 'figure')).toEqual(
    expect.arrayContaining(['ticket.serial_no', 'ticket.customer_id', 'ticket.product_model', 'ticket.fault_family']),
  )
  expect(fields('cost_per_repair', 'figure')).toEqual(
    expect.arrayContaining(['labour.labour_cost', 'labour.travel_cost', 'part_usage.unit_cost', 'cost_item.amount']),
  )
  expect(fields('tickets_received', 'row')).toEqual(expect.arrayContaining(['ticket.ticket_id', 'ticket.updated_at']))
  // One branch of a family says nothing of another.
  expect(fields('tickets_received', 'figure')).not.toContain('ticket.resolved_at')
})
