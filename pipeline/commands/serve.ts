import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { AftercareError } from '../../contracts/errors.ts'
import { loadHome } from '../home/config.ts'
import type { Command } from './command.ts'

const SERVER = path.resolve(import.meta.dirname, '../../web/build/index.js')
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs the built server in a process of its own until it ends; signals are handed on. Throws `serve.not_built`, `serve.ended`. */
export const run: Command = async ({ root }) => {
  await loadHome(root)
  if (!existsSync(SERVER)) {
    throw new AftercareError('serve.not_built', 'the pages have not been built', {
      where: SERVER,
      remedy: 'Run `npm start`, which builds and serves them.',
    })
  }
  const { HOST: host = '127.0.0.1', PORT: port = '4173' } = process.env
  const child = spawn(process.execPath, [SERVER], {
    stdio: 'inherit',
    env: { ...process.env, HOST: host, PORT: port, AFTERCARE_HOME: root },
  })
  const end = { wasAsked: false }
  const handOn = SIGNALS.map((signal) => {
    const listener = () => {
      end.wasAsked = true
      child.kill(signal)
    }
    process.on(signal, listener)
    return () => process.removeListener(signal, listener)
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  }).finally(() => {
    handOn.forEach((remove) => remove())
  })
  if (end.wasAsked || code === 0) return 0
  throw new AftercareError('serve.ended', 'the server ended by itself', {
    value: String(code),
    remedy: 'Look at its last lines; PORT and HOST choose another address.',
    exitCode: 1,
  })
}
