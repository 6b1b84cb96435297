import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FieldKind } from '../../../contracts/field.ts'
import { engine } from '../../../pipeline/source/engine.ts'
import { CAST_MACROS, castExpression } from '../../../pipeline/validate/cast.ts'

interface Case {
  readonly text: string
  readonly formats?: readonly string[]
  readonly zone?: string
}

/** The typed values as text, null where the text is none. */
async function cast(kind: FieldKind, cases: readonly Case[]): Promise<(string | null)[]> {
  return engine(async (connection) => {
    for (const macro of CAST_MACROS) await connection.run(macro)
    const values: (string | null)[] = []
    for (const { text, formats, zone } of cases) {
      const expression = castExpression(kind, 'v', formats, zone ?? 'Asia/Shanghai')
      const reader = await connection.runAndReadAll(
        `SELECT CAST((${expression}) AS VARCHAR) FROM (SELECT $text::VARCHAR AS v) AS t`,
        { text },
      )
      const value = reader.getRows()[0]?.[0]
      values.push(typeof value === 'string' ? value : null)
    }
    return values
  })
}

const check = async (kind: FieldKind, expected: readonly (readonly [string, string | null])[]) => {
  expect(
    await cast(
      kind,
      expected.map(([text]) => ({ text })),
    ),
  ).toEqual(expected.map(([, value]) => value))
}

test('a stamp with an offset becomes UTC by its offset, one without by the zone of the source', () =>
  check('stamp', [
    ['2025-01-01 08:00:00', '2025-01-01 00:00:00'],
    ['2025-01-01T08:00', '2025-01-01 00:00:00'],
    ['2025-01-01 08:00:00.250', '2025-01-01 00:00:00.25'],
    ['2025-01-01T08:00:00Z', '2025-01-01 08:00:00'],
    ['2025-01-01T08:00Z', '2025-01-01 08:00:00'],
    ['2025-01-01 08:00:00+09:00', '2024-12-31 23:00:00'],
    ['2025-01-01 08:00:00 +0900', '2024-12-31 23:00:00'],
    ['2025-01-01 08:00:00-0330', '2025-01-01 11:30:00'],
    ['2025-01-01T08:00:00.5+09', '2024-12-31 23:00:00.5'],
  ]))

test('what is no stamp is none', () =>
  check('stamp', [
    ['2025-01-01', null],
    ['2025-02-30 08:00:00', null],
    ['2025-13-01 08:00:00', null],
    ['01/02/2025 08:00', null],
    ['2025-1-1 8:00', null],
    ['2025-01-01 08:00:00 Asia/Shanghai', null],
    ['epoch', null],
    ['infinity', null],
    ['20250101080000', null],
    ['soon', null],
  ]))

test('clocks that were changed: a skipped hour keeps the offset before, a repeated one is its second passing', async () => {
  const zone = 'America/New_York'
  const values = await cast('stamp', [
    { text: '2024-03-10 01:59:59', zone },
    { text: '2024-03-10 02:30:00', zone },
    { text: '2024-03-10 03:00:00', zone },
    { text: '2024-11-03 01:30:00', zone },
    { text: '2024-11-03 02:00:00', zone },
    { text: '1988-07-01 08:00:00', zone: 'Asia/Shanghai' },
  ])
  expect(values).toEqual([
    '2024-03-10 06:59:59',
    '2024-03-10 07:30:00',
    '2024-03-10 07:00:00',
    '2024-11-03 06:30:00',
    '2024-11-03 07:00:00',
    '1988-06-30 23:00:00',
  ])
})

test('formats: several, with the day first, with half days, with an offset, beside ISO', async () => {
  const values = await cast('stamp', [
    { text: '29/2/2016 01:16', formats: ['%d/%m/%Y %H:%M'], zone: 'UTC' },
    { text: '30/2/2016 01:16', formats: ['%d/%m/%Y %H:%M'], zone: 'UTC' },
    { text: '05/11/2016 12:00:00 AM', formats: ['%m/%d/%Y %I:%M:%S %p'], zone: 'UTC' },
    { text: '2019/4/25 9:32:09', formats: ['%Y/%m/%d %H:%M:%S', 'iso'] },
    { text: '2019-04-25 09:32:09', formats: ['%Y/%m/%d %H:%M:%S', 'iso'] },
    { text: '2012/10/09 14:50:17.000', formats: ['%Y/%m/%d %H:%M:%S.%g'], zone: 'UTC' },
    { text: '2025-01-01 08:00:00 +0100', formats: ['%Y-%m-%d %H:%M:%S %z'] },
    { text: '2025-01-01', formats: ['%Y-%m-%d'] },
    { text: '2025-01-01 10:00', formats: ['%Y-%m-%d'] },
    { text: '2025年3月5日 08:30', formats: ['%Y年%m月%d日 %H:%M'] },
  ])
  expect(values).toEqual([
    '2016-02-29 01:16:00',
    null,
    '2016-05-11 00:00:00',
    '2019-04-25 01:32:09',
    '2019-04-25 01:32:09',
    '2012-10-09 14:50:17',
    '2025-01-01 07:00:00',
    '2024-12-31 16:00:00',
    null,
    '2025-03-05 00:30:00',
  ])
})

test('stamps agree with JavaScript in every zone and offset', async () => {
  const stamp = fc.date({ min: new Date('1975-01-01T00:00:00Z'), max: new Date('2090-01-01T00:00:00Z'), noInvalidDate: true })
  const offset = fc.integer({ min: -14 * 60, max: 14 * 60 })
  const samples = fc.sample(fc.record({ stamp, offset }), { numRuns: 300, seed: 1 })
  const pad = (value: number) => String(value).padStart(2, '0')
  const cases = samples.map((each) => {
    const local = new Date(each.stamp.getTime() + each.offset * 60_000).toISOString().slice(0, 19)
    const minutes = Math.abs(each.offset)
    return {
      text: `${local}${each.offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`,
      zone: 'America/New_York',
    }
  })
  const expected = samples.map((each) => each.stamp.toISOString().slice(0, 19).replace('T', ' '))
  expect(await cast('stamp', cases)).toEqual(expected)
})

test('dates: a day, or a midnight; nothing else', () =>
  check('date', [
    ['2025-02-28', '2025-02-28'],
    ['2025-02-28 00:00:00', '2025-02-28'],
    ['2025-02-28T00:00:00.000', '2025-02-28'],
    ['2025-02-28 10:00:00', null],
    ['2025-02-29', null],
    ['28.02.2025', null],
  ]))

test('numbers: no separators, no signs of money, no words', () =>
  check('number', [
    ['5', '5.0'],
    ['-0.5', '-0.5'],
    ['.5', '0.5'],
    ['+3.', '3.0'],
    ['1e3', '1000.0'],
    ['1,000', null],
    ['1_000', null],
    ['¥5', null],
    ['5 kg', null],
    ['nan', null],
    ['inf', null],
    ['0x10', null],
    ['--5', null],
    ['１２', null],
  ]))

test('whole numbers are never rounded', () =>
  check('integer', [
    ['5', '5'],
    ['-3', '-3'],
    ['5.0', '5'],
    ['5.6', null],
    ['99999999999', null],
    ['five', null],
    ['', null],
  ]))

test('amounts have four decimals', () =>
  check('money', [
    ['183.05', '183.0500'],
    ['-339.81', '-339.8100'],
    ['0', '0.0000'],
    ['1026684.2', '1026684.2000'],
    ['NA', null],
    ['1.234,50', null],
    ['1e20', null],
  ]))

test('flags in both languages', () =>
  check('flag', [
    ['true', 'true'],
    ['TRUE', 'true'],
    ['Yes', 'true'],
    ['y', 'true'],
    ['1', 'true'],
    ['是', 'true'],
    ['false', 'false'],
    ['No', 'false'],
    ['0', 'false'],
    ['F', 'false'],
    ['否', 'false'],
    ['maybe', null],
    ['2', null],
    ['不是', null],
  ]))
