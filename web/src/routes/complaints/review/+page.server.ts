import { parseReview } from '#lib/complaints/review.ts'
import { decideCause, decisionForm, lastDeeds, undoDecision, undoForm } from '#lib/server/decide-cause.ts'
import { badFilter, requestedFilters } from '#lib/server/filters.ts'
import { readCauseChoices } from '#lib/server/read/causes.ts'
import { readQueue } from '#lib/server/read/review.ts'
import { panel } from '#lib/server/report.ts'
import { state } from '#lib/server/served.ts'
import { keepName, ownSearch } from '#lib/server/stated-name.ts'
import { write } from '#lib/server/write.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { warehouse, language, name }, url }) => {
  const filters = requestedFilters(url, language)
  const parsed = parseReview((parameter) => url.searchParams.get(parameter))
  if (!parsed.ok) badFilter(parsed.wrong, language)
  const { asked } = parsed
  const top = { filters, asked, name, search: ownSearch(url) }
  if (warehouse === null) return { ...top, review: null }
  const review = await panel('complaints to be decided', async () => {
    const { choices } = await readCauseChoices(warehouse, language)
    const database = state.database()
    const queue = await readQueue(warehouse, database, asked, filters.dimensions, choices)
    return { ...queue, causes: choices, last: lastDeeds(database, name, choices, language) }
  })
  return { ...top, review }
}

export const actions: Actions = {
  name: keepName,
  decide: (event) => write(event, decisionForm, (form, writing) => decideCause(form, writing, event.locals.language)),
  undo: (event) => write(event, undoForm, (form, writing) => undoDecision(form, writing, event.locals.language)),
}
