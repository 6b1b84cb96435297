/** The view of the explorer that a request asks for. */
import type { Filters } from '#lib/filters/filters.ts'
import type { Language } from '#lib/language/language.ts'
import { parseView, type TicketView } from '#lib/tickets/selection.ts'
import { badFilter, requestedFilters } from './filters.ts'

export interface RequestedView extends TicketView {
  readonly filters: Filters
}

/** @throws HttpError 400 `page.bad_filter` */
export function requestedView(url: URL, language: Language): RequestedView {
  const filters = requestedFilters(url, language)
  // Without script the form gives a column at a time.
  const get = (name: string) => (name === 'columns' ? url.searchParams.getAll(name).join(',') : url.searchParams.get(name))
  const parsed = parseView(get, filters.dimensions)
  if (!parsed.ok) badFilter(parsed.wrong, language)
  return { filters, ...parsed.view }
}
