/** Amounts written in full, where they have to add up. */
import type { Language } from '#lib/language/language.ts'

/** @param digits decimals at least; a currency with more keeps its own */
export function formatAmount(amount: number, currency: string, language: Language, digits: number): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  const decimals = Math.max(digits, format.resolvedOptions().maximumFractionDigits ?? 0)
  const written = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(Math.abs(amount))
  // A hyphen is too short for a minus, and nothing is not negative.
  return amount < 0 && /[1-9]/.test(written) ? `−${written}` : written
}
