/**
 * The scratch form of a table on its way into DuckDB: numbered records in a pinned CSV dialect, and beside them the rows
 * that are not whole. Written by every reader, also from inside a worker; knows nothing of DuckDB.
 */
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'

export type RowProblem = 'row.too_few_fields' | 'row.too_many_fields' | 'row.unreadable'

/** What was written; counts are of rows, sizes of bytes. Plain data, so that a worker can send it. */
export interface Staged {
  readonly file: string
  /** CSV `row,code,"original text"` of the rows that are not whole. */
  readonly problemsFile: string
  readonly rows: number
  readonly problems: Readonly<Record<RowProblem, number>>
  readonly longestRecord: number
  /** True when a quoted value has a line break: DuckDB must then read with one thread. */
  readonly hasQuotedBreaks: boolean
}

/** Written unquoted for null; every text of `writeRow` is quoted, so none can be mistaken for it. */
export const NULL_TEXT = '\\N'

const CAPACITY = 1 << 20
/** Digits of a row number and a delimiter. */
const PREFIX_BYTES = 32

interface Progress {
  rows: number
  bytes: number
  problems: Record<RowProblem, number>
}

export class ScratchWriter {
  /** Where a reader may write between `begin` and `end`. Changes with `begin`. */
  buffer = Buffer.allocUnsafe(CAPACITY)
  readonly #file: string
  readonly #problemsFile: string
  readonly #descriptor: number
  readonly #problemsDescriptor: number
  #used = 0
  #flushed = 0
  #recordStart = 0
  #longestRecord = 0
  #hasQuotedBreaks = false
  #problemLines = ''
  #now: Progress = { rows: 0, bytes: 0, problems: { 'row.too_few_fields': 0, 'row.too_many_fields': 0, 'row.unreadable': 0 } }
  /** As of the last row with content: blank rows at a file's end are what spreadsheets leave behind. */
  #lastContent: Progress = structuredClone(this.#now)

  /** @param file absolute path; `<file>.problems` is written as well */
  constructor(file: string) {
    this.#file = file
    this.#problemsFile = `${file}.problems`
    this.#descriptor = openSync(file, 'w', 0o600)
    this.#problemsDescriptor = openSync(this.#problemsFile, 'w', 0o600)
  }

  /**
   * Begins a record: its number and a delimiter are written.
   *
   * @param atMost bytes that the record may need
   * @returns offset in `buffer` at which the first field goes
   */
  begin(atMost: number, delimiter: Buffer): number {
    if (this.buffer.length - this.#used < atMost + PREFIX_BYTES) {
      this.#flush()
      if (this.buffer.length < atMost + PREFIX_BYTES) this.buffer = Buffer.allocUnsafe(2 * atMost + PREFIX_BYTES)
    }
    this.#recordStart = this.#used
    const row = this.#now.rows + 1
    let digits = 1
    for (let n = row; n >= 10; n = Math.floor(n / 10)) digits++
    let at = this.#used + digits
    for (let n = row, i = at - 1; i >= this.#used; n = Math.floor(n / 10), i--) this.buffer[i] = 0x30 + (n % 10)
    for (const byte of delimiter) this.buffer[at++] = byte
    return at
  }

  /** The record that was begun is none, or is not complete yet. */
  abandon(): void {
    this.#used = this.#recordStart
  }

  /** @param end offset behind the last field; a line feed is added */
  end(end: number, hasContent: boolean, hasQuotedBreak: boolean): void {
    this.buffer[end++] = 0x0a
    this.#used = end
    this.#now.rows++
    if (end - this.#recordStart > this.#longestRecord) this.#longestRecord = end - this.#recordStart
    if (hasQuotedBreak) this.#hasQuotedBreaks = true
    if (hasContent) {
      this.#lastContent.rows = this.#now.rows
      this.#lastContent.bytes = this.#flushed + end
      Object.assign(this.#lastContent.problems, this.#now.problems)
    }
  }

  /** Ends the record that was begun without fields, keeping its text as far as known. */
  endUnreadable(original: string): void {
    this.note('row.unreadable', original)
    const row = String(this.#now.rows + 1)
    this.end(this.#recordStart + row.length, true, false)
  }

  /** Notes that the record that was begun is not whole; `end` must follow. */
  note(problem: RowProblem, original: string): void {
    this.#now.problems[problem]++
    this.#problemLines += `${this.#now.rows + 1},${problem},${quoted(original)}\n`
    if (this.#problemLines.length > CAPACITY) this.#flushProblems()
  }

  /** Writes a whole record with the comma as delimiter; null stays apart from the empty text. */
  writeRow(values: readonly (string | null)[]): void {
    let text = ''
    let hasBreak = false
    for (const value of values) {
      text += value === null ? `,${NULL_TEXT}` : `,${quoted(value)}`
      hasBreak ||= value !== null && /[\r\n]/.test(value)
    }
    const at = this.begin(text.length * 3, NO_DELIMITER)
    this.end(at + this.buffer.write(text, at), true, hasBreak)
  }

  /** A whole record of which only its text is known. */
  writeUnreadable(original: string): void {
    this.begin(0, NO_DELIMITER)
    this.endUnreadable(original)
  }

  /** Ends writing: blank rows at the end are cut off. */
  close(): Staged {
    this.#flush()
    this.#flushProblems()
    ftruncateSync(this.#descriptor, this.#lastContent.bytes)
    this.discard()
    const { rows, problems } = this.#lastContent
    return {
      file: this.#file,
      problemsFile: this.#problemsFile,
      rows,
      problems,
      longestRecord: this.#longestRecord,
      hasQuotedBreaks: this.#hasQuotedBreaks,
    }
  }

  /** Closes the files of a reading that failed. */
  discard(): void {
    closeSync(this.#descriptor)
    closeSync(this.#problemsDescriptor)
  }

  #flush(): void {
    for (let done = 0; done < this.#used;) done += writeSync(this.#descriptor, this.buffer, done, this.#used - done)
    this.#flushed += this.#used
    this.#used = 0
  }

  #flushProblems(): void {
    writeSync(this.#problemsDescriptor, this.#problemLines)
    this.#problemLines = ''
  }
}

const NO_DELIMITER = Buffer.alloc(0)

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

/** DuckDB's text columns and UTF-8 cannot carry these without damage: NUL, and halves of surrogate pairs. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()
