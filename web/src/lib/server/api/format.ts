/** The formats of an answer: which one is wanted, and how rows are written in it. */
import { AftercareError } from '#contracts/errors.ts'
import { BYTE_ORDER_MARK, csvLine } from '#lib/charts/csv.ts'
import { ARROW_STREAM } from '../arrow.ts'

export const MEDIA_TYPES = { json: 'application/json', csv: 'text/csv', arrow: ARROW_STREAM } as const
export type Format = keyof typeof MEDIA_TYPES
const FORMATS = ['json', 'csv', 'arrow'] as const satisfies readonly Format[]

export type Value = string | number | boolean | null
export type PlainRow = Readonly<Record<string, Value>>

/**
 * The best of the three by the quality values of an Accept header (RFC 9110); JSON where it does not choose.
 * @throws AftercareError `api.not_acceptable`
 */
export function acceptedFormat(accept: string | null): Format {
  if (accept === null || accept.trim() === '') return 'json'
  const ranges = accept.split(',').map((part) => {
    const [range = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase())
    const quality = parameters.find((each) => each.startsWith('q='))?.slice(2)
    return { range, quality: quality === undefined ? 1 : Number(quality) }
  })
  // The most exact range that names a type decides about it.
  const qualityOf = (type: string): number => {
    const exact = [type, `${type.split('/')[0] ?? ''}/*`, '*/*']
    return exact.flatMap((range) => ranges.filter((each) => each.range === range))[0]?.quality ?? 0
  }
  const best = FORMATS.map((format) => ({ format, quality: qualityOf(MEDIA_TYPES[format]) }))
    .filter(({ quality }) => quality > 0)
    .reduce<{ format: Format; quality: number } | null>((a, b) => (a !== null && a.quality >= b.quality ? a : b), null)
  if (best !== null) return best.format
  throw new AftercareError('api.not_acceptable', 'no format of the answer is accepted', {
    where: 'Accept',
    value: accept.slice(0, 200),
    remedy: `Accept one of ${Object.values(MEDIA_TYPES).join(', ')}, or say ?format=${FORMATS.join('|')}.`,
  })
}

/** Headings are the names of the columns; `true` and `false` as JSON writes them. */
export const toCsv = (columns: readonly string[], rows: readonly PlainRow[]): string =>
  BYTE_ORDER_MARK + [columns, ...rows.map((row) => columns.map((name) => plain(row[name] ?? null)))].map(csvLine).join('')

const plain = (value: Value): string | number | null => (typeof value === 'boolean' ? String(value) : value)
