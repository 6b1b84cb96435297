// npm test: format, lint, types, then every test, browser included. Ends with `N passed, N failed, N skipped`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { ensureInstalled, root, run } from './installed.mjs'
import { ensureWebBuilt } from './web-build.mjs'

ensureInstalled()
const tool = (name, ...parts) => path.join(root, 'node_modules', name, ...parts)

/** Two at a time: none of them uses more than one core, and two cores are the smallest machine. */
const CHECKS = {
  Format: [tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  Lint: [
    tool('eslint', 'bin', 'eslint.js'),
    '--max-warnings',
    '0',
    '--cache',
    '--cache-location',
    'node_modules/.cache/eslint/',
    '.',
  ],
  Types: [tool('typescript', 'bin', 'tsc'), '--noEmit', '-p', '.'],
  'Types of the pages': [
    tool('svelte-check', 'bin', 'svelte-check'),
    '--tsconfig',
    'web/tsconfig.json',
    '--fail-on-warnings',
    '--output',
    'human',
  ],
}

const failed = []
/** Runs something beside others. @returns the function that says how it went, with all that it printed in one piece */
async function checked(name, start) {
  const started = performance.now()
  let text = ''
  const code = await start((more) => (text += more))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  return () => {
    if (text.trim() !== '' && code !== 0) console.log(text.trimEnd())
    console.log(`${name}: ${code === 0 ? 'clean' : 'FAILED'} (${seconds} s)`)
    if (code !== 0) failed.push(name)
  }
}
const check = (name) => checked(name, (say) => run(CHECKS[name], { say }))
const told = async (checking) => (await checking)()

// Lint and types need what the build of the pages generates.
const format = check('Format')
await told(checked('Pages', () => ensureWebBuilt()))
await told(format)
// Lint takes longest: it goes on beside the first tests, and is told of after them.
const lint = check('Lint')
await told(check('Types'))
await told(check('Types of the pages'))

const folder = mkdtempSync(path.join(tmpdir(), 'aftercare-report-'))
const report = path.join(folder, 'report.json')
const more = process.argv.slice(2)
const code = await run(
  [tool('vitest', 'vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...more],
  { env: { NODE_ENV: 'test' } },
)
await told(lint)
let totals
try {
  totals = JSON.parse(readFileSync(report, 'utf8'))
} catch {
  console.error('test.no_report: the test runner ended without a report.')
  process.exit(1)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
for (const name of failed) console.error(`${name} did not pass.`)
const broken = totals.numFailedTests + failed.length + (code !== 0 && totals.numFailedTests === 0 ? 1 : 0)
console.log(`${totals.numPassedTests} passed, ${broken} failed, ${totals.numPendingTests + totals.numTodoTests} skipped`)
process.exit(broken > 0 || totals.numPassedTests === 0 ? 1 : 0)
