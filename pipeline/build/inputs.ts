/** Everything that a build depends on beside the moment, as one hash: the same inputs need not be built again. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { glob } from 'tinyglobby'
import type { HomePaths } from '../../contracts/home.ts'
import type { Load } from '../../contracts/load.ts'
import type { StateSnapshot } from '../../contracts/state/snapshot.ts'
import { SHIPPED_REFERENCE } from '../reference/file.ts'
import { SQL_FOLDER } from './model.ts'

const PROGRAM = path.resolve(import.meta.dirname, '../..')

/** Eight hexadecimal digits over active loads, what people wrote, configuration, reference data, models and the program's version. */
export async function hashInputs(
  home: HomePaths,
  { active, state }: { readonly active: readonly Load[]; readonly state: StateSnapshot },
  folder: string = SQL_FOLDER,
): Promise<string> {
  const hash = createHash('sha256')
  for (const load of active) hash.update(`${load.load_id} ${load.spec_hash}\n`)
  hash.update(JSON.stringify(state))
  const roots: [string, string][] = [
    [home.root, 'aftercare.yaml'],
    [home.sources, '*.{yaml,yml}'],
    [home.reference, '**/*'],
    [SHIPPED_REFERENCE, '**/*'],
    [folder, '{staging,intermediate,marts,ref,meta,audits,macros}/**'],
    [PROGRAM, 'package.json'],
  ]
  for (const [cwd, pattern] of roots) {
    for (const file of (await glob(pattern, { cwd })).sort()) {
      hash.update(`${file}\n`)
      hash.update(await readFile(path.join(cwd, file)))
    }
  }
  return hash.digest('hex').slice(0, 8)
}

/** An id that sorts by time: `20250131T093000123Z-1a2b3c4d`. */
export const buildIdOf = (started: Date, inputs: string): string => `${started.toISOString().replace(/[-:.]/g, '')}-${inputs}`

/** The inputs of a version, from its id. */
export const inputsOf = (buildId: string): string => buildId.slice(buildId.lastIndexOf('-') + 1)

/** The version in package.json. */
export async function programVersion(): Promise<string> {
  const content: unknown = JSON.parse(await readFile(path.join(PROGRAM, 'package.json'), 'utf8'))
  return typeof content === 'object' && content !== null && 'version' in content ? String(content.version) : ''
}
