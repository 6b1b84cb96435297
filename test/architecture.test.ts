/** The order of the house: who may import whom, which codes are documented, how big and how named files are. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { glob } from 'tinyglobby'
import { expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const files = (
  await glob('{contracts,pipeline,sql,web,test,data/reference}/**/*.{ts,mjs,js,svelte,sql,yaml}', {
    cwd: ROOT,
    ignore: ['**/node_modules/**', 'web/build/**', 'web/.svelte-kit/**', 'web/src/lib/paraglide/**', '**/output/**'],
  })
).sort()
const texts = new Map<string, string>()
for (const file of files) texts.set(file, await readFile(path.join(ROOT, file), 'utf8'))

const isCode = (file: string) => /\.(ts|mjs|js|svelte)$/.test(file)

/** Folders of this repository that a folder's code may import, itself apart. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  pipeline: ['contracts'],
  web: ['contracts', 'sql/queries', 'data/reference'],
  sql: [],
}

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g
const GLOB = /import\.meta\.glob[^(]*\(\s*['"]([^'"]+)['"]/g

function importsOf(file: string, text: string): string[] {
  const found = [...text.matchAll(IMPORT), ...text.matchAll(GLOB)].map((match) => match[1] ?? '')
  return found
    .filter((each) => each.startsWith('.'))
    .map((each) => path.posix.normalize(path.posix.join(path.posix.dirname(file), each)))
}

test('dependencies point one way', () => {
  const breaches: string[] = []
  for (const [file, text] of texts) {
    const folder = file.split('/')[0] ?? ''
    const allowed = MAY_IMPORT[folder]
    if (allowed === undefined || !isCode(file)) continue
    for (const target of importsOf(file, text)) {
      if (![folder, ...allowed].some((each) => target.startsWith(`${each}/`))) breaches.push(`${file} imports ${target}`)
    }
  }
  expect(breaches).toEqual([])
})

test('contracts import packages and each other only', () => {
  const contracts = [...texts].filter(([file]) => file.startsWith('contracts/'))
  expect(contracts.length).toBeGreaterThan(5)
  expect(contracts.flatMap(([file, text]) => importsOf(file, text)).filter((each) => !each.startsWith('contracts/'))).toEqual([])
})

test('nothing of sql is code', () => {
  expect(files.filter((each) => each.startsWith('sql/') && isCode(each))).toEqual([])
})

/** Codes of errors as the code writes them: the first argument of an AftercareError, or `code: 'area.what'` beside a remedy. */
function codesIn(text: string): string[] {
  const thrown = [...text.matchAll(/new AftercareError\(\s*'([a-z_]+\.[a-z0-9_]+)'/g)]
  const handed = [...text.matchAll(/\b(?:unfit|broken|absent|unreadable|addIssue|readRecord)\([^)]*?'([a-z_]+\.[a-z0-9_]+)'/g)]
  const named = [...text.matchAll(/\bcode: '((?:config|source|reference)\.[a-z0-9_]+)'/g)]
  return [...thrown, ...handed, ...named].map((match) => match[1] ?? '').filter((each) => !/\.(ts|yaml|json|csv|sql)$/.test(each))
}

test('every error code is documented, in order, once', async () => {
  const documented = [...(await readFile(path.join(ROOT, 'docs/errors.md'), 'utf8')).matchAll(/^\| `([^`]+)`/gm)].map(
    (match) => match[1] ?? '',
  )
  const used = new Set(
    [...texts].filter(([file]) => isCode(file) && !file.startsWith('test/')).flatMap(([, text]) => codesIn(text)),
  )
  expect(used.size).toBeGreaterThan(40)
  expect([...used].filter((each) => !documented.includes(each)).sort(), 'codes missing in docs/errors.md').toEqual([])
  expect(documented, 'sorted').toEqual([...documented].sort())
  expect(new Set(documented).size, 'each once').toBe(documented.length)
})

test('no file is too long to be read', () => {
  const isText = (file: string) => isCode(file) || file.endsWith('.sql')
  const long = [...texts].filter(([file, text]) => isText(file) && text.split('\n').length > 401).map(([file]) => file)
  expect(long).toEqual([])
})

test('a module that tests share registers no hook when it is loaded', () => {
  // A worker loads it once for all its files (`isolate: false`): the hook would be that of the first file only.
  const hooked = [...texts].filter(
    ([file, text]) => file.startsWith('test/') && !file.endsWith('.test.ts') && /^(?:before|after)(?:All|Each)\(/m.test(text),
  )
  expect(hooked.map(([file]) => file)).toEqual([])
})

test('names say what a file is about', () => {
  expect(files.filter((each) => /(^|\/)(utils?|helpers?|misc|common)(\.|\/)/i.test(each))).toEqual([])
})
