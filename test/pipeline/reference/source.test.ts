import { expect, test } from 'vitest'
import type { Load } from '../../../contracts/load.ts'
import { mappedFieldRows, newestFact, sourceRows, surveyScaleRows } from '../../../pipeline/reference/source.ts'

type Entity = Load['maps'][number]['entity']

const load = (source: string, entity: Entity, until: string | null, fields: string[], system?: string): Load => ({
  load_id: `000001-${source}`,
  sequence: 1,
  source,
  ...(system === undefined ? {} : { system }),
  spec_hash: 'x',
  file: 'f.csv',
  sha256: 'x',
  bytes: 1,
  landed: 'x',
  loaded_at: '2025-01-01T00:00:00Z',
  format: 'csv',
  encoding: 'utf-8',
  rows: 1,
  unknown_columns: [],
  supersedes: null,
  maps: [
    {
      map: 0,
      entity,
      batch: 'x',
      rows: 1,
      accepted: 1,
      rejected: 0,
      duplicates: 0,
      not_selected: 0,
      mapped_fields: fields,
      data_until: until,
    },
  ],
})

const loads = [
  load('a_events', 'ticket_event', '2025-01-05T00:00:00Z', ['ticket_id', 'at'], 'desk'),
  load('b_tickets', 'ticket', '2025-01-04T00:00:00.5Z', ['ticket_id', 'received_at'], 'desk'),
  load('direct', 'survey', null, ['survey_id'], undefined),
]
const descriptions = [
  { id: 'a_events', quiet_days: 1, title: { 'zh-CN': '事件', en: 'Events' }, retired_on: '2025-03-01' },
  { id: 'b_tickets', quiet_days: 5, title: { 'zh-CN': '工单', en: 'Tickets' }, retired_on: '2025-04-01' },
]

test('one row a system: title of the source that loads tickets, newest fact, largest quiet days, retired with its last source', () => {
  expect(sourceRows(loads, descriptions)).toEqual([
    {
      source: 'desk',
      title_zh: '工单',
      title_en: 'Tickets',
      data_until: '2025-01-05T00:00:00Z',
      quiet_days: 5,
      retired_on: '2025-04-01',
    },
    { source: 'direct', title_zh: 'direct', title_en: 'direct', data_until: null, quiet_days: 2, retired_on: null },
  ])
  const [first, ...others] = descriptions
  const open = [{ ...first, id: 'a_events', quiet_days: 1, retired_on: undefined }, ...others]
  expect(sourceRows(loads, open)[0]).toMatchObject({ retired_on: null })
})

test('the newest fact is the newest moment, whatever its text looks like', () => {
  expect(newestFact(loads)).toBe('2025-01-05T00:00:00Z')
  expect(newestFact([load('a', 'ticket', '2025-01-04T00:00:00Z', []), load('b', 'ticket', '2025-01-04T00:00:00.5Z', [])])).toBe(
    '2025-01-04T00:00:00.5Z',
  )
  expect(newestFact([])).toBeNull()
})

test('mapped fields are the union over the sources of a system', () => {
  expect(
    mappedFieldRows(loads, descriptions).map(
      (each) => `${String(each['source'])} ${String(each['entity'])}.${String(each['field'])}`,
    ),
  ).toEqual([
    'desk ticket.received_at',
    'desk ticket.ticket_id',
    'desk ticket_event.at',
    'desk ticket_event.ticket_id',
    'direct survey.survey_id',
  ])
})

test('survey scales: stated ones, else four levels and five for overall; two that differ are refused', () => {
  const surveys = [load('s1', 'survey', null, ['survey_id'], 'calls'), load('s2', 'survey', null, ['survey_id'], 'calls')]
  const stated = { id: 's1', quiet_days: 2, survey_scales: { overall: { levels: 10, satisfied_from: 8 } } }
  const rows = surveyScaleRows(surveys, [stated])
  expect(rows).toHaveLength(5)
  expect(rows[0]).toEqual({ source: 'calls', item: 'overall', levels: 10, satisfied_from: 8 })
  expect(rows[1]).toEqual({ source: 'calls', item: 'attitude', levels: 4, satisfied_from: 3 })
  expect(surveyScaleRows(loads, descriptions)[0]).toEqual({ source: 'direct', item: 'overall', levels: 5, satisfied_from: 4 })
  const other = { id: 's2', quiet_days: 2, survey_scales: { overall: { levels: 5, satisfied_from: 4 } } }
  expect(() => surveyScaleRows(surveys, [stated, other])).toThrow(
    expect.objectContaining({ code: 'reference.survey_scales_differ', value: 'overall' }),
  )
})
