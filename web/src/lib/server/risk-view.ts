/** The promises that a request for those about to break asks for. */
import type { Filters } from '#lib/filters/filters.ts'
import type { Language } from '#lib/language/language.ts'
import { parseRisk, type RiskSelection } from '#lib/promises/risk.ts'
import { badFilter, requestedFilters } from './filters.ts'

export interface RequestedRisk {
  readonly filters: Filters
  readonly selection: RiskSelection
}

/** @throws HttpError 400 `page.bad_filter` */
export function requestedRisk(url: URL, language: Language): RequestedRisk {
  const filters = requestedFilters(url, language)
  const parsed = parseRisk((name) => url.searchParams.get(name))
  if (!parsed.ok) badFilter(parsed.wrong, language)
  return { filters, selection: parsed.selection }
}
