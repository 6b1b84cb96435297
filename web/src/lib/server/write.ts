/** How a form action writes: it knows who, takes only what it knows, says what failed, and leads a page without script back to itself. */
import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit'
import { AftercareError } from '#contracts/errors.ts'
import type { StateDatabase } from '#contracts/state/open.ts'
import type { Stamp } from '#contracts/state/record.ts'
import { decidingTexts } from '#lib/language/pages/deciding.ts'
import { texts } from '#lib/language/texts.ts'
import type { z } from 'zod'
import { codeOf, newReference, report } from './report.ts'
import { state } from './served.ts'
import { withoutAction } from './stated-name.ts'
import type { Lease } from './warehouse.ts'

/** What a page says when nothing was kept. */
export interface Refused {
  readonly message: string
}

export interface Writing {
  readonly database: StateDatabase
  readonly lease: Lease
  readonly stamp: Stamp
}

/** Thrown by the work of an action: what the reader is told; nothing was written. */
export class Refusal extends Error {
  readonly status: 400 | 409

  constructor(message: string, status: 400 | 409 = 400) {
    super(message)
    this.status = status
  }
}

/**
 * @param form what the form sends: a field that was sent twice counts as it was sent last
 * @param work writes, and returns what the page is told
 * @returns the same for a page with script; one without is led back to its address
 * @throws Redirect 303
 */
export async function write<Form, Told extends Record<string, unknown>>(
  event: RequestEvent,
  form: z.ZodType<Form>,
  work: (form: Form, writing: Writing) => Told | Promise<Told>,
): Promise<Told | ActionFailure<Refused>> {
  const { request, locals, url } = event
  const words = decidingTexts(texts(locals.language))
  const refuse = (status: number, message: string) => fail(status, { message: words.failed(message) })
  const parsed = form.safeParse(Object.fromEntries(await request.formData()))
  if (locals.name === null) return refuse(401, words.needsName)
  if (!parsed.success) return refuse(400, words.invalid)
  if (locals.warehouse === null) return refuse(503, texts(locals.language).state.noWarehouseTitle)
  let told: Told
  try {
    const stamp = { by: locals.name, at: new Date().toISOString() }
    told = await work(parsed.data, { database: state.database(), lease: locals.warehouse, stamp })
  } catch (cause) {
    if (cause instanceof Refusal) return refuse(cause.status, cause.message)
    const reference = newReference()
    report(reference, `${request.method} ${url.pathname}`, cause)
    if (!(cause instanceof AftercareError)) throw cause
    return fail(503, { message: words.stateFailed(codeOf(cause), reference) })
  }
  if (wantsData(request)) return told
  redirect(303, withoutAction(url))
}

/** A script asks for data; a browser that sends a form wants a page. */
const wantsData = (request: Request): boolean => (request.headers.get('accept') ?? '').includes('application/json')
