// Which Node runs the program. Plain JavaScript: the Node that asks may be an old one.
import { existsSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** The first that reads TypeScript without being told to. */
const OLDEST = [22, 18]
const root = fileURLToPath(new URL('../..', import.meta.url))

const isRecent = (version) => {
  const [major, minor] = version.replace('v', '').split('.').map(Number)
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}

/** The Node that came with the packages (see optionalDependencies), else this one where it is recent enough; else the process ends with 2. */
export function nodeBinary() {
  const own = path.join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(own)) return own
  if (isRecent(process.version)) return process.execPath
  console.error('cli.node_too_old: this Node cannot run the program')
  console.error(`  value  ${process.version}`)
  console.error(`  do     Run \`npm install\` in the program's folder, or install Node ${OLDEST.join('.')} or newer.`)
  process.exit(2)
}
