import { ENTITY_NAMES } from '../../contracts/entities.ts'
import { AftercareError } from '../../contracts/errors.ts'
import { loadHome } from '../home/config.ts'
import { propose } from '../home/nearest.ts'
import { ingest, type IngestReport } from '../ingest/ingest.ts'
import type { Command } from './command.ts'

export const run: Command = async ({ root, positionals, text, effects, print }) => {
  const home = await loadHome(root)
  const as = text('as')
  const entity = ENTITY_NAMES.find((each) => each === as)
  if (as !== undefined && entity === undefined) {
    throw new AftercareError('cli.unknown_entity', 'there is no such entity', {
      value: as,
      remedy: propose(as, ENTITY_NAMES, 'entity'),
    })
  }
  const report = await ingest(
    home,
    { ...(positionals.length === 0 ? {} : { paths: positionals }), ...(entity === undefined ? {} : { as: entity }) },
    effects,
  )
  print(summary(report), sentence(report))
  return report.exitCode
}

/** The report as data for --json. */
export function summary({ files, failures, unmatched, orphans }: IngestReport) {
  return {
    files: files.map(({ source, file, outcome, load, rejects }) => ({
      source,
      file,
      outcome,
      load_id: load.load_id,
      rows: load.rows,
      maps: load.maps,
      rejects,
    })),
    failures: failures.map(({ source, file, error }) => ({
      source,
      file,
      code: error.code,
      message: error.message,
      remedy: error.remedy,
    })),
    unmatched,
    orphans,
  }
}

/** The report in one line. */
export function sentence({ files, failures, unmatched }: IngestReport): string {
  const loaded = files.filter((each) => each.outcome === 'loaded')
  const rows = loaded.reduce((sum, each) => sum + each.load.rows, 0)
  const parts = [`${loaded.length} files loaded (${rows} rows)`, `${files.length - loaded.length} already there`]
  if (failures.length > 0) parts.push(`${failures.length} could not be read`)
  if (unmatched.length > 0) parts.push(`${unmatched.length} without a source`)
  return parts.join(', ')
}
