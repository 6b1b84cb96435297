/** Who a reader says to be: asked once, kept in a cookie that no script reads, written beside everything that they decide. */
import { error, redirect, type Cookies, type RequestEvent } from '@sveltejs/kit'
import { z } from 'zod'
import { texts } from '#lib/language/texts.ts'
import { LONGEST_NAME } from '#lib/deciding/deciding.ts'
import { decidingTexts } from '#lib/language/pages/deciding.ts'
import { newReference } from './report.ts'

const COOKIE = 'aftercare_name'
const A_YEAR = 365 * 24 * 60 * 60

/** One line without what no keyboard writes. */
const nameSchema = z
  .string()
  .transform((each) => each.normalize('NFC').replace(/\s+/g, ' ').trim())
  .pipe(
    z
      .string()
      .min(1)
      .max(LONGEST_NAME)
      .regex(/^[^\p{C}]+$/u),
  )

/** null: nobody said. */
export function statedName({ cookies }: { readonly cookies: Pick<Cookies, 'get'> }): string | null {
  const parsed = nameSchema.safeParse(cookies.get(COOKIE) ?? '')
  return parsed.success ? parsed.data : null
}

/**
 * Keeps the name that the form states, and leads back to the page that asked.
 * @throws Redirect 303; HttpError 400 `page.bad_name`
 */
export async function keepName({ request, cookies, url, locals }: RequestEvent): Promise<never> {
  const parsed = nameSchema.safeParse((await request.formData()).get('name'))
  if (!parsed.success) {
    error(400, decidingTexts(texts(locals.language)).badName(String(LONGEST_NAME)), {
      code: 'page.bad_name',
      reference: newReference(),
    })
  }
  cookies.set(COOKIE, parsed.data, {
    path: '/',
    maxAge: A_YEAR,
    sameSite: 'lax',
    httpOnly: true,
    secure: url.protocol === 'https:',
  })
  redirect(303, withoutAction(url))
}

/** What the page itself was asked for: a form's action stands in the query as `/name`. */
export function ownSearch({ searchParams }: URL): string {
  const kept = new URLSearchParams([...searchParams].filter(([name]) => !name.startsWith('/')))
  return kept.size === 0 ? '' : `?${kept.toString()}`
}

export const withoutAction = (url: URL): string => url.pathname + ownSearch(url)
