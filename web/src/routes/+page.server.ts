import { error } from '@sveltejs/kit'
import { texts } from '#lib/language/texts.ts'
import { parseFilters } from '#lib/review/filters.ts'
import { pack } from '#lib/review/packed.ts'
import { newReference, panel } from '#lib/server/report.ts'
import { readFreshness, readLastFailure, readSeries, readSite, readSliceValues, readSourceTitles } from '#lib/server/review.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { warehouse, language }, url }) => {
  // Parameter by parameter: choosing another KPI changes the URL and must not load anything.
  const parsed = parseFilters((name) => url.searchParams.get(name))
  if (!parsed.ok) {
    error(400, texts(language).error.badFilter(parsed.wrong), { code: 'page.bad_filter', reference: newReference() })
  }
  const { filters } = parsed
  if (warehouse === null) return { filters, siteName: null, served: null, lastFailure: await readLastFailure() }

  const [freshness, site, series, sliceValues, sources] = await Promise.all([
    readFreshness(warehouse),
    panel('site', () => readSite(warehouse, language)),
    panel('series', async () => pack(await readSeries(warehouse, filters, language))),
    panel('slice values', () => readSliceValues(warehouse, filters)),
    panel('sources', () => readSourceTitles(warehouse, language)),
  ])
  const siteName = site.state === 'ready' ? (site.data?.name ?? null) : null
  return { filters, siteName, lastFailure: null, served: { freshness, site, series, sliceValues, sources } }
}
