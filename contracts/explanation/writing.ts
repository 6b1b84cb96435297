/** Durations, stamps and codes of an explanation as a reader of each language writes them: exact, so that they can be added up by hand. */
import { en } from './en.ts'
import { wallTime } from './local-time.ts'
import type { Widened } from './widened.ts'
import { zhCN } from './zh-CN.ts'

export type ExplanationLanguage = 'zh-CN' | 'en'
export type ExplanationWords = Widened<typeof zhCN>

export const explanationWords = (language: ExplanationLanguage): ExplanationWords => (language === 'zh-CN' ? zhCN : en)

/** `21 h 30 min`, `12.5 s`: hours are never made days of, and nothing is rounded above the microsecond. */
export function exactDuration(minutes: number, { units }: ExplanationWords): string {
  const micros = Math.round(Math.abs(minutes) * 6e7)
  const hours = Math.floor(micros / 3.6e9)
  const rest = Math.floor((micros % 3.6e9) / 6e7)
  const seconds = (micros % 6e7) / 1e6
  const parts = [
    hours > 0 ? `${hours}${units.hour}` : '',
    rest > 0 ? `${rest}${units.minute}` : '',
    seconds > 0 ? `${seconds}${units.second}` : '',
  ].filter((part) => part !== '')
  return (minutes < 0 ? '−' : '') + (parts.length === 0 ? units.none : parts.join(units.between))
}

/** `2026-03-03 周二`, `Tue 2026-03-03`. */
export function writeDay(day: string, weekday: number, words: ExplanationWords): string {
  const name = words.weekdays[weekday - 1] ?? ''
  return words === zhCN ? `${day} ${name}` : `${name} ${day}`
}

/** Wall time of a zone with its day. */
export function writeStamp(stamp: string, timeZone: string, words: ExplanationWords): string {
  const wall = wallTime(stamp, timeZone)
  return `${writeDay(wall.day, wall.weekday, words)} ${wall.time}`
}

/** The word for a code, else what the ticket itself says. */
export function writeValue(value: string | null, words: ExplanationWords): string {
  if (value === null) return words.empty
  if (value === 'true') return words.yes
  if (value === 'false') return words.no
  return lookUp(words.values, value)
}

export const lookUp = (among: Readonly<Record<string, string>>, code: string): string =>
  Object.hasOwn(among, code) ? (among[code] ?? code) : code
