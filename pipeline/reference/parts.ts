/** How parts are judged: `parts.yaml` as the row of `ref.part_rule`. */
import { z } from 'zod'
import type { HomePaths } from '../../contracts/home.ts'
import type { Row } from '../build/table.ts'
import { readReference } from './file.ts'

const days = z.int().min(1).max(3650)
const rulesSchema = z.strictObject({ repeat_days: days, dead_after_days: days })
export type PartRules = z.infer<typeof rulesSchema>

/** The shipped rules; a home's `reference/parts.yaml` replaces the keys that it names. Throws `reference.unreadable`, `reference.missing`. */
export async function readPartRules(home: HomePaths): Promise<PartRules> {
  const { shipped, own } = await readReference(home, 'parts.yaml', rulesSchema.partial())
  // The shipped file names every key; a damaged one must not become a default.
  return rulesSchema.parse({ ...shipped, ...own })
}

export const partRuleRows = (rules: PartRules): Row[] => [{ ...rules }]
