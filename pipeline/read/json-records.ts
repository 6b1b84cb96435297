/** Finds the records of a JSON text without parsing it whole, so that numbers keep their digits and memory stays small. */

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN = new Set([0x5b, 0x7b])
const CLOSE = new Set([0x5d, 0x7d])
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** The text is no JSON, or not of the expected shape. `at` is a byte offset. */
export class JsonShapeError extends Error {
  readonly at: number
  readonly isMissing: boolean

  constructor(message: string, at: number, isMissing = false) {
    super(message)
    this.at = at
    this.isMissing = isMissing
  }
}

/**
 * Yields the byte range [start, end) of each element of the array at a path. The whole text is walked, so that a text
 * that is cut off or goes on behind its end is noticed.
 *
 * @param path keys from the top; empty for an array at the top
 * @throws JsonShapeError
 */
export function* elementRanges(text: Buffer, path: readonly string[]): Generator<readonly [start: number, end: number]> {
  const at = yield* descend(text, skipSpace(text, 0), path)
  const end = skipSpace(text, at)
  if (end < text.length) throw new JsonShapeError('text follows the end', end)
}

function* descend(text: Buffer, at: number, path: readonly string[]): Generator<readonly [number, number], number> {
  const [wanted, ...rest] = path
  if (wanted === undefined) return yield* elements(text, at)
  if (text[at] !== OPEN_OBJECT) throw new JsonShapeError(`no object that could hold "${wanted}"`, at, true)
  let isFound = false
  at = skipSpace(text, at + 1)
  while (text[at] !== CLOSE_OBJECT) {
    const keyEnd = skipValue(text, at)
    const key: unknown = parsed(text, at, keyEnd)
    at = skipSpace(text, keyEnd)
    if (text[at] !== COLON) throw new JsonShapeError('a colon is missing', at)
    at = skipSpace(text, at + 1)
    if (key === wanted && !isFound) {
      isFound = true
      at = yield* descend(text, at, rest)
    } else at = skipValue(text, at)
    at = next(text, at, CLOSE_OBJECT)
  }
  if (!isFound) throw new JsonShapeError(`"${wanted}" is missing`, at, true)
  return at + 1
}

function* elements(text: Buffer, at: number): Generator<readonly [number, number], number> {
  if (text[at] !== OPEN_ARRAY) throw new JsonShapeError('no array of records', at, true)
  at = skipSpace(text, at + 1)
  while (text[at] !== CLOSE_ARRAY) {
    const end = skipValue(text, at)
    yield [at, end]
    at = next(text, end, CLOSE_ARRAY)
  }
  return at + 1
}

/** Steps over a comma to the next item, or stays at the closing bracket. */
function next(text: Buffer, at: number, close: number): number {
  at = skipSpace(text, at)
  if (text[at] === close) return at
  if (text[at] !== COMMA) throw new JsonShapeError('a comma or a closing bracket is missing', at)
  at = skipSpace(text, at + 1)
  if (text[at] === close) throw new JsonShapeError('a comma stands before a closing bracket', at)
  return at
}

function skipSpace(text: Buffer, at: number): number {
  while (text[at] === 0x20 || text[at] === 0x0a || text[at] === 0x0d || text[at] === 0x09) at++
  return at
}

/** Offset behind the value that begins here. Its inside is checked when it is parsed. */
function skipValue(text: Buffer, start: number): number {
  let depth = 0
  let at = start
  while (at < text.length) {
    const byte = text[at] as number
    if (byte === QUOTE) at = skipText(text, at)
    else if (OPEN.has(byte)) {
      depth++
      at++
    } else if (CLOSE.has(byte)) {
      if (depth === 0) break
      depth--
      at++
    } else if (depth === 0 && (byte === COMMA || byte === COLON || byte <= 0x20)) break
    else {
      at++
      continue
    }
    if (depth === 0) return at
  }
  if (depth > 0 || at === start) throw new JsonShapeError('the text is cut off', at)
  return at
}

function skipText(text: Buffer, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === BACKSLASH) at++
    else if (text[at] === QUOTE) return at + 1
  }
  throw new JsonShapeError('a text is never closed', start)
}

function parsed(text: Buffer, start: number, end: number): unknown {
  try {
    return JSON.parse(text.toString('utf8', start, end))
  } catch {
    throw new JsonShapeError('this is no JSON', start)
  }
}

/** Node has them; the language library that TypeScript is told about does not yet. */
interface SourceTextJson {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown
  rawJSON(source: string): { readonly rawJSON: string }
  isRawJSON(value: unknown): value is { readonly rawJSON: string }
  stringify(value: unknown): string
}
const json = JSON as unknown as SourceTextJson

/**
 * The fields of one record as text: numbers as written, nested values as compact JSON, null as null.
 *
 * @returns null when the text is no JSON object
 */
export function recordFields(text: string): Map<string, string | null> | null {
  let record: unknown
  try {
    record = json.parse(text, (_key, value, context) =>
      typeof value === 'number' && context.source !== undefined ? json.rawJSON(context.source) : value,
    )
  } catch {
    return null
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record) || json.isRawJSON(record)) return null
  return new Map(Object.entries(record).map(([key, value]) => [key, asText(value)]))
}

function asText(value: unknown): string | null {
  if (value === null) return null
  if (typeof value === 'string') return value
  if (json.isRawJSON(value)) return value.rawJSON
  return json.stringify(value)
}
