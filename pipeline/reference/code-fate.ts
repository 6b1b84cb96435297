/** How a code that somebody wrote stands in the current taxonomy, as columns of reference tables. */
import type { CodeFate } from '../../contracts/taxonomy/draft.ts'
import type { TaxonomyHistory } from '../../contracts/taxonomy/history.ts'
import { listText } from './list.ts'

export interface Standing {
  /** What has it now; null: it must be decided again. */
  readonly code: string | null
  readonly heir_group: string | null
  readonly heirs: string | null
}

export const fatesOf = ({ codes }: TaxonomyHistory): ReadonlyMap<string, CodeFate> =>
  new Map(codes.map((each) => [each.code, each]))

/** A code that no version knows must be decided again, too: the taxonomy that knew it is gone from the files. */
export function standingOf(fates: ReadonlyMap<string, CodeFate>, stated: string): Standing {
  const fate = fates.get(stated)
  return { code: fate?.current ?? null, heir_group: fate?.heirGroup ?? null, heirs: listText(fate?.heirs ?? []) }
}
