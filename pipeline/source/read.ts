/** The sources of a home: every `sources/*.yaml`, checked before anything is read with it. */
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { AftercareError } from '../../contracts/errors.ts'
import type { Home } from '../home/config.ts'
import { readYaml } from '../home/yaml.ts'
import { engine } from './engine.ts'
import { parseExpression } from './expression.ts'
import { DIRECT_SOURCE } from './direct.ts'
import { sourceSchema, type SourceFile, type SourceSpec } from './spec.ts'

const SOURCE_ID = /^[a-z0-9][a-z0-9_-]*$/i

/**
 * Reads all sources of a home in order of id.
 *
 * @throws config.* and source.* of docs/errors.md (exit 2)
 */
export async function readSources(home: Home): Promise<SourceSpec[]> {
  const files = (await listFolder(home.paths.sources)).filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.')).sort()
  return engine(async (connection) => {
    const specs: SourceSpec[] = []
    for (const name of files) specs.push(await readSource(home, path.join(home.paths.sources, name), connection))
    return specs
  })
}

async function readSource(home: Home, file: string, connection: DuckDBConnection): Promise<SourceSpec> {
  const id = path.basename(file).replace(/\.ya?ml$/, '')
  if (!SOURCE_ID.test(id) || id === DIRECT_SOURCE) {
    throw new AftercareError('source.id_invalid', 'the file name is the id of the source, and this is none', {
      value: id,
      where: file,
      remedy: `Rename it: letters, digits, _ and -; \`${DIRECT_SOURCE}\` is taken.`,
    })
  }
  const spec = sourceSpec(home, id, file, await readYaml(file, sourceSchema))
  await checkSource(spec, connection)
  return spec
}

export const sourceSpec = (home: Home, id: string, file: string, source: SourceFile): SourceSpec => ({
  ...source,
  id,
  file,
  systemId: source.system ?? id,
  timeZone: source.time_zone ?? home.config.time_zone,
})

/** What only the engine can judge: expressions and date formats. Throws source.expression_*, source.format_invalid. */
export async function checkSource(spec: SourceSpec, connection: DuckDBConnection): Promise<void> {
  for (const [index, map] of spec.maps.entries()) {
    const at = `${spec.file}, key maps[${index}]`
    if (map.where !== undefined) await parseExpression(connection, map.where, `${at}.where`)
    for (const [field, column] of Object.entries(map.columns)) {
      const where = `${at}.columns.${field}`
      if ('compute' in column) await parseExpression(connection, column.compute, where)
      if ('format' in column) await checkFormats(connection, column.format ?? [], where)
    }
  }
}

/** `iso` beside strptime formats stands for what is read without any. */
export const ISO_FORMAT = 'iso'

async function checkFormats(connection: DuckDBConnection, formats: readonly string[], where: string): Promise<void> {
  for (const format of formats) {
    if (format === ISO_FORMAT) continue
    try {
      if (!format.includes('%')) throw new Error('it has no % field')
      await connection.run('SELECT try_strptime($text, $format)', { text: '', format })
    } catch (cause) {
      throw new AftercareError('source.format_invalid', 'this is no format of dates and times', {
        value: format,
        where,
        remedy: 'Write a strptime format such as "%d/%m/%Y %H:%M", or `iso`.',
        cause,
      })
    }
  }
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw cause
  }
}
