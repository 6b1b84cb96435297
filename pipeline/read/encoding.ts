/**
 * Strict, streamed decoding into UTF-8: byte order mark, else UTF-8, else GB18030, else refused. A byte that does not
 * fit is never replaced by a question mark.
 */
import { isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import { AftercareError } from '../../contracts/errors.ts'
import { readBytes } from './bytes.ts'

/** Bytes that are not of the encoding that is being tried. */
class WrongEncoding extends Error {}

const BYTE_ORDER_MARKS: readonly { readonly bytes: Buffer; readonly encoding: string }[] = [
  { bytes: Buffer.from([0xef, 0xbb, 0xbf]), encoding: 'utf-8' },
  { bytes: Buffer.from([0x84, 0x31, 0x95, 0x33]), encoding: 'gb18030' },
  { bytes: Buffer.from([0xff, 0xfe]), encoding: 'utf-16le' },
  { bytes: Buffer.from([0xfe, 0xff]), encoding: 'utf-16be' },
]

/**
 * Decodes a file and hands its text on as UTF-8 without byte order mark, in chunks of whole characters. When UTF-8 turns
 * out wrong half-way, `consume` is called anew with the next encoding, so it must begin afresh.
 *
 * @param forced an encoding name as TextDecoder knows it; `auto` walks the ladder
 * @returns what `consume` returned, and the encoding that fitted
 * @throws source.encoding_unknown, source.encoding_wrong (exit 3), and what readBytes throws
 */
export async function decode<T>(
  file: string,
  forced: string,
  consume: (text: AsyncIterable<Buffer>) => Promise<T>,
): Promise<{ encoding: string; result: T }> {
  const marked = await markedEncoding(file)
  const ladder = forced !== 'auto' ? [forced.toLowerCase()] : marked !== null ? [marked] : ['utf-8', 'gb18030']
  for (const encoding of ladder) {
    try {
      return { encoding, result: await consume(toUtf8(readBytes(file), encoding, forced === 'auto' && marked === null)) }
    } catch (cause) {
      if (!(cause instanceof WrongEncoding)) throw cause
    }
  }
  if (forced !== 'auto') {
    throw new AftercareError('source.encoding_wrong', 'the file is not in the encoding that its source states', {
      value: forced,
      where: file,
      remedy: 'Correct `encoding` in the source, or set it to `auto`.',
      exitCode: 3,
    })
  }
  throw new AftercareError('source.encoding_unknown', 'the file is neither UTF-8 nor GB18030', {
    where: file,
    remedy: 'Export it as UTF-8, or state its encoding in the source.',
    exitCode: 3,
  })
}

async function markedEncoding(file: string): Promise<string | null> {
  for await (const chunk of readBytes(file)) {
    return BYTE_ORDER_MARKS.find(({ bytes }) => chunk.subarray(0, bytes.length).equals(bytes))?.encoding ?? null
  }
  return null
}

function toUtf8(bytes: AsyncIterable<Buffer>, encoding: string, isGuess: boolean): AsyncGenerator<Buffer> {
  return encoding === 'utf-8' || encoding === 'utf8' ? checkedUtf8(bytes) : transcoded(bytes, encoding, isGuess)
}

/** UTF-8 passes through as it is: checked, never decoded. */
async function* checkedUtf8(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let tail: Buffer = Buffer.alloc(0)
  let isFirst = true
  for await (const chunk of bytes) {
    let joined = tail.length === 0 ? chunk : Buffer.concat([tail, chunk])
    const whole = wholeCharacters(joined)
    tail = Buffer.from(joined.subarray(whole))
    joined = joined.subarray(0, whole)
    if (!isUtf8(joined)) throw new WrongEncoding()
    if (joined.length === 0) continue
    yield isFirst ? withoutMark(joined) : joined
    isFirst = false
  }
  if (tail.length > 0) throw new WrongEncoding()
}

function withoutMark(text: Buffer): Buffer {
  return text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? text.subarray(3) : text
}

/** Length of the buffer without an unfinished character of at most three bytes at its end. */
function wholeCharacters(buffer: Buffer): number {
  for (let back = 1; back <= Math.min(3, buffer.length); back++) {
    const byte = buffer.readUInt8(buffer.length - back)
    if (byte < 0x80) break
    if (byte >= 0xc0) return byte >= (back === 1 ? 0xc0 : back === 2 ? 0xe0 : 0xf0) ? buffer.length - back : buffer.length
  }
  return buffer.length
}

async function* transcoded(bytes: AsyncIterable<Buffer>, encoding: string, isGuess: boolean): AsyncGenerator<Buffer> {
  let decoder: TextDecoder
  try {
    decoder = new TextDecoder(encoding, { fatal: true })
  } catch {
    throw new WrongEncoding()
  }
  const plausibility = isGuess ? new ChinesePlausibility() : null
  const strictly = (chunk?: Buffer) => {
    try {
      return Buffer.from(chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true }))
    } catch {
      throw new WrongEncoding()
    }
  }
  let isFirst = true
  for await (const chunk of bytes) {
    plausibility?.look(chunk)
    const text = strictly(chunk)
    if (text.length === 0) continue
    yield isFirst ? withoutMark(text) : text
    isFirst = false
  }
  const rest = strictly()
  if (rest.length > 0) yield rest
  if (plausibility?.isDoubtful()) throw new WrongEncoding()
}

/**
 * Whether bytes that can be read as GB18030 are likely to be meant so. Two mistakes pass its rules:
 * Western text in a one-byte encoding ("Müller": ü and l make a rare character), where nearly all second bytes are
 * letters, and UTF-8 with one spoiled byte, where nearly all high bytes still form UTF-8 sequences. In Chinese text, few do.
 */
class ChinesePlausibility {
  #pairs = 0
  #withLetter = 0
  #isSecond = false
  #highBytes = 0
  #inSequences = 0
  /** Continuation bytes that the UTF-8 sequence at hand still needs, and its length. */
  #needed = 0
  #length = 0

  look(chunk: Buffer): void {
    for (const byte of chunk) {
      if (byte < 0x80 && !this.#isSecond) {
        this.#needed = 0
        continue
      }
      this.#lookForPair(byte)
      this.#lookForSequence(byte)
    }
  }

  #lookForPair(byte: number): void {
    if (!this.#isSecond) this.#isSecond = true
    else {
      this.#isSecond = false
      if (byte < 0x40) return // a digit: half of a four-byte character
      this.#pairs++
      if (byte < 0x80) this.#withLetter++
    }
  }

  #lookForSequence(byte: number): void {
    if (byte >= 0x80) this.#highBytes++
    if (byte >= 0x80 && byte < 0xc0 && this.#needed > 0) {
      if (--this.#needed === 0) this.#inSequences += this.#length
      return
    }
    this.#needed = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc0 ? 1 : 0
    this.#length = this.#needed + 1
  }

  isDoubtful(): boolean {
    return this.#withLetter * 2 > this.#pairs || this.#inSequences * 5 > this.#highBytes * 4
  }
}
