// Plain JavaScript on purpose: it runs on whatever Node the machine has, before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { nodeBinary } from './node.mjs'

export const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..', '..')

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
const stampFile = path.join(root, 'node_modules', '.aftercare-installed')

/** Installs the packages of the lock file unless exactly these are installed already. */
export function ensureInstalled() {
  const wanted = lockHash()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return
  console.log('Installing packages (once; some minutes on a slow line) …')
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // npm start and npm test export their own npm_* settings; a clean child reads the project's .npmrc afresh.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'))),
    shell: process.platform === 'win32',
  })
  if (result.status !== 0) {
    console.error(
      'setup.install_failed: npm ci did not succeed.\n  do     Check the network or the npm registry setting, then run the command again.',
    )
    process.exit(2)
  }
  writeFileSync(stampFile, wanted)
}

/**
 * Runs a program with that Node and the packages' commands in reach; resolves to its exit code. Ctrl+C reaches the child.
 * @param say takes what it prints, piece by piece; without it the child prints for itself
 */
export function run(args, { env = {}, say } = {}) {
  const node = nodeBinary()
  const child = spawn(node, args, {
    cwd: root,
    stdio: say === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...env,
      PATH: [path.dirname(node), path.join(root, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter),
    },
  })
  child.stdout?.setEncoding('utf8').on('data', say)
  child.stderr?.setEncoding('utf8').on('data', say)
  const forward = (signal) => child.kill(signal)
  process.on('SIGINT', forward)
  process.on('SIGTERM', forward)
  return new Promise((resolve) => {
    // Not `exit`: the last of what it printed may come after it.
    child.on('close', (code, signal) => {
      process.off('SIGINT', forward)
      process.off('SIGTERM', forward)
      resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1))
    })
  })
}
