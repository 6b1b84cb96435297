/**
 * Before all tests: one temporary folder for everything that the run puts aside. It is the run's own TMPDIR, so nothing stays behind,
 * whatever a test forgets; what an interrupted run left goes with the next one.
 */
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { isAlive } from './once.ts'

const NAME = /^aftercare-run-(\d+)-/

export default function setup(): (() => void) | undefined {
  // Each project of the configuration comes here; the first one's folder is that of all.
  if (NAME.test(path.basename(tmpdir()))) return undefined
  // Links resolved: a test may compare with what the system calls a file.
  const base = realpathSync(tmpdir())
  for (const each of readdirSync(base)) {
    const owner = NAME.exec(each)?.[1]
    if (owner !== undefined && !isAlive(Number(owner))) rmSync(path.join(base, each), { recursive: true, force: true })
  }
  const folder = mkdtempSync(path.join(base, `aftercare-run-${String(process.pid)}-`))
  // Workers are started later and inherit it; Windows reads the other two.
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder
  return () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
