/** XLSX: sizes checked first, read in a worker with limits, then loaded like every other scratch form. */
import { Worker } from 'node:worker_threads'
import type { DuckDBConnection } from '@duckdb/node-api'
import { AftercareError } from '../../contracts/errors.ts'
import { DATE_MARK } from './cell-text.ts'
import { columnNames, quoteText } from './columns.ts'
import { createRawTable } from './raw-table.ts'
import type { RawTable, ReadRequest } from './read.ts'
import type { StagedSheet, XlsxOutcome, XlsxTask } from './xlsx-worker.ts'
import { checkZip, type ZipLimits } from './zip-sizes.ts'

const LIMITS: ZipLimits = { maxBytes: 1 << 30, maxRatio: 200 }
const HEAP_MEGABYTES = 2048
const TIMEOUT_MILLISECONDS = 10 * 60 * 1000

/** @throws source.xlsx_too_large, source.xlsx_unreadable, source.xlsx_timeout, source.sheet_missing, source.sheet_empty */
export async function readXlsx(
  connection: DuckDBConnection,
  { file, tableName, scratchFile, options }: ReadRequest,
): Promise<RawTable> {
  const { sheet, header_row: headerRow } = options.xlsx
  const checked = await checkZip(file, LIMITS)
  if (checked.verdict === 'too_large') throw tooLarge(file)
  if (checked.verdict === 'damaged') throw unreadable(file, checked.why)
  const read = await inWorker({ file, scratchFile, sheet: sheet ?? null, headerRow: headerRow ?? null })
  if (read.outcome === 'unreadable') throw unreadable(file, read.why)
  if (read.outcome === 'sheet_missing') {
    throw new AftercareError('source.sheet_missing', 'the workbook has no such sheet', {
      value: sheet ?? '(first)',
      where: file,
      remedy: `State one of its sheets in the source: ${read.sheets.join(', ')}.`,
      exitCode: 3,
    })
  }
  if (read.outcome === 'sheet_empty') {
    throw new AftercareError('source.sheet_empty', 'the sheet has no header row', {
      value: sheet ?? '(first)',
      where: file,
      remedy: 'State sheet and `header_row` of the source as the workbook has them.',
      exitCode: 3,
    })
  }
  return load(connection, file, tableName, read)
}

async function load(connection: DuckDBConnection, file: string, tableName: string, sheet: StagedSheet): Promise<RawTable> {
  // Columns without a header were found late and stand last in scratch; the table has them where the sheet has them.
  const inOrder = sheet.columns.toSorted((a, b) => a.sheetColumn - b.sheetColumn)
  const names = columnNames(inOrder.map(({ header, sheetColumn }) => header.trim() || `column_${sheetColumn + 1}`))
  const columns = inOrder.map(({ position, dates }, index) => ({
    name: names[index] ?? '',
    position,
    // A cell that the sheet leaves off is empty, as it would be in a CSV.
    expression: (text: string) => withDates(`coalesce(${text}, '')`, dates),
  }))
  const table = await createRawTable(connection, tableName, file, {
    staged: sheet.staged,
    columns,
    delimiter: ',',
    quote: '"',
    isEveryFieldRequired: false,
  })
  return { table, columns: names, rows: sheet.staged.rows, encoding: null, format: 'xlsx', notes: [] }
}

/** A column of days only is shown as days; where one value has a time, all have. */
function withDates(text: string, dates: 'none' | 'days' | 'times'): string {
  if (dates === 'none') return text
  const bare = `substr(${text}, 2)`
  return `CASE WHEN starts_with(${text}, ${quoteText(DATE_MARK)}) THEN ${dates === 'days' ? `left(${bare}, 10)` : bare} ELSE ${text} END`
}

async function inWorker(task: XlsxTask): Promise<XlsxOutcome> {
  const worker = new Worker(new URL('./xlsx-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  })
  try {
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(timeout(task.file))
      }, TIMEOUT_MILLISECONDS)
      worker.once('message', resolve)
      worker.once('error', (cause: Error) => {
        const isMemory = 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
        reject(isMemory ? tooLarge(task.file, cause) : unreadable(task.file, cause.message, cause))
      })
      worker.once('exit', () => {
        clearTimeout(timer)
        reject(unreadable(task.file, 'reading it ended early'))
      })
    })
  } finally {
    await worker.terminate()
  }
}

const tooLarge = (file: string, cause?: unknown) =>
  new AftercareError('source.xlsx_too_large', 'the workbook unpacks to more than is read from one file', {
    value: `limits: ${LIMITS.maxBytes} bytes, ${LIMITS.maxRatio} times its size, ${HEAP_MEGABYTES} MB of memory`,
    where: file,
    remedy: 'Export it as CSV, or in several workbooks.',
    exitCode: 3,
    cause,
  })

const unreadable = (file: string, why: string, cause?: unknown) =>
  new AftercareError('source.xlsx_unreadable', `the workbook cannot be read: ${why}`, {
    where: file,
    remedy: 'Save it again as .xlsx without a password.',
    exitCode: 3,
    cause,
  })

const timeout = (file: string) =>
  new AftercareError('source.xlsx_timeout', 'reading the workbook took more than ten minutes', {
    where: file,
    remedy: 'Export it as CSV, or in several workbooks.',
    exitCode: 3,
  })
