import { fail } from '@sveltejs/kit'
import { decidingTexts } from '#lib/language/pages/deciding.ts'
import { undoForm } from '#lib/server/decide-cause.ts'
import { readTree } from '#lib/server/read/taxonomy.ts'
import { panel } from '#lib/server/report.ts'
import { state } from '#lib/server/served.ts'
import { keepName, ownSearch } from '#lib/server/stated-name.ts'
import { keepEdit, previewEdit, taxonomyForm, undoEdit } from '#lib/server/taxonomy.ts'
import { Refusal, write } from '#lib/server/write.ts'
import type { Actions, PageServerLoad } from './$types'

const LONGEST_CODE = 200

export const load: PageServerLoad = async ({ locals: { warehouse, language, name }, url }) => {
  const top = { name, search: ownSearch(url), cause: (url.searchParams.get('cause') ?? '').slice(0, LONGEST_CODE) }
  // Of the server's day; another can be chosen.
  const today = new Date().toISOString().slice(0, 10)
  if (warehouse === null) return { ...top, today, read: null }
  const read = await panel('taxonomy', () => readTree(warehouse, state.database(), language))
  return { ...top, today, read }
}

export const actions: Actions = {
  name: keepName,
  /** Writes nothing: what would become of the past. */
  preview: async ({ request, locals: { language, warehouse } }) => {
    const words = decidingTexts({ language })
    const parsed = taxonomyForm.safeParse(Object.fromEntries(await request.formData()))
    if (!parsed.success || warehouse === null) return fail(400, { message: words.invalid, preview: null })
    try {
      return { message: '', preview: await previewEdit(parsed.data, warehouse, state.database(), language) }
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause
      return fail(cause.status, { message: words.failed(cause.message), preview: null })
    }
  },
  edit: (event) => write(event, taxonomyForm, (form, writing) => keepEdit(form, writing, event.locals.language)),
  undo: (event) => write(event, undoForm, (form, writing) => undoEdit(form, writing, event.locals.language)),
}
