/** Words that tell the complaints of a cause, or of a time, from the others, each with examples. */
import { isRest, type CauseSums } from '#lib/complaints/cause-sums.ts'
import type { AskedWords, TellingWord, Words } from '#lib/complaints/words.ts'
import { tellingWords } from '#lib/complaints/telling-words.ts'
import type { Filters } from '#lib/filters/filters.ts'
import type { Language } from '#lib/language/language.ts'
import { wordScores } from '#lib/statistics/log-odds.ts'
import type { Stretch } from '#lib/period/stretch.ts'
import { complaintQueries } from '../queries/complaints.ts'
import type { Lease } from '../warehouse.ts'

/** Terms that are scored, those of most complaints. */
const MOST_TERMS = 4_000
const MOST_SHOWN = 15
const EXAMPLES = 2

/** Causes that complaints received in that time have, the largest first. */
export async function readWordCauses(
  lease: Lease,
  filters: Filters,
  { since, until }: Pick<Stretch, 'since' | 'until'>,
  language: Language,
): Promise<readonly Pick<CauseSums, 'key' | 'name' | 'group'>[]> {
  const rows = await lease.rows(complaintQueries.causes, {
    level: 'detail',
    is_every: false,
    since,
    until,
    ...filters.dimensions,
  })
  return rows
    .filter(({ cause }) => !isRest(cause))
    .map((row) => ({
      key: row.cause,
      name: language === 'zh-CN' ? row.name_zh : row.name_en,
      group: language === 'zh-CN' ? row.group_name_zh : row.group_name_en,
    }))
}

/** @param rest what a period is set against; of no say for a cause, which is set against the others of the same time */
export async function readWords(
  lease: Lease,
  filters: Filters,
  { since, until }: Pick<Stretch, 'since' | 'until'>,
  rest: { readonly since: string; readonly until: string },
  { kind, cause }: AskedWords,
): Promise<Words> {
  const asked = { kind, level: 'detail', cause: cause ?? '', since, until, ...filters.dimensions }
  const rows = await lease.rows(complaintQueries.words, {
    ...asked,
    rest_since: rest.since,
    rest_until: rest.until,
    most: MOST_TERMS,
  })
  const [first] = rows
  if (first === undefined) return { chosen: 0, others: 0, words: [] }
  const sizes = {
    chosenTerms: first.chosen_terms,
    otherTerms: first.other_terms,
    chosenTexts: first.chosen_complaints,
    otherTexts: first.other_complaints,
  }
  const telling = tellingWords(wordScores(rows, sizes), MOST_SHOWN)
  const examples =
    telling.length === 0
      ? []
      : await lease.rows(complaintQueries.wordExamples, {
          ...asked,
          terms: `,${telling.map(({ term }) => term).join(',')},`,
          most: EXAMPLES,
        })
  return {
    chosen: first.chosen_complaints,
    others: first.other_complaints,
    words: telling.map(({ term, chosen, others, z }): TellingWord => ({
      term,
      chosen,
      others,
      z,
      examples: examples
        .filter((row) => row.term === term)
        .map((row) => ({ key: row.complaint_key, id: row.complaint_id, receivedOn: row.received_on, text: row.text })),
    })),
  }
}
