/** A plain CSV parser that shares nothing with the pipeline, to count real files independently. */
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { realData } from './data.ts'

export type Rec = Readonly<Record<string, string>>

/** RFC 4180 by hand: quotes, doubled quotes, line breaks inside quotes. Blank lines are no records. */
function parseCsv(text: string): Rec[] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  for (let index = 0; index < text.length; index++) {
    const sign = text.charAt(index)
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (text[index + 1] === '"') {
        cell += '"'
        index++
      } else isQuoted = false
    } else if (sign === '"') isQuoted = true
    else if (sign === ',') {
      row.push(cell)
      cell = ''
    } else if (sign === '\n') {
      rows.push([...row, cell])
      row = []
      cell = ''
    } else if (sign !== '\r') cell += sign
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  const [header = [], ...records] = rows.filter((cells) => cells.length > 1 || cells[0] !== '')
  return records.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])))
}

/** The records of a real CSV file, unpacked and decoded. */
export async function readReal(encoding: string, ...parts: string[]): Promise<Rec[]> {
  const bytes = await readFile(realData(...parts))
  return parseCsv(new TextDecoder(encoding).decode(parts.at(-1)?.endsWith('.gz') === true ? gunzipSync(bytes) : bytes))
}
