/**
 * What of a text the model sees. Scripts that are written without blanks (Chinese, Japanese, Thai …): runs of 1 to 4
 * characters. All others: words, pairs of neighbouring words, and runs of 3 to 5 characters within a word, its ends
 * marked, which stand for stems and survive misspelling. No dictionary of words is asked: Intl.Segmenter's comes with
 * the ICU of a machine, and the same text would have other words there.
 *
 * A piece is known by a hash of 32 bits, so neither texts nor their words are kept in a model.
 */
const LONGEST_RUN = 4
const SHORTEST_PART = 3
const LONGEST_PART = 5
/** Longer "words" are numbers of parcels, links and the like: their beginning is enough. */
const LONGEST_WORD = 40

const OTHER = 0
const WORD = 1
const UNSPACED = 2
const APOSTROPHE = 3
const UNKNOWN = 255

/** What a UTF-16 unit is; filled when first asked. */
const kinds = new Uint8Array(65536).fill(UNKNOWN)
const IS_WORD = /[\p{L}\p{M}\p{N}]/u
const IS_UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

function kindOf(unit: number): number {
  const known = kinds[unit] as number
  return known === UNKNOWN ? (kinds[unit] = findKind(unit)) : known
}

function findKind(unit: number): number {
  // Halves of a pair: letters of rare scripts, rare Chinese characters, emoji. Each half counts as a character of its own.
  if (unit >= 0xd800 && unit <= 0xdfff) return UNSPACED
  const sign = String.fromCharCode(unit)
  if (sign === "'" || sign === '’') return APOSTROPHE
  if (IS_UNSPACED.test(sign)) return UNSPACED
  return IS_WORD.test(sign) ? WORD : OTHER
}

/** FNV-1a over UTF-16 units, with murmur3's finaliser so that all bits depend on all units. */
const FNV_PRIME = 0x01000193
const SEED = { run: 0x2c9277b5, word: 0x1b873593, pair: 0x7feb352d, part: 0x5bd1e995 } as const
const WORD_END = 0x20

function finished(hash: number): number {
  let mixed = hash
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** The pieces of one text, in the order in which they were found; filled anew by each `read`. */
export class Pieces {
  count = 0
  hashes = new Uint32Array(1024)
  /** Where each piece stands in the folded text, [start, end); of a part of a word the whole word. */
  starts = new Int32Array(1024)
  ends = new Int32Array(1024)

  /** @param text folded */
  read(text: string): this {
    this.count = 0
    let at = 0
    // The word before, when nothing but blanks and hyphens is between: 0 when there is none.
    let before = 0
    let beforeStart = 0
    while (at < text.length) {
      const kind = kindOf(text.charCodeAt(at))
      if (kind === WORD) {
        const start = at
        at = wordEnd(text, at)
        const word = this.#word(text, start, at)
        if (before !== 0) this.#add(finished(Math.imul(before ^ SEED.pair, FNV_PRIME) ^ word), beforeStart, at)
        before = word
        beforeStart = start
      } else if (kind === UNSPACED) {
        const start = at
        do at++
        while (at < text.length && kindOf(text.charCodeAt(at)) === UNSPACED)
        this.#run(text, start, at)
        before = 0
      } else {
        const sign = text.charCodeAt(at)
        if (sign !== 0x20 && sign !== 0x2d) before = 0
        at++
      }
    }
    return this
  }

  #run(text: string, start: number, end: number): void {
    for (let from = start; from < end; from++) {
      let hash: number = SEED.run
      const last = Math.min(end, from + LONGEST_RUN)
      for (let to = from; to < last; to++) {
        hash = Math.imul(hash ^ text.charCodeAt(to), FNV_PRIME)
        this.#add(finished(hash), from, to + 1)
      }
    }
  }

  /** @returns the hash of the word, never 0 */
  #word(text: string, start: number, wholeEnd: number): number {
    const end = Math.min(wholeEnd, start + LONGEST_WORD)
    let hash: number = SEED.word
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME)
    const word = finished(hash)
    this.#add(word, start, wholeEnd)
    for (let from = start - 1; from < end; from++) {
      let part: number = SEED.part
      for (let to = from; to < from + LONGEST_PART && to <= end; to++) {
        part = Math.imul(part ^ (to < start || to === end ? WORD_END : text.charCodeAt(to)), FNV_PRIME)
        if (to - from + 1 >= SHORTEST_PART) this.#add(finished(part), start, wholeEnd)
      }
    }
    return word === 0 ? 1 : word
  }

  #add(hash: number, start: number, end: number): void {
    const at = this.count++
    if (at === this.hashes.length) this.#grow()
    this.hashes[at] = hash
    this.starts[at] = start
    this.ends[at] = end
  }

  #grow(): void {
    const length = this.hashes.length * 2
    const [hashes, starts, ends] = [new Uint32Array(length), new Int32Array(length), new Int32Array(length)]
    hashes.set(this.hashes)
    starts.set(this.starts)
    ends.set(this.ends)
    this.hashes = hashes
    this.starts = starts
    this.ends = ends
  }
}

/** An apostrophe between letters belongs to the word (can't). */
function wordEnd(text: string, start: number): number {
  let at = start + 1
  while (at < text.length) {
    const kind = kindOf(text.charCodeAt(at))
    const joins = kind === APOSTROPHE && at + 1 < text.length && kindOf(text.charCodeAt(at + 1)) === WORD
    if (kind !== WORD && !joins) break
    at++
  }
  return at
}
