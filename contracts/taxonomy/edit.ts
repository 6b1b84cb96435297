/** What each kind of edit does to the taxonomy. */
import type { TaxonomyEdit, TaxonomyEditKind } from '../state/taxonomy-edit.ts'
import { z } from 'zod'
import { groupOf, isGroup, type Cause, type TaxonomyDraft } from './draft.ts'
import {
  TAXONOMY_EDIT_BODIES,
  UNCLASSIFIED,
  type AddBody,
  type MergeBody,
  type RenameBody,
  type RetireBody,
  type SplitBody,
} from './schema.ts'

/** An edit as it lies in the state file. */
export type AppliedEdit = Pick<TaxonomyEdit, 'edit_id' | 'kind' | 'body' | 'changed_on'>

/** What a change says of itself on time axes. */
export interface Touched {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** Throws `taxonomy.*`. @param draft is changed */
export function applyEdit(draft: TaxonomyDraft, { kind, body, changed_on }: AppliedEdit): Touched {
  const read = <T>(schema: z.ZodType<T>): T => {
    const parsed = schema.safeParse(body)
    if (parsed.success) return parsed.data
    const remedy = 'Undo the edit and make it anew on the page of the taxonomy.'
    throw draft.unfit('taxonomy.edit_unreadable', z.prettifyError(parsed.error), JSON.stringify(body).slice(0, 300), remedy)
  }
  const apply: Readonly<Record<TaxonomyEditKind, () => Touched>> = {
    add: () => add(draft, read(TAXONOMY_EDIT_BODIES.add)),
    rename: () => rename(draft, read(TAXONOMY_EDIT_BODIES.rename)),
    merge: () => merge(draft, read(TAXONOMY_EDIT_BODIES.merge), changed_on),
    split: () => split(draft, read(TAXONOMY_EDIT_BODIES.split), changed_on),
    retire: () => retire(draft, read(TAXONOMY_EDIT_BODIES.retire), changed_on),
  }
  return apply[kind]()
}

function add(draft: TaxonomyDraft, body: AddBody): Touched {
  draft.add(body)
  return { from: [], to: [body.code] }
}

function rename(draft: TaxonomyDraft, { code, ...changes }: RenameBody): Touched {
  const cause = draft.causes.get(code) ?? draft.existing(code)
  draft.replace({
    ...cause,
    name: changes.name ?? cause.name,
    description: changes.description ?? cause.description,
    examples: changes.examples ?? cause.examples,
    responsibility: changes.responsibility ?? cause.responsibility,
  })
  return { from: [code], to: [code] }
}

function merge(draft: TaxonomyDraft, { from, into, ...described }: MergeBody, changedOn: string): Touched {
  const leaving = [...new Set(from)].filter((each) => each !== into)
  if (leaving.length === 0) {
    throw draft.unfit(
      'taxonomy.nothing_changes',
      'a cause is merged with itself',
      into,
      'Name at least one other cause in `from`.',
    )
  }
  const mixed = from.find((each) => isGroup(each) !== isGroup(into))
  if (mixed !== undefined) throw misplaced(draft, mixed, 'a group and a cause of it cannot become one')
  if (into === UNCLASSIFIED) draft.existing(into)
  const sources = leaving.map((each) => draft.changeable(each))
  if (draft.fates.has(into)) rename(draft, { code: draft.existing(into).code, ...described })
  else
    draft.add({
      code: into,
      ...requireNames(draft, into, described),
      responsibility: described.responsibility ?? sources[0]?.responsibility,
    })
  for (const { code } of sources) {
    if (isGroup(code)) moveDetails(draft, code, into, changedOn)
    draft.redirect(code, { current: into, heirs: [], heirGroup: null, kind: 'merge', changedOn })
  }
  return { from: [...new Set(from)], to: [into] }
}

/** The causes of a group go with it: to those of the same name in the other group, else there under their own. */
function moveDetails(draft: TaxonomyDraft, group: string, into: string, changedOn: string): void {
  for (const cause of [...draft.causes.values()]) {
    if (cause.parentCode !== group) continue
    const code = `${into}.${cause.code.slice(group.length + 1)}`
    if (!draft.causes.has(code)) {
      if (draft.fates.has(code)) {
        const remedy = 'Merge that cause into another one first.'
        throw draft.unfit('taxonomy.code_taken', `${cause.code} would get a code that had another meaning`, code, remedy)
      }
      draft.place({ ...cause, code, parentCode: into })
    }
    draft.redirect(cause.code, { current: code, heirs: [], heirGroup: null, kind: 'merge', changedOn })
  }
}

function split(draft: TaxonomyDraft, { code, into, heir }: SplitBody, changedOn: string): Touched {
  const cause = draft.changeable(code)
  if (isGroup(code)) throw misplaced(draft, code, 'a group is not split: its causes are what it consists of')
  const codes = into.map((each) => each.code)
  const twice = codes.find((each, at) => codes.indexOf(each) !== at || each === code)
  if (twice !== undefined)
    throw draft.unfit(
      'taxonomy.code_taken',
      'a part needs a code of its own',
      twice,
      'Give each part another code than the old one.',
    )
  for (const part of into) {
    if (isGroup(part.code)) throw misplaced(draft, part.code, 'a part of a cause is a cause of a group')
    if ('name' in part) draft.add({ ...part, responsibility: part.responsibility ?? cause.responsibility })
    else draft.existing(part.code)
  }
  if (heir !== undefined && !codes.includes(heir)) {
    throw draft.unfit(
      'taxonomy.code_unknown',
      'the heir is none of the parts',
      heir,
      'Name one of the parts, or leave `heir` out.',
    )
  }
  const groups = new Set(codes.map(groupOf))
  const [group = null] = groups.size === 1 ? groups : []
  draft.redirect(code, {
    current: heir ?? null,
    heirs: heir === undefined ? codes : [],
    heirGroup: heir === undefined ? group : null,
    kind: 'split',
    changedOn,
  })
  return { from: [code], to: codes }
}

function retire(draft: TaxonomyDraft, { code }: RetireBody, changedOn: string): Touched {
  draft.changeable(code)
  for (const cause of [...draft.causes.values()]) {
    if ((cause.code !== code && cause.parentCode !== code) || cause.isRetired) continue
    draft.replace({ ...cause, isRetired: true })
    const fate = draft.fates.get(cause.code)
    if (fate !== undefined) draft.fates.set(cause.code, { ...fate, kind: 'retire', changedOn })
  }
  return { from: [code], to: [] }
}

function requireNames(
  draft: TaxonomyDraft,
  code: string,
  { name, description, examples }: Pick<MergeBody, 'name' | 'description' | 'examples'>,
): Pick<Cause, 'name' | 'description'> & { examples: MergeBody['examples'] } {
  if (name !== undefined && description !== undefined) return { name, description, examples }
  throw draft.unfit(
    'taxonomy.code_unknown',
    'the taxonomy has no such cause to merge into',
    code,
    'Name one that exists, or give the new one `name` and `description` in both languages.',
  )
}

const misplaced = (draft: TaxonomyDraft, code: string, message: string) =>
  draft.unfit('taxonomy.level_mixed', message, code, 'Name codes of one level: `group`, or `group.detail`.')
