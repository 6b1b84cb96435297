import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { homePaths } from '../../../contracts/home.ts'
import type { CauseRuleEdit } from '../../../contracts/state/cause-rule-edit.ts'
import { applyEdits } from '../../../contracts/taxonomy/history.ts'
import { taxonomySchema } from '../../../contracts/taxonomy/schema.ts'
import { causeDecisionCauseRows, causeDecisionRows } from '../../../pipeline/reference/cause-decisions.ts'
import { causeLabelRows, readHomeLabels } from '../../../pipeline/reference/cause-labels.ts'
import { causeRuleRows, readCauseRules } from '../../../pipeline/reference/cause-rules.ts'
import { readResponsibilityRules, responsibilityRuleRows } from '../../../pipeline/reference/responsibility.ts'
import { readTaxonomies } from '../../../pipeline/reference/taxonomy.ts'
import { scratchFolder } from '../build/home.ts'

const named = (code: string, zh: string, en: string) => ({
  code,
  name: { 'zh-CN': zh, en },
  description: { 'zh-CN': '述', en: 'D' },
})
const base = taxonomySchema.parse({
  version: 1,
  valid_from: '2000-01-01',
  groups: [
    {
      ...named('service', '服务', 'Service'),
      responsibility: 'service',
      causes: [named('late', '不及时', 'Late'), named('rude', '态度', 'Attitude')],
    },
    {
      ...named('part', '配件', 'Part'),
      responsibility: 'part',
      causes: [named('late', '配件慢', 'Late'), named('wrong', '错发', 'Wrong')],
    },
    { ...named('unclassified', '未分类', 'Unclassified'), responsibility: 'unsettled' },
  ],
})
const split = {
  edit_id: 1,
  kind: 'split' as const,
  changed_on: '2025-01-01',
  body: { code: 'service.late', into: [named('service.slow', '慢', 'Slow'), named('service.absent', '没来', 'Absent')] },
}
const retired = { edit_id: 2, kind: 'retire' as const, changed_on: '2025-01-01', body: { code: 'part.wrong' } }
const plain = applyEdits([base], [])
const edited = applyEdits([base], [split, retired])

async function homeWith(files: Readonly<Record<string, unknown>> = {}) {
  const home = homePaths(await scratchFolder())
  await mkdir(home.reference, { recursive: true })
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(home.reference, name), stringify(content))
  return home
}

describe('rules', () => {
  const edit = (rule_id: string, body: CauseRuleEdit['body']): CauseRuleEdit => ({
    edit_id: 1,
    rule_id,
    body,
    edited_by: 'me',
    edited_at: '2025-01-01T00:00:00.000Z',
    undone_by: null,
    undone_at: null,
  })

  test('shipped, then the home, then edits; each in its place', async () => {
    const home = await homeWith({
      'cause-rules.yaml': {
        rules: [
          { id: 'late_zh', cause: 'part.late', any: ['甲'] },
          { id: 'own', cause: 'service.rude', any: ['乙'] },
        ],
      },
    })
    const shipped = applyEdits(await readTaxonomies(await homeWith()), [])
    const both = applyEdits(
      [
        base,
        ...(await readTaxonomies(await homeWith())).map((each) => ({
          ...each,
          version: 2,
          moved: { 'service.rude': 'service.attitude' },
        })),
      ],
      [],
    )
    const rules = await readCauseRules(
      home,
      [
        edit('attitude_zh', null),
        edit('own', { cause: 'service.rude', any: ['丙'] }),
        edit('new', { cause: 'part.late', any: ['丁'] }),
      ],
      both,
    )
    const rows = causeRuleRows(rules, both)
    const of = (id: string) => rows.find((each) => each['rule_id'] === id)
    expect(of('late_zh')).toMatchObject({ origin: 'home', cause: 'part.late', is_active: true })
    expect(of('attitude_zh')).toMatchObject({ origin: 'shipped', is_active: false, inactive_reason: 'switched_off' })
    expect(of('own')).toMatchObject({ origin: 'edit', stated_cause: 'service.rude', cause: 'service.attitude' })
    expect(JSON.parse(String(of('own')?.['body']))).toMatchObject({ cause: 'service.attitude', any: ['丙'] })
    expect(rows.at(-1)).toMatchObject({ rule_id: 'new', origin: 'edit' })
    expect(rows.findIndex((each) => each['rule_id'] === 'late_zh')).toBe(
      causeRuleRows(await readCauseRules(await homeWith(), [], shipped), shipped).findIndex(
        (each) => each['rule_id'] === 'late_zh',
      ),
    )
  })

  test('a rule whose cause was split, retired or never known has no effect, and says so', async () => {
    const home = await homeWith({
      'cause-rules.yaml': {
        rules: [
          { id: 'a', cause: 'service.late', any: ['甲'] },
          { id: 'b', cause: 'part.wrong', any: ['乙'] },
        ],
      },
    })
    const rows = causeRuleRows(await readCauseRules(home, [], edited), edited)
    const reason = (id: string) => rows.find((each) => each['rule_id'] === id)?.['inactive_reason']
    expect([reason('a'), reason('b'), reason('safety_zh')]).toEqual(['cause_split', 'cause_retired', 'cause_unknown'])
  })

  test.each([
    [
      'a cause that nobody knows',
      { rules: [{ id: 'a', cause: 'service.lat', any: ['甲'] }] },
      'reference.cause_unknown',
      'service.lat',
    ],
    [
      'two of an id',
      {
        rules: [
          { id: 'a', cause: 'part.late', any: ['甲'] },
          { id: 'a', cause: 'part.late', any: ['乙'] },
        ],
      },
      'reference.cause_rule_twice',
      'a',
    ],
    [
      'a pattern that may take for ever',
      { rules: [{ id: 'a', cause: 'part.late', any: ['/(x+)+y/'] }] },
      'reference.pattern_refused',
      '/(x+)+y/',
    ],
    ['no pattern', { rules: [{ id: 'a', cause: 'part.late', any: [] }] }, 'reference.unreadable', undefined],
  ])('%s is refused', async (_, file, code, value) => {
    const refused = expect(readCauseRules(await homeWith({ 'cause-rules.yaml': file }), [], plain)).rejects
    await refused.toMatchObject(value === undefined ? { code } : { code, value })
  })

  test('an edit that is no rule is refused, and named', async () => {
    await expect(readCauseRules(await homeWith(), [edit('x', { cause: 'part.late' })], plain)).rejects.toMatchObject({
      code: 'reference.rule_edit_unreadable',
      where: 'edit 1 of rule x',
    })
  })
})

describe('labels', () => {
  const none = { source: [], home: [], person: [] }
  const said = (label: string, code: string | null, source = '') => ({
    label_id: 1,
    source,
    label,
    code,
    decided_by: 'me',
    decided_at: '2025-01-01T00:00:00.000Z',
    undone_by: null,
    undone_at: null,
  })

  test('codes, names, names after their group; a name of several causes means none', () => {
    const rows = causeLabelRows(plain, none)
    const of = (folded: string) => rows.find((each) => each['folded'] === folded)?.['code']
    expect(of('servicelate')).toBe('service.late')
    expect(of('态度')).toBe('service.rude')
    expect(of('服务态度')).toBe('service.rude')
    expect(of('partlate')).toBe('part.late')
    expect(of('late')).toBeUndefined()
    expect(of('配件')).toBe('part')
    expect(new Set(rows.map((each) => each['folded'])).size).toBe(rows.length)
  })

  test('names and codes of the past mean what they have become', () => {
    const renamed = {
      edit_id: 3,
      kind: 'rename' as const,
      changed_on: '2025-01-01',
      body: { code: 'service.rude', name: { 'zh-CN': '没礼貌', en: 'Rude' } },
    }
    const rows = causeLabelRows(applyEdits([base], [split, renamed]), none)
    const of = (folded: string) => rows.find((each) => each['folded'] === folded)
    expect(of('态度')).toMatchObject({ code: 'service.rude' })
    expect(of('没礼貌')).toMatchObject({ code: 'service.rude' })
    expect(of('不及时')).toMatchObject({
      stated_code: 'service.late',
      code: null,
      heir_group: 'service',
      heirs: ',service.slow,service.absent,',
    })
  })

  test('people before the home, the home before the source, one source before all; a refusal is a word', () => {
    const where = 'x'
    const rows = causeLabelRows(plain, {
      source: [{ source: 's', label: 'K1', code: 'part.late', where }],
      home: [{ source: null, label: 'k1', code: 'part.wrong', where }],
      person: [said('K-1', 'service.late'), said('k 1', null, 's'), said('gone', 'no.longer')],
    })
    const own = rows.filter((each) => each['folded'] === 'k1').sort((a, b) => Number(a['precedence']) - Number(b['precedence']))
    expect(own.map(({ origin, source, code, is_refused }) => [origin, source, code, is_refused])).toEqual([
      ['person', 's', null, true],
      ['person', '', 'service.late', false],
      ['home', '', 'part.wrong', false],
      ['source', 's', 'part.late', false],
    ])
    // What no taxonomy knows any more waits for a decision.
    expect(rows.find((each) => each['label'] === 'gone')).toMatchObject({
      stated_code: 'no.longer',
      code: null,
      is_refused: false,
    })
  })

  test('of files, an unknown code and two meanings are refused', async () => {
    const home = await homeWith({ 'cause-labels.yaml': { labels: [{ label: '慢', code: 'service.lat' }] } })
    const labels = await readHomeLabels(home)
    expect(() => causeLabelRows(plain, { ...none, home: labels })).toThrow(
      expect.objectContaining({ code: 'reference.cause_unknown', value: 'service.lat', remedy: 'Did you mean service.late?' }),
    )
    const where = 'x'
    const twice = [
      { source: 's', label: 'K 1', code: 'part.late', where },
      { source: 's', label: 'k1', code: 'part.wrong', where },
    ]
    expect(() => causeLabelRows(plain, { ...none, source: twice })).toThrow(
      expect.objectContaining({ code: 'reference.cause_label_twice', value: 'k1' }),
    )
    expect(await readHomeLabels(await homeWith())).toEqual([])
  })
})

test('decisions: causes as they stand now, those that became one once, "cannot be told" is unclassified', () => {
  const merged = applyEdits(
    [base],
    [split, { edit_id: 4, kind: 'merge', changed_on: '2025-01-01', body: { from: ['part.wrong'], into: 'part.late' } }],
  )
  const decision = (decision_id: number, causes: string[] | null, more = {}) => ({
    decision_id,
    source: 's',
    complaint_id: String(decision_id),
    causes,
    taxonomy_version: causes === null ? null : 1,
    responsibility: causes === null ? ('service' as const) : null,
    proposed_code: 'part.wrong',
    proposed_method: 'rule' as const,
    proposed_confidence: 0.8,
    note: null,
    decided_by: 'me',
    decided_at: '2025-01-01T00:00:00.000Z',
    undone_by: null,
    undone_at: null,
    ...more,
  })
  const decisions = [
    decision(1, ['part.wrong', 'part.late', 'service.late']),
    decision(2, []),
    decision(3, null),
    decision(4, ['part.late']),
    decision(5, ['part.late'], { proposed_code: null, proposed_method: null }),
  ]
  const rows = causeDecisionCauseRows(decisions, merged)
  expect(
    rows.map(({ decision_id, place, stated_code, code, heir_group }) => [decision_id, place, stated_code, code, heir_group]),
  ).toEqual([
    [1, 1, 'part.wrong', 'part.late', null],
    [1, 2, 'service.late', null, 'service'],
    [2, 1, 'unclassified', 'unclassified', null],
    [4, 1, 'part.late', 'part.late', null],
    [5, 1, 'part.late', 'part.late', null],
  ])
  // Confirmed is what the person saw, whatever the codes became.
  expect(causeDecisionRows(decisions).map((each) => each['is_confirmed'])).toEqual([true, false, null, false, null])
})

describe('responsibility', () => {
  test('the home before the program; causes as they stand now; what has no causes left is left out', async () => {
    const own = {
      rules: [
        { id: 'mine', causes: ['service.late'], responsibility: 'policy' },
        { id: 'no_defect_found', responsibility: 'part', defect_confirmed: false },
      ],
    }
    const rows = responsibilityRuleRows(
      await readResponsibilityRules(await homeWith({ 'responsibility.yaml': own }), edited),
      edited,
    )
    expect(rows.slice(0, 2)).toMatchObject([
      { rule_id: 'mine', causes: ',service.slow,service.absent,', responsibility: 'policy' },
      { rule_id: 'no_defect_found', causes: null, defect_confirmed: false, responsibility: 'part' },
    ])
    expect(rows.filter((each) => each['rule_id'] === 'no_defect_found')).toHaveLength(1)
    expect(rows.map((each) => each['rule_id'])).not.toContain('not_fixed_though_replaced')
  })

  test.each([
    ['an unknown cause', { id: 'a', causes: ['service.lat'], responsibility: 'policy' }, 'reference.cause_unknown'],
    ['a word that tickets do not know', { id: 'a', outcomes: ['lost'], responsibility: 'policy' }, 'reference.unreadable'],
    ['minutes of no wait', { id: 'a', waited_minutes: 5, responsibility: 'policy' }, 'reference.unreadable'],
  ])('%s is refused', async (_, rule, code) => {
    const home = await homeWith({ 'responsibility.yaml': { rules: [rule] } })
    await expect(readResponsibilityRules(home, plain)).rejects.toMatchObject({ code })
  })
})
