/** Failures on the server: the cause goes to the log, the reader gets a code and a reference to it. */
import { randomBytes } from 'node:crypto'
import process from 'node:process'
import { AftercareError } from '#contracts/errors.ts'
import type { Panel } from '#lib/frame/panel.ts'
import type { Lease } from './warehouse.ts'

/** Eight characters that a person can read out over the phone. */
export const newReference = (): string => randomBytes(5).toString('hex').slice(0, 8)

export const codeOf = (cause: unknown): string => (cause instanceof AftercareError ? cause.code : 'server.unexpected')

export function report(reference: string, where: string, cause: unknown): void {
  const what =
    cause instanceof AftercareError ? cause.explain() : cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
  const why = cause instanceof AftercareError && cause.cause instanceof Error ? `\n  cause  ${cause.cause.message}` : ''
  process.stderr.write(`[${reference}] ${where}\n${what}${why}\n`)
}

/** What a panel of a page shows: its data, or how it failed. One failed panel leaves the others alone. */
export async function panel<T>(where: string, read: () => Promise<T>): Promise<Panel<T>> {
  try {
    return { state: 'ready', data: await read() }
  } catch (cause) {
    const reference = newReference()
    report(reference, where, cause)
    return { state: 'failed', code: codeOf(cause), reference }
  }
}

/**
 * A panel that the page shows before it is read: return the promise from `load`. The request's own hold on the version ends
 * when the response begins, so this one keeps it open until the panel is settled.
 * @returns never rejects
 */
export async function streamed<T>(lease: Pick<Lease, 'hold'>, where: string, read: () => Promise<T>): Promise<Panel<T>> {
  const release = lease.hold()
  try {
    return await panel(where, read)
  } finally {
    release()
  }
}
