import { definitionsTexts } from '#lib/language/pages/definitions.ts'
import { error } from '@sveltejs/kit'
import { SLICES } from '#contracts/slice.ts'
import { oneOf } from '#lib/filters/filters.ts'
import { texts } from '#lib/language/texts.ts'
import { inReadableUnit } from '#lib/review/series.ts'
import { badFilter, requestedFilters } from '#lib/server/filters.ts'
import { readCatalogue, readHistory, readLineage } from '#lib/server/read/definitions.ts'
import { readBreakdown } from '#lib/server/read/kpi-breakdown.ts'
import { readSeries } from '#lib/server/read/kpi.ts'
import { newReference, panel, streamed } from '#lib/server/report.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { warehouse, language }, params: { id }, url }) => {
  const filters = requestedFilters(url, language)
  const by = oneOf(SLICES, url.searchParams.get('by'), 'region')
  if (by === null) badFilter(`by=${url.searchParams.get('by') ?? ''}`, language)
  if (warehouse === null) return { filters, by, definition: null }
  const catalogue = await panel('definitions', () => readCatalogue(warehouse, language))
  if (catalogue.state === 'failed') return { filters, by, definition: catalogue }
  const definition = catalogue.data.find((each) => each.id === id)
  if (definition === undefined) {
    error(404, definitionsTexts(texts(language)).unknownTitle(id.slice(0, 80)), {
      code: 'page.not_found',
      reference: newReference(),
    })
  }
  const read = await panel(
    'series',
    async () => (await readSeries(warehouse, filters, language)).find(({ kpi }) => kpi.id === id) ?? null,
  )
  const whole = read.state === 'ready' ? read.data : null
  return {
    filters,
    by,
    definition: { state: 'ready' as const, data: definition },
    series: read.state === 'failed' ? read : { state: 'ready' as const, data: whole === null ? null : inReadableUnit(whole) },
    breakdown: whole === null ? null : streamed(warehouse, 'breakdown', () => readBreakdown(warehouse, whole, filters, by)),
    history: await panel('definition history', () => readHistory(warehouse, id, language)),
    lineage: await panel('lineage', () => readLineage(warehouse, id)),
  }
}
