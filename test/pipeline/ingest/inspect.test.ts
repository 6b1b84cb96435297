import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { inspect } from '../../../pipeline/ingest/inspect.ts'
import { hasRealData, realData } from '../../real/data.ts'
import { csv, makeHome } from './test-home.ts'

test('a Chinese ticket export is recognised, and the proposed source loads it', async () => {
  const it = await makeHome()
  const header = [
    '工单号',
    '报修时间',
    '状态',
    '客户编号',
    '联系电话',
    '产品型号',
    '故障描述',
    '工程师',
    '完成时间',
    '人工费',
    '天气',
  ]
  const rows = Array.from({ length: 40 }, (_, index) => [
    `G${index}`,
    `2025/3/${(index % 28) + 1} 8:3${index % 10}`,
    '已完成',
    `C${index % 7}`,
    `1380013800${index % 10}`,
    `KFR-${index % 3}`,
    `不制冷${index}`,
    `W${index % 4}`,
    index % 5 === 0 ? '无' : `2025/3/${(index % 28) + 1} 18:00`,
    '12.5',
    '晴',
  ])
  const file = await it.file('导出.csv', csv(header, rows))
  const inspection = await inspect(file)
  expect(inspection).toMatchObject({ format: 'csv', encoding: 'utf-8', rows: 40, problems: 0, entity: 'ticket' })
  expect(inspection.columns.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    '工单号 text',
    '报修时间 stamp',
    '状态 text',
    '客户编号 text',
    '联系电话 number',
    '产品型号 text',
    '故障描述 text',
    '工程师 text',
    '完成时间 stamp',
    '人工费 number',
    '天气 text',
  ])
  expect(inspection.columns.find(({ name }) => name === '完成时间')).toMatchObject({
    formats: ['%Y/%m/%d %H:%M'],
    nullWords: ['无'],
    filled: 0.8,
  })
  // What is in the cells is nobody's business here.
  for (const secret of ['13800138', '不制冷', 'C3']) expect(JSON.stringify(inspection)).not.toContain(secret)
  await it.source('guess', inspection.yaml)
  const report = await it.ingest()
  expect(report.failures).toEqual([])
  expect(report.files[0]?.load).toMatchObject({
    unknown_columns: ['天气'],
    maps: [{ entity: 'ticket', accepted: 40, rejected: 0 }],
  })
  expect(
    await it.query(
      `SELECT received_at, status, technician_id, resolved_at, charged_labour, extra FROM lake.ticket WHERE ticket_id = 'G1'`,
    ),
  ).toEqual([
    {
      received_at: '2025-03-02 00:31:00',
      status: '已完成',
      technician_id: 'W1',
      resolved_at: '2025-03-02 10:00:00',
      charged_labour: '12.5000',
      extra: null,
    },
  ])
})

test('what a person must look at is said: day and month, a missing number, words outside the vocabulary', async () => {
  const it = await makeHome()
  const file = path.join(it.home.paths.root, 'tickets.csv')
  const rows = Array.from({ length: 30 }, (_, index) => [
    `0${(index % 9) + 1}/0${(index % 8) + 1}/2025 10:00`,
    'P1 - urgent',
    'leaks',
  ])
  await writeFile(file, csv(['Created', 'Priority', 'Description'], rows))
  const { notes, yaml } = await inspect(file)
  expect(notes.join('\n')).toMatch(/Created: day and month could be the other way round/)
  expect(notes.join('\n')).toMatch(/No column looks like ticket_id/)
  expect(notes.join('\n')).toMatch(/priority has words of its own/)
  expect(yaml).toContain(`compute: "'R' || _row"`)
  expect(yaml).not.toContain('priority: Priority')
})

test('a name without a known ending is refused', async () => {
  await expect(inspect('/tmp/export.dat')).rejects.toMatchObject({ code: 'source.format_unknown', exitCode: 3 })
})

describe.skipIf(!hasRealData)('real files', () => {
  test.each([
    [['tickets', 'boston_311_2019.csv'], 'ticket', 8928],
    [['tickets', 'messages_with_replies_zh.xlsx'], 'ticket', 120],
    [['tickets', 'nyc311_20220501_ampm.csv'], 'ticket', 924],
    [['complaints', 'car_complaints_zh_gb18030.csv'], 'complaint', 600],
    [['surveys', '2016_SFO_Customer_Survey.csv'], 'survey', 3087],
  ])('%j: the proposal loads every row', async (parts, entity, rows) => {
    const it = await makeHome()
    const inspection = await inspect(realData(...parts))
    expect(inspection.entity).toBe(entity)
    await it.source('guess', inspection.yaml)
    const report = await it.ingest({ paths: [realData(...parts)] })
    expect(report.failures).toEqual([])
    const map = report.files[0]?.load.maps[0]
    expect(map?.rows).toBe(rows)
    expect(map?.rejected).toBe(0)
  })
})
