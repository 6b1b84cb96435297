/** Which comments the reader asks for. It lives in the URL, beside the filters. */
import { oneOf } from '../filters/filters.ts'
import { COMMENT_ORDERS, type AskedComments } from './satisfaction.ts'

const LONGEST_FIND = 100
const MOST_PAGES = 100_000

export type AskedCommentsResult =
  { readonly ok: true; readonly asked: AskedComments } | { readonly ok: false; readonly wrong: string }

/** @param get the URL's parameter of that name; empty ones mean the default. @returns what is asked for, or the parameter that is none */
export function parseComments(get: (name: string) => string | null): AskedCommentsResult {
  const order = oneOf(COMMENT_ORDERS, get('order'), 'newest')
  if (order === null) return { ok: false, wrong: `order=${(get('order') ?? '').slice(0, 50)}` }
  const find = (get('find') ?? '').trim()
  if (find.length > LONGEST_FIND) return { ok: false, wrong: `find=${find.slice(0, LONGEST_FIND)}` }
  const given = get('page') ?? ''
  const page = given === '' ? 1 : /^\d{1,6}$/.test(given) ? Number(given) : 0
  if (page < 1 || page > MOST_PAGES) return { ok: false, wrong: `page=${given.slice(0, 50)}` }
  return { ok: true, asked: { find: find === '' ? null : find, order, page } }
}
