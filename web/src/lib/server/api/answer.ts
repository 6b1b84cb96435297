/** Answers a request for an operation: format, page, ETag, body. */
import { tableFromIPC } from '@uwdata/flechette'
import { AftercareError } from '#contracts/errors.ts'
import type { RequestEvent } from '@sveltejs/kit'
import type { Lease } from '../warehouse.ts'
import { fingerprint, readCursor, writeCursor, type Position } from './cursor.ts'
import { acceptedFormat, MEDIA_TYPES, toCsv, type Format, type PlainRow } from './format.ts'
import type { Asked, Operation, Paging } from './operation.ts'
import { badParameter, MOST_TEXT_ROWS } from './parameters.ts'
import { problemResponse } from './problem.ts'

type ApiRequest = Pick<RequestEvent, 'url' | 'request' | 'params' | 'locals'>

/** Longer ones are cut off by some program on the way, sooner or later. */
const LONGEST_URL = 8000

/** The handler of an operation's route. Never throws: failures are problems (RFC 9457). */
export const answering =
  (operation: Operation) =>
  async (event: ApiRequest): Promise<Response> => {
    try {
      return await answer(operation, event)
    } catch (cause) {
      return problemResponse(cause, `${event.request.method} ${event.url.pathname}`)
    }
  }

async function answer(operation: Operation, { url, request, params, locals }: ApiRequest): Promise<Response> {
  if (url.href.length > LONGEST_URL) {
    throw new AftercareError('api.url_too_long', `the address is longer than ${LONGEST_URL} characters`, {
      value: String(url.href.length),
      remedy: 'Ask for fewer KPIs at once.',
    })
  }
  const lease = locals.warehouse
  if (lease === null) {
    throw new AftercareError('api.nothing_published', 'nothing has been published yet', { remedy: 'Run `aftercare run` first.' })
  }
  const asked = await operation.ask(lease, definedParameters(params), url.searchParams)
  const format = formatOf(url, request)
  if (asked.paging !== null && format !== 'arrow' && asked.paging.limit > MOST_TEXT_ROWS) {
    throw badParameter(
      'limit',
      String(asked.paging.limit),
      `a page of ${format} has ${MOST_TEXT_ROWS} rows at most`,
      'Read it page by page, or as Arrow.',
    )
  }
  const question = { version: lease.pointer.build_id, identity: asked.identity }
  const after = asked.paging?.after
  const position = after === undefined ? null : readCursor(question, after)
  const headers = headersOf(lease, format, [...asked.identity, asked.paging, operation.id])
  if (isKnown(request.headers.get('if-none-match'), headers.get('ETag') ?? ''))
    return new Response(null, { status: 304, headers })
  const { body, last, count } = format === 'arrow' ? await arrowBody(asked, position) : await rowsBody(asked, position)
  const next = asked.paging === null || count < asked.paging.limit || last === null ? null : writeCursor(question, last)
  if (next !== null) headers.set('Link', `<${linkTo(url, next)}>; rel="next"`)
  if (format !== 'json') headers.set('Content-Disposition', `attachment; filename="${operation.id}.${format}"`)
  if (body instanceof Uint8Array) return new Response(bytesOf(body), { headers })
  if (format === 'csv') return new Response(toCsv(Object.keys(operation.row.shape), body), { headers })
  const envelope = { version: lease.pointer.build_id, as_of: lease.pointer.as_of }
  const content = operation.isSingle ? { data: body[0], ...envelope } : { data: body, next, ...envelope }
  return new Response(JSON.stringify(content), { headers })
}

const formatOf = (url: URL, request: Request): Format => {
  const wanted = url.searchParams.get('format')
  return wanted === 'json' || wanted === 'csv' || wanted === 'arrow' ? wanted : acceptedFormat(request.headers.get('accept'))
}

const definedParameters = (params: Partial<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))

interface Body {
  readonly body: readonly PlainRow[] | Uint8Array
  readonly count: number
  /** Where the last row stands; null without rows or pages. */
  readonly last: Position | null
}

async function rowsBody({ rows, paging }: Asked, position: Position | null): Promise<Body> {
  const body = await rows(position)
  const lastRow = body.at(-1)
  return { body, count: body.length, last: paging === null || lastRow === undefined ? null : positionIn(lastRow, paging) }
}

async function arrowBody({ arrow, paging }: Asked, position: Position | null): Promise<Body> {
  const body = await arrow(position)
  if (paging === null) return { body, count: 0, last: null }
  const table = tableFromIPC(body)
  const lastRow = table.numRows === 0 ? null : { ...table.at(table.numRows - 1) }
  return { body, count: table.numRows, last: lastRow === null ? null : positionIn(lastRow, paging) }
}

function positionIn(row: Readonly<Record<string, unknown>>, { onColumn, keyColumn }: Paging): Position {
  const on = row[onColumn]
  // A row has the day as text, Arrow as milliseconds since 1970.
  return { on: typeof on === 'number' ? new Date(on).toISOString().slice(0, 10) : String(on), key: String(row[keyColumn]) }
}

function linkTo(url: URL, next: string): string {
  const search = new URLSearchParams(url.searchParams)
  search.set('after', next)
  return `${url.pathname}?${search.toString()}`
}

/** @param identity everything that decides the bytes within a version */
function headersOf(lease: Lease, format: Format, identity: readonly unknown[]): Headers {
  const { build_id, as_of } = lease.pointer
  return new Headers({
    'Content-Type': format === 'csv' ? `${MEDIA_TYPES.csv}; charset=utf-8; header=present` : MEDIA_TYPES[format],
    ETag: `"${fingerprint([build_id, lease.rights, format, ...identity])}"`,
    Vary: 'Accept',
    'X-Aftercare-Version': build_id,
    'X-Aftercare-As-Of': as_of,
  })
}

const isKnown = (ifNoneMatch: string | null, etag: string): boolean =>
  ifNoneMatch !== null && ifNoneMatch.split(',').some((each) => each.trim() === '*' || each.trim().replace(/^W\//, '') === etag)

/** Response wants a view of an ArrayBuffer of its own kind; Arrow's bytes always are one. */
const bytesOf = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes)
