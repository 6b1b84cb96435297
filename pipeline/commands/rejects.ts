import { loadHome } from '../home/config.ts'
import { listRejects } from '../ingest/rejects.ts'
import type { Command } from './command.ts'
import { wholeNumber } from './number.ts'
import { toTable } from './rows.ts'

const SHOWN = 50

export const run: Command = async ({ root, text, print }) => {
  const { paths } = await loadHome(root)
  const [source, load, code] = [text('source'), text('load'), text('code')]
  const list = await listRejects(paths, {
    ...(source === undefined ? {} : { source }),
    ...(load === undefined ? {} : { load }),
    ...(code === undefined ? {} : { code }),
    limit: wholeNumber('limit', text('limit')) ?? SHOWN,
  })
  const columns = ['source', 'source_file', 'source_row', 'entity', 'field', 'value', 'code', 'reason'] as const
  const table = toTable({ columns, rows: list.rejects.map((each) => columns.map((column) => each[column])) })
  const more = list.total > list.rejects.length ? `\n${list.total} in all; --limit shows more` : ''
  print(list, list.total === 0 ? 'no rejects' : table + more)
  return 0
}
