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

export interface StagedSheet {
  readonly staged: Staged
  /** Headers in the order of the scratch form. */
  readonly headers: readonly string[]
  /** For each header its column in the sheet, from 0. */
  readonly sheetColumns: readonly number[]
  /** For each header whether it has dates, and whether any of them has a time. */
  readonly dates: readonly ('none' | 'days' | 'times')[]
}

export type XlsxOutcome =
  | ({ readonly outcome: 'staged' } & StagedSheet)
  | { readonly outcome: 'sheet_missing'; readonly sheets: readonly string[] }
  | { readonly outcome: 'sheet_empty' }
  | { readonly outcome: 'unreadable'; readonly why: string }

class SheetTable {
  readonly headers: string[] = []
  readonly sheetColumns: number[] = []
  readonly dates: ('none' | 'days' | 'times')[] = []
  readonly #positions = new Map<number, number>()
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
    const texts = this.headers.map(() => '')
    let isStorableRow = true
    values.forEach((value, column) => {
      if (value === null || value === '') return
      const { text, date } = cellText(value)
      isStorableRow &&= isStorable(text)
      const position = this.#positions.get(column) ?? this.#addColumn(column, '')
      while (texts.length <= position) texts.push('')
      texts[position] = text
      if (date !== 'none' && this.dates[position] !== 'times') this.dates[position] = date
    })
    if (isStorableRow) this.#writer.writeRow(texts)
    else this.#writer.writeUnreadable(texts.join('\t').replaceAll('\0', '␀').toWellFormed())
  }

  #addColumn(column: number, header: string): number {
    const position = this.headers.length
    this.#positions.set(column, position)
    this.headers.push(header)
    this.sheetColumns.push(column)
    this.dates.push('none')
    return position
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
    if (table === null || table.headers.length === 0) return { outcome: 'sheet_empty' }
    const { headers, sheetColumns, dates } = table
    return { outcome: 'staged', staged, headers, sheetColumns, dates }
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
