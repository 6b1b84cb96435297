// Builds the web application when its sources have changed since the last build.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { root, run } from './installed.mjs'

const SOURCES = ['web', 'contracts', 'sql/queries', 'data/reference', 'svelte.config.js', 'vite.config.ts', 'package-lock.json']
const NOT_SOURCES = new Set(['build', '.svelte-kit', 'node_modules'])
const stampFile = path.join(root, 'web', 'build', '.sources')

function* files(at) {
  if (statSync(at).isFile()) return yield at
  for (const entry of readdirSync(at, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory() && NOT_SOURCES.has(entry.name)) continue
    yield* files(path.join(at, entry.name))
  }
}

function sourcesHash() {
  const hash = createHash('sha256')
  for (const source of SOURCES.map((each) => path.join(root, each)).filter((each) => existsSync(each))) {
    for (const file of files(source)) hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** @returns the exit code of the build, 0 when there was nothing to do */
export async function ensureWebBuilt() {
  const wanted = sourcesHash()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return 0
  console.log('Building the pages …')
  // Whoever calls may run under another one (the tests do), and Svelte would then write its development code.
  const env = { NODE_ENV: 'production' }
  const code = await run([path.join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], { env })
  if (code === 0) writeFileSync(stampFile, wanted)
  return code
}

if (process.argv[1] === import.meta.filename) process.exit(await ensureWebBuilt())
