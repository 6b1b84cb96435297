// Plain JavaScript on purpose: it runs on whatever Node the machine has, before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

export const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..', '..')
const OLDEST_NODE = [22, 17]

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

const isRecent = (version) => {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number)
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])
}

/** The Node that runs the program: this one where it is recent enough, else the one that came with the packages. */
export function nodeBinary() {
  const own = path.join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(own)) return own
  if (isRecent(process.version)) return process.execPath
  console.error(
    `setup.node_too_old: Aftercare needs Node ${OLDEST_NODE.join('.')} or newer.\n  value  ${process.version}\n  do     Install Node 24 (no packaged one exists for ${process.platform} ${process.arch}).`,
  )
  process.exit(2)
}

/** Runs a program with that Node and the packages' commands in reach; resolves to its exit code. Ctrl+C reaches the child. */
export function run(args, { env = {} } = {}) {
  const node = nodeBinary()
  const child = spawn(node, args, {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...env,
      PATH: [path.dirname(node), path.join(root, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter),
    },
  })
  const forward = (signal) => child.kill(signal)
  process.on('SIGINT', forward)
  process.on('SIGTERM', forward)
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      process.off('SIGINT', forward)
      process.off('SIGTERM', forward)
      resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1))
    })
  })
}
