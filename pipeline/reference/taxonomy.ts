/** The root-cause taxonomy: versions of two levels of causes, as rows of `ref.cause`. */
import { z } from 'zod'
import type { HomePaths } from '../../contracts/home.ts'
import { bilingualSchema } from '../../contracts/kpi.ts'
import type { Row } from '../build/table.ts'
import { mergeById, readReference } from './file.ts'

/** Whose a cause suggests it is; the words of a complaint's `responsibility`. */
const responsibility = z.enum(['service', 'product', 'part', 'logistics', 'customer', 'information', 'policy', 'unsettled'])
const code = z.string().regex(/^[a-z][a-z0-9_]*$/)
const cause = z.strictObject({
  code,
  name: bilingualSchema,
  description: bilingualSchema,
  /** Default: the group's. */
  responsibility: responsibility.optional(),
})

const taxonomySchema = z.strictObject({
  version: z.int().min(1),
  valid_from: z.iso.date(),
  groups: z.array(cause.extend({ responsibility, causes: z.array(cause) })).min(1),
})
export type Taxonomy = z.infer<typeof taxonomySchema>

const fileSchema = z.strictObject({ taxonomies: z.array(taxonomySchema).min(1) })

/**
 * All versions; a home's `reference/taxonomy.yaml` adds versions, or replaces one by its number.
 * Throws `reference.unreadable`, `reference.missing`.
 */
export async function readTaxonomies(home: HomePaths): Promise<Taxonomy[]> {
  const { shipped, own } = await readReference(home, 'taxonomy.yaml', fileSchema)
  return mergeById(shipped.taxonomies, own?.taxonomies, (each) => String(each.version))
}

/** Rows of `ref.cause`: every version, the highest is the current one. Codes of level 2 are `group.detail`. */
export function causeRows(taxonomies: readonly Taxonomy[]): Row[] {
  const current = Math.max(...taxonomies.map((each) => each.version))
  return taxonomies.flatMap(({ version, groups }) =>
    groups.flatMap((group) => {
      const common = { taxonomy_version: version, is_current: version === current }
      const own = {
        ...common,
        code: group.code,
        parent_code: null,
        level: 1,
        name_zh: group.name['zh-CN'],
        name_en: group.name.en,
        responsibility: group.responsibility,
      }
      const details = group.causes.map((each) => ({
        ...common,
        code: `${group.code}.${each.code}`,
        parent_code: group.code,
        level: 2,
        name_zh: each.name['zh-CN'],
        name_en: each.name.en,
        responsibility: each.responsibility ?? group.responsibility,
      }))
      return [own, ...details]
    }),
  )
}
