/** The tree of the taxonomy with all edits that count, and who made which. */
import { lastTaxonomyEdits, type TaxonomyEdit } from '#contracts/state/taxonomy-edit.ts'
import { changesSince } from '#contracts/state/rows.ts'
import type { StateDatabase } from '#contracts/state/open.ts'
import type { Cause } from '#contracts/taxonomy/draft.ts'
import { currentVersion, type TaxonomyHistory } from '#contracts/taxonomy/history.ts'
import type { TaxonomyNode } from '#lib/complaints/taxonomy.ts'
import type { Deed } from '#lib/deciding/deciding.ts'
import type { Language } from '#lib/language/language.ts'
import { taxonomyTexts } from '#lib/language/pages/taxonomy.ts'
import { causeQueries } from '../queries/causes.ts'
import { knownUntil } from '../state.ts'
import { nameIn, readHistory } from '../taxonomy.ts'
import type { Lease } from '../warehouse.ts'

const LAST = 50

export interface TaxonomyTree {
  readonly version: number
  readonly validFrom: string
  readonly groups: readonly TaxonomyNode[]
  readonly deeds: readonly Deed[]
  readonly waiting: number
}

export async function readTree(lease: Lease, database: StateDatabase, language: Language): Promise<TaxonomyTree> {
  const [history, rows] = await Promise.all([readHistory(database, language), lease.rows(causeQueries.byCause)])
  const { version, validFrom, causes } = currentVersion(history)
  const counts = new Map<string, number>()
  const fates = new Map(history.codes.map(({ code, current }) => [code, current]))
  for (const { code, complaints } of rows) {
    const now = fates.get(code)
    if (typeof now === 'string') counts.set(now, (counts.get(now) ?? 0) + complaints)
  }
  const groups = causes
    .filter(({ parentCode }) => parentCode === null)
    .map((group) => {
      const details = causes
        .filter(({ parentCode }) => parentCode === group.code)
        .map((cause) => nodeOf(cause, [], counts.get(cause.code) ?? 0))
      const all = details.reduce((sum, { complaints }) => sum + complaints, counts.get(group.code) ?? 0)
      return nodeOf(group, details, all)
    })
  return {
    version,
    validFrom,
    groups,
    deeds: lastTaxonomyEdits(database, LAST).map((edit) => deedOf(edit, history, language)),
    waiting: changesSince(database, 'taxonomy_edit', knownUntil(lease.pointer)),
  }
}

const nodeOf = (cause: Cause, details: readonly TaxonomyNode[], complaints: number): TaxonomyNode => ({
  code: cause.code,
  nameZh: cause.name['zh-CN'],
  nameEn: cause.name.en,
  descriptionZh: cause.description['zh-CN'],
  descriptionEn: cause.description.en,
  examplesZh: cause.examples['zh-CN'].join('\n'),
  examplesEn: cause.examples.en.join('\n'),
  responsibility: cause.responsibility,
  isRetired: cause.isRetired,
  complaints,
  details,
})

function deedOf(edit: TaxonomyEdit, history: TaxonomyHistory, language: Language): Deed {
  const words = taxonomyTexts({ language })
  return {
    id: edit.edit_id,
    subject: String(edit.edit_id),
    what: words.kinds[edit.kind],
    how: `${describe(edit, history, language)} · ${words.since(edit.changed_on)}`,
    by: edit.edited_by,
    at: edit.edited_at,
    undone: edit.undone_by === null || edit.undone_at === null ? null : { by: edit.undone_by, at: edit.undone_at },
  }
}

/** An undone edit is in no version: its own words say what it was. */
function describe({ kind, body }: TaxonomyEdit, history: TaxonomyHistory, language: Language): string {
  const text = (value: unknown) => (typeof value === 'string' ? nameIn(history, value, language) : '')
  const list = (value: unknown, sign: string) =>
    Array.isArray(value) ? value.map((each: unknown) => text(codeIn(each))).join(sign) : ''
  if (kind === 'merge') return `${list(body.from, ' + ')} → ${text(body.into)}`
  if (kind === 'split') return `${text(body.code)} → ${list(body.into, ' / ')}`
  return text(body.code)
}

const codeIn = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'code' in value ? value.code : value)
