/** The filters in the reader's words, for what leaves the page: downloads and exports. */
import { dimensionWord, type Reader } from '../language/texts.ts'
import { activeDimensions, type Filters } from './filters.ts'

/** @returns one line a dimension that is filtered by, and one that says so when none is */
export function filterLines(filters: Filters, reader: Reader): readonly string[] {
  const { filter } = reader.texts
  const colon = reader.language === 'zh-CN' ? '：' : ': '
  const active = activeDimensions(filters)
  if (active.length === 0) return [`${filter.title}${colon}${filter.all}`]
  return active.map(([name, value]) => `${filter.slices[name]}${colon}${dimensionWord(reader, name, value)}`)
}
