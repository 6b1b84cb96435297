import { readCatalogue } from '#lib/server/read/definitions.ts'
import { panel } from '#lib/server/report.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { warehouse, language } }) => ({
  catalogue: warehouse === null ? null : await panel('definitions', () => readCatalogue(warehouse, language)),
})
