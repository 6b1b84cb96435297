import { parseList } from '#lib/complaints/list.ts'
import { badFilter, requestedFilters } from '#lib/server/filters.ts'
import { COMPLAINTS_A_PAGE, readComplaintPage } from '#lib/server/read/complaint-list.ts'
import { readCauseNames } from '#lib/server/read/complaints.ts'
import { panel } from '#lib/server/report.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { warehouse, language }, url }) => {
  const filters = requestedFilters(url, language)
  const parsed = parseList((name) => url.searchParams.get(name))
  if (!parsed.ok) badFilter(parsed.wrong, language)
  const { asked } = parsed
  if (warehouse === null) return { filters, asked, aPage: COMPLAINTS_A_PAGE, list: null, names: null }
  const [list, names] = await Promise.all([
    panel('list of complaints', () => readComplaintPage(warehouse, filters, asked, language)),
    panel('names of causes', () => readCauseNames(warehouse, language)),
  ])
  return { filters, asked, aPage: COMPLAINTS_A_PAGE, list, names }
}
