/**
 * Where a page ends, so that the next one begins behind it. A cursor belongs to one version of the warehouse and one question:
 * within these, pages neither repeat nor miss a row.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AftercareError } from '#contracts/errors.ts'

export interface Position {
  /** ISO date by which the rows are sorted first. */
  readonly on: string
  readonly key: string
}

/** Whoever asks, and what: everything of the request that decides which rows there are. */
export interface Question {
  readonly version: string
  readonly identity: readonly unknown[]
}

const cursorSchema = z.tuple([z.string(), z.string(), z.iso.date(), z.string()])

export const fingerprint = (identity: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(identity)).digest('base64url').slice(0, 22)

export const writeCursor = ({ version, identity }: Question, { on, key }: Position): string =>
  Buffer.from(JSON.stringify([version, fingerprint(identity), on, key])).toString('base64url')

/** @throws AftercareError `api.bad_cursor`, `api.version_changed` */
export function readCursor({ version, identity }: Question, cursor: string): Position {
  const parts = parsed(cursor)
  if (parts === null) throw badCursor(cursor, 'this is no cursor that was given out here')
  const [wasVersion, wasIdentity, on, key] = parts
  if (wasVersion !== version) {
    throw new AftercareError('api.version_changed', 'another version of the data is served now', {
      value: wasVersion,
      where: version,
      remedy: 'Begin again without `after`; keep only what comes from one version.',
    })
  }
  if (wasIdentity !== fingerprint(identity)) throw badCursor(cursor, 'the cursor belongs to other filters')
  return { on, key }
}

function parsed(cursor: string): z.infer<typeof cursorSchema> | null {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    return null
  }
}

const badCursor = (cursor: string, message: string) =>
  new AftercareError('api.bad_cursor', message, {
    where: 'after',
    value: cursor.slice(0, 200),
    remedy: 'Give `next` of the page before as it is, with the same filters.',
  })
