/** Runs one stage in a process of its own and says how long it took and how much memory it needed at most. */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { AftercareError } from '../../contracts/errors.ts'

export interface Measured {
  readonly seconds: number
  /** Peak resident memory of the process, MiB. */
  readonly peakMib: number
  readonly stdout: string
}

/**
 * @param script a TypeScript file, absolute
 * @throws AftercareError `bench.stage_failed` when the process does not end with 0
 */
export async function measure(script: string, args: readonly string[], env: Record<string, string> = {}): Promise<Measured> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aftercare-bench-'))
  const peakFile = path.join(folder, 'peak')
  const preload = pathToFileURL(path.join(import.meta.dirname, 'peak.ts')).href
  try {
    const started = performance.now()
    const { code, stdout, stderr } = await runNode(['--import', preload, script, ...args], { ...env, BENCH_PEAK_FILE: peakFile })
    const seconds = (performance.now() - started) / 1000
    if (code !== 0) {
      throw new AftercareError('bench.stage_failed', `the stage ended with exit code ${String(code)}`, {
        value: [path.basename(script), ...args].join(' '),
        where: stderr.slice(-2000),
        remedy: 'Run the same command by hand to see why.',
        exitCode: 1,
      })
    }
    return { seconds, peakMib: Number(await readFile(peakFile, 'utf8')), stdout }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function runNode(args: readonly string[], env: Record<string, string>) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.on('error', reject)
    child.on('exit', (code) => {
      resolve({ code, stdout, stderr })
    })
  })
}
