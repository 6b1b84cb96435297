/** Work that several workers of one run need, done by the first that asks; the others wait for it. */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'

const POLL_MS = 50

/**
 * @param name of a folder in the folder of the run
 * @param make fills it; what it throws is thrown to everybody who waits
 * @returns the folder, filled
 */
export async function oncePerRun(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(tmpdir(), name)
  const [claim, result] = [`${folder}.claim`, `${folder}.result`]
  try {
    // Fails when it exists: one worker is first.
    await writeFile(claim, String(process.pid), { flag: 'wx' })
  } catch (cause) {
    if (!isTaken(cause)) throw cause
    await settled(claim, result)
    const failure = await readFile(result, 'utf8')
    if (failure !== '') throw new Error(`${name} could not be made: ${failure}`, { cause })
    return folder
  }
  let failure = ''
  try {
    await mkdir(folder)
    await make(folder)
    return folder
  } catch (cause) {
    failure = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
    throw cause
  } finally {
    // By a rename, so that nobody reads half of it.
    await writeFile(`${result}.new`, failure)
    await rename(`${result}.new`, result)
  }
}

async function settled(claim: string, result: string): Promise<void> {
  while (!existsSync(result)) {
    const owner = Number(await readFile(claim, 'utf8'))
    // 0: the claim is there, its text not yet.
    if (owner !== 0 && !isAlive(owner) && !existsSync(result)) throw new Error(`worker ${String(owner)} died over ${result}`)
    await wait(POLL_MS)
  }
}

const isTaken = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'

/** Whether a process of this machine runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
