import type { DuckDBResultReader } from '@duckdb/node-api'
import { AftercareError } from '../../contracts/errors.ts'
import { openWarehouse, readPointer, warehouseFile } from '../../contracts/warehouse.ts'
import { loadHome } from '../home/config.ts'
import { propose } from '../home/nearest.ts'
import type { Command } from './command.ts'
import { toCsv, toObjects, toTable, type Result, type Value } from './rows.ts'

const FORMATS = ['table', 'json', 'csv'] as const

/** Throws `query.nothing_published`, `query.failed`, `cli.unknown_format`. */
export const run: Command = async ({ root, positionals, text, json }) => {
  const format = formatOf(text('format') ?? (json ? 'json' : 'table'))
  const { paths } = await loadHome(root)
  const pointer = await readPointer(paths)
  if (pointer === null) {
    throw new AftercareError('query.nothing_published', 'there is no published version to ask', {
      where: paths.currentPointer,
      remedy: 'Run `aftercare run` first.',
    })
  }
  const result = await ask(warehouseFile(paths, pointer), positionals[0] ?? '')
  const { stdout } = process
  if (format === 'csv') stdout.write(toCsv(result))
  else if (format === 'json') stdout.write(`${JSON.stringify(toObjects(result), null, 2)}\n`)
  else stdout.write(`${toTable(result)}\n`)
  return 0
}

function formatOf(wanted: string): (typeof FORMATS)[number] {
  const format = FORMATS.find((each) => each === wanted)
  if (format !== undefined) return format
  throw new AftercareError('cli.unknown_format', 'there is no such format', {
    value: wanted,
    where: '--format',
    remedy: propose(wanted, FORMATS, 'format'),
  })
}

async function ask(file: string, sql: string): Promise<Result> {
  const instance = await openWarehouse(file)
  const connection = await instance.connect()
  try {
    const statements = await connection.extractStatements(sql)
    if (statements.count !== 1) throw new RangeError(`one statement at a time; this is ${statements.count}`)
    const reader = await connection.runAndReadAll(sql)
    return { columns: reader.deduplicatedColumnNames(), rows: rowsOf(reader) }
  } catch (cause) {
    throw new AftercareError('query.failed', cause instanceof Error ? cause.message : String(cause), {
      value: sql.length > 400 ? `${sql.slice(0, 400)}…` : sql,
      remedy: 'Correct the statement; only published tables can be read (schemas marts, ref, meta).',
      cause,
    })
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

const WHOLE = /^(U?BIGINT|U?HUGEINT|DECIMAL)/

/** Whole numbers and decimals that a double holds exactly become numbers, others stay text; lists and structures become JSON. */
function rowsOf(reader: DuckDBResultReader): Value[][] {
  const wide = reader.columnTypes().map((type) => WHOLE.test(String(type)))
  return reader.getRowsJson().map((row) =>
    row.map((value, at): Value => {
      if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
      if (typeof value !== 'string') return JSON.stringify(value)
      return wide[at] === true && value.replace(/\D/g, '').length <= 15 ? Number(value) : value
    }),
  )
}
