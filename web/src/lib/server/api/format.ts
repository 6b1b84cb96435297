/** The formats of an answer: which one is wanted, and how rows are written in it. */
import { AftercareError } from '#contracts/errors.ts'
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

/** UTF-8 with a byte order mark, so that spreadsheets read Chinese right; lines end as RFC 4180 wants. */
export function toCsv(columns: readonly string[], rows: readonly PlainRow[]): string {
  const lines = [columns.join(','), ...rows.map((row) => columns.map((name) => cell(row[name] ?? null)).join(','))]
  return `\u{feff}${lines.join('\r\n')}\r\n`
}

/** A text that a spreadsheet would take for a formula gets an apostrophe before it. */
const FORMULA = /^[=+\-@\t\r]/

function cell(value: Value): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
