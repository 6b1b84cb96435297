/** Answers for what the API does not have: other methods, other paths. */
import { AftercareError } from '#contracts/errors.ts'
import type { RequestHandler } from '@sveltejs/kit'
import { problemResponse } from './problem.ts'

const where = (event: Parameters<RequestHandler>[0]) => `${event.request.method} ${event.url.pathname}`

export const refusing: RequestHandler = (event) =>
  problemResponse(
    new AftercareError('api.method_not_allowed', 'the API is for reading only', {
      value: event.request.method,
      remedy: 'Use GET.',
    }),
    where(event),
  )

export const missing: RequestHandler = (event) =>
  problemResponse(
    new AftercareError('api.not_found', 'there is nothing under this path', {
      value: event.url.pathname.slice(0, 200),
      remedy: 'Look into /api/v1/openapi.json for the paths.',
    }),
    where(event),
  )
