/**
 * The files of the demonstration, written in passing: text in, bytes out, at most some 100 kB in memory each.
 *
 * Compressed bytes must be the same on every machine. zlib's search for repeats differs between processors, so gzip here
 * uses Huffman coding alone, and its header names neither time nor system (RFC 1952).
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { constants, crc32, deflateRawSync } from 'node:zlib'

const BUFFERED = 1 << 16

export type Encoding = 'utf-8' | 'utf-8-bom' | 'gb18030'

export interface SheetOptions {
  readonly encoding?: Encoding
  readonly isGzip?: boolean
}

/** One growing text file. Call `close` when it is done. */
export class Sheet {
  readonly #file: number
  readonly #encode: (text: string) => Uint8Array
  readonly #gzip: Gzip | undefined
  #waiting = ''
  /** Records written with `row`. */
  rows = 0

  constructor(path: string, { encoding = 'utf-8', isGzip = false }: SheetOptions = {}) {
    this.#file = openSync(path, 'w')
    this.#encode = encoding === 'gb18030' ? encodeGb18030 : (text) => Buffer.from(text, 'utf8')
    this.#gzip = isGzip ? new Gzip((bytes) => writeSync(this.#file, bytes)) : undefined
    if (encoding === 'utf-8-bom') this.text('\ufeff')
  }

  text(text: string): void {
    this.#waiting += text
    if (this.#waiting.length > BUFFERED) this.#flush()
  }

  /** A record, without its line end. */
  row(line: string): void {
    this.rows++
    this.text(line + '\n')
  }

  #flush(): void {
    const bytes = this.#encode(this.#waiting)
    this.#waiting = ''
    if (this.#gzip) this.#gzip.add(bytes)
    else writeSync(this.#file, bytes)
  }

  close(): void {
    this.#flush()
    this.#gzip?.end()
    closeSync(this.#file)
  }
}

class Gzip {
  readonly #write: (bytes: Uint8Array) => void
  #checksum = 0
  #length = 0

  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write
    write(Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff))
  }

  add(bytes: Uint8Array): void {
    this.#checksum = crc32(bytes, this.#checksum)
    this.#length += bytes.length
    const { Z_HUFFMAN_ONLY, Z_FULL_FLUSH } = constants
    this.#write(deflateRawSync(bytes, { strategy: Z_HUFFMAN_ONLY, finishFlush: Z_FULL_FLUSH }))
  }

  end(): void {
    const trailer = Buffer.alloc(10)
    // an empty last block, then checksum and length modulo 2^32
    trailer.writeUInt16LE(0x0003, 0)
    trailer.writeUInt32LE(this.#checksum, 2)
    trailer.writeUInt32LE(this.#length % 0x1_0000_0000, 6)
    this.#write(trailer)
  }
}

let gbk: Uint16Array | undefined

/** Two-byte codes by UTF-16 unit; GB18030's four-byte codes do not occur in the vocabulary. */
function gbkTable(): Uint16Array {
  const table = new Uint16Array(65536)
  const decoder = new TextDecoder('gb18030')
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue
      const text = decoder.decode(Uint8Array.of(lead, trail))
      const unit = text.charCodeAt(0)
      if (text.length === 1 && unit !== 0xfffd && table[unit] === 0) table[unit] = (lead << 8) | trail
    }
  return table
}

/** Throws a RangeError for a character outside GB18030's two-byte part: a fault of the vocabulary. */
export function encodeGb18030(text: string): Uint8Array {
  gbk ??= gbkTable()
  const bytes = new Uint8Array(text.length * 2)
  let at = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) {
      bytes[at++] = unit
      continue
    }
    const code = gbk[unit] as number
    if (code === 0) throw new RangeError(`not in the two-byte part of GB18030: ${text[index]}`)
    bytes[at++] = code >> 8
    bytes[at++] = code & 0xff
  }
  return bytes.subarray(0, at)
}

const needsQuotes = /[",\r\n]/

/** A cell of a CSV file with comma and double quotes. */
export const cell = (text: string): string => (needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
