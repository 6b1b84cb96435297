/** Spoiled rows, as real exports have them. Each kind stands a fixed number of times; the answer sheet says where. */
import { cell, type Sheet } from './sheet.ts'
import { COLUMNS, newRow, oldRow } from './ticket-rows.ts'
import type { ComplaintRow } from './aftermath.ts'
import type { Job } from './job.ts'

/** What became of the rows that were spoiled on purpose in one file. */
export interface Dirt {
  readonly rejected: Readonly<Record<string, number>>
  readonly duplicates: number
}

export const NO_DIRT: Dirt = { rejected: {}, duplicates: 0 }

const columnOf = (field: string) => COLUMNS.findIndex((column) => column.field === field)

/** Six kinds of reject and one duplicate behind the rows of a ticket file. @param last a job whose row stands in the file */
export function spoilTickets(sheet: Sheet, last: Job, isOld: boolean): Dirt {
  const line = isOld ? oldRow(last) : newRow(last)
  const cells = cellsOf(line)
  let made = 0
  const spoiled = (changes: Readonly<Record<string, string>>) => {
    const copy = [...cells]
    copy[columnOf('ticket_id')] = `${last.number}X${++made}`
    for (const [field, value] of Object.entries(changes)) copy[columnOf(field)] = value
    return copy
  }
  const write = (row: readonly string[]) => {
    sheet.row(row.map(cell).join(','))
  }
  write(spoiled({ received_at: isOld ? '2024/13/45 25:61:00' : '2025-02-30 25:61:00' }))
  write(spoiled({ ticket_id: '' }))
  write(spoiled({ warranty: '大概在保吧' }))
  write(spoiled({ distance_km: '-12.5' }))
  write(spoiled({}).slice(0, 17))
  write([...spoiled({}), '多出来的', '两列'])
  sheet.row(line)
  return {
    rejected: { bad_date: 1, missing_id: 1, unknown_code: 1, negative_distance: 1, short_row: 1, long_row: 1 },
    duplicates: 1,
  }
}

/** Cells of a line written by `cell`; no cell of a ticket has a line break. */
function cellsOf(line: string): string[] {
  const cells: string[] = []
  for (const match of line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)) {
    if (match.index === line.length && cells.length === COLUMNS.length) break
    const raw = match[1] ?? ''
    cells.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw)
  }
  return cells
}

export function spoilEvents(sheet: Sheet, ticket: string): Dirt {
  const event = (time: string, kind: string) => JSON.stringify({ ticket, time, event: kind, note: '', staff: '' })
  sheet.row(event('2026-05-05T10:00:00+08:00', 'teleported'))
  sheet.row(event('2026-05-06T10:00:00+08:00', 'tea_break'))
  sheet.row(event('sometime in May', 'assigned'))
  sheet.row(JSON.stringify({ time: '2026-05-07T10:00:00+08:00', event: 'assigned', note: '', staff: '' }))
  const twice = event('2026-05-08T10:00:00+08:00', 'pickup_notified')
  sheet.row(twice)
  sheet.row(twice)
  return { rejected: { unknown_code: 2, bad_date: 1, missing_id: 1 }, duplicates: 1 }
}

/** Rows of plain files, spoiled by hand: as many rejects of each kind as lines. */
function spoil(sheet: Sheet, kinds: Readonly<Record<string, readonly string[]>>, twice: readonly string[] = []): Dirt {
  for (const lines of Object.values(kinds)) for (const line of lines) sheet.row(line)
  for (const line of twice) {
    sheet.row(line)
    sheet.row(line)
  }
  return {
    rejected: Object.fromEntries(Object.entries(kinds).map(([kind, lines]) => [kind, lines.length])),
    duplicates: twice.length,
  }
}

const NO_ANSWER = ',NA,NA,NA,NA,NA,NA,'

export const spoilSurveys = (sheet: Sheet): Dirt =>
  spoil(
    sheet,
    {
      answered_before_asked: [
        'SVX1,,,微信,2026-03-10 10:00:00,2026-03-09 10:00:00,5,4,4,4,4,9,',
        'SVX2,,,微信,2026-03-11 10:00:00,2026-03-10 22:00:00,4,4,3,4,4,8,',
        'SVX3,,,短信,2026-03-12 10:00:00,2026-03-12 09:59:00,5,4,4,4,4,10,',
      ],
      bad_number: ['SVX4,,,短信,2026-03-12 10:00:00,2026-03-12 11:00:00,很满意,4,4,4,4,10,'],
      above_scale: ['SVX5,,,短信,2026-03-12 10:00:00,2026-03-12 11:00:00,5,4,4,4,4,11,'],
      missing_id: [`,,,短信,2026-03-12 10:00:00,${NO_ANSWER}`],
    },
    [`SVX6,,,短信,2026-03-13 10:00:00,${NO_ANSWER}`],
  )

export const spoilUsage = (sheet: Sheet): Dirt =>
  spoil(
    sheet,
    {
      quantity_zero: [
        'PUX1,2026-02-03 09:00:00,HY-FJ030,0,,SH04,空调风机,112,0,明川电机,true,,,,,',
        'PUX2,2026-02-04 09:00:00,HY-YB260,0,,GZ04,油杯油网,26,0,瑞丰五金,,,,,,',
      ],
      bad_date: ['PUX3,昨天,HY-FJ030,1,,SH04,空调风机,112,0,明川电机,true,,,,,'],
      missing_id: ['PUX4,2026-02-05 09:00:00,,1,,SH04,空调风机,112,0,明川电机,true,,,,,'],
      bad_number: ['PUX5,2026-02-05 09:00:00,HY-FJ030,一个,,SH04,空调风机,112,0,明川电机,true,,,,,'],
      short_row: ['PUX6,2026-02-05 09:00:00,HY-FJ030,1'],
    },
    ['PUX7,2026-02-06 09:00:00,HY-TG003,1,,SH04,连接铜管,54,0,精博制冷,,,,,,'],
  )

export const spoilLabour = (sheet: Sheet): Dirt =>
  spoil(
    sheet,
    {
      negative_hours: [
        'LX1,2026-01-15,SH04,C,-2,,0,0,0,0',
        'LX2,2026-01-16,WH04,C,-0.5,,0,0,0,0',
        'LX3,2026-01-17,TJ02,A,-1,,0,0,0,0',
      ],
      unknown_code: ['LX4,2026-01-15,SH04,E,2,,0,0,136,0'],
      missing_id: ['LX5,2026-01-15,,C,2,,0,0,136,0'],
      bad_date: ['LX6,2026-02-31,SH04,C,2,,0,0,136,0'],
    },
    ['LX7,2026-01-18,SH04,D,2,,0,0,136,0'],
  )

export const spoilCosts = (sheet: Sheet): Dirt =>
  spoil(sheet, {
    unknown_code: ['CX1;2026-01-15 10:00:00;;请客;88;;', 'CX2;2026-01-16 10:00:00;;gift;20;;'],
    bad_number: ['CX3;2026-01-16 10:00:00;;freight;约三十;;'],
    missing_id: [';2026-01-16 10:00:00;;freight;30;;'],
    long_row: ['CX4;2026-01-16 10:00:00;;freight;30;;;;'],
  })

export const spoilIssues = (sheet: Sheet): Dirt =>
  spoil(sheet, { quantity_zero: ['SIX1,HY-FJ030,2026-01-15 10:00:00,0,SH04,', 'SIX2,HY-FJ030,2026-01-16 10:00:00,0,SH04,'] })

export const spoilRequests = (sheet: Sheet): Dirt =>
  spoil(sheet, {
    answered_before_asked: [
      'SRX1,HY-FJ030,2026-01-15 10:00:00,2026-01-14 10:00:00,',
      'SRX2,HY-PB080,2026-01-15 10:00:00,2026-01-15 09:00:00,',
    ],
  })

export const spoilTechnicians = (sheet: Sheet): Dirt =>
  spoil(sheet, { ends_before_start: ['ZZ01,测试员,上海组,华东,上门维修师,初级,2025-01-01,2025-06-01,2025-05-01'] })

export const spoilContracts = (sheet: Sheet): Dirt =>
  spoil(sheet, { ends_before_start: ['HTX1,CBX1,2025-06-01,2025-05-31,,,'], missing_id: ['HTX2,,2025-06-01,2026-05-31,,,'] })

export const spoilVisits = (sheet: Sheet): Dirt => spoil(sheet, { ends_before_start: ['HTX1-1,HTX1,2025-06-30,2025-06-01,,'] })

export const spoilCounts = (sheet: Sheet): Dirt =>
  spoil(sheet, { bad_number: ['HY-PB080,上海服务站,2026-01-24 18:00:00,40,没数'] })

export const spoilAudits = (sheet: Sheet): Dirt =>
  spoil(sheet, {
    unknown_code: ['PAX1,2026-01-15 10:00:00,greeting,90,100,,SH04'],
    missing_value: ['PAX2,2026-01-15 10:00:00,handover,,100,,SH04'],
  })

export const spoilExposure = (sheet: Sheet): Dirt => spoil(sheet, { negative_units: ['2026-01-01,空调,华东南,-1'] })

/** Behind the rows of the workbook. */
export function spoilComplaints(rows: ComplaintRow[]): Dirt {
  const row = (id: string | null, receivedAt: string, respondedAt: string | null, severity: string): ComplaintRow => [
    id,
    receivedAt,
    '2026-03-06 10:00:00',
    null,
    '电话',
    null,
    '华东',
    '空调',
    'KFR-35GW/HY1',
    null,
    '测试投诉，请忽略',
    severity,
    '道歉',
    null,
    null,
    respondedAt,
    null,
    null,
    null,
    null,
  ]
  rows.push(
    row('TSX1', '2026-03-02 10:00:00', '2026-03-01 10:00:00', 'normal'),
    row('TSX2', '2026-03-03 10:00:00', '2026-03-03 09:00:00', 'normal'),
    row('TSX3', '三月初', null, 'normal'),
    row(null, '2026-03-04 10:00:00', null, 'normal'),
    row('TSX4', '2026-03-05 10:00:00', null, '很严重'),
  )
  return { rejected: { answered_before_asked: 2, bad_date: 1, missing_id: 1, unknown_code: 1 }, duplicates: 0 }
}
