/** The root-cause taxonomy as rows: its versions, what became of every code, what changed when. */
import { z } from 'zod'
import type { HomePaths } from '../../contracts/home.ts'
import type { TaxonomyEdit } from '../../contracts/state/taxonomy-edit.ts'
import { applyEdits, type TaxonomyHistory } from '../../contracts/taxonomy/history.ts'
import { taxonomySchema, type Taxonomy } from '../../contracts/taxonomy/schema.ts'
import type { Row } from '../build/table.ts'
import { mergeById, readReference } from './file.ts'
import { listText } from './list.ts'

const fileSchema = z.strictObject({ taxonomies: z.array(taxonomySchema).min(1) })

/**
 * The versions of files; a home's `reference/taxonomy.yaml` adds versions, or replaces one by its number.
 * Throws `reference.unreadable`, `reference.missing`.
 */
export async function readTaxonomies(home: HomePaths): Promise<Taxonomy[]> {
  const { shipped, own } = await readReference(home, 'taxonomy.yaml', fileSchema)
  return mergeById(shipped.taxonomies, own?.taxonomies, (each) => String(each.version))
}

/** With what people edited on top. Throws also `taxonomy.*`. */
export async function readTaxonomyHistory(home: HomePaths, edits: readonly TaxonomyEdit[]): Promise<TaxonomyHistory> {
  return applyEdits(await readTaxonomies(home), edits)
}

/** Rows of `ref.cause`: every version, the last is the current one. */
export function causeRows({ versions }: TaxonomyHistory): Row[] {
  return versions.flatMap(({ version, causes }, at) =>
    causes.map((cause) => ({
      taxonomy_version: version,
      code: cause.code,
      parent_code: cause.parentCode,
      level: cause.parentCode === null ? 1 : 2,
      name_zh: cause.name['zh-CN'],
      name_en: cause.name.en,
      description_zh: cause.description['zh-CN'],
      description_en: cause.description.en,
      examples_zh: linesOf(cause.examples['zh-CN']),
      examples_en: linesOf(cause.examples.en),
      responsibility: cause.responsibility,
      is_retired: cause.isRetired,
      is_current: at === versions.length - 1,
    })),
  )
}

const linesOf = (texts: readonly string[]): string | null => (texts.length === 0 ? null : texts.join('\n'))

/** Rows of `ref.cause_current`. */
export const causeCurrentRows = ({ codes }: TaxonomyHistory): Row[] =>
  codes.map(({ code, current, heirGroup, heirs, kind, changedOn }) => ({
    code,
    current_code: current,
    heir_group: heirGroup,
    heirs: heirs.length === 0 ? null : listText(heirs),
    kind,
    changed_on: changedOn,
  }))

/** Rows of `ref.taxonomy_change`. */
export const taxonomyChangeRows = ({ changes }: TaxonomyHistory): Row[] =>
  changes.map(({ changeNo, version, changedOn, kind, from, to, name }) => ({
    change_no: changeNo,
    taxonomy_version: version,
    changed_on: changedOn,
    kind,
    from_codes: listText(from),
    to_codes: listText(to),
    name_zh: name['zh-CN'],
    name_en: name.en,
  }))
