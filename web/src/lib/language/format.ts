/** Figures, dates and periods as a reader of each language writes them. */
import type { Grain } from '#contracts/slice.ts'
import type { Change, Unit } from '../review/series.ts'
import type { Language } from './language.ts'

const DAY = 86_400_000
const cache = new Map<string, Intl.NumberFormat>()

function number(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options)
  const known = cache.get(key) ?? new Intl.NumberFormat(language, options)
  cache.set(key, known)
  return known
}

/** A hyphen is too short for a minus. */
const minus = (text: string): string => text.replace('-', '−')

/** From here Chinese counts in 万 and English in millions. */
const LARGE = { 'zh-CN': 10_000, en: 1_000_000 } as const
/** Money is compared within a column: ¥1.73万 above ¥8,818 hides which is more. Beyond this the digits do not fit. */
const LARGE_MONEY = 1_000_000

const amount = (value: number, language: Language, digits: number, large: number = LARGE[language]): string => {
  if (Math.abs(value) < large) {
    return number(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
  }
  const [divisor, suffix] =
    language === 'en' ? ([1e6, 'M'] as const) : Math.abs(value) >= 1e8 ? ([1e8, '亿'] as const) : ([1e4, '万'] as const)
  return number(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value / divisor) + suffix
}

function currencySign(currency: string, language: Language): string {
  const parts = number(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0)
  return parts.find(({ type }) => type === 'currency')?.value ?? currency
}

/** @param value percentages as fractions, money in whole units of the currency */
export function formatValue(value: number, unit: Unit, language: Language, currency = 'CNY'): string {
  switch (unit) {
    case 'percent':
      return minus(number(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value))
    case 'count':
      return minus(amount(value, language, Number.isInteger(value) ? 0 : 1))
    case 'money': {
      const sign = currencySign(currency, language)
      return `${value < 0 ? '−' : ''}${sign}${amount(Math.abs(value), language, Math.abs(value) < 1000 ? 1 : 0, LARGE_MONEY)}`
    }
    case 'minutes':
      return minus(amount(value, language, Math.abs(value) < 100 ? 1 : 0))
    case 'score':
      return minus(amount(value, language, 2))
    case 'per_1000':
    case 'per_100':
    case 'days':
    case 'hours':
      return minus(amount(value, language, 1))
  }
}

/** Targets are round numbers: no decimals that say nothing. */
export const formatTarget = (value: number, unit: Unit, language: Language, currency = 'CNY'): string =>
  formatValue(value, unit, language, currency).replace(/\.0+(?=\D|$)/, '')

/** The number of a change with its sign: points and absolute differences in the KPI's unit, relative ones in percent. */
export function formatChange(change: Change, unit: Unit, language: Language, currency = 'CNY'): string {
  const size = Math.abs(change.size)
  const sign = change.size > 0 ? '+' : change.size < 0 ? '−' : '±'
  if (change.kind === 'relative') {
    return sign + number(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(size)
  }
  if (change.kind === 'points') {
    const digits = unit === 'score' ? 2 : 1
    return sign + number(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(size)
  }
  return sign + formatValue(size, unit, language, currency)
}

/** How many times: one decimal, none from ten on. */
export const formatTimes = (value: number, language: Language): string =>
  number(language, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)

/** With all its digits, grouped. */
export const formatPlain = (value: number, language: Language): string =>
  minus(number(language, { maximumFractionDigits: 12 }).format(value))

/** At most so many digits after the point. */
export const formatNumber = (value: number, language: Language, digits: number): string =>
  minus(number(language, { maximumFractionDigits: digits }).format(value))

export const formatCount = (value: number, language: Language): string =>
  number(language, { maximumFractionDigits: 0 }).format(value)

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`)

/** ISO 8601: the week belongs to the year of its Thursday. */
export function isoWeek(monday: string): { year: number; week: number } {
  const thursday = new Date(utc(monday).getTime() + 3 * DAY)
  const year = thursday.getUTCFullYear()
  return { year, week: 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY)) }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const month = (date: Date): string => MONTHS[date.getUTCMonth()] ?? ''

const dayMonth = (date: Date, language: Language): string =>
  language === 'zh-CN' ? `${date.getUTCMonth() + 1}/${date.getUTCDate()}` : `${date.getUTCDate()} ${month(date)}`

/** `2026年第39周 (9/21–9/27)`, `Week 39, 2026 (21–27 Sep)`, `2026年9月`, `September 2026`. */
export function formatPeriod(start: string, grain: Grain, language: Language): string {
  const first = utc(start)
  if (grain === 'month') {
    return language === 'zh-CN'
      ? `${first.getUTCFullYear()}年${first.getUTCMonth() + 1}月`
      : new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(first)
  }
  const { year, week } = isoWeek(start)
  const last = new Date(first.getTime() + 6 * DAY)
  if (language === 'zh-CN') return `${year}年第${week}周 (${dayMonth(first, language)}–${dayMonth(last, language)})`
  const from = first.getUTCMonth() === last.getUTCMonth() ? String(first.getUTCDate()) : dayMonth(first, language)
  return `Week ${week}, ${year} (${from}–${dayMonth(last, language)})`
}

/** For axes and narrow cells: `39周`, `W39`, `9月`, `Sep`; with the year when it is asked for. */
export function formatPeriodShort(start: string, grain: Grain, language: Language, withYear = false): string {
  if (grain === 'week') {
    const { year, week } = isoWeek(start)
    if (language === 'zh-CN') return withYear ? `${year}年${week}周` : `${week}周`
    return withYear ? `W${week} ${year}` : `W${week}`
  }
  const first = utc(start)
  if (language === 'zh-CN')
    return withYear ? `${first.getUTCFullYear()}年${first.getUTCMonth() + 1}月` : `${first.getUTCMonth() + 1}月`
  return withYear ? `${month(first)} ${first.getUTCFullYear()}` : month(first)
}

/** One a zone: to make one takes longer than to write a hundred stamps. The parts are numbers, the same in every language. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
  clocks.set(timeZone, known)
  return known
}

/** @param stamp ISO 8601 with offset; written in the site's wall time, to the minute */
export function formatStamp(stamp: string, timeZone: string, language: Language): string {
  const parts = clockOf(timeZone).formatToParts(new Date(stamp))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? ''
  const time = `${part('hour')}:${part('minute')}`
  if (language === 'zh-CN') return `${part('year')}-${part('month')}-${part('day')} ${time}`
  return `${Number(part('day'))} ${MONTHS[Number(part('month')) - 1] ?? ''} ${part('year')}, ${time}`
}

/** @param day ISO date, as the site's calendar has it */
export function formatDay(day: string, language: Language): string {
  if (language === 'zh-CN') return day
  const date = utc(day)
  return `${date.getUTCDate()} ${month(date)} ${date.getUTCFullYear()}`
}

/** Whole days from one stamp to another, at least 0. */
export const daysBetween = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / DAY))
