import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { CsvRecords } from '../../../pipeline/read/csv-records.ts'
import { ScratchWriter } from '../../../pipeline/read/scratch.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'aftercare-records-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** What the pass writes for a text that arrives in pieces of the given sizes. */
function copied(text: Buffer, delimiter: string, escape: string, sizes: readonly number[]): string {
  const file = path.join(folder, 'scratch')
  const writer = new ScratchWriter(file)
  const records = new CsvRecords(writer, { delimiter, quote: '"', escape }, 2, 'a.csv', 2)
  try {
    for (let at = 0, piece = 0; at < text.length; piece++) {
      const end = at + (sizes[piece % sizes.length] ?? 1)
      records.feed(text.subarray(at, end))
      at = end
    }
    records.finish()
  } catch (cause) {
    writer.discard()
    return `refused: ${(cause as { where: string }).where}`
  }
  const staged = writer.close()
  return JSON.stringify([staged, readFileSync(file, 'utf8'), readFileSync(staged.problemsFile, 'utf8')])
}

const mess = fc.array(
  fc.constantFrom('a', '"', '""', ',', ', ', ' ', '\n', '\r', '\r\n', '\\', '\\"', '\0', '维', '\t', '"x"', ',"', '",'),
  { maxLength: 30 },
)

test('where the text is cut into pieces makes no difference, whatever the text', () => {
  fc.assert(
    fc.property(
      mess,
      fc.constantFrom(',', ', ', '\t'),
      fc.constantFrom('"', '\\'),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
      (pieces, delimiter, escape, sizes) => {
        const text = Buffer.from(pieces.join(''))
        expect(copied(text, delimiter, escape, sizes)).toBe(copied(text, delimiter, escape, [1 << 20]))
      },
    ),
    { numRuns: 1000 },
  )
})

test('line breaks become line feeds, numbers stand before the records', () => {
  const [staged, text, problems] = JSON.parse(copied(Buffer.from('a,b\r\n\r\n"c\rd",e\rf\n'), ',', '"', [3])) as [
    object,
    string,
    string,
  ]
  expect(text).toBe('1,a,b\n2,"c\nd",e\n3,f\n')
  expect(problems).toBe('3,row.too_few_fields,"f"\n')
  expect(staged).toMatchObject({ rows: 3, hasQuotedBreaks: true, problems: { 'row.too_few_fields': 1 } })
})

test('the line of an open quote is that of its record', () => {
  expect(copied(Buffer.from('a,b\n\n"c\nd",e\n"f'), ',', '"', [2])).toBe('refused: a.csv, line 6')
})
