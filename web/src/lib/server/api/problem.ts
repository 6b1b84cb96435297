/** Failures of the API as `application/problem+json` (RFC 9457), with the same codes as everywhere. */
import { AftercareError } from '#contracts/errors.ts'
import { z } from 'zod'
import { codeOf, newReference, report } from '../report.ts'
import { described, text } from './described.ts'

export const PROBLEM = 'application/problem+json'

export const problemSchema = z.strictObject({
  type: text('错误代码的固定标识', 'urn of the code'),
  title: text('出了什么问题', 'what is wrong'),
  status: described(z.int(), 'HTTP 状态码', 'HTTP status', 'status'),
  code: text('固定不变的错误代码，见 docs/errors.md', 'the stable code; docs/errors.md lists them'),
  where: described(z.string().optional(), '出错的位置，例如参数名', 'where: the name of a parameter, for instance'),
  value: described(z.string().optional(), '引起错误的值', 'the offending value'),
  remedy: text('该怎么做', 'what to do next'),
  reference: text('服务器日志里的编号', 'stands beside the cause in the server log'),
})
export type Problem = z.infer<typeof problemSchema>

/** Everything else is 500: it is ours. */
const STATUS: Readonly<Record<string, number>> = {
  'api.unknown_parameter': 400,
  'api.bad_parameter': 400,
  'api.bad_cursor': 400,
  'api.not_found': 404,
  'api.unknown_ticket': 404,
  'api.unknown_kpi': 404,
  'api.method_not_allowed': 405,
  'api.not_acceptable': 406,
  'api.version_changed': 409,
  'api.url_too_long': 414,
  'api.nothing_published': 503,
  'query.too_many_rows': 413,
  'query.timeout': 503,
  'warehouse.busy': 503,
}

/** The statuses with which an answer of the API may fail. */
export const PROBLEM_STATUSES: readonly number[] = [...new Set([...Object.values(STATUS), 500])].sort()

/** @param where method and path, for the log; only failures that are not the caller's are logged */
export function problemResponse(cause: unknown, where: string): Response {
  const code = codeOf(cause)
  const status = STATUS[code] ?? 500
  const reference = newReference()
  if (status >= 500) report(reference, where, cause)
  const known = cause instanceof AftercareError ? cause : null
  const problem: Problem = {
    type: `urn:aftercare:error:${code}`,
    title: known?.message ?? 'something went wrong on the server',
    status,
    code,
    ...(known?.where === undefined ? {} : { where: known.where }),
    ...(known?.value === undefined ? {} : { value: known.value }),
    remedy: known?.remedy ?? 'Look into the server log under the reference of this message.',
    reference,
  }
  const headers = new Headers({ 'Content-Type': PROBLEM, 'Cache-Control': 'no-store' })
  if (status === 503) headers.set('Retry-After', '2')
  if (status === 405) headers.set('Allow', 'GET, HEAD')
  return new Response(JSON.stringify(problem), { status, headers })
}
