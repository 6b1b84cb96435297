/** What a column of raw text looks like: kind, formats, null words, how full it is. No value of it leaves this place. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { quoteName, quoteText } from '../build/identifier.ts'
import { cleanColumn } from '../source/compile.ts'
import { castExpression } from '../validate/cast.ts'

export type GuessedKind = 'empty' | 'text' | 'stamp' | 'date' | 'number' | 'integer' | 'flag'

export interface ColumnGuess {
  readonly name: string
  readonly kind: GuessedKind
  /** strptime formats of a stamp or date, most frequent first; `iso` among them. */
  readonly formats: readonly string[]
  /** True when day and month could be the other way round for every value. */
  readonly isDayMonthUnclear: boolean
  /** Words that stand for "nothing" in this column. */
  readonly nullWords: readonly string[]
  /** Share of records with a value, 0…1. */
  readonly filled: number
  /** Different values, about. */
  readonly distinct: number
  readonly isUnique: boolean
}

const NULL_WORDS = [
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  'NaN',
  'nan',
  'NULL',
  'null',
  'None',
  'none',
  'nil',
  '?',
  '-',
  '--',
  '—',
  '/',
  '\\N',
  '无',
  '空',
  '(blank)',
]

/** A share of values that may be something else: they show as rejects. */
const ENOUGH = 0.98

const STAMP_FORMATS = [
  'iso',
  '%Y/%m/%d %H:%M:%S',
  '%Y/%m/%d %H:%M',
  '%Y-%m-%d %H:%M',
  '%Y.%m.%d %H:%M:%S',
  '%Y.%m.%d %H:%M',
  '%d/%m/%Y %H:%M:%S',
  '%d/%m/%Y %H:%M',
  '%m/%d/%Y %H:%M:%S',
  '%m/%d/%Y %H:%M',
  '%m/%d/%Y %I:%M:%S %p',
  '%d/%m/%Y %I:%M:%S %p',
  '%m/%d/%Y %I:%M %p',
  '%d.%m.%Y %H:%M:%S',
  '%d.%m.%Y %H:%M',
  '%d-%m-%Y %H:%M:%S',
  '%d-%m-%Y %H:%M',
  '%d-%m-%Y:%H:%M:%S',
  '%Y年%m月%d日 %H:%M:%S',
  '%Y年%m月%d日 %H:%M',
  '%Y年%m月%d日%H时%M分',
  '%Y/%m/%d %H:%M:%S.%g',
  '%Y%m%d%H%M%S',
  '%Y%m%d %H%M%S',
  '%d %b %Y %H:%M',
  '%b %d %Y %H:%M',
  '%a %b %d %H:%M:%S %z %Y',
]
const DATE_FORMATS = [
  'iso',
  '%Y/%m/%d',
  '%Y.%m.%d',
  '%d/%m/%Y',
  '%m/%d/%Y',
  '%d.%m.%Y',
  '%d-%m-%Y',
  '%m-%d-%Y',
  '%Y年%m月%d日',
  '%Y%m%d',
  '%d %b %Y',
  '%d-%b-%Y',
  '%b %d, %Y',
]

/** Day first and month first are told apart by values above 12 alone. */
const SWAPPED: readonly [string, string] = ['%d/%m', '%m/%d']

/** @param table quoted raw table */
export async function guessColumns(
  connection: DuckDBConnection,
  table: string,
  columns: readonly string[],
): Promise<ColumnGuess[]> {
  const guesses: ColumnGuess[] = []
  for (const column of columns) guesses.push(await guessColumn(connection, table, column))
  return guesses
}

async function guessColumn(connection: DuckDBConnection, table: string, name: string): Promise<ColumnGuess> {
  const text = cleanColumn(name, [])
  const found = await connection.runAndReadAll(
    `SELECT DISTINCT v FROM (SELECT ${text} AS v FROM ${table}) AS t WHERE v IN (${NULL_WORDS.map(quoteText).join(', ')})`,
  )
  const nullWords = found
    .getRows()
    .map(([word]) => String(word))
    .sort()
  const clean = `(SELECT ${cleanColumn(name, nullWords)} AS v FROM ${table} WHERE _problem IS NULL) AS t`
  const share = (condition: string) => `count(*) FILTER (${condition}) / greatest(count(v), 1)`
  const cast = (kind: 'number' | 'integer' | 'flag') => share(`(${castExpression(kind, 'v', undefined, 'UTC')}) IS NOT NULL`)
  const first = async (sql: string) => ((await connection.runAndReadAll(sql)).getRows()[0] ?? []).map(Number)
  const [rows = 0, filled = 0, distinct = 0] = await first(
    `SELECT count(*)::DOUBLE, count(v)::DOUBLE, count(DISTINCT v)::DOUBLE FROM ${clean}`,
  )
  const [integer = 0, number = 0, flag = 0] = await first(
    `SELECT ${cast('integer')}, ${cast('number')}, ${cast('flag')} FROM ${sample(clean, SECOND_LOOK)}`,
  )
  const shape = {
    name,
    nullWords,
    filled: rows === 0 ? 0 : filled / rows,
    distinct,
    isUnique: filled === rows && distinct === rows && rows > 0,
  }
  const plain = (kind: GuessedKind): ColumnGuess => ({ ...shape, kind, formats: [], isDayMonthUnclear: false })
  if (filled === 0) return plain('empty')
  if (flag === 1 && distinct <= 2 && number < 1) return plain('flag')
  for (const [kind, formats] of [
    ['stamp', STAMP_FORMATS],
    ['date', DATE_FORMATS],
  ] as const) {
    const guess = await guessFormats(connection, clean, kind, formats)
    if (guess !== null && !(integer === 1 && distinct < 3)) return { ...shape, kind, ...guess }
  }
  if (integer >= ENOUGH) return plain('integer')
  return plain(number >= ENOUGH ? 'number' : 'text')
}

/** So many values tell whether a column is of dates at all, so many more which formats it has. */
const FIRST_LOOK = 100
const SECOND_LOOK = 20_000

const sample = (values: string, size: number): string =>
  `(SELECT v FROM ${values} WHERE v IS NOT NULL USING SAMPLE reservoir(${size} ROWS) REPEATABLE (1)) AS sampled`

async function guessFormats(
  connection: DuckDBConnection,
  clean: string,
  kind: 'stamp' | 'date',
  formats: readonly string[],
): Promise<{ formats: string[]; isDayMonthUnclear: boolean } | null> {
  const isPlausible = await chooseFormats(connection, sample(clean, FIRST_LOOK), kind, formats, 0.5)
  return isPlausible === null ? null : chooseFormats(connection, sample(clean, SECOND_LOOK), kind, formats, ENOUGH)
}

/** The fewest formats, at most three, that read nearly all values; null when none do. */
async function chooseFormats(
  connection: DuckDBConnection,
  clean: string,
  kind: 'stamp' | 'date',
  formats: readonly string[],
  enough: number,
): Promise<{ formats: string[]; isDayMonthUnclear: boolean } | null> {
  const parses = formats.map((format) => {
    const value = castExpression(kind, 'v', [format], 'UTC')
    return `(${value}) >= DATE '1900-01-01' AND (${value}) < DATE '2200-01-01'`
  })
  const flags = parses.map((parse, index) => `coalesce(${parse}, false) AS ${quoteName(`f${index}`)}`)
  const patterns =
    await connection.runAndReadAll(`SELECT count(*)::DOUBLE, [${formats.map((_, index) => `f${index}`).join(', ')}]::VARCHAR
    FROM (SELECT ${flags.join(', ')} FROM ${clean} WHERE v IS NOT NULL) AS parsed GROUP BY ALL`)
  let left = patterns
    .getRows()
    .map(([count, flagged]) => ({ count: Number(count), reads: JSON.parse(String(flagged)) as boolean[] }))
  const total = left.reduce((sum, each) => sum + each.count, 0)
  const all = left
  const chosen: number[] = []
  while (chosen.length < 3 && left.length > 0) {
    const gains = formats.map((_, index) => left.reduce((sum, each) => sum + (each.reads[index] ? each.count : 0), 0))
    const best = gains.indexOf(Math.max(...gains))
    if ((gains[best] ?? 0) < total * (chosen.length === 0 ? 0.3 : 0.002)) break
    chosen.push(best)
    left = left.filter((each) => !each.reads[best])
  }
  const missed = left.reduce((sum, each) => sum + each.count, 0)
  if (chosen.length === 0 || missed > total * (1 - enough)) return null
  const isDayMonthUnclear = chosen.some((index) => {
    const format = formats[index] ?? ''
    const other = formats.indexOf(
      format.startsWith(SWAPPED[0]) ? format.replace(SWAPPED[0], SWAPPED[1]) : format.replace(SWAPPED[1], SWAPPED[0]),
    )
    return other >= 0 && other !== index && all.every((each) => !each.reads[index] || each.reads[other])
  })
  return {
    formats: formats
      .filter((_, index) => chosen.includes(index))
      .sort((a, b) => chosen.indexOf(formats.indexOf(a)) - chosen.indexOf(formats.indexOf(b))),
    isDayMonthUnclear,
  }
}
