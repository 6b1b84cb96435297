/** How hours of work and days are written in calendars. */
import { z } from 'zod'
import { addIssue } from '../home/yaml.ts'
import { toDays } from './period.ts'

/** Minutes from the midnight that begins the day, [from, to). A night shift ends after 1440, on the next day. */
export interface Segment {
  readonly from: number
  readonly to: number
}

const MIDNIGHT = 1440
const SPAN = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/

/** `22:00-06:00` is from 1320 to 1800; null when it is no span. */
export function parseSpan(written: string): Segment | null {
  const [, fromHour, fromMinute, toHour, toMinute] = (SPAN.exec(written) ?? []).map(Number)
  if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined) return null
  const from = fromHour * 60 + fromMinute
  const to = toHour * 60 + toMinute
  if (fromMinute > 59 || toMinute > 59 || from >= MIDNIGHT || to > MIDNIGHT || from === to) return null
  return { from, to: to < from ? to + MIDNIGHT : to }
}

/** The hours of a weekday. Spans follow each other, so that only the last may end on the next day. */
export const hoursSchema = z.array(z.string()).transform((spans, context): Segment[] => {
  const refuse = (at: number, message: string) => {
    addIssue(context, [at], message, {
      code: 'reference.hours_invalid',
      value: spans[at] ?? '',
      remedy:
        'Write hours as 09:00-18:00, a night shift as 22:00-06:00, the whole day as 00:00-24:00; spans of a day in their order, without overlap.',
    })
    return z.NEVER
  }
  const segments: Segment[] = []
  for (const [at, written] of spans.entries()) {
    const segment = parseSpan(written)
    if (segment === null) return refuse(at, 'this is no span of hours')
    if (segment.from < (segments.at(-1)?.to ?? 0)) return refuse(at, 'this span begins before the one in front of it ends')
    segments.push(segment)
  }
  const [first, last] = [segments[0], segments.at(-1)]
  if (first !== undefined && last !== undefined && last.to > first.from + MIDNIGHT) {
    return refuse(spans.length - 1, 'the day has more than 24 hours')
  }
  return segments
})

const isDate = (text: string): boolean => z.iso.date().safeParse(text).success

/** Days since 1970-01-01, both included. */
export interface DayRange {
  readonly first: number
  readonly last: number
}

/** A day, or `first..last`, both included. */
export const dayRangeSchema = z.string().transform((written, context): DayRange => {
  const [first = '', last = first, ...more] = written.split('..')
  if (more.length === 0 && isDate(first) && isDate(last) && first <= last) return { first: toDays(first), last: toDays(last) }
  context.addIssue({ code: 'custom', message: `"${written}" is neither 2025-01-31 nor 2025-01-28..2025-02-04` })
  return z.NEVER
})
