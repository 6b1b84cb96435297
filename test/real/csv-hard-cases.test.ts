import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { AftercareError } from '../../contracts/errors.ts'
import type { CsvOptions } from '../../pipeline/read/read.ts'
import { read, type Reading } from '../pipeline/read/reading.ts'
import { hasRealData, realData } from './data.ts'

const files = (...folder: string[]) => (hasRealData ? readdirSync(realData('csv-hard-cases', ...folder)).sort() : [])
const base = (file: string) => file.replace(/\.[a-z]+$/, '')

describe('spectrum: the expected cells', () => {
  test.skipIf(!hasRealData)('of all twelve files', async () => {
    const compared: string[] = []
    for (const file of files('spectrum', 'csvs')) {
      const wanted: unknown = JSON.parse(
        readFileSync(realData('csv-hard-cases', 'spectrum', 'json', `${base(file)}.json`), 'utf8'),
      )
      const records = [wanted].flat() as Record<string, string>[]
      // The expected telephone number of this file is not the one in the file.
      if (file === 'location_coordinates.csv') Object.assign(records[0] ?? {}, { 'Contact Phone Number': '2095257564' })
      const { columns, cells, problems } = await read(realData('csv-hard-cases', 'spectrum', 'csvs', file))
      expect(problems).toEqual([])
      const found = cells.map((row) => Object.fromEntries(row.map((cell, index) => [columns[index] ?? '', cell])))
      // Line breaks inside texts are normalised, so that an export from another system is the same text.
      expect(found, file).toEqual(
        records.map((record) =>
          Object.fromEntries(Object.entries(record).map(([key, text]) => [key, text.replaceAll('\r\n', '\n')])),
        ),
      )
      compared.push(file)
    }
    expect(compared).toHaveLength(12)
  })
})

interface Parameters {
  readonly delimiter: string
  readonly quotechar: string
  readonly escapechar: string
  readonly header_lines: number
  readonly preamble_lines: number
}

/** The clean form quotes every field and never breaks a line; a field that ends in a quote has three there. */
function cleanTable(file: string): string[][] {
  const text = readFileSync(realData('csv-hard-cases', 'polluted', 'clean', file), 'utf8')
  const lines = text.split(/\r?\n/).filter((line) => line !== '')
  return lines.map((line) =>
    Array.from(line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g), ([, field = '']) => field.replaceAll('""', '"')),
  )
}

type Outcome = 'equal' | 'shown' | 'refused' | 'damaged'

/**
 * Equal: all cells are the clean ones. Shown: those that are not are rows with a problem. Refused: by a code here, or
 * later because no column has the name that a source's mapping would ask for. Damaged: anything else.
 */
async function outcome(file: string, csv: CsvOptions): Promise<Outcome | `refused ${string}`> {
  let reading: Reading
  try {
    reading = await read(realData('csv-hard-cases', 'polluted', 'csv', file), { csv })
  } catch (cause) {
    if (cause instanceof AftercareError) return `refused ${cause.code}`
    throw cause
  }
  const lines = cleanTable(file)
  // The clean form joins the names of a header of several rows, and has none where the file has none.
  const rows = csv.header_row === 0 ? lines : lines.slice(1)
  if (csv.header_row !== 0) {
    const wanted = new Set(HEADER)
    if (!reading.columns.some((column) => wanted.has(column))) return 'refused header'
    if (reading.columns.join() !== HEADER.join()) return 'damaged'
  }
  // The clean form has the first table of several only; where the second is as wide, the repeated header marks its beginning.
  const second = reading.problems.find(({ row, code }) => code === 'row.repeats_header' && row > 10)
  const cells =
    second === undefined ? reading.cells : reading.cells.filter((_, index) => (reading.rowNumbers[index] ?? 0) < second.row)
  const wanted = rows.map((row) => JSON.stringify(row))
  let at = 0
  for (const row of cells.map((texts) => JSON.stringify(texts))) {
    const found = wanted.indexOf(row, at)
    if (found < 0) return 'damaged'
    at = found + 1
  }
  if (wanted.length - cells.length > reading.problems.length) return 'damaged'
  return reading.problems.length === 0 ? 'equal' : 'shown'
}

const HEADER = ['DATE', 'TIME', 'Qty', 'PRODUCTID', 'Price', 'ProductType', 'ProductDescription', 'URL', 'Comments']

const statedDialect = ({ delimiter, quotechar, escapechar, preamble_lines, header_lines }: Parameters): CsvOptions => ({
  delimiter,
  quote: quotechar,
  ...(escapechar === quotechar || escapechar === '' ? {} : { escape: escapechar }),
  header_row: header_lines === 0 ? 0 : preamble_lines + header_lines,
})

async function outcomes(dialect: (file: string) => CsvOptions): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const file of files('polluted', 'csv')) found[base(file).replace('file_', '')] = await outcome(file, dialect(file))
  return found
}

const EQUAL_EITHER_WAY = {
  double_trailing_newline: 'equal',
  field_delimiter_0x2C_0x20: 'equal',
  field_delimiter_0x3B: 'equal',
  field_delimiter_0x9: 'equal',
  header_only: 'equal',
  no_trailing_newline: 'equal',
  one_data_row: 'equal',
  record_delimiter_0xA: 'equal',
  record_delimiter_0xD: 'equal',
}
const SHOWN_EITHER_WAY = {
  escape_char_0x00: 'shown',
  multitable_less: 'shown',
  multitable_more: 'shown',
  multitable_same: 'shown',
}

describe('polluted: never silent damage', () => {
  test.skipIf(!hasRealData)('with the dialect that is stated', async () => {
    const stated = (file: string) => {
      const text = readFileSync(realData('csv-hard-cases', 'polluted', 'parameters', `${file}_parameters.json`), 'utf8')
      return statedDialect(JSON.parse(text) as Parameters)
    }
    expect(await outcomes(stated)).toEqual({
      ...EQUAL_EITHER_WAY,
      ...SHOWN_EITHER_WAY,
      escape_char_0x5C: 'equal',
      field_delimiter_0x20: 'shown',
      header_multirow_2: 'equal',
      header_multirow_3: 'equal',
      no_header: 'equal',
      no_payload: 'refused source.file_empty',
      preamble: 'equal',
      quotation_char_0x27: 'shown',
    })
  })

  test.skipIf(!hasRealData)('with nothing stated', async () => {
    expect(await outcomes(() => ({}))).toEqual({
      ...EQUAL_EITHER_WAY,
      ...SHOWN_EITHER_WAY,
      escape_char_0x5C: 'shown',
      field_delimiter_0x20: 'refused header',
      header_multirow_2: 'shown',
      header_multirow_3: 'shown',
      no_header: 'refused header',
      no_payload: 'refused source.file_empty',
      preamble: 'refused header',
      quotation_char_0x27: 'refused source.quote_unclear',
    })
  })
})
