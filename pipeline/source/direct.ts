/** `--as <entity>`: a source made on the spot for a file whose headers are the canonical names. */
import { entityContract, type EntityName } from '../../contracts/entities.ts'
import { AftercareError } from '../../contracts/errors.ts'
import type { Home } from '../home/config.ts'
import { nearest } from '../home/nearest.ts'
import { sourceSchema, type SourceSpec } from './spec.ts'

export const DIRECT_SOURCE = 'direct'

/**
 * @param header column names of the file
 * @throws source.column_missing when a required field is not among them (exit 3)
 */
export function directSpec(home: Home, entity: EntityName, file: string, header: readonly string[]): SourceSpec {
  const { fields } = entityContract(entity)
  const present = fields.filter((field) => header.includes(field.name))
  const missing = fields.find((field) => field.required && !header.includes(field.name))
  if (missing !== undefined) {
    const guess = nearest(missing.name, header)
    throw new AftercareError('source.column_missing', `the file has no column \`${missing.name}\`, which ${entity} requires`, {
      value: header.join(', '),
      where: file,
      remedy: `${guess === undefined ? 'Add the column' : `Rename \`${guess}\``}, or write a source that maps the file (\`aftercare inspect\` proposes one).`,
      exitCode: 3,
    })
  }
  const columns = Object.fromEntries(present.map((field) => [field.name, field.name]))
  const source = sourceSchema.parse({ files: ['*'], maps: [{ entity, columns }] })
  return { ...source, id: DIRECT_SOURCE, file: `--as ${entity}`, systemId: DIRECT_SOURCE, timeZone: home.config.time_zone }
}
