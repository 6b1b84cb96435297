/** The file of what people wrote: how it is opened, and what of it counts. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import {
  addCauseDecision,
  causeDecisionsSince,
  lastCauseDecisions,
  undoCauseDecision,
  type NewCauseDecision,
} from '../../../contracts/state/cause-decision.ts'
import { addCauseLabel, undoCauseLabel } from '../../../contracts/state/cause-label.ts'
import { addCauseRuleEdit, lastCauseRuleEdits, undoCauseRuleEdit } from '../../../contracts/state/cause-rule-edit.ts'
import { MIGRATIONS } from '../../../contracts/state/migrations.ts'
import { inTransaction, openState, openStateForReading } from '../../../contracts/state/open.ts'
import { readState } from '../../../contracts/state/snapshot.ts'
import { addTaxonomyEdit, lastTaxonomyEdits, undoTaxonomyEdit } from '../../../contracts/state/taxonomy-edit.ts'

async function newFile(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aftercare-state-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return path.join(folder, 'state', 'aftercare.sqlite')
}

async function newState() {
  const file = await newFile()
  const database = openState(file)
  onTestFinished(() => {
    if (database.isOpen) database.close()
  })
  return { file, database }
}

const by = (name: string, minute: number) => ({ by: name, at: `2026-11-28T08:${String(minute).padStart(2, '0')}:00.000Z` })

const decision = (complaint: string, causes: string[] | null, more: Partial<NewCauseDecision> = {}): NewCauseDecision => ({
  source: 'desk',
  complaint_id: complaint,
  causes,
  taxonomy_version: causes === null ? null : 1,
  responsibility: null,
  proposed_code: null,
  proposed_method: null,
  proposed_confidence: null,
  note: null,
  ...more,
})

test('nothing was written yet: there is no state, and reading makes none', async () => {
  const file = await newFile()
  expect(readState(file)).toBeNull()
  expect(existsSync(file)).toBe(false)
})

test('the file and what SQLite puts beside it are for the owner alone', async () => {
  const { file, database } = await newState()
  addCauseLabel(database, { source: '', label: '态度', code: 'service.attitude' }, by('李', 0))
  for (const each of [file, `${file}-wal`, `${file}-shm`]) expect((await stat(each)).mode & 0o777).toBe(0o600)
  expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700)
})

test('the newest decision counts, for causes and responsibility apart; undoing brings the one before back', async () => {
  const { file, database } = await newState()
  addCauseDecision(database, decision('C1', ['service.late'], { responsibility: 'service' }), by('李', 0))
  const second = addCauseDecision(database, decision('C1', ['part.late', 'service.late']), by('Wang', 1))
  addCauseDecision(database, decision('C2', [], { note: '只有图片' }), by('李', 2))
  const third = addCauseDecision(database, decision('C1', null, { responsibility: 'part' }), by('李', 3))
  const counting = () =>
    (readState(file)?.causeDecisions ?? []).map((each) => [
      each.complaint_id,
      each.causes,
      each.taxonomy_version,
      each.responsibility,
      each.decided_by,
    ])
  expect(counting()).toEqual([
    ['C1', ['part.late', 'service.late'], 1, null, 'Wang'],
    ['C2', [], 1, null, '李'],
    ['C1', null, null, 'part', '李'],
  ])

  expect(undoCauseDecision(database, third, by('Wang', 4))).toBe(true)
  expect(counting()).toEqual([
    ['C1', null, null, 'service', '李'],
    ['C1', ['part.late', 'service.late'], 1, null, 'Wang'],
    ['C2', [], 1, null, '李'],
  ])
  expect(undoCauseDecision(database, second, by('Wang', 5))).toBe(true)
  expect(counting()[0]).toEqual(['C1', ['service.late'], 1, 'service', '李'])

  expect(undoCauseDecision(database, second, by('李', 6)), 'undone once').toBe(false)
  expect(undoCauseDecision(database, 99, by('李', 6)), 'not there').toBe(false)
  expect(lastCauseDecisions(database, 'Wang', 5)).toMatchObject([{ decision_id: second, undone_by: 'Wang' }])
  expect(causeDecisionsSince(database, by('', 3).at).map((each) => each.decision_id)).toEqual([second, third])
})

test('labels, rules and the taxonomy: what counts, and what was undone', async () => {
  const { file, database } = await newState()
  addCauseLabel(database, { source: 'desk', label: '态度差', code: 'service.late' }, by('李', 0))
  const corrected = addCauseLabel(database, { source: 'desk', label: '态度差', code: 'service.attitude' }, by('李', 1))
  addCauseLabel(database, { source: '', label: 'n/a', code: null }, by('李', 2))
  addCauseRuleEdit(
    database,
    { rule_id: 'late-zh', body: { cause: 'service.late', any: ['迟到', '/晚了.{0,3}天/'] } },
    by('李', 3),
  )
  const off = addCauseRuleEdit(database, { rule_id: 'late-zh', body: null }, by('李', 4))
  const added = addTaxonomyEdit(database, { kind: 'add', body: { code: 'service.noise' }, changed_on: '2026-12-01' }, by('李', 5))
  addTaxonomyEdit(database, { kind: 'retire', body: { code: 'service.late' }, changed_on: '2026-12-02' }, by('李', 6))

  expect(readState(file)).toMatchObject({
    causeLabels: [
      { source: 'desk', label: '态度差', code: 'service.attitude' },
      { source: '', label: 'n/a', code: null },
    ],
    causeRuleEdits: [{ rule_id: 'late-zh', body: null }],
    taxonomyEdits: [{ kind: 'add' }, { kind: 'retire' }],
  })
  undoCauseLabel(database, corrected, by('李', 7))
  undoCauseRuleEdit(database, off, by('李', 7))
  undoTaxonomyEdit(database, added, by('李', 7))
  const after = readState(file)
  expect(after?.causeLabels.map((each) => each.code)).toEqual(['service.late', null])
  expect(after?.causeRuleEdits).toMatchObject([{ body: { any: ['迟到', '/晚了.{0,3}天/'] } }])
  expect(after?.taxonomyEdits.map((each) => each.kind)).toEqual(['retire'])
  expect(lastCauseRuleEdits(database, 10)).toHaveLength(2)
  expect(lastTaxonomyEdits(database, 10)).toMatchObject([{ kind: 'retire' }, { kind: 'add', undone_by: '李' }])
})

test('the same file gives the same snapshot, byte for byte, whatever was opened in between', async () => {
  const { file, database } = await newState()
  for (let each = 0; each < 20; each += 1) addCauseDecision(database, decision(`C${each % 7}`, ['service.late']), by('李', each))
  const first = JSON.stringify(readState(file))
  database.close()
  expect(JSON.stringify(readState(file))).toBe(first)
  openState(file).close()
  expect(JSON.stringify(readState(file))).toBe(first)
})

test('nothing can be changed or removed, nor undone twice', async () => {
  const { database } = await newState()
  const id = addCauseDecision(database, decision('C1', ['service.late']), by('李', 0))
  for (const sql of [
    `update cause_decision set causes = '[]'`,
    `update cause_decision set decided_by = 'somebody else'`,
    `delete from cause_decision`,
  ]) {
    expect(() => {
      database.exec(sql)
    }, sql).toThrow('append-only')
  }
  undoCauseDecision(database, id, by('李', 1))
  expect(() => {
    database.exec(`update cause_decision set undone_by = null, undone_at = null`)
  }).toThrow('undone already')
  expect(() => addCauseDecision(database, decision('C1', null), by('李', 2)), 'says nothing').toThrow('CHECK')
})

test('what fails within a transaction leaves nothing behind', async () => {
  const { file, database } = await newState()
  expect(() =>
    inTransaction(database, () => {
      addCauseDecision(database, decision('C1', ['service.late']), by('李', 0))
      throw new Error('half way')
    }),
  ).toThrow('half way')
  expect(readState(file)?.causeDecisions).toEqual([])
})

test('a reader sees a moment of the file while another process writes on, and two writers wait for each other', async () => {
  const { file, database } = await newState()
  addCauseDecision(database, decision('C0', ['service.late']), by('李', 0))
  const reader = openStateForReading(file)
  if (reader === null) throw new Error('there is a file')
  onTestFinished(() => {
    reader.close()
  })
  const count = () => reader.prepare('select count(*) as n from cause_decision').get()?.n
  reader.exec('BEGIN')
  expect(count()).toBe(1)

  const writer = `
    import { openState } from ${JSON.stringify(path.resolve('contracts/state/open.ts'))}
    import { addCauseDecision } from ${JSON.stringify(path.resolve('contracts/state/cause-decision.ts'))}
    const database = openState(${JSON.stringify(file)})
    for (let each = 0; each < 50; each += 1)
      addCauseDecision(database, ${JSON.stringify(decision('C1', ['part.late']))}, ${JSON.stringify(by('Wang', 1))})
    database.close()`
  const ended = spawnSync(process.execPath, ['--input-type=module', '--eval', writer], { encoding: 'utf8' })
  expect(ended.status, ended.stderr).toBe(0)
  for (let each = 0; each < 5; each += 1) addCauseDecision(database, decision('C2', ['part.late']), by('李', 2))

  expect(count(), 'the moment at which it began').toBe(1)
  reader.exec('COMMIT')
  expect(count()).toBe(56)
  expect(() => {
    reader.exec('delete from cause_label')
  }).toThrow('readonly')
})

test('an empty file is brought to the present shape, by a reader too', async () => {
  const file = await newFile()
  openState(file).close()
  await writeFile(file, '')
  expect(readState(file)).toEqual({ causeDecisions: [], causeLabels: [], causeRuleEdits: [], taxonomyEdits: [] })
})

test('a file of an earlier version takes the steps that it lacks, once, and keeps what is in it; a step that fails leaves it as it was', async () => {
  const { file, database } = await newState()
  addCauseLabel(database, { source: '', label: 'n/a', code: null }, by('李', 0))
  database.close()
  const next = [...MIGRATIONS, 'create table note (text text not null) strict;']
  expect(() => openState(file, [...next, 'create table note (again text) strict;'])).toThrow(
    expect.objectContaining({ code: 'state.cannot_open' }),
  )
  expect(readState(file)?.causeLabels).toHaveLength(1)
  for (const time of ['first', 'second']) {
    const opened = openState(file, next)
    expect(opened.prepare('PRAGMA user_version').get(), time).toEqual({ user_version: MIGRATIONS.length + 1 })
    expect(opened.prepare('select count(*) as n from note').get()).toEqual({ n: 0 })
    expect(opened.prepare('select label from cause_label').all()).toEqual([{ label: 'n/a' }])
    opened.close()
  }
  expect(() => readState(file)).toThrow(expect.objectContaining({ code: 'state.too_new' }))
})

test('a file of something else is refused and stays as it was', async () => {
  const file = await newFile()
  openState(file).close()
  await rm(file)
  await writeFile(file, 'ticket_id,received_at\n'.repeat(100))
  expect(() => openState(file)).toThrow(expect.objectContaining({ code: 'state.not_ours', where: file }))
  expect(() => readState(file)).toThrow(expect.objectContaining({ code: 'state.not_ours' }))
  expect((await stat(file)).size).toBe(2200)

  await rm(file)
  const other = new DatabaseSync(file)
  other.exec('create table mine (a)')
  other.close()
  const before = (await stat(file)).size
  expect(() => openState(file)).toThrow(expect.objectContaining({ code: 'state.not_ours' }))
  expect((await stat(file)).size).toBe(before)

  await rm(file)
  openState(file).close()
  const newer = new DatabaseSync(file)
  newer.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`)
  newer.close()
  for (const open of [openState, readState]) expect(() => open(file)).toThrow(expect.objectContaining({ code: 'state.too_new' }))

  expect(() => openState(path.dirname(file))).toThrow(expect.objectContaining({ code: 'state.cannot_open' }))
})

test('a row that somebody spoiled by hand is reported, not skipped', async () => {
  const { file, database } = await newState()
  database.exec(`insert into cause_decision (source, complaint_id, causes, taxonomy_version, decided_by, decided_at)
    values ('desk', 'C1', '["service.late"]', 1, '李', 'yesterday')`)
  expect(() => readState(file)).toThrow(expect.objectContaining({ code: 'state.row_unreadable' }))
})
