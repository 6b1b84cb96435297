import { undoForm } from '#lib/server/decide-cause.ts'
import { decideLabel, labelForm, undoLabel } from '#lib/server/decide-label.ts'
import { readCauseChoices } from '#lib/server/read/causes.ts'
import { readLabels } from '#lib/server/read/labels.ts'
import { panel } from '#lib/server/report.ts'
import { state } from '#lib/server/served.ts'
import { keepName, ownSearch } from '#lib/server/stated-name.ts'
import { write } from '#lib/server/write.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { warehouse, language, name }, url }) => {
  const top = { name, search: ownSearch(url) }
  if (warehouse === null) return { ...top, read: null }
  const read = await panel('labels of causes', async () => {
    const { choices } = await readCauseChoices(warehouse, language)
    return { ...(await readLabels(warehouse, state.database(), choices, language)), causes: choices }
  })
  return { ...top, read }
}

export const actions: Actions = {
  name: keepName,
  decide: (event) => write(event, labelForm, (form, writing) => decideLabel(form, writing, event.locals.language)),
  undo: (event) => write(event, undoForm, (form, writing) => undoLabel(form, writing, event.locals.language)),
}
