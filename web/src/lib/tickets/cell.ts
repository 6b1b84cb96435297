/** What a cell of the explorer says. */
import { ticketsTexts } from '#lib/language/pages/tickets.ts'
import { formatStamp, formatValue } from '../language/format.ts'
import { dimensionWord, type Reader } from '../language/texts.ts'
import type { Column } from './columns.ts'
import { formatDuration } from './duration.ts'
import type { TicketRow } from './row.ts'

export interface CellContext {
  readonly reader: Reader
  /** Of the site. */
  readonly timeZone: string
  readonly currency: string
}

/** @returns '' where there is nothing to say */
export function writeCell({ id, kind, of }: Column, row: TicketRow, { reader, timeZone, currency }: CellContext): string {
  const value = of(row)
  if (value === null) return ''
  if (typeof value === 'string') {
    if (kind !== 'promise') return kind === 'value' ? dimensionWord(reader, id, value) : value
    const words = ticketsTexts(reader.texts).promises
    return value in words ? words[value as keyof typeof words] : value
  }
  if (kind === 'stamp') return formatStamp(new Date(value).toISOString(), timeZone, reader.language)
  if (kind === 'duration') return formatDuration(value, reader.language)
  return formatValue(value, kind === 'money' ? 'money' : 'count', reader.language, currency)
}
