import { isUtf8 } from 'node:buffer'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvOf, expected, gb18030Of, tables } from './csv-text.ts'
import { read, readText, refusal, written } from './reading.ts'

describe('round trips: the same cells come back', () => {
  const encodings: [string, 'any' | 'chinese', (text: string) => Uint8Array, string][] = [
    ['utf-8', 'any', (text) => Buffer.from(text), 'utf-8'],
    ['utf-8 with byte order mark', 'any', (text) => Buffer.from(`\ufeff${text}`), 'auto'],
    ['utf-16 with byte order mark', 'any', (text) => Buffer.from(`\ufeff${text}`, 'utf16le'), 'auto'],
    ['gb18030', 'chinese', gb18030Of, 'gb18030'],
    ['gzip', 'any', (text) => gzipSync(text), 'utf-8'],
  ]
  test.each(encodings)('%s', async (_, alphabet, encode, encoding) => {
    await fc.assert(
      fc.asyncProperty(tables(alphabet), async (table) => {
        const { delimiter } = table
        const reading = await readText(encode(csvOf(table)), '.csv', { csv: { delimiter, encoding } })
        expect(reading.problems).toEqual([])
        expect(reading.columns).toEqual(table.headers)
        expect(reading.cells).toEqual(expected(table))
        expect(reading.rowNumbers).toEqual(table.rows.map((_row, index) => index + 1))
        expect(reading.rows).toBe(table.rows.length)
      }),
      { numRuns: 150 },
    )
  })

  test('records across the boundaries of chunks, in each encoding', async () => {
    const rows = Array.from({ length: 90_000 }, (_, index) => [
      `工单${index}`,
      index % 7 === 0 ? `第一行\n"第二行", ${index}` : '正常',
      '区域'.repeat(index % 5),
    ])
    const text = csvOf({
      headers: ['编号', '说明', '区域'],
      rows,
      quoting: [false],
      lineBreak: '\r\n',
      delimiter: ',',
      endsWithBreak: true,
    })
    for (const bytes of [Buffer.from(text), gb18030Of(text), gzipSync(text)]) {
      const reading = await readText(bytes)
      expect(reading.rows).toBe(90_000)
      expect(reading.cells).toEqual(rows)
    }
    expect((await readText(gb18030Of(text))).encoding).toBe('gb18030')
  })
})

describe('rows that are not whole are shown, never shifted or dropped', () => {
  test('too short, too long, far too long, broken quotes, NUL', async () => {
    const reading = await readText('a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12,13,14,15,16\n17,"x"y,18\n19,\0,20\n21,22,23\n')
    expect(reading.cells).toEqual([
      ['1', '2', '3'],
      ['21', '22', '23'],
    ])
    expect(reading.rowNumbers).toEqual([1, 7])
    expect(reading.rows).toBe(7)
    expect(reading.problems).toEqual([
      { row: 2, code: 'row.too_few_fields', original: '4,5' },
      { row: 3, code: 'row.too_many_fields', original: '6,7,8,9' },
      { row: 4, code: 'row.too_many_fields', original: '10,11,12,13,14,15,16' },
      { row: 5, code: 'row.unreadable', original: '17,"x"y,18' },
      { row: 6, code: 'row.unreadable', original: '19,␀,20' },
    ])
  })

  test('a row that repeats the header was left by joining files', async () => {
    const reading = await readText('a,"b\r\nc"\n1,2\na,"b\nc"\n a , "b\nc"\na,x\n3\n')
    expect(reading.problems).toEqual([
      { row: 2, code: 'row.repeats_header', original: 'a,b\nc' },
      { row: 3, code: 'row.repeats_header', original: ' a ,b\nc' },
      { row: 5, code: 'row.too_few_fields', original: '3' },
    ])
    expect(reading.cells).toEqual([
      ['1', '2'],
      ['a', 'x'],
    ])
    expect((await readText('status\nopen\nstatus\n')).problems).toEqual([])
  })

  test('random tables with rows cut off or grown are told apart from empty fields', async () => {
    const width = 4
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.constantFrom('', 'x', '"a\nb"', '""', ' ', '维修'), { minLength: 2, maxLength: 9 }), {
          minLength: 1,
        }),
        async (rows) => {
          const text = `a,b,c,d\n${[...rows, ['1', '2', '3', '4']].map((row) => row.join(',')).join('\n')}\n`
          const { problems, cells, rows: count } = await readText(text, '.csv', { csv: { delimiter: ',' } })
          expect(count).toBe(rows.length + 1)
          const wrong = rows.flatMap((row, index) =>
            row.length === width
              ? []
              : [
                  {
                    row: index + 1,
                    code: row.length < width ? 'row.too_few_fields' : 'row.too_many_fields',
                    original: row.join(','),
                  },
                ],
          )
          expect(problems).toEqual(wrong)
          const whole = rows
            .filter((row) => row.length === width)
            .map((row) => row.map((text) => text.replace(/^"(.*)"$/s, '$1')))
          expect(cells).toEqual([...whole, ['1', '2', '3', '4']])
        },
      ),
      { numRuns: 150 },
    )
  })

  test('an empty field is empty text, not null', async () => {
    expect((await readText('a,b\n1,\n,""\n2,3\n')).cells).toEqual([
      ['1', ''],
      ['', ''],
      ['2', '3'],
    ])
  })

  test('words that mean null elsewhere are text here', async () => {
    expect((await readText('a,b\nNULL,\\N\nNA,null\n')).cells).toEqual([
      ['NULL', '\\N'],
      ['NA', 'null'],
    ])
  })
})

describe('blank lines', () => {
  test('count as no records and do not shift the numbers', async () => {
    const reading = await readText('\n\na,b\n\n1,2\n   \n3,4\n\n\n')
    expect(reading.cells).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
    expect(reading.rowNumbers).toEqual([1, 2])
  })

  test('blank rows at the end are what a spreadsheet leaves behind; in the middle they are rows', async () => {
    const reading = await readText('a,b,c\n1,2,3\n,,\n4,5,6\n,,\n , ,\n,\n')
    expect(reading.cells).toEqual([
      ['1', '2', '3'],
      ['', '', ''],
      ['4', '5', '6'],
    ])
    expect(reading.problems).toEqual([])
    expect(reading.rows).toBe(3)
  })

  test('a header alone has no records', async () => {
    expect(await readText('a,b\r\n')).toMatchObject({ rows: 0, columns: ['a', 'b'] })
    expect(await readText('a,b')).toMatchObject({ rows: 0, columns: ['a', 'b'] })
  })
})

describe('the header', () => {
  test('duplicates, empty names, blanks, other case, reserved names', async () => {
    const { columns, cells } = await readText('\ufeff Variant ,id,variant,,ID,_row,Variant (2)\n1,2,3,4,5,6,7\n')
    expect(columns).toEqual(['Variant', 'id', 'variant (2)', 'column_4', 'ID (2)', '_row (2)', 'Variant (2) (2)'])
    expect(cells).toEqual([['1', '2', '3', '4', '5', '6', '7']])
  })

  test('stands in the row that the source states, or there is none', async () => {
    const text = 'Report,,\n\n"a\nx",b,c\n1,2,3\n'
    expect(await readText(text, '.csv', { csv: { header_row: 3 } })).toMatchObject({
      columns: ['a\nx', 'b', 'c'],
      cells: [['1', '2', '3']],
    })
    expect(await readText('1,2\n3,4\n', '.csv', { csv: { header_row: 0 } })).toMatchObject({
      columns: ['column_1', 'column_2'],
      rows: 2,
    })
    expect(await refusal(readText(text, '.csv', { csv: { header_row: 9 } }))).toBe('source.header_unreadable')
    expect(await refusal(readText('a,"b\n1,2\n'))).toBe('source.header_unreadable')
  })
})

describe('the dialect', () => {
  test.each([',', ';', '\t', '|'])('%j is found, commas in quotes notwithstanding', async (delimiter) => {
    const text = [
      ['a', 'b', 'c'],
      ['"x;y|z,\t,,"', '1,5', '2'],
      ['3', '4', '5'],
    ]
      .map((row) => row.map((cell) => (cell === '1,5' && delimiter === ',' ? '"1,5"' : cell)).join(delimiter))
      .join('\n')
    const reading = await readText(text)
    expect(reading.cells).toEqual([
      ['x;y|z,\t,,', '1,5', '2'],
      ['3', '4', '5'],
    ])
    expect(reading.notes).toEqual([`delimiter ${JSON.stringify(delimiter)} chosen`])
  })

  test('a blank behind every delimiter belongs to it; behind some, to the text', async () => {
    expect(await readText('a, b, c\n1, "2,3", \n4, 5,6, 7\n')).toMatchObject({
      columns: ['a', 'b', 'c'],
      cells: [
        ['1', '2,3', ''],
        ['4', '5,6', '7'],
      ],
    })
    expect((await readText('a,b\n1, 2\n3,4\n')).cells).toEqual([
      ['1', ' 2'],
      ['3', '4'],
    ])
  })

  test('names in single quotes leave the dialect unclear: it has to be stated', async () => {
    const text = "a,'b'\n1,'2,3'\n"
    expect(await refusal(readText(text))).toBe('source.quote_unclear')
    expect(await readText(text, '.csv', { csv: { quote: "'" } })).toMatchObject({ columns: ['a', 'b'], cells: [['1', '2,3']] })
    expect((await readText(text, '.csv', { csv: { quote: '"' } })).problems).toHaveLength(1)
  })

  test('one column is fine', async () => {
    expect(await readText('a\n1\n\n2\n""\n')).toMatchObject({ columns: ['a'], cells: [['1'], ['2'], ['']] })
  })

  test('other quotes, no quotes, backslash as escape', async () => {
    expect((await readText("a,b\n'x,y',\"\n", '.csv', { csv: { quote: "'" } })).cells).toEqual([['x,y', '"']])
    expect((await readText('a,b\n"x,y"\n', '.csv', { csv: { quote: '' } })).cells).toEqual([['"x', 'y"']])
    expect((await readText('a,b\n"x\\"y\\\\ \\n",z\\\n', '.csv', { csv: { escape: '\\' } })).cells).toEqual([
      ['x"y\\ \\n', 'z\\'],
    ])
  })

  test('blanks around quotes are dropped, quotes inside a text are text', async () => {
    expect((await readText('a,b\n "x, y" ,37.8"N\n')).cells).toEqual([['x, y', '37.8"N']])
  })

  test('a quote that is never closed is refused with its line', async () => {
    const open = readText('a,b\n1,2\n3,"4\n5,6\n')
    expect(await refusal(open)).toBe('source.csv_unreadable')
    await expect(readText('a,b\n1,2\n3,"4\n5,6\n')).rejects.toMatchObject({ where: expect.stringMatching(/, line 3$/) as string })
    expect(await refusal(readText('a,b\n1,"x\ny" z,2\n'))).toBe('source.csv_unreadable')
    expect(await refusal(readText(`a,b\n1,"${'x\n'.repeat(9_000_000)}`))).toBe('source.csv_unreadable')
  })

  test('a long text is whole', async () => {
    const long = '长文本\n'.repeat(400_000)
    expect((await readText(`a,b\n1,"${long}"\n2,3\n`)).cells).toEqual([
      ['1', long],
      ['2', '3'],
    ])
  })
})

describe('packing', () => {
  const text = `a,b\n${'1,2\n'.repeat(50_000)}`
  test('a truncated gzip is refused wherever it is cut', async () => {
    const packed = gzipSync(text)
    for (const bytes of [packed.length - 1, packed.length - 8, packed.length - 20, 30]) {
      expect(await refusal(readText(packed.subarray(0, bytes), '.csv.gz'))).toBe('source.gzip_truncated')
    }
  })

  test('a damaged gzip and a .gz that is none are refused', async () => {
    const packed = Buffer.from(gzipSync(text))
    packed.writeUInt8(packed.readUInt8(packed.length - 6) ^ 0xff, packed.length - 6)
    expect(await refusal(readText(packed, '.csv.gz'))).toBe('source.gzip_corrupt')
    expect(await refusal(readText(text, '.csv.gz'))).toBe('source.gzip_corrupt')
  })

  test('a gzip under another name, and two gzips in one, are read', async () => {
    expect((await readText(gzipSync(text))).rows).toBe(50_000)
    expect((await readText(Buffer.concat([gzipSync('a,b\n1,2\n'), gzipSync('3,4\n')]), '.csv.gz')).cells).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
  })
})

describe('encodings', () => {
  const text = '编号,说明\n1,洗衣机不脱水\n2,空调漏水\n'
  test('are found by the ladder and named', async () => {
    expect(await readText(text)).toMatchObject({ encoding: 'utf-8', rows: 2 })
    expect(await readText(gb18030Of(text))).toMatchObject({
      encoding: 'gb18030',
      columns: ['编号', '说明'],
      cells: [
        ['1', '洗衣机不脱水'],
        ['2', '空调漏水'],
      ],
    })
    expect(await readText(Buffer.from(`\ufeff${text}`, 'utf16le'))).toMatchObject({
      encoding: 'utf-16le',
      columns: ['编号', '说明'],
    })
    expect(await readText(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())).toMatchObject({ encoding: 'utf-16be', rows: 2 })
  })

  test('a file that turns out GB18030 only late is read from its beginning', async () => {
    const late = `编号,说明\n${'1,2\n'.repeat(600_000)}`
    const bytes = Buffer.concat([Buffer.from('a,b\n'), Buffer.from('1,2\n'.repeat(600_000)), gb18030Of('3,维修\n')])
    expect((await readText(bytes)).cells.at(-1)).toEqual(['3', '维修'])
    expect(await readText(gb18030Of(late))).toMatchObject({ rows: 600_000, columns: ['编号', '说明'] })
  })

  test('bytes of neither are refused', async () => {
    expect(await refusal(readText(Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xff])])))).toBe('source.encoding_unknown')
    expect(await refusal(readText(Buffer.concat([Buffer.from(text), Buffer.from('维').subarray(0, 2)])))).toBe(
      'source.encoding_unknown',
    )
    expect(await refusal(readText(Buffer.from(text, 'utf16le')))).toMatch(/^source\./)
  })

  test('UTF-8 with one spoiled byte is not taken for Chinese of another encoding', async () => {
    const long = Buffer.from(`编号,说明\n${'1,洗衣机不脱水，客户要求上门维修\n'.repeat(200)}`)
    for (const at of [0, 1, 2, long.indexOf('客'), long.lastIndexOf('户') + 1, long.lastIndexOf('修') + 2]) {
      const spoiled = Buffer.from(long)
      spoiled[at] = 0xb0
      const shortened = Buffer.concat([long.subarray(0, at), long.subarray(at + 1)])
      for (const bytes of [spoiled, shortened])
        if (!isUtf8(bytes)) expect(await refusal(readText(bytes))).toBe('source.encoding_unknown')
    }
  })

  test('western one-byte text is not taken for Chinese', async () => {
    const western = Buffer.from('name,city\nMüller,Köln\nGrün,Düsseldorf\n', 'latin1')
    expect(await refusal(readText(western))).toBe('source.encoding_unknown')
    expect((await readText(western, '.csv', { csv: { encoding: 'windows-1252' } })).cells).toEqual([
      ['Müller', 'Köln'],
      ['Grün', 'Düsseldorf'],
    ])
  })

  test('a forced encoding skips the ladder', async () => {
    expect(await refusal(readText(gb18030Of(text), '.csv', { csv: { encoding: 'utf-8' } }))).toBe('source.encoding_wrong')
    expect(await refusal(readText(text, '.csv', { csv: { encoding: 'no-such-thing' } }))).toBe('source.encoding_wrong')
  })

  test('a file without text is refused', async () => {
    for (const nothing of ['', '\n\n', '\ufeff', ' \r\n']) expect(await refusal(readText(nothing))).toBe('source.file_empty')
    expect(await refusal(read(`${written('a', '.csv')}.missing.csv`))).toBe('source.file_unreadable')
  })
})
