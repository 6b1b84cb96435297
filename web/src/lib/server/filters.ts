/** The filters of a request, or the answer that a wrong one gets. */
import { error } from '@sveltejs/kit'
import { parseFilters, type Filters } from '#lib/filters/filters.ts'
import type { Language } from '#lib/language/language.ts'
import { texts } from '#lib/language/texts.ts'
import { newReference } from './report.ts'

/**
 * Parameter by parameter, so that a page's own parameters (a chosen KPI) can change without loading anything.
 *
 * @throws HttpError 400 `page.bad_filter`
 */
export function requestedFilters(url: URL, language: Language): Filters {
  const parsed = parseFilters((name) => url.searchParams.get(name))
  if (parsed.ok) return parsed.filters
  badFilter(parsed.wrong, language)
}

/** @param wrong `name=value` @throws HttpError 400 `page.bad_filter` */
export function badFilter(wrong: string, language: Language): never {
  error(400, texts(language).error.badFilter(wrong), { code: 'page.bad_filter', reference: newReference() })
}
