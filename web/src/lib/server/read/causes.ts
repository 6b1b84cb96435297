/** The causes of the current taxonomy, put into the reader's language. */
import type { CauseChoice } from '#lib/complaints/causes.ts'
import type { Language } from '#lib/language/language.ts'
import { causeQueries } from '../queries/causes.ts'
import type { Lease } from '../warehouse.ts'

export interface Causes {
  readonly choices: readonly CauseChoice[]
  /** Of the taxonomy that the codes belong to; 0 where there is none. */
  readonly version: number
}

export async function readCauseChoices(lease: Lease, language: Language): Promise<Causes> {
  const rows = await lease.rows(causeQueries.list)
  const isChinese = language === 'zh-CN'
  return {
    version: rows[0]?.taxonomy_version ?? 0,
    choices: rows.map((row) => ({
      code: row.code,
      name: isChinese ? row.name_zh : row.name_en,
      otherName: isChinese ? row.name_en : row.name_zh,
      group:
        row.parent_code === null
          ? null
          : { code: row.parent_code, name: (isChinese ? row.group_name_zh : row.group_name_en) ?? row.parent_code },
      responsibility: row.responsibility,
      isRetired: row.is_retired,
    })),
  }
}
