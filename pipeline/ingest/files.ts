/** Which files belong to which source. */
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { glob } from 'tinyglobby'
import { AftercareError } from '../../contracts/errors.ts'
import type { Home } from '../home/config.ts'
import type { SourceSpec } from '../source/spec.ts'

export interface SourceFiles {
  readonly spec: SourceSpec
  /** Absolute paths in order of base name. */
  readonly files: readonly string[]
}

/**
 * The files that the sources name, each source's in order of name.
 *
 * @throws source.variable_missing, source.folder_missing (exit 2)
 */
export async function findSourceFiles(home: Home, spec: SourceSpec): Promise<SourceFiles> {
  const folder = sourceFolder(home, spec)
  const isFolder = await stat(folder).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
  if (!isFolder) {
    if (spec.folder === undefined) return { spec, files: [] }
    throw new AftercareError('source.folder_missing', 'the folder of the source is not there', {
      value: folder,
      where: `${spec.file}, key folder`,
      remedy: 'Create it or mount it, or correct `folder`.',
      exitCode: 3,
    })
  }
  const files = await glob(spec.files, { cwd: folder, absolute: true, dot: false, onlyFiles: true, expandDirectories: false })
  return { spec, files: inOrder(files) }
}

/** Files of the inbox that no source names; hidden ones do not count. */
export async function findUnmatched(home: Home, matched: ReadonlySet<string>): Promise<string[]> {
  const names = await readdir(home.paths.inbox, { withFileTypes: true }).catch(() => [])
  const files = names
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.join(home.paths.inbox, entry.name))
  return inOrder(files.filter((file) => !matched.has(file)))
}

/**
 * Given paths, each with the source whose globs it matches; a folder stands for the files in it.
 *
 * @returns files without a source with `spec: null`
 * @throws ingest.path_missing, ingest.ambiguous (exit 2)
 */
export async function assignPaths(
  home: Home,
  specs: readonly SourceSpec[],
  paths: readonly string[],
): Promise<{ file: string; spec: SourceSpec | null }[]> {
  const files = await expandPaths(paths)
  return files.map((file) => {
    const candidates = specs.filter((spec) => matches(home, spec, file))
    if (candidates.length > 1) {
      throw new AftercareError('ingest.ambiguous', 'more than one source takes this file', {
        value: candidates.map((spec) => spec.id).join(', '),
        where: file,
        remedy: 'Make the globs of the sources exclude each other.',
      })
    }
    return { file, spec: candidates[0] ?? null }
  })
}

/** Absolute paths of files, folders replaced by what lies in them. Throws `ingest.path_missing`. */
export async function expandPaths(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (given) => {
      const file = path.resolve(given)
      const entry = await stat(file).catch(() => null)
      if (entry === null) {
        throw new AftercareError('ingest.path_missing', 'there is no such file', { value: given, remedy: 'Check the path.' })
      }
      if (!entry.isDirectory()) return [file]
      const entries = await readdir(file, { withFileTypes: true })
      return entries.filter((each) => each.isFile() && !each.name.startsWith('.')).map((each) => path.join(file, each.name))
    }),
  )
  return inOrder([...new Set(found.flat())])
}

function matches(home: Home, spec: SourceSpec, file: string): boolean {
  const relative = path.relative(sourceFolder(home, spec), file).split(path.sep).join('/')
  return spec.files.some((pattern) => path.matchesGlob(relative, pattern) || path.matchesGlob(path.basename(file), pattern))
}

/** Where the globs of a source are looked for: absolute. Throws `source.variable_missing`. */
export function sourceFolder(home: Home, spec: SourceSpec): string {
  if (spec.folder === undefined) return home.paths.inbox
  const expanded = spec.folder.replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => {
    const value = process.env[name]
    if (value !== undefined && value !== '') return value
    throw new AftercareError('source.variable_missing', `the environment variable ${name} is not set`, {
      value: spec.folder ?? '',
      where: `${spec.file}, key folder`,
      remedy: `Set ${name} before running, or write the folder itself.`,
    })
  })
  return path.resolve(home.paths.root, expanded)
}

/** By base name, then by path, code unit by code unit: the same everywhere. */
function inOrder(files: readonly string[]): string[] {
  const key = (file: string) => `${path.basename(file)}\0${file}`
  return [...files].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}
