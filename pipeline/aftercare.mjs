#!/usr/bin/env node
// Starts the command line on a Node that can run it. Plain JavaScript of old: the Node that starts it may be any.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const OLDEST = [22, 17]
const cli = fileURLToPath(new URL('./cli.ts', import.meta.url))

const isNewEnough = (version) => {
  const [major, minor] = version.replace('v', '').split('.').map(Number)
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}

/** The Node that came with the packages, see optionalDependencies. */
const bundled = () => fileURLToPath(new URL(`../node_modules/node-${process.platform}-${process.arch}/bin/node`, import.meta.url))

const node = isNewEnough(process.version) ? process.execPath : bundled()
if (!existsSync(node)) {
  console.error(`cli.node_too_old: Node ${process.version} cannot run this program`)
  console.error(`  value  ${process.version}`)
  console.error(`  do     Run \`npm install\` in the program's folder, or install Node ${OLDEST.join('.')} or newer.`)
  process.exit(2)
}

// 22.17 needs to be told to read TypeScript; newer ones take the flag as well.
const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
const child = spawn(node, [...flags, cli, ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  console.error(`cli.node_not_startable: ${error.message}`)
  process.exit(2)
})
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
})
