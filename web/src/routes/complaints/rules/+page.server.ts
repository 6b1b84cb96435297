import { fail, type RequestEvent } from '@sveltejs/kit'
import { decidingTexts } from '#lib/language/pages/deciding.ts'
import { undoForm } from '#lib/server/decide-cause.ts'
import { readCauseChoices } from '#lib/server/read/causes.ts'
import { readShownRules } from '#lib/server/read/rules.ts'
import { panel } from '#lib/server/report.ts'
import { keepRule, offForm, previewRule, ruleForm, switchOff, tryForm, tryRules, undoRule } from '#lib/server/rules.ts'
import { state } from '#lib/server/served.ts'
import { keepName, ownSearch } from '#lib/server/stated-name.ts'
import type { Lease } from '#lib/server/warehouse.ts'
import { Refusal, write } from '#lib/server/write.ts'
import type { z } from 'zod'
import type { Actions, PageServerLoad } from './$types'

const LONGEST = 200

export const load: PageServerLoad = async ({ locals: { warehouse, language, name }, url }) => {
  const asked = (parameter: string) => (url.searchParams.get(parameter) ?? '').slice(0, LONGEST)
  const top = { name, search: ownSearch(url), rule: asked('rule'), find: asked('find') }
  if (warehouse === null) return { ...top, read: null }
  const read = await panel('rules for causes', async () => {
    const { choices } = await readCauseChoices(warehouse, language)
    return { ...(await readShownRules(warehouse, state.database(), choices, language)), causes: choices }
  })
  return { ...top, read }
}

/** Looks, and writes nothing: the page is shown with what came of it. */
async function look<Form, Told>(
  { request, locals: { language, warehouse } }: RequestEvent,
  form: z.ZodType<Form>,
  work: (form: Form, lease: Lease) => Promise<Told>,
) {
  const words = decidingTexts({ language })
  const parsed = form.safeParse(Object.fromEntries(await request.formData()))
  if (!parsed.success || warehouse === null) return fail(400, { message: words.invalid })
  try {
    return await work(parsed.data, warehouse)
  } catch (cause) {
    if (cause instanceof Refusal) return fail(cause.status, { message: words.failed(cause.message) })
    throw cause
  }
}

export const actions: Actions = {
  name: keepName,
  try: (event) =>
    look(event, tryForm, async ({ text }, lease) => {
      const { choices } = await readCauseChoices(lease, event.locals.language)
      return { tried: await tryRules(text, state.database(), choices) }
    }),
  preview: (event) =>
    look(event, ruleForm, async (form, lease) => ({ preview: await previewRule(form, lease, event.locals.language) })),
  edit: (event) => write(event, ruleForm, (form, writing) => keepRule(form, writing, event.locals.language)),
  off: (event) => write(event, offForm, (form, writing) => switchOff(form, writing, event.locals.language)),
  undo: (event) => write(event, undoForm, (form, writing) => undoRule(form, writing, event.locals.language)),
}
