/** All versions of the taxonomy: those of files, and one for each edit. What became of every code, and what to mark on time axes. */
import { AftercareError } from '../errors.ts'
import type { Bilingual } from '../kpi.ts'
import type { TaxonomyEditKind } from '../state/taxonomy-edit.ts'
import { groupOf, isGroup, TaxonomyDraft, type Cause, type CodeFate } from './draft.ts'
import { applyEdit, type AppliedEdit, type Touched } from './edit.ts'
import type { Taxonomy } from './schema.ts'

export interface TaxonomyVersion {
  readonly version: number
  /** Site-local date. */
  readonly validFrom: string
  /** Groups before their causes. */
  readonly causes: readonly Cause[]
}

export interface TaxonomyChange {
  /** From 1, in the order in which they were made. */
  readonly changeNo: number
  readonly version: number
  /** Site-local date. */
  readonly changedOn: string
  /** `version`: another taxonomy was put into the file. */
  readonly kind: TaxonomyEditKind | 'version'
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** For people: `A + B → C`. */
  readonly name: Bilingual
}

export interface TaxonomyHistory {
  /** In their order; the last one is current. */
  readonly versions: readonly TaxonomyVersion[]
  /** Every code that was ever known, sorted. */
  readonly codes: readonly CodeFate[]
  readonly changes: readonly TaxonomyChange[]
}

/**
 * Pure: the build and the editor's page make the same of the same.
 * @param base versions of files, any order; an edit's version follows the highest
 * @param edits those that count, in the order in which they were made
 * @throws AftercareError `taxonomy.*`, naming the edit
 */
export function applyEdits(base: readonly Taxonomy[], edits: readonly AppliedEdit[]): TaxonomyHistory {
  const versions: TaxonomyVersion[] = []
  const changes: TaxonomyChange[] = []
  let draft = new TaxonomyDraft([], [], '')
  const finish = (version: number, validFrom: string, kind: TaxonomyChange['kind'], touched: Touched, before: TaxonomyDraft) => {
    const { from, to } = touched
    if (versions.length > 0)
      changes.push({
        changeNo: changes.length + 1,
        version,
        changedOn: validFrom,
        kind,
        from,
        to,
        name: nameOf(kind, touched, before, draft),
      })
    versions.push({ version, validFrom, causes: inOrder(draft.causes.values()) })
  }
  for (const each of base.toSorted((a, b) => a.version - b.version)) {
    const before = draft
    draft = nextOfFile(before, each)
    const gone = [...before.causes.keys()].filter((code) => !draft.causes.has(code))
    const come = [...draft.causes.keys()].filter((code) => !before.causes.has(code))
    finish(each.version, each.valid_from, 'version', { from: gone, to: come }, before)
  }
  let version = Math.max(0, ...base.map((each) => each.version))
  for (const edit of edits) {
    const before = draft
    draft = new TaxonomyDraft(before.causes.values(), before.fates.values(), `taxonomy edit ${edit.edit_id} (${edit.kind})`)
    const touched = applyEdit(draft, edit)
    version += 1
    finish(version, edit.changed_on, edit.kind, touched, before)
  }
  const codes = [...draft.fates.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
  return { versions, codes, changes }
}

/** The current version. Throws a TypeError where there is none: files always bring one. */
export function currentVersion({ versions }: TaxonomyHistory): TaxonomyVersion {
  const last = versions.at(-1)
  if (last === undefined) throw new TypeError('a taxonomy without any version')
  return last
}

/** A version of a file: what it no longer has went where `moved` says, else must be decided again. */
function nextOfFile(before: TaxonomyDraft, taxonomy: Taxonomy): TaxonomyDraft {
  const where = `taxonomy version ${taxonomy.version}`
  const causes = causesOf(taxonomy, where)
  const draft = new TaxonomyDraft(before.causes.values(), before.fates.values(), where)
  const codes = new Set(causes.map((each) => each.code))
  // The new ones first, so that old codes can be led to them.
  for (const each of causes) {
    const fate = draft.fates.get(each.code)
    if (fate !== undefined && fate.current !== each.code) {
      const remedy = 'Choose a code that was never used: decisions under the old one keep its meaning.'
      throw draft.unfit('taxonomy.code_taken', 'the code had a meaning in an earlier version', each.code, remedy)
    }
    if (fate !== undefined) draft.replace(each)
    else draft.place(each)
  }
  for (const code of before.causes.keys()) {
    if (codes.has(code)) continue
    const to = taxonomy.moved[code] ?? null
    if (to !== null && !codes.has(to)) {
      throw draft.unfit(
        'taxonomy.code_unknown',
        `${code} moved to a cause that the version does not have`,
        to,
        'Name a code of the same version.',
      )
    }
    const heirGroup = to === null && !isGroup(code) && codes.has(groupOf(code)) ? groupOf(code) : null
    draft.redirect(code, { current: to, heirs: [], heirGroup, kind: 'version', changedOn: taxonomy.valid_from })
  }
  return new TaxonomyDraft(inOrderOf(causes, draft), draft.fates.values(), where)
}

const inOrderOf = (causes: readonly Cause[], draft: TaxonomyDraft): Cause[] =>
  causes.flatMap((each) => draft.causes.get(each.code) ?? [])

function causesOf({ groups }: Taxonomy, where: string): Cause[] {
  const none = { 'zh-CN': [], en: [] }
  const causes = groups.flatMap(({ code, name, description, examples, responsibility, causes: details }): Cause[] => [
    { code, parentCode: null, name, description, examples: examples ?? none, responsibility, isRetired: false },
    ...details.map((each) => ({
      code: `${code}.${each.code}`,
      parentCode: code,
      name: each.name,
      description: each.description,
      examples: each.examples ?? none,
      responsibility: each.responsibility ?? responsibility,
      isRetired: false,
    })),
  ])
  const codes = causes.map((each) => each.code)
  const twice = codes.find((each, at) => codes.indexOf(each) !== at)
  if (twice === undefined) return causes
  throw new AftercareError('taxonomy.code_taken', 'two causes have the same code', {
    where,
    value: twice,
    remedy: 'Give each cause a code of its own.',
  })
}

/** Each group followed by its causes, as they were put in. */
function inOrder(causes: Iterable<Cause>): Cause[] {
  const all = [...causes]
  return all
    .filter((each) => each.parentCode === null)
    .flatMap((group) => [group, ...all.filter((each) => each.parentCode === group.code)])
}

function nameOf(kind: TaxonomyChange['kind'], { from, to }: Touched, before: TaxonomyDraft, after: TaxonomyDraft): Bilingual {
  const inLanguage = (language: keyof Bilingual): string => {
    const named = (draft: TaxonomyDraft) => (code: string) => draft.causes.get(code)?.name[language] ?? code
    const old = from.map(named(before)).join(' + ')
    const next = to.map(named(after)).join(' / ')
    if (kind === 'version') return `${from.length} − / ${to.length} +`
    if (kind === 'add') return next
    return kind === 'retire' || old === next ? old : `${old} → ${next}`
  }
  return { 'zh-CN': inLanguage('zh-CN'), en: inLanguage('en') }
}
