/** Words that tell the complaints of a cause, or of a time, from the others, each with examples. */
import type { AskedWords, TellingWord, Words } from '#lib/complaints/words.ts'
import { tellingWords } from '#lib/complaints/telling-words.ts'
import type { Filters } from '#lib/filters/filters.ts'
import { wordScores } from '#lib/statistics/log-odds.ts'
import type { Stretch } from '#lib/period/stretch.ts'
import { complaintQueries } from '../queries/complaints.ts'
import type { Lease } from '../warehouse.ts'

/** Terms that are scored, those of most complaints. */
const MOST_TERMS = 4_000
const MOST_SHOWN = 15
const EXAMPLES = 2

/** @param rest what a period is set against; of no say for a cause, which is set against the others of the same time */
export async function readWords(
  lease: Lease,
  filters: Filters,
  { since, until }: Pick<Stretch, 'since' | 'until'>,
  rest: { readonly since: string; readonly until: string },
  { kind, level, cause }: AskedWords,
): Promise<Words> {
  const asked = { kind, level, cause: cause ?? '', since, until, ...filters.dimensions }
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
