/**
 * The file of what people wrote (`state/aftercare.sqlite`): small, transactional, apart from the warehouse. The server writes it, builds read
 * it while it does (WAL). Both bring an older file to the present shape.
 */
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { AftercareError } from '../errors.ts'
import { APPLICATION_ID, MIGRATIONS } from './migrations.ts'

export type StateDatabase = DatabaseSync

/** How long one process waits for another's transaction, in milliseconds. Each takes a few. */
const PATIENCE = 5000
/** SQLite's own code for a file that is no database. */
const NOT_A_DATABASE = 26

/**
 * Opens for writing; makes the file where there is none (readable by its owner only, as SQLite makes its `-wal` and `-shm`). Close it.
 * @param steps those of this program; a test hands in the next version's
 * @throws AftercareError `state.not_ours`, `state.too_new`, `state.cannot_open`
 */
export function openState(file: string, steps: readonly string[] = MIGRATIONS): StateDatabase {
  return guarded(file, () => {
    makePrivate(file)
    return opened(file, new DatabaseSync(file, { timeout: PATIENCE }), steps, (database) => {
      // A decision is a person's work: it must survive a power cut, and there are few.
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
      migrate(database, file, steps)
    })
  })
}

/**
 * Opens for reading, or null where nobody has written anything yet. Close it.
 * @throws AftercareError `state.not_ours`, `state.too_new`, `state.cannot_open`
 */
export function openStateForReading(file: string): StateDatabase | null {
  if (!existsSync(file)) return null
  const isPresent = guarded(file, () => {
    const database = opened(file, new DatabaseSync(file, { readOnly: true, timeout: PATIENCE }), MIGRATIONS, () => undefined)
    try {
      return versionOf(database, file, MIGRATIONS) === MIGRATIONS.length
    } finally {
      database.close()
    }
  })
  if (!isPresent) openState(file).close()
  return guarded(file, () => new DatabaseSync(file, { readOnly: true, timeout: PATIENCE }))
}

function makePrivate(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
  }
}

function opened(
  file: string,
  database: DatabaseSync,
  steps: readonly string[],
  prepare: (database: DatabaseSync) => void,
): DatabaseSync {
  try {
    // Before anything is written: another program's database must stay as it is.
    versionOf(database, file, steps)
    prepare(database)
    return database
  } catch (cause) {
    database.close()
    throw cause
  }
}

const numberSchema = z.object({ value: z.number().int() })

const ask = (database: DatabaseSync, sql: string): number => numberSchema.parse(database.prepare(sql).get()).value

/** Steps that the file has taken; 0 for an empty one. */
function versionOf(database: DatabaseSync, file: string, steps: readonly string[]): number {
  const owner = ask(database, 'select application_id as value from pragma_application_id')
  const version = ask(database, 'select user_version as value from pragma_user_version')
  const isEmpty = owner === 0 && version === 0 && ask(database, 'select count(*) as value from sqlite_schema') === 0
  if (owner !== APPLICATION_ID && !isEmpty) throw notOurs(file)
  if (version > steps.length) {
    throw new AftercareError('state.too_new', 'a newer version of the program wrote this file', {
      where: file,
      value: `version ${version}, this program knows ${steps.length}`,
      remedy: 'Install that version of the program again, or restore a copy of the file from before.',
    })
  }
  return version
}

function migrate(database: DatabaseSync, file: string, steps: readonly string[]): void {
  if (versionOf(database, file, steps) === steps.length) return
  inTransaction(database, () => {
    // Asked again: another process may have done it while this one waited.
    for (const step of steps.slice(versionOf(database, file, steps))) database.exec(step)
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${steps.length}`)
  })
}

/** All of it or nothing. No other process writes meanwhile. */
export function inTransaction<T>(database: StateDatabase, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (cause) {
    database.exec('ROLLBACK')
    throw cause
  }
}

function guarded<T>(file: string, open: () => T): T {
  try {
    return open()
  } catch (cause) {
    if (cause instanceof AftercareError) throw cause
    if (cause instanceof Error && 'errcode' in cause && cause.errcode === NOT_A_DATABASE) throw notOurs(file, cause)
    throw new AftercareError('state.cannot_open', cause instanceof Error ? cause.message : String(cause), {
      where: file,
      remedy: 'Check that this user may read and write the file and its folder, and that the disk is not full.',
      cause,
    })
  }
}

const notOurs = (file: string, cause?: unknown): AftercareError =>
  new AftercareError('state.not_ours', 'this file is not what the program keeps people’s decisions in', {
    where: file,
    remedy: 'Move it away, and restore a copy of the right one if there is any; without one the program makes an empty one.',
    cause,
  })
