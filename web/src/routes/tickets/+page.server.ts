import { countTickets, readEmptyColumns, readFilterValues, readTickets } from '#lib/server/read/tickets.ts'
import { panel } from '#lib/server/report.ts'
import { requestedView } from '#lib/server/ticket-view.ts'
import { PAGE } from '#lib/tickets/paging.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { warehouse, language }, url }) => {
  const { filters, ...view } = requestedView(url, language)
  if (warehouse === null) return { filters, view, search: url.search, list: null, values: null, empty: null }
  const { selection, columns, offset } = view
  const [list, values, empty] = await Promise.all([
    panel('tickets', async () => {
      const total = await countTickets(warehouse, selection)
      // Pages begin at multiples of their length, so that the browser and this page share them.
      const from = Math.floor(Math.min(offset, Math.max(0, total - 1)) / PAGE) * PAGE
      const build = warehouse.pointer.build_id
      return { total, from, build, rows: await readTickets(warehouse, selection, columns, { offset: from, limit: PAGE }) }
    }),
    panel('ticket filters', () => readFilterValues(warehouse)),
    panel('ticket columns', () => readEmptyColumns(warehouse)),
  ])
  return { filters, view, search: url.search, list, values, empty }
}
