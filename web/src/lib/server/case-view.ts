/** The cases that a request asks for: of which KPI, which period, narrowed by what. */
import { casesTexts } from '#lib/language/pages/cases.ts'
import { error } from '@sveltejs/kit'
import { NARROWER, OUTCOMES, type CaseSelection } from '#lib/cases/cases.ts'
import { oneOf } from '#lib/filters/filters.ts'
import type { Language } from '#lib/language/language.ts'
import { texts } from '#lib/language/texts.ts'
import { isPeriodStart } from '#lib/period/stretch.ts'
import type { KpiDefinition } from '#lib/review/series.ts'
import { badFilter, requestedFilters } from './filters.ts'
import { readCasePeriod, type CasePeriod } from './read/cases.ts'
import { readDefinitions } from './read/kpi.ts'
import { newReference } from './report.ts'
import type { Lease } from './warehouse.ts'

const LONGEST = 200

/** @throws HttpError 400 `page.bad_filter` */
export function requestedCases(url: URL, language: Language): CaseSelection {
  const given = (name: string): string | null => {
    const value = url.searchParams.get(name)
    return value === null || value === '' ? null : value
  }
  const tooLong = NARROWER.find((name) => (given(name) ?? '').length > LONGEST)
  if (tooLong !== undefined) badFilter(tooLong, language)
  const outcome = oneOf(OUTCOMES, given('outcome'), 'all')
  if (outcome === null) badFilter(`outcome=${(given('outcome') ?? '').slice(0, LONGEST)}`, language)
  const offset = Number(given('offset') ?? 0)
  if (!Number.isInteger(offset) || offset < 0 || offset > 2 ** 31 - 1) badFilter('offset', language)
  return {
    filters: requestedFilters(url, language),
    narrower: {
      fault_family: given('fault_family'),
      service_mode: given('service_mode'),
      priority: given('priority'),
      warranty: given('warranty'),
      cause_group: given('cause_group'),
      cause: given('cause'),
      product_model: given('product_model'),
    },
    outcome,
    offset,
  }
}

export interface RequestedFigure {
  readonly kpi: KpiDefinition
  readonly period: CasePeriod
}

/**
 * @returns null when the KPI has no figure at all and no period was asked for
 * @throws HttpError 404 `cases.unknown_kpi`, 400 `cases.bad_period` (a period that is none, an `until` where no period of the grain ends)
 */
export async function requestedFigure(
  lease: Lease,
  url: URL,
  { filters: { grain } }: CaseSelection,
  language: Language,
): Promise<RequestedFigure | { readonly kpi: KpiDefinition; readonly period: null }> {
  const words = casesTexts(texts(language))
  const id = url.searchParams.get('kpi') ?? ''
  const kpi = (await readDefinitions(lease, language)).find((each) => each.id === id)
  if (kpi === undefined) {
    error(404, words.unknownKpi(id.slice(0, LONGEST)), { code: 'cases.unknown_kpi', reference: newReference() })
  }
  const given = (name: string) => (url.searchParams.get(name) ?? '').slice(0, LONGEST)
  const badPeriod = (...which: readonly string[]): never =>
    error(400, words.badPeriod(which.join(' – ')), { code: 'cases.bad_period', reference: newReference() })
  const wanted = given('period')
  if (wanted !== '' && !isPeriodStart(wanted, grain)) badPeriod(wanted)
  const until = given('until')
  // Where a period ends the next one begins. An end without a beginning would depend on what is newest.
  if (until !== '' && (wanted === '' || !isPeriodStart(until, grain))) badPeriod(wanted, until)
  const period = await readCasePeriod(lease, id, grain, wanted === '' ? null : wanted, until === '' ? null : until)
  if (period === null && wanted !== '') badPeriod(wanted, ...(until === '' ? [] : [until]))
  return { kpi, period }
}
