/** What is this file? Its shape, and a source that would load it: to be read and corrected by a person. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { stringify } from 'yaml'
import type { EntityName } from '../../contracts/entities.ts'
import { AftercareError } from '../../contracts/errors.ts'
import { quoteName, quoteText } from '../build/identifier.ts'
import { formatOf, readRaw, type Format } from '../read/read.ts'
import { cleanColumn } from '../source/compile.ts'
import { engine } from '../source/engine.ts'
import { CAST_MACROS } from '../validate/cast.ts'
import { guessColumns, type ColumnGuess } from './column-guess.ts'
import { proposeMapping, type Proposal, type ProposedField } from './propose.ts'

export interface Inspection {
  readonly file: string
  readonly format: Format
  readonly encoding: string | null
  /** Data records. */
  readonly rows: number
  /** Records that are not whole. */
  readonly problems: number
  readonly columns: readonly ColumnGuess[]
  readonly entity: EntityName
  /** What the reader chose, and what a person should look at. */
  readonly notes: readonly string[]
  /** A `sources/<source>.yaml`. */
  readonly yaml: string
}

/** @throws source.format_unknown and what the readers throw (exit 3) */
export async function inspect(file: string): Promise<Inspection> {
  const format = formatOf(path.basename(file))
  if (format === null) {
    throw new AftercareError('source.format_unknown', 'the name of the file does not say what format it has', {
      where: file,
      remedy: 'Rename it to .csv, .xlsx, .json or .ndjson.',
      exitCode: 3,
    })
  }
  const scratch = await mkdtemp(path.join(tmpdir(), 'aftercare-inspect-'))
  try {
    return await engine(async (connection) => {
      const raw = await readRaw(connection, path.resolve(file), 'inspected', scratch, { format, csv: {}, xlsx: {}, json: {} })
      for (const macro of CAST_MACROS) await connection.run(macro)
      const columns = await guessColumns(connection, raw.table, raw.columns)
      const counted = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM ${raw.table} WHERE _problem IS NOT NULL`)
      const proposal = proposeMapping(columns, path.basename(file))
      const nullWords = [...new Set(columns.flatMap((column) => column.nullWords))]
      const unworded = new Set<string>()
      for (const { field, source } of proposal.fields) {
        if (field.values === undefined || !('column' in source)) continue
        const words = `SELECT count(*)::INTEGER FROM (SELECT ${cleanColumn(source.column.name, nullWords)} AS ${quoteName('word')} FROM ${raw.table}) AS words
          WHERE word NOT IN (${field.values.map(quoteText).join(', ')})`
        if (Number((await connection.runAndReadAll(words)).getRows()[0]?.[0]) > 0) unworded.add(field.name)
      }
      const notes = [...raw.notes, ...remarks(columns, proposal, unworded)]
      const shape = { file, format: raw.format, encoding: raw.encoding, rows: raw.rows, columns, entity: proposal.entity, notes }
      const yaml = sourceYaml(path.basename(file), proposal, columns, nullWords, unworded, notes)
      return { ...shape, problems: Number(counted.getRows()[0]?.[0] ?? 0), yaml }
    })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function remarks(
  columns: readonly ColumnGuess[],
  { entity, fields, unfilled }: Proposal,
  unworded: ReadonlySet<string>,
): string[] {
  return [
    ...unfilled.map((field) => `${entity} requires ${field}, and no column fits: map it by hand.`),
    ...fields.flatMap(({ field, source }) =>
      'compute' in source
        ? [`No column looks like ${field.name}: the record number stands in, which a re-sorted export changes.`]
        : [],
    ),
    ...columns
      .filter((column) => column.isDayMonthUnclear)
      .map((column) => `${column.name}: day and month could be the other way round; look at the export's settings.`),
    ...[...unworded].map((field) => `${field} has words of its own: give them under \`values\`.`),
  ]
}

function sourceYaml(
  fileName: string,
  proposal: Proposal,
  columns: readonly ColumnGuess[],
  nullWords: readonly string[],
  unworded: ReadonlySet<string>,
  notes: readonly string[],
): string {
  const mapped = proposal.fields.filter(({ field }) => field.required || !unworded.has(field.name))
  const named = new Set(mapped.flatMap(({ source }) => ('column' in source ? [source.column.name] : [])))
  const rest = columns.filter((column) => !named.has(column.name)).map((column) => column.name)
  const source = {
    files: [fileName.replaceAll(/[[\]{}()*?!\\]/g, '?')],
    ...(nullWords.length === 0 ? {} : { null_words: ['', ...nullWords] }),
    unknown_columns: 'evolve',
    maps: [{ entity: proposal.entity, columns: Object.fromEntries(mapped.map((each) => [each.field.name, columnOf(each)])) }],
  }
  const comment = [
    'Proposed from the names and the look of the columns. Read it, correct it, save it as sources/<source>.yaml.',
    ...notes,
    ...(rest.length === 0 ? [] : [`Not mapped, and left out until \`keep\` says that they are not personal: ${rest.join(', ')}`]),
  ]
  return `${comment.map((line) => `# ${line.replaceAll(/\s+/g, ' ')}\n`).join('')}${stringify(source, { lineWidth: 0 })}`
}

function columnOf({ field, source }: ProposedField): unknown {
  if ('compute' in source) return { compute: source.compute }
  const { name, kind, formats } = source.column
  const isTime = field.kind === 'stamp' || field.kind === 'date'
  if (!isTime) return name
  // A day alone is no moment: saying so is a decision, and the format is where it is made.
  const needed =
    kind === 'date' && field.kind === 'stamp' ? formats.map((format) => (format === 'iso' ? '%Y-%m-%d' : format)) : formats
  if (needed.length === 1 && needed[0] === 'iso' && !(kind === 'stamp' && field.kind === 'date')) return name
  return { from: name, format: needed.length === 1 ? needed[0] : needed }
}
