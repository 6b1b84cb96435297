import { expect, test } from 'vitest'
import { engine } from '../../../pipeline/source/engine.ts'
import { parseExpression } from '../../../pipeline/source/expression.ts'

const parse = (sql: string) => engine((connection) => parseExpression(connection, sql, 'x.yaml, key maps[0]'))

test.each([
  ['try_cast(a as integer) + 1', ['a']],
  [`"open date" || ' ' || b`, ['open date', 'b']],
  ['lag(state) over (partition by number order by _row)', ['state', 'number', '_row']],
  [`case when state in ('a', 'b') then 1 else _row end`, ['state', '_row']],
  [`x between '1' and '2' and not (y is null) or z like 'a%'`, ['x', 'y', 'z']],
  [`array_to_string(list_filter(string_split(codes, ','), lambda c: c <> ''), '|')`, ['codes']],
  [`a::date + interval 1 day`, ['a']],
  [`regexp_extract(a, '(\\d+)', 1) -- digits`, ['a']],
])('%s is an expression over %j', async (sql, columns) => {
  const parsed = await parse(sql)
  expect([...parsed.columns].sort()).toEqual([...columns].sort())
})

test.each([
  '(select 1)',
  'a in (select b from c)',
  'exists (select 1)',
  'a, b',
  'a from secrets',
  '1; select 2',
  '*',
  'columns(*)',
  't.a',
  '$1',
  '#1',
  `read_text('/etc/passwd')`,
  `getenv('HOME')`,
  `getvariable('x')`,
  `current_setting('home_directory')`,
  `nextval('s')`,
  'now()',
  'random()',
  'uuid()',
  'unnest([1, 2]) from range(3)',
  'a order by 1',
  'a limit 1',
  'a where true',
  `pg_catalog.version()`,
  `aftercare_pseudonym(a)`,
])('%s is refused', async (sql) => {
  await expect(parse(sql)).rejects.toMatchObject({ code: 'source.expression_refused', where: 'x.yaml, key maps[0]' })
})

test.each(['a +', '1; drop table x', '1) as y, (2', 'a /*', 'case when', `'open`, ''])('%s cannot be understood', async (sql) => {
  await expect(parse(sql)).rejects.toMatchObject({ code: expect.stringMatching(/^source\.expression_/) as string })
})
