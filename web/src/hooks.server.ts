import process from 'node:process'
import { redirect, type RequestEvent } from '@sveltejs/kit'
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks'
import { chooseLanguage, isLanguage, LANGUAGE_COOKIE, LANGUAGE_PARAMETER, type Language } from '#lib/language/language.ts'
import { texts } from '#lib/language/texts.ts'
import { queries } from '#lib/server/queries.ts'
import { codeOf, newReference, report } from '#lib/server/report.ts'
import { holder, state } from '#lib/server/served.ts'
import { statedName } from '#lib/server/stated-name.ts'
import { isTheme, THEME_COOKIE, type Theme } from '#lib/theme.ts'

const A_YEAR = 365 * 24 * 60 * 60
/** The page's own script may change them: the theme switches without a request. They say nothing about anybody. */
const COOKIE = { path: '/', maxAge: A_YEAR, sameSite: 'lax', httpOnly: false, secure: false } as const

export const init: ServerInit = async () => {
  await holder.start()
  state.start()
  process.once('sveltekit:shutdown', () => {
    state.close()
    void holder.close()
  })
}

export const handle: Handle = async ({ event, resolve }) => {
  // One hold for the whole request: all its figures come from the same version, and that version stays open.
  const lease = holder.lease()
  try {
    event.locals.warehouse = lease
    event.locals.language = await chosenLanguage(event)
    event.locals.theme = chosenTheme(event)
    event.locals.name = statedName(event)
    const { language, theme } = event.locals
    const response = await resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%language%', language).replace('%theme%', theme),
    })
    response.headers.set('X-Content-Type-Options', 'nosniff')
    response.headers.set('X-Frame-Options', 'DENY')
    response.headers.set('Referrer-Policy', 'same-origin')
    response.headers.set('Cross-Origin-Opener-Policy', 'same-origin')
    response.headers.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=()')
    if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'private, no-cache')
    return response
  } finally {
    lease?.release()
  }
}

const wishedLanguage = ({ cookies, url, request }: RequestEvent) =>
  chooseLanguage({
    parameter: url.searchParams.get(LANGUAGE_PARAMETER),
    cookie: cookies.get(LANGUAGE_COOKIE),
    accepted: request.headers.get('accept-language'),
  })

async function chosenLanguage(event: RequestEvent): Promise<Language> {
  const { cookies, url, locals } = event
  const parameter = url.searchParams.get(LANGUAGE_PARAMETER)
  if (isLanguage(parameter)) cookies.set(LANGUAGE_COOKIE, parameter, COOKIE)
  const chosen = wishedLanguage(event)
  if (chosen !== null) return chosen
  try {
    const [site] = (await locals.warehouse?.rows(queries.site)) ?? []
    return site?.default_language ?? 'zh-CN'
  } catch {
    // The page reports what is wrong with the warehouse; it only needs some language to do so.
    return 'zh-CN'
  }
}

/** The theme is no part of what a copied link shows: a link that switches it (for readers without script) loses it again. */
function chosenTheme({ cookies, url }: RequestEvent): Theme {
  const wanted = url.searchParams.get('theme')
  if (isTheme(wanted)) {
    cookies.set(THEME_COOKIE, wanted, COOKIE)
    const rest = new URLSearchParams(url.searchParams)
    rest.delete('theme')
    redirect(303, rest.size === 0 ? url.pathname : `${url.pathname}?${rest.toString()}`)
  }
  const kept = cookies.get(THEME_COOKIE)
  return isTheme(kept) ? kept : 'auto'
}

export const handleError: HandleServerError = ({ error, event, kind }) => {
  // Not from locals: the error may have come before they were set.
  const words = texts(wishedLanguage(event) ?? 'zh-CN')
  const reference = newReference()
  if (kind === 'framework' && error.status === 404) return { message: words.error.notFound, code: 'page.not_found', reference }
  // Thrown by a page on purpose, with its own code and words.
  if (kind === 'app') return error
  report(reference, `${event.request.method} ${event.url.pathname}`, error)
  return { message: words.error.unexpected, code: codeOf(error), reference }
}
