import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TaxonomyEditKind } from '../../../contracts/state/taxonomy-edit.ts'
import type { AppliedEdit } from '../../../contracts/taxonomy/edit.ts'
import { applyEdits, currentVersion, type TaxonomyHistory } from '../../../contracts/taxonomy/history.ts'
import { taxonomySchema, type Taxonomy } from '../../../contracts/taxonomy/schema.ts'

const named = (code: string) => ({
  code,
  name: { 'zh-CN': `名${code}`, en: `Name ${code}` },
  description: { 'zh-CN': '述', en: 'Described' },
})
const base = (version = 1, more: object = {}): Taxonomy =>
  taxonomySchema.parse({
    version,
    valid_from: version === 1 ? '2000-01-01' : '2025-06-01',
    groups: [
      { ...named('a'), responsibility: 'service', causes: ['x', 'y', 'z'].map(named) },
      { ...named('b'), responsibility: 'part', causes: [named('x'), { ...named('w'), responsibility: 'logistics' }] },
      { ...named('unclassified'), responsibility: 'unsettled' },
    ],
    ...more,
  })

let number = 0
const edit = (kind: TaxonomyEditKind, body: AppliedEdit['body'], changed_on = '2025-07-01'): AppliedEdit => ({
  edit_id: (number += 1),
  kind,
  body,
  changed_on,
})
const after = (...edits: AppliedEdit[]): TaxonomyHistory => applyEdits([base()], edits)
const codesOf = (history: TaxonomyHistory) => currentVersion(history).causes.map((each) => each.code)
const fate = (history: TaxonomyHistory, code: string) => {
  const found = history.codes.find((each) => each.code === code)
  return found === undefined ? undefined : [found.current, found.heirGroup, found.heirs.join(' '), found.kind]
}

describe('edits', () => {
  test('each makes a version, and marks the day', () => {
    const history = after(
      edit('add', named('a.n')),
      edit('rename', { code: 'a.x', name: { 'zh-CN': '新', en: 'New' } }, '2025-08-01'),
    )
    expect(history.versions.map(({ version, validFrom }) => [version, validFrom])).toEqual([
      [1, '2000-01-01'],
      [2, '2025-07-01'],
      [3, '2025-08-01'],
    ])
    expect(codesOf(history)).toEqual(['a', 'a.x', 'a.y', 'a.z', 'a.n', 'b', 'b.x', 'b.w', 'unclassified'])
    expect(
      history.changes.map(({ version, changedOn, kind, from, to, name }) => [version, changedOn, kind, from, to, name.en]),
    ).toEqual([
      [2, '2025-07-01', 'add', [], ['a.n'], 'Name a.n'],
      [3, '2025-08-01', 'rename', ['a.x'], ['a.x'], 'Name x → New'],
    ])
    expect(currentVersion(history).causes.find((each) => each.code === 'a.n')?.responsibility).toBe('service')
    // The version before keeps its words.
    expect(history.versions[1]?.causes.find((each) => each.code === 'a.x')?.name.en).toBe('Name x')
  })

  test('a merge leads what had the old codes to the new one, into an existing, a merged or a new cause', () => {
    const existing = after(edit('merge', { from: ['a.x', 'a.y'], into: 'b.x' }))
    expect(codesOf(existing)).toEqual(['a', 'a.z', 'b', 'b.x', 'b.w', 'unclassified'])
    expect([fate(existing, 'a.x'), fate(existing, 'a.y'), fate(existing, 'b.x')]).toEqual([
      ['b.x', null, '', 'merge'],
      ['b.x', null, '', 'merge'],
      ['b.x', null, '', 'kept'],
    ])
    const one = after(edit('merge', { from: ['a.x', 'a.y'], into: 'a.x', name: { 'zh-CN': '合', en: 'Both' } }))
    expect(fate(one, 'a.y')).toEqual(['a.x', null, '', 'merge'])
    expect(one.changes[0]?.name.en).toBe('Name x + Name y → Both')
    const { name, description } = named('b.n')
    const fresh = after(edit('merge', { from: ['a.x', 'b.x'], into: 'b.n', name, description }))
    expect(fate(fresh, 'a.x')).toEqual(['b.n', null, '', 'merge'])
  })

  test('merges follow one another', () => {
    const history = after(edit('merge', { from: ['a.x'], into: 'a.y' }), edit('merge', { from: ['a.y'], into: 'b.w' }))
    expect(fate(history, 'a.x')).toEqual(['b.w', null, '', 'merge'])
  })

  test('groups merge with their causes', () => {
    const history = after(edit('merge', { from: ['b'], into: 'a' }))
    expect(codesOf(history)).toEqual(['a', 'a.x', 'a.y', 'a.z', 'a.w', 'unclassified'])
    expect([fate(history, 'b'), fate(history, 'b.x'), fate(history, 'b.w')]).toEqual([
      ['a', null, '', 'merge'],
      ['a.x', null, '', 'merge'],
      ['a.w', null, '', 'merge'],
    ])
    expect(currentVersion(history).causes.find((each) => each.code === 'a.w')?.responsibility).toBe('logistics')
  })

  test('what was split must be decided again, between its parts, in its group; an heir takes it instead', () => {
    const open = after(edit('split', { code: 'a.x', into: [named('a.x1'), named('a.x2')] }))
    expect(fate(open, 'a.x')).toEqual([null, 'a', 'a.x1 a.x2', 'split'])
    expect(codesOf(open)).not.toContain('a.x')
    const across = after(edit('split', { code: 'a.x', into: [{ code: 'a.y' }, { code: 'b.w' }] }))
    expect(fate(across, 'a.x')).toEqual([null, null, 'a.y b.w', 'split'])
    const heir = after(edit('split', { code: 'a.x', into: [named('a.x1'), named('a.x2')], heir: 'a.x2' }))
    expect(fate(heir, 'a.x')).toEqual(['a.x2', null, '', 'split'])
  })

  test('parts that are merged, split and become one again', () => {
    const parts = edit('split', { code: 'a.x', into: [named('a.x1'), named('a.x2')] })
    expect(fate(after(parts, edit('merge', { from: ['a.x1'], into: 'b.x' })), 'a.x')).toEqual([null, 'a', 'b.x a.x2', 'split'])
    expect(fate(after(parts, edit('merge', { from: ['a.x1'], into: 'a.x2' })), 'a.x')).toEqual(['a.x2', null, '', 'split'])
    const again = edit('split', { code: 'a.x1', into: [named('a.p'), named('a.q')] })
    expect(fate(after(parts, again), 'a.x')).toEqual([null, 'a', 'a.p a.q a.x2', 'split'])
    expect(fate(after(parts, edit('merge', { from: ['a'], into: 'b' })), 'a.x')).toEqual([null, 'b', 'b.x1 b.x2', 'split'])
  })

  test('what is retired stays for the past', () => {
    const history = after(edit('retire', { code: 'b' }))
    expect(codesOf(history)).toContain('b.x')
    expect(fate(history, 'b.x')).toEqual(['b.x', null, '', 'retire'])
    expect(
      currentVersion(history)
        .causes.filter((each) => each.isRetired)
        .map((each) => each.code),
    ).toEqual(['b', 'b.x', 'b.w'])
  })
})

test.each<[string, TaxonomyEditKind, AppliedEdit['body'], string, string]>([
  ['a code that is there', 'add', named('a.x'), 'taxonomy.code_taken', 'a.x'],
  ['a cause of a group that is not there', 'add', named('q.x'), 'taxonomy.code_unknown', 'q'],
  ['a group of nobody', 'add', named('q'), 'taxonomy.edit_unreadable', 'q'],
  ['new names of nothing', 'rename', { code: 'a.q' }, 'taxonomy.code_unknown', 'a.q'],
  ['a merge of what is not there', 'merge', { from: ['a.q'], into: 'a.x' }, 'taxonomy.code_unknown', 'a.q'],
  ['a merge into what is not there', 'merge', { from: ['a.x'], into: 'a.q' }, 'taxonomy.code_unknown', 'a.q'],
  ['a merge with itself', 'merge', { from: ['a.x'], into: 'a.x' }, 'taxonomy.nothing_changes', 'a.x'],
  ['a cause that becomes its group', 'merge', { from: ['a.x'], into: 'b' }, 'taxonomy.level_mixed', 'a.x'],
  ['the end of what fits nowhere', 'retire', { code: 'unclassified' }, 'taxonomy.unclassified_stays', 'unclassified'],
  ['a split group', 'split', { code: 'a', into: [named('a.p'), named('a.q')] }, 'taxonomy.level_mixed', 'a'],
  ['a part with the old code', 'split', { code: 'a.x', into: [{ code: 'a.x' }, named('a.q')] }, 'taxonomy.code_taken', 'a.x'],
  [
    'an heir that is no part',
    'split',
    { code: 'a.x', into: [named('a.p'), named('a.q')], heir: 'a.y' },
    'taxonomy.code_unknown',
    'a.y',
  ],
  ['words that are no code', 'add', named('A x'), 'taxonomy.edit_unreadable', '{"code":"A x"'],
])('%s is refused', (_, kind, body, code, value) => {
  const wrong = edit(kind, body)
  expect(() => after(wrong)).toThrow(
    expect.objectContaining({
      code,
      value: expect.stringContaining(value) as string,
      where: `taxonomy edit ${wrong.edit_id} (${kind})`,
    }),
  )
})

test('a code that went may not come back with another meaning', () => {
  const gone = edit('merge', { from: ['a.x'], into: 'a.y' })
  expect(() => after(gone, edit('add', named('a.x')))).toThrow(expect.objectContaining({ code: 'taxonomy.code_taken' }))
  expect(() => after(edit('retire', { code: 'a.x' }), edit('merge', { from: ['a.y'], into: 'a.x' }))).toThrow(
    expect.objectContaining({ code: 'taxonomy.code_unknown' }),
  )
})

test("a customer's own version: what moved is led on, the rest is decided again", () => {
  const own = taxonomySchema.parse({
    version: 2,
    valid_from: '2025-06-01',
    groups: [
      { ...named('a'), responsibility: 'service', causes: [named('x'), named('k')] },
      { ...named('c'), responsibility: 'part' },
    ],
    moved: { 'a.y': 'a.k', b: 'c' },
  })
  const history = applyEdits([own, base()], [])
  expect(codesOf(history)).toEqual(['a', 'a.x', 'a.k', 'c'])
  expect(fate(history, 'a.x')).toEqual(['a.x', null, '', 'kept'])
  expect(fate(history, 'a.y')).toEqual(['a.k', null, '', 'version'])
  expect(fate(history, 'a.z')).toEqual([null, 'a', '', 'version'])
  expect(fate(history, 'b')).toEqual(['c', null, '', 'version'])
  expect(fate(history, 'b.x')).toEqual([null, null, '', 'version'])
  expect(history.changes).toMatchObject([{ version: 2, kind: 'version', changedOn: '2025-06-01' }])
  const lost = { ...own, moved: { 'a.y': 'a.gone' } }
  expect(() => applyEdits([base(), lost], [])).toThrow(
    expect.objectContaining({ code: 'taxonomy.code_unknown', value: 'a.gone' }),
  )
  const back = base(3)
  expect(() => applyEdits([base(), own, back], [])).toThrow(expect.objectContaining({ code: 'taxonomy.code_taken' }))
})

/** Any edit that the present taxonomy allows, made of numbers that fast-check shrinks. */
function possible(
  history: TaxonomyHistory,
  [kind, first, second, third]: readonly [number, number, number, number],
): AppliedEdit | null {
  const alive = currentVersion(history).causes.filter((each) => !each.isRetired && each.code !== 'unclassified')
  const details = alive.filter((each) => each.parentCode !== null).map((each) => each.code)
  const groups = alive.filter((each) => each.parentCode === null).map((each) => each.code)
  const pick = (list: readonly string[], at: number) => list[at % Math.max(1, list.length)]
  const fresh = (at: number) => `${pick(groups, at) ?? ''}.n${number}${at}`
  const [one, two] = [pick(details, first), pick(details, second)]
  if (groups.length === 0 || one === undefined || two === undefined) return null
  if (kind === 0) return edit('add', named(fresh(first)))
  if (kind === 1) return edit('rename', { code: one, name: { 'zh-CN': '改', en: `Changed ${number}` } })
  if (kind === 2) return one === two ? null : edit('merge', { from: [one], into: two })
  if (kind === 3) {
    const parts = [named(fresh(second)), third % 2 === 0 || two === one ? named(`${fresh(third)}q`) : { code: two }]
    return edit('split', { code: one, into: parts, ...(third % 3 === 0 ? { heir: parts[0]?.code ?? '' } : {}) })
  }
  if (kind === 4) return edit('retire', { code: one })
  const [left, right] = [pick(groups, first), pick(groups, second)]
  return left === right || left === undefined || right === undefined ? null : edit('merge', { from: [left], into: right })
}

/** The fate of a code by following the edits one at a time, by hand. */
function followed(code: string, edits: readonly AppliedEdit[], steps: readonly TaxonomyHistory[]): string[] {
  let standing = [code]
  edits.forEach(({ body, kind }, at) => {
    const next = currentVersion(steps[at + 1] ?? applyEdits([], [])).causes.map((each) => each.code)
    standing = standing.flatMap((each): string[] => {
      if (next.includes(each)) return [each]
      if (kind === 'merge') {
        const into = body['into'] as string
        return [into.includes('.') || !each.includes('.') ? into : `${into}.${each.split('.')[1] ?? ''}`]
      }
      if (body['heir'] !== undefined) return [body['heir'] as string]
      return (body['into'] as { code: string }[]).map((part) => part.code)
    })
    standing = [...new Set(standing)]
  })
  return standing.toSorted()
}

test('property: no code is lost, whatever is edited in whatever order', () => {
  const choice = fc.tuple(fc.nat(5), fc.nat(20), fc.nat(20), fc.nat(20))
  fc.assert(
    fc.property(fc.array(choice, { maxLength: 14 }), (choices) => {
      const edits: AppliedEdit[] = []
      const steps = [after()]
      for (const each of choices) {
        const next = possible(steps.at(-1) ?? after(), each)
        if (next === null) continue
        let history: TaxonomyHistory
        try {
          history = after(...edits, next)
        } catch (error) {
          // Causes of two groups may have had the same name and another fate.
          expect(error).toMatchObject({ code: 'taxonomy.code_taken' })
          continue
        }
        edits.push(next)
        steps.push(history)
      }
      const history = after(...edits)
      const current = new Set(codesOf(history))
      // Every version's code is known for good; what it is now is there, or is to be decided between what is there.
      for (const { causes } of history.versions) {
        const own = causes.map((each) => each.code)
        expect(new Set(own).size).toBe(own.length)
        for (const { code, parentCode } of causes) {
          expect(parentCode === null || own.includes(parentCode)).toBe(true)
          const found = history.codes.find((each) => each.code === code)
          const ends = found?.current === null ? [...found.heirs].sort() : [found?.current ?? '']
          expect(ends.length).toBeGreaterThan(0)
          expect(ends.every((each) => current.has(each))).toBe(true)
          expect(found?.heirGroup === null || current.has(found?.heirGroup ?? '')).toBe(true)
        }
      }
      for (const { code } of steps[0]?.codes ?? []) {
        const found = history.codes.find((each) => each.code === code)
        expect(found?.current === null ? [...found.heirs].sort() : [found?.current]).toEqual(followed(code, edits, steps))
      }
      // Versions are only added: the past reads as it did.
      for (const [at, step] of steps.entries()) expect(history.versions.slice(0, at + 1)).toEqual(step.versions)
    }),
    { numRuns: 200 },
  )
})
