/** The names of the comparison's periods. */
import { techniciansTexts } from '#lib/language/pages/technicians.ts'
import { formatPeriod } from '../language/format.ts'
import type { Reader } from '../language/texts.ts'

/** @param start first day of the month or quarter */
export function spellName(grain: 'month' | 'quarter', start: string, { language, texts }: Reader): string {
  if (grain === 'month') return formatPeriod(start, 'month', language)
  const [year = 0, month = 1] = start.split('-').map(Number)
  return techniciansTexts(texts).quarter(year, Math.floor((month - 1) / 3) + 1)
}
