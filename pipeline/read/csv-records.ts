/**
 * The decoding pass over a CSV: copies each record into scratch in a form that leaves DuckDB nothing to guess, counts the
 * records, and notes those that are not whole. Every copied record is preceded by its number.
 *
 * Read as RFC 4180 with what real exports add: blanks around a quoted field are dropped, a quote inside an unquoted
 * field is text, any line break is a line feed. What remains ambiguous is reported, never repaired.
 */
import { AftercareError } from '../../contracts/errors.ts'
import type { Dialect } from './csv-dialect.ts'
import type { ScratchWriter } from './scratch.ts'

/** Longest record in bytes. A longer one is an opening quote that nothing closes. */
export const MAX_RECORD_BYTES = 16 << 20

const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const TAB = 0x09

/** Classes of bytes; 0 is everything that is only copied. */
const QUOTE = 1
const DELIMITER = 2
const LINE_FEED = 3
const CARRIAGE_RETURN = 4
const NUL = 5
const ESCAPE = 6
const BLANK = 7

/** Where in a field the pass stands. */
const START = 0
const PLAIN = 1
const QUOTED = 2
const CLOSED = 3
const BROKEN = 4

export class CsvRecords {
  readonly #writer: ScratchWriter
  readonly #file: string
  readonly #width: number
  readonly #classes = new Uint8Array(256)
  readonly #delimiter: Buffer
  readonly #quote: number
  readonly #escape: number
  #carry: Buffer = Buffer.alloc(0)
  #line: number

  /**
   * @param width number of columns of the header
   * @param line line in the file at which the first record stands, from 1
   */
  constructor(writer: ScratchWriter, dialect: Dialect, width: number, file: string, line: number) {
    this.#writer = writer
    this.#file = file
    this.#width = width
    this.#line = line
    this.#delimiter = Buffer.from(dialect.delimiter)
    this.#quote = dialect.quote === '' ? -1 : dialect.quote.charCodeAt(0)
    this.#escape = dialect.escape === dialect.quote || dialect.escape === '' ? -1 : dialect.escape.charCodeAt(0)
    this.#classes[SPACE] = BLANK
    this.#classes[TAB] = BLANK
    this.#classes[0] = NUL
    this.#classes[LF] = LINE_FEED
    this.#classes[CR] = CARRIAGE_RETURN
    if (this.#quote >= 0) this.#classes[this.#quote] = QUOTE
    if (this.#escape >= 0) this.#classes[this.#escape] = ESCAPE
    this.#classes[this.#delimiter.readUInt8(0)] = DELIMITER
  }

  /** Takes the next piece of the text; records that it does not complete wait for the next one. */
  feed(chunk: Buffer): void {
    const text = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk])
    const done = this.#copy(text, false)
    this.#carry = Buffer.from(text.subarray(done))
    if (this.#carry.length > MAX_RECORD_BYTES)
      throw this.#unclosed('a record is longer than 16 MiB: a quote is opened and never closed')
  }

  /** Ends the text. Throws source.csv_unreadable when it ends inside quotes. */
  finish(): void {
    this.#copy(this.#carry, true)
    this.#carry = Buffer.alloc(0)
  }

  /** @returns how many bytes of the text belong to finished records */
  #copy(text: Buffer, isLast: boolean): number {
    const writer = this.#writer
    const classes = this.#classes
    const delimiter = this.#delimiter
    const delimiterLength = delimiter.length
    const width = this.#width
    const end = text.length
    let at = 0
    // `at` stays below `end`: the bytes that are taken as numbers are there.
    while (at < end) {
      const start = at
      let line = this.#line
      let out = writer.begin(end - start, delimiter)
      const buffer = writer.buffer
      let state = START
      let fields = 1
      let cut = -1
      let hasContent = false
      let hasNul = false
      let quotedBreaks = 0
      let isComplete = false
      let fieldStart = out
      scan: while (at < end) {
        let byte = text[at] as number
        let kind = classes[byte] as number
        if (state === PLAIN || state === QUOTED) {
          while (kind === 0) {
            buffer[out++] = byte
            if (++at === end) break scan
            byte = text[at] as number
            kind = classes[byte] as number
          }
          hasContent = true
        }
        switch (kind) {
          case QUOTE:
            if (state === START) {
              out = fieldStart
              buffer[out++] = byte
              state = QUOTED
              hasContent = true
            } else if (state === QUOTED) {
              // A doubled quote is text, unless something else escapes here.
              if (this.#escape < 0 && at + 1 === end && !isLast) break scan
              buffer[out++] = byte
              if (this.#escape < 0 && text[at + 1] === byte) buffer[out++] = text[++at] as number
              else state = CLOSED
            } else if (state === CLOSED) state = BROKEN
            else if (state === PLAIN) buffer[out++] = byte
            at++
            continue
          case DELIMITER: {
            if (delimiterLength > 1) {
              if (at + delimiterLength > end && !isLast) break scan
              if (text.compare(delimiter, 0, delimiterLength, at, Math.min(end, at + delimiterLength)) !== 0) break
            }
            if (state !== QUOTED) {
              if (state !== BROKEN) {
                if (++fields > width + 2 && cut < 0) cut = out
                state = START
              }
            }
            for (let i = 0; i < delimiterLength; i++) buffer[out++] = text[at++] as number
            fieldStart = out
            continue
          }
          case CARRIAGE_RETURN:
          case LINE_FEED: {
            if (kind === CARRIAGE_RETURN) {
              if (at + 1 === end && !isLast) break scan
              if (text[at + 1] === LF) at++
            }
            at++
            line++
            if (state === QUOTED) {
              buffer[out++] = LF
              quotedBreaks++
              continue
            }
            isComplete = true
            break scan
          }
          case NUL:
            hasNul = true
            at++
            continue
          case ESCAPE:
            if (state === QUOTED) {
              if (at + 1 === end && !isLast) break scan
              const next = text[at + 1]
              if (next === this.#quote) {
                buffer[out++] = this.#quote
                buffer[out++] = this.#quote
                at += 2
              } else {
                buffer[out++] = byte
                at += next === byte ? 2 : 1
              }
              continue
            }
            break
          case BLANK:
            if (state !== CLOSED && state !== BROKEN) buffer[out++] = byte
            at++
            continue
        }
        // An ordinary byte, or one that is ordinary where it stands.
        if (state === CLOSED) state = BROKEN
        else if (state !== BROKEN) {
          if (state === START) state = PLAIN
          hasContent = true
          buffer[out++] = byte
        }
        at++
      }
      if (!isComplete) {
        if (!isLast) {
          writer.abandon()
          return start
        }
        if (state === QUOTED) throw this.#unclosed('a quote is opened and never closed')
      }
      if (state === BROKEN && quotedBreaks > 0) throw this.#unclosed('text follows a closing quote, lines after its opening')
      this.#line = line
      if (fields === 1 && !hasContent && !hasNul) {
        writer.abandon() // a blank line is no record
      } else if (state === BROKEN || hasNul) {
        writer.endUnreadable(originalText(text, start, at))
      } else {
        if (fields !== width)
          writer.note(fields < width ? 'row.too_few_fields' : 'row.too_many_fields', originalText(text, start, at))
        writer.end(cut < 0 ? out : cut, hasContent, quotedBreaks > 0)
      }
    }
    return at
  }

  #unclosed(why: string): AftercareError {
    return new AftercareError('source.csv_unreadable', why, {
      where: `${this.#file}, line ${this.#line}`,
      remedy: 'Correct the quotes there, or state `quote` of the source as the file has it.',
      exitCode: 3,
    })
  }
}

/** The record as it stands in the file, line break left off; NUL shown as its picture, since text columns hold none. */
function originalText(text: Buffer, start: number, end: number): string {
  return text
    .toString('utf8', start, end)
    .replace(/\r?\n$|\r$/, '')
    .replaceAll('\0', '␀')
}
