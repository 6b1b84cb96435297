/**
 * One writer at a time in a home: ingest and build hold `state/writer.lock` while they work. A lock whose process is
 * gone is taken over.
 */
import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'

const holderSchema = z.object({ pid: z.int(), host: z.string(), job: z.string() })
type Holder = z.infer<typeof holderSchema>

/** Locks that this very process holds: after a restart in a container its pid may be that of the process that died. */
const held = new Set<string>()

/**
 * Runs `work` while holding the writer's lock.
 *
 * @param job what is done, for the one who has to wait: `ingest`, `build`
 * @throws home.locked (exit 2) when another living process holds it
 */
export async function withWriterLock<T>(home: HomePaths, job: string, work: () => Promise<T>): Promise<T> {
  await acquire(home.lock, { pid: process.pid, host: hostname(), job })
  try {
    return await work()
  } finally {
    held.delete(home.lock)
    await rm(home.lock, { force: true })
  }
}

async function acquire(file: string, holder: Holder): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  for (let attempt = 0; attempt < 2; attempt++) {
    if (await create(file, holder)) {
      held.add(file)
      return
    }
    const other = await readHolder(file)
    if (other !== null && isAlive(file, other)) {
      throw new AftercareError('home.locked', `another process is writing here (${other.job})`, {
        value: `process ${other.pid} on ${other.host}`,
        where: file,
        remedy: 'Wait until it has finished and try again.',
      })
    }
    await rm(file, { force: true })
  }
  throw new AftercareError('home.locked', 'another process took the lock first', { where: file, remedy: 'Try again.' })
}

async function create(file: string, holder: Holder): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600)
    await handle.writeFile(JSON.stringify(holder))
    await handle.close()
    return true
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false
    throw cause
  }
}

/** Null when the record is unreadable: its writer died while writing it. */
async function readHolder(file: string): Promise<Holder | null> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}

function isAlive(file: string, holder: Holder): boolean {
  // A process of another machine cannot be asked; it is taken to be alive.
  if (holder.host !== hostname()) return true
  if (holder.pid === process.pid) return held.has(file)
  try {
    process.kill(holder.pid, 0)
    return true
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}
