import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readText } from './reading.ts'
import { AftercareError } from '../../../contracts/errors.ts'

const mess = fc.array(
  fc.constantFrom(
    'a',
    'bc',
    '"',
    '""',
    ',',
    ',',
    ' ',
    '\n',
    '\n',
    '\r\n',
    '\\',
    '维修',
    '\t',
    '"x"',
    ',"',
    '",',
    '"\n',
    '\n"',
    '#',
    '\u0001',
  ),
  { maxLength: 60 },
)

test('any mess is read the same by both passes, or refused with a code that names the fault', async () => {
  await fc.assert(
    fc.asyncProperty(mess, async (pieces) => {
      try {
        const { cells, problems, rows } = await readText(`a,b\n${pieces.join('')}`, '.csv', { csv: { delimiter: ',' } })
        expect(cells.length + problems.length).toBe(rows)
        for (const row of cells) expect(row.every((cell) => cell !== null)).toBe(true)
      } catch (cause) {
        if (!(cause instanceof AftercareError)) throw cause
        // Never the codes for two passes that disagree.
        expect([cause.code, cause.cause]).toEqual(['source.csv_unreadable', undefined])
      }
    }),
    { numRuns: 400 },
  )
})
