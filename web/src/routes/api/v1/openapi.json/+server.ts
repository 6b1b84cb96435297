import { openApi } from '#lib/server/api/openapi.ts'
import { refusing } from '#lib/server/api/refuse.ts'
import type { RequestHandler } from './$types'

/** In the reader's language. The same for every version of the warehouse, and there before anything is published. */
export const GET: RequestHandler = ({ locals: { language } }) =>
  new Response(JSON.stringify(openApi(language), null, 2), {
    headers: { 'Content-Type': 'application/json', 'Content-Language': language, Vary: 'Accept-Language, Cookie' },
  })
export const fallback = refusing
