/** Links between pages: what the reader filters by goes with them. Components hand them to `resolve`. */
import type { Grain } from '#contracts/slice.ts'
import { DIMENSIONS } from './filters.ts'

/** In the order of the navigation. */
export const PAGES = [
  '/',
  '/promises',
  '/complaints',
  '/costs',
  '/parts',
  '/satisfaction',
  '/technicians',
  '/tickets',
  '/health',
  '/kpis',
] as const
export type PagePath =
  | (typeof PAGES)[number]
  | '/promises/at-risk'
  | '/promises/delays'
  | '/complaints/review'
  | '/complaints/labels'
  | '/complaints/rules'
  | '/complaints/taxonomy'
  | '/complaints/list'
  | '/cases'
  | `/tickets/${string}`
  | `/kpis/${string}`
/** A path of ours with its query. `resolve` takes no union of paths: the type is that of one of them, whatever the page. */
export type Link = `/?${string}`

/** Parameters that mean the same on every page; a page's own (a chosen KPI, a column) stay behind when it is left. */
export const SHARED_PARAMETERS = ['grain', 'span', 'compare', ...DIMENSIONS] as const

export type Changes = Readonly<Record<string, string | null>>

function linkTo(path: PagePath, given: URLSearchParams, changes: Changes, hash: string): Link {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) given.delete(name)
    else given.set(name, value)
  }
  const query = given.size === 0 ? '' : `?${given.toString()}`
  return `${path}${query}${hash === '' ? '' : `#${hash}`}` as Link
}

/** Another page with the reader's filters, and some parameters changed; null removes one. */
export function pageLink(path: PagePath, search: string, changes: Changes = {}, hash = ''): Link {
  const given = new URLSearchParams(search)
  const shared = new URLSearchParams()
  for (const name of SHARED_PARAMETERS) {
    const value = given.get(name)
    if (value !== null && value !== '') shared.set(name, value)
  }
  return linkTo(path, shared, changes, hash)
}

/** The page that is shown, with some parameters changed and all the others kept. */
export const sameLink = (path: PagePath, search: string, changes: Changes, hash = ''): Link =>
  linkTo(path, new URLSearchParams(search), changes, hash)

/**
 * The cases behind a figure.
 * @param period first day of the period
 * @param narrower dimensions beyond the page's filters, for instance the bar that was clicked
 */
export const casesLink = (search: string, kpi: string, grain: Grain, period: string, narrower: Changes = {}): Link =>
  pageLink('/cases', search, { kpi, grain, period, ...narrower })

/** @param ticketKey `source:ticket_id`; any character may stand in it */
export const ticketLink = (ticketKey: string, search = ''): Link => pageLink(`/tickets/${encodeURIComponent(ticketKey)}`, search)

/** A KPI's definition, figures and lineage. */
export const kpiLink = (id: string, search = ''): Link => pageLink(`/kpis/${encodeURIComponent(id)}`, search)

/** The path of the page that is shown, without the folder that the application is served from; the review where there is no page. */
export const shownPath = (route: string | null, parameters: Readonly<Record<string, string | undefined>>): PagePath =>
  // Routes are pages of ours: their paths are page paths.
  (route ?? '/').replace(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(parameters[name] ?? '')) as PagePath

/** The address that a form of a page is sent to: what the page was asked for goes along. */
export function formAction(name: string, link: string): string {
  const query = link.includes('?') ? link.slice(link.indexOf('?') + 1) : ''
  return query === '' ? `?/${name}` : `?/${name}&${query}`
}
