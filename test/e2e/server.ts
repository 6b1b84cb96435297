/** Runs the built application on a free port of this machine. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import type { HomePaths } from '../../contracts/home.ts'

export interface RunningServer {
  readonly url: string
  readonly pid: number
  /** Everything it has written so far. */
  readonly output: () => string
  stop(): Promise<void>
}

const root = path.join(import.meta.dirname, '..', '..')

/** The channel closes when this process ends, however it ends: no server stays behind. Unreferenced, so that the server may end before. */
const ENDS_WITH_US = `data:text/javascript,${encodeURIComponent(
  "process.once('disconnect', () => process.exit()); process.channel.unref()",
)}`

export async function startServer(home: HomePaths): Promise<RunningServer> {
  const child = spawn(process.execPath, ['--import', ENDS_WITH_US, path.join(root, 'web', 'build', 'index.js')], {
    env: {
      ...process.env,
      AFTERCARE_HOME: home.root,
      HOST: '127.0.0.1',
      PORT: '0',
      AFTERCARE_POLL_MS: '50',
      SHUTDOWN_TIMEOUT: '2',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const match = /Listening on (http:\/\/\S+)/.exec(output)
      if (match?.[1] !== undefined) resolve(match[1])
    })
    child.once('exit', (code) => {
      reject(new Error(`the server ended with ${code}: ${output}`))
    })
    child.once('error', reject)
  })
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => {
          resolve()
        })
        child.kill('SIGTERM')
      }),
  }
}
