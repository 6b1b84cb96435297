/** Runs inside a worker thread: a spreadsheet library with an unknown file is kept away from the pipeline's memory and clock. */
import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { readXlsx, streamXlsxRows, type CellValue } from 'hucre/xlsx'
import { DATE_MARK, dateText, numberText } from './cell-text.ts'
import { isStorable, ScratchWriter, type Staged } from './scratch.ts'

export interface XlsxTask {
  readonly file: string
  readonly scratchFile: string
  readonly sheet: string | null
  /** 1-based; null for the first row that is not blank. */
  readonly headerRow: number | null
}

export interface SheetColumn {
  /** Empty for a column that has values but no header. */
  readonly header: string
  /** Column of the sheet, from 0. */
  readonly sheetColumn: number
  /** Position in the scratch form. */
  readonly position: number
  /** Whether it has dates, and whether any of them has a time. */
  dates: 'none' | 'days' | 'times'
}

export interface StagedSheet {
  readonly staged: Staged
  /** In the order of the scratch form. */
  readonly columns: readonly SheetColumn[]
}

export type XlsxOutcome =
  | ({ readonly outcome: 'staged' } & StagedSheet)
  | { readonly outcome: 'sheet_missing'; readonly sheets: readonly string[] }
  | { readonly outcome: 'sheet_empty' }
  | { readonly outcome: 'unreadable'; readonly why: string }

class SheetTable {
  readonly #columns = new Map<number, SheetColumn>()
  readonly #writer: ScratchWriter

  constructor(writer: ScratchWriter, header: readonly CellValue[]) {
    this.#writer = writer
    header.forEach((value, column) => {
      const text = cellText(value).text.replace(DATE_MARK, '')
      if (text.trim() !== '') this.#addColumn(column, text)
    })
  }

  /** A value beside the table opens a column without a name, so that none is lost. */
  add(values: readonly CellValue[]): void {
    const texts = Array.from(this.#columns, () => '')
    values.forEach((value, column) => {
      if (value === null || value === '') return
      const { text, date } = cellText(value)
      const known = this.#columns.get(column) ?? this.#addColumn(column, '')
      texts[known.position] = text
      if (date !== 'none' && known.dates !== 'times') known.dates = date
    })
    if (texts.every(isStorable)) this.#writer.writeRow(texts)
    else this.#writer.writeUnreadable(texts.join('\t').replaceAll('\0', '␀').toWellFormed())
  }

  get columns(): SheetColumn[] {
    return [...this.#columns.values()]
  }

  #addColumn(sheetColumn: number, header: string): SheetColumn {
    const column: SheetColumn = { header, sheetColumn, position: this.#columns.size, dates: 'none' }
    this.#columns.set(sheetColumn, column)
    return column
  }
}

function cellText(value: CellValue): { text: string; date: 'none' | 'days' | 'times' } {
  if (value === null) return { text: '', date: 'none' }
  if (typeof value === 'number') return { text: numberText(value), date: 'none' }
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return { text: '', date: 'none' }
    const { text, hasTime } = dateText(value)
    return { text: DATE_MARK + text, date: hasTime ? 'times' : 'days' }
  }
  return { text: String(value), date: 'none' }
}

const isBlank = (values: readonly CellValue[]) =>
  values.every((value) => value === null || (typeof value === 'string' && value.trim() === ''))

async function run({ file, scratchFile, sheet, headerRow }: XlsxTask): Promise<XlsxOutcome> {
  const bytes = new Uint8Array(await readFile(file))
  const sheets: string[] = []
  await readXlsx(bytes, {
    sheets: ({ name }) => {
      sheets.push(name)
      return false
    },
  })
  if (sheets.length === 0 || (sheet !== null && !sheets.includes(sheet))) return { outcome: 'sheet_missing', sheets }
  const writer = new ScratchWriter(scratchFile)
  try {
    let table: SheetTable | null = null
    for await (const { index, values } of streamXlsxRows(bytes, { sheet: sheet ?? 0 })) {
      if (table !== null) {
        if (!isBlank(values)) table.add(values)
      } else if (headerRow === null ? !isBlank(values) : index === headerRow - 1) table = new SheetTable(writer, values)
    }
    const staged = writer.close()
    if (table === null || table.columns.length === 0) return { outcome: 'sheet_empty' }
    return { outcome: 'staged', staged, columns: table.columns }
  } catch (cause) {
    writer.discard()
    throw cause
  }
}

async function outcome(task: XlsxTask): Promise<XlsxOutcome> {
  try {
    return await run(task)
  } catch (cause) {
    return { outcome: 'unreadable', why: cause instanceof Error ? cause.message : String(cause) }
  }
}

// The one cast: workerData is what xlsx.ts of this version put there.
parentPort?.postMessage(await outcome(workerData as XlsxTask))
