/** What the words mean that sources write as causes: codes and names of the taxonomy, labels that sources, homes and people have given a meaning. */
import path from 'node:path'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import type { HomePaths } from '../../contracts/home.ts'
import { foldLabel } from '../../contracts/label.ts'
import type { CauseLabel } from '../../contracts/state/cause-label.ts'
import { currentVersion, type TaxonomyHistory } from '../../contracts/taxonomy/history.ts'
import { causeCodeSchema } from '../../contracts/taxonomy/schema.ts'
import type { Row } from '../build/table.ts'
import { causeUnknown } from './cause-rules.ts'
import { fatesOf, standingOf } from './code-fate.ts'
import { readReferenceFile } from './file.ts'

/** A label means a cause, or (null) none that the taxonomy has: it is never proposed again. */
export interface GivenLabel {
  /** Null: of every source. */
  readonly source: string | null
  readonly label: string
  readonly code: string | null
  /** For errors. */
  readonly where: string
}

const fileSchema = z.strictObject({
  labels: z.array(
    z.strictObject({ source: z.string().min(1).optional(), label: z.string().min(1), code: causeCodeSchema.nullable() }),
  ),
})

/** The home's `reference/cause-labels.yaml`, or nothing. Throws `reference.unreadable`. */
export async function readHomeLabels(home: HomePaths): Promise<GivenLabel[]> {
  const where = path.join(home.reference, 'cause-labels.yaml')
  const file = await readReferenceFile(where, fileSchema)
  return (file?.labels ?? []).map(({ source = null, label, code }) => ({ source, label, code, where }))
}

/** The strongest first: a person's word beats a file's, a file's the taxonomy's own names. */
const ORIGINS = ['person', 'home', 'source', 'taxonomy'] as const
type Origin = (typeof ORIGINS)[number]

/**
 * Rows of `ref.cause_label`.
 * Throws `reference.cause_label_twice`, `reference.cause_unknown` (of files; what people wrote once and no taxonomy knows any more is decided again).
 */
export function causeLabelRows(
  taxonomy: TaxonomyHistory,
  given: { readonly source: readonly GivenLabel[]; readonly home: readonly GivenLabel[]; readonly person: readonly CauseLabel[] },
): Row[] {
  const fates = fatesOf(taxonomy)
  const row = (origin: Origin, source: string, label: string, stated: string | null): Row => ({
    source,
    folded: foldLabel(label),
    label,
    stated_code: stated,
    ...(stated === null ? { code: null, heir_group: null, heirs: null } : standingOf(fates, stated)),
    origin,
    // What is said of one source beats what is said of all, within the same origin.
    precedence: ORIGINS.indexOf(origin) * 2 + (source === '' ? 1 : 0),
    is_refused: stated === null,
  })
  const ofFiles = (origin: 'source' | 'home') => {
    const seen = new Map<string, GivenLabel>()
    for (const each of given[origin]) {
      const { source, label, code, where } = each
      if (code !== null && !fates.has(code)) throw causeUnknown(code, fates.keys(), `${where}, label ${label}`)
      const key = `${source ?? ''}\n${foldLabel(label)}`
      const before = seen.get(key)
      if (before !== undefined && before.code !== code) throw labelTwice(each)
      seen.set(key, each)
    }
    return [...seen.values()].map(({ source, label, code }) => row(origin, source ?? '', label, code))
  }
  const person = new Map(given.person.map((each) => [`${each.source}\n${foldLabel(each.label)}`, each]))
  return [
    ...[...person.values()].map(({ source, label, code }) => row('person', source, label, code)),
    ...ofFiles('home'),
    ...ofFiles('source'),
    ...namesOf(taxonomy).map(({ label, code }) => row('taxonomy', '', label, code)),
  ]
}

const labelTwice = ({ label, where }: GivenLabel) =>
  new AftercareError('reference.cause_label_twice', 'a label is given two meanings', {
    where,
    value: label,
    remedy: 'Give it one; labels are compared without case, width, blanks and signs between words.',
  })

/**
 * Every code that was ever known, and the names of causes, alone and after their group's, today's before those of earlier versions. A name that stands
 * for several causes (`Late` is one of three) means none.
 */
function namesOf(taxonomy: TaxonomyHistory): { label: string; code: string }[] {
  const taken = new Map<string, { label: string; code: string } | null>()
  const fates = fatesOf(taxonomy)
  const enter = (names: readonly { label: string; code: string }[]) => {
    const found = new Map<string, { label: string; code: string } | null>()
    for (const each of names) {
      const folded = foldLabel(each.label)
      const before = found.get(folded)
      const isSame = before === undefined || (before !== null && standing(before.code) === standing(each.code))
      found.set(folded, isSame ? (before ?? each) : null)
    }
    for (const [folded, each] of found) if (!taken.has(folded)) taken.set(folded, each)
  }
  const standing = (code: string) => JSON.stringify(standingOf(fates, code))
  enter([...fates.keys()].map((code) => ({ label: code, code })))
  const versions = [currentVersion(taxonomy), ...taxonomy.versions.toReversed()]
  for (const { causes } of versions) {
    const groups = new Map(causes.map((each) => [each.code, each.name]))
    enter(
      causes.flatMap(({ code, parentCode, name }) =>
        (['zh-CN', 'en'] as const).flatMap((language) => {
          const group = parentCode === null ? undefined : groups.get(parentCode)
          return [
            { label: name[language], code },
            ...(group === undefined ? [] : [{ label: `${group[language]} / ${name[language]}`, code }]),
          ]
        }),
      ),
    )
  }
  return [...taken.values()].filter((each) => each !== null)
}
