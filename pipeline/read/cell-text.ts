/** Cells of a spreadsheet as text: what a person would type to get the same value again. */

/** Digits that a spreadsheet keeps and shows; what lies behind them is dust of binary fractions. */
const SIGNIFICANT_DIGITS = 15

/** Plain decimal text: 0.1 stays 0.1, no exponent, no `.0`, whole numbers with all their digits. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return ''
  if (Number.isInteger(value)) return Object.is(value, -0) ? '0' : BigInt(value).toString()
  const shortest = String(Number(value.toPrecision(SIGNIFICANT_DIGITS)))
  const [digits = '', exponent] = shortest.split('e')
  if (exponent === undefined) return shortest
  // Only fractions get here, so the exponent is negative.
  const sign = digits.startsWith('-') ? '-' : ''
  return `${sign}0.${'0'.repeat(-Number(exponent) - 1)}${digits.replace('-', '').replace('.', '')}`
}

/** Stands before the text of a date in scratch until it is known whether its column needs times. */
export const DATE_MARK = '\u0002'

/** Before this day a spreadsheet's serial number is below 1: a time of day without a date. */
const FIRST_DAY = Date.UTC(1900, 0, 1)

export interface DateText {
  /** `YYYY-MM-DD HH:MM:SS[.sss]`, or `HH:MM:SS[.sss]` for a time of day; no time zone, as in the sheet. */
  readonly text: string
  /** True when the value has a time that is not midnight, or is a time of day. */
  readonly hasTime: boolean
}

/** @param date the spreadsheet's wall time as if it were UTC */
export function dateText(date: Date): DateText {
  const iso = date.toISOString()
  const time = iso.slice(11, 23).replace(/\.000$/, '')
  if (date.getTime() < FIRST_DAY) return { text: time, hasTime: true }
  return { text: `${iso.slice(0, 10)} ${time}`, hasTime: time !== '00:00:00' }
}
