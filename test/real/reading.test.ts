import { describe, expect, test } from 'vitest'
import { read } from '../pipeline/read/reading.ts'
import { hasRealData, realData } from './data.ts'

/** Records and columns, counted by Python's csv, json and zipfile modules; encoding as chosen. */
const FILES: [folder: string, file: string, rows: number, columns: number, encoding: string | null][] = [
  ['tickets', 'incident_event_log.csv.gz', 141_712, 36, 'utf-8'],
  ['tickets', 'helpdesk.csv', 21_348, 16, 'utf-8'],
  ['tickets', 'problems_2013_closed.csv', 6_660, 12, 'utf-8'],
  ['tickets', 'support_tickets_synthetic.csv', 8_469, 17, 'utf-8'],
  ['tickets', 'repairs_connects.json', 2_885, 14, 'utf-8'],
  ['tickets', 'messages_with_replies_zh.xlsx', 120, 7, null],
  ['complaints', 'messages_zh_labelled.xlsx', 495, 6, null],
  ['complaints', 'car_complaints_zh_gb18030.csv', 600, 8, 'gb18030'],
  ['complaints', 'airline_tweets_en_labelled.csv', 14_640, 10, 'utf-8'],
  ['surveys', 'telecom_voice_satisfaction_zh.xlsx', 5_433, 55, null],
  ['surveys', '2016_SFO_Customer_Survey.csv', 3_087, 97, 'utf-8'],
  ['parts', 'excavator_work_orders.csv', 5_485, 5, 'utf-8'],
  ['parts', 'carparts_monthly.csv', 136_374, 3, 'utf-8'],
  ['statistics', 'efron_morris_1975.tsv', 18, 10, 'utf-8'],
]

describe('real exports', () => {
  test.skipIf(!hasRealData).each(FILES)('%s/%s', async (folder, file, rows, columns, encoding) => {
    const reading = await read(realData(folder, file))
    expect(reading).toMatchObject({ rows, encoding, problems: [] })
    expect(reading.columns).toHaveLength(columns)
  })

  test.skipIf(!hasRealData)(
    'the same complaints in GB18030 + CRLF and in UTF-8 + byte order mark have the same cells',
    async () => {
      const one = await read(realData('complaints', 'car_complaints_zh_gb18030.csv'))
      const other = await read(realData('complaints', 'car_complaints_zh_utf8bom.csv'))
      expect(one.columns).toEqual(other.columns)
      // The files spell days as 2020/6/5 and as 2020-06-05.
      const day = (text: string | null) =>
        text?.replace(/^(\d{4})\/(\d+)\/(\d+)$/, (_, ...parts: string[]) =>
          parts
            .slice(0, 3)
            .map((part) => part.padStart(2, '0'))
            .join('-'),
        )
      expect(one.cells.map((row) => row.map(day))).toEqual(other.cells.map((row) => row.map(day)))
    },
  )

  test.skipIf(!hasRealData)('the second Variant of the helpdesk has a name of its own', async () => {
    const { columns } = await read(realData('tickets', 'helpdesk.csv'))
    expect(columns.filter((column) => column.startsWith('Variant'))).toEqual(['Variant', 'Variant index', 'Variant (2)'])
  })

  test.skipIf(!hasRealData)('the messages keep their tabs, line breaks and stamps', async () => {
    const { cells } = await read(realData('tickets', 'messages_with_replies_zh.xlsx'))
    expect(cells[0]?.map((text) => text?.slice(0, 20))).toEqual([
      '2549',
      'A00045581',
      'A2区景蓉华苑物业管理有问题',
      '2019/4/25 9:32:09',
      '\r\n\t\t\t\t\t\r\n\t\t\t\t\t2019年4',
      '现将网友在平台《问政西地省》栏目向胡华衡',
      '2019/5/10 14:56:53',
    ])
    expect(cells.every((row) => /^\d{4}[/-]\d+[/-]\d+ \d+:\d\d:\d\d$/.test(row[3] ?? ''))).toBe(true)
  })
})
