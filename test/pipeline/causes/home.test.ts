/** Complaints of a small home through a whole build, with what people decide in between. */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { addCauseDecision, undoCauseDecision } from '../../../contracts/state/cause-decision.ts'
import { addCauseLabel } from '../../../contracts/state/cause-label.ts'
import { addCauseRuleEdit } from '../../../contracts/state/cause-rule-edit.ts'
import { openState, type StateDatabase } from '../../../contracts/state/open.ts'
import { addTaxonomyEdit } from '../../../contracts/state/taxonomy-edit.ts'
import { build } from '../../../pipeline/build/build.ts'
import { ingest } from '../../../pipeline/ingest/ingest.ts'
import { ask, smallHome, type SmallHome } from '../build/home.ts'

const COMPLAINTS = [
  'complaint_id,received_at,resolved_at,ticket_id,text,root_cause,responsibility',
  '1,2025-01-10T01:00:00Z,2025-01-12T01:00:00Z,1,师傅态度恶劣还迟到,,',
  '2,2025-01-11T01:00:00Z,,2,说不清楚,态度差,',
  '3,2025-01-12T01:00:00Z,2025-01-13T01:00:00Z,,配件缺货,Part / Out of stock,part',
  '4,2025-01-13T01:00:00Z,,,没有漏电,,',
]
const stamp = { by: '王', at: '2025-02-01T00:00:00.000Z' }

async function complained(): Promise<SmallHome> {
  const small = await smallHome()
  const file = path.join(small.home.paths.inbox, 'complaints.csv')
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, `${COMPLAINTS.join('\n')}\n`)
  await ingest(small.home, { paths: [file], as: 'complaint' }, small.effects)
  return small
}

function writing<T>({ home }: SmallHome, write: (database: StateDatabase) => T): T {
  const database = openState(home.paths.stateFile)
  try {
    return write(database)
  } finally {
    database.close()
  }
}

const SHORT = `select complaint_id, root_cause, cause_method, responsibility, review_reason from marts.complaint order by complaint_id`
const decision = {
  source: 'direct',
  note: null,
  taxonomy_version: 1,
  responsibility: null,
  proposed_code: null,
  proposed_method: null,
  proposed_confidence: null,
}

test('rules and labels first; then people: decisions win, labels and edits take effect, and undoing leads back', async () => {
  const small = await complained()
  const { home, effects } = small
  await build(home, {}, effects)
  const untouched = [
    ['1', 'service.attitude', 'rule', 'unsettled', 'responsibility_open'],
    ['2', null, 'none', 'unsettled', 'unclassified'],
    ['3', 'part.out_of_stock', 'given', 'part', null],
    ['4', null, 'none', 'unsettled', 'unclassified'],
  ]
  expect(await ask(home, SHORT)).toEqual(untouched)
  expect(
    await ask(
      home,
      "select root_cause, is_principal, words from marts.complaint_cause where complaint_id = '1' order by cause_order",
    ),
  ).toEqual([
    ['service.attitude', true, '态度恶劣'],
    ['service.late', false, '迟到'],
  ])
  expect(await ask(home, 'select label, code, method from marts.cause_label_proposal')).toEqual([
    ['态度差', 'service.attitude', 'rule_on_label'],
  ])
  expect(await build(home, { ifChanged: true }, effects)).toBeNull()

  const decided = writing(small, (database) => {
    addCauseLabel(database, { source: '', label: '态度差', code: 'service.attitude' }, stamp)
    addCauseRuleEdit(database, { rule_id: 'own', body: { cause: 'information.manual', any: ['没有漏电'] } }, stamp)
    return addCauseDecision(
      database,
      {
        ...decision,
        complaint_id: '1',
        causes: ['service.late', 'service.attitude'],
        responsibility: 'service',
        proposed_code: 'service.attitude',
        proposed_method: 'rule',
        proposed_confidence: 0.9,
      },
      stamp,
    )
  })
  expect(await build(home, { ifChanged: true }, effects)).not.toBeNull()
  const settled = [
    ['1', 'service.late', 'person', 'service', null],
    ['2', 'service.attitude', 'given', 'unsettled', null],
    ['3', 'part.out_of_stock', 'given', 'part', null],
    ['4', 'information.manual', 'rule', 'unsettled', null],
  ]
  expect(await ask(home, SHORT)).toEqual(settled)
  expect(await ask(home, "select numerator, denominator from marts.kpi_case where kpi_id = 'cause_agreement_rate'")).toEqual([
    [0, 1],
  ])
  expect(await ask(home, "select proposed_cause from marts.complaint where complaint_id = '1'")).toEqual([['service.attitude']])

  // A split asks again, its group stays; a merge leads on. The same inputs give the same rows.
  const named = (code: string) => ({ code, name: { 'zh-CN': code, en: code }, description: { 'zh-CN': '述', en: 'D' } })
  writing(small, (database) => {
    addTaxonomyEdit(
      database,
      {
        kind: 'split',
        body: { code: 'service.late', into: [named('service.slow'), named('service.hours')] },
        changed_on: '2025-01-20',
      },
      stamp,
    )
    addTaxonomyEdit(
      database,
      { kind: 'merge', body: { from: ['part.out_of_stock', 'part.late'], into: 'part.late' }, changed_on: '2025-01-21' },
      stamp,
    )
  })
  await build(home, {}, effects)
  const changed = await ask(home, SHORT)
  expect(changed[0]).toEqual(['1', 'service', 'person', 'service', 'split'])
  expect(changed[2]).toEqual(['3', 'part.late', 'given', 'part', null])
  expect(await ask(home, 'select kind, name_en from ref.taxonomy_change order by change_no')).toEqual([
    ['split', 'Late → service.slow / service.hours'],
    ['merge', 'Out of stock + Late → Late'],
  ])
  const everything =
    'select c.*, d.* exclude (source, complaint_id) from marts.complaint as c left join marts.complaint_cause as d on d.source = c.source and d.complaint_id = c.complaint_id order by c.complaint_key, d.cause_order'
  const once = await ask(home, everything)
  await build(home, {}, effects)
  expect(await ask(home, everything)).toEqual(once)

  writing(small, (database) => undoCauseDecision(database, decided, stamp))
  await build(home, { ifChanged: true }, effects)
  expect((await ask(home, SHORT))[0]).toEqual(['1', 'service.attitude', 'rule', 'unsettled', 'responsibility_open'])
})

test('an edit that cannot be applied stops the build and says which', async () => {
  const small = await complained()
  writing(small, (database) =>
    addTaxonomyEdit(database, { kind: 'retire', body: { code: 'service.lat' }, changed_on: '2025-01-20' }, stamp),
  )
  await expect(build(small.home, {}, small.effects)).rejects.toMatchObject({
    code: 'taxonomy.code_unknown',
    value: 'service.lat',
    where: 'taxonomy edit 1 (retire)',
  })
})
