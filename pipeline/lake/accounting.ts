/** Rows in the file = accepted + rejected + duplicates + not selected, for every map, before anything is committed. */
import { AftercareError } from '../../contracts/errors.ts'
import type { LoadedMap } from '../../contracts/load.ts'

type Counts = Pick<LoadedMap, 'rows' | 'accepted' | 'rejected' | 'duplicates' | 'not_selected'>

/**
 * @param written rows found in the batch and rejects after writing, when they are known
 * @throws lake.rows_unaccounted (exit 3): nothing of the load is committed
 */
export function assertAccounted(counts: Counts, written: { accepted: number; rejected: number }, where: string): void {
  const { rows, accepted, rejected, duplicates, not_selected: notSelected } = counts
  const isWhole = rows === accepted + rejected + duplicates + notSelected
  if (isWhole && written.accepted === accepted && written.rejected === rejected && notSelected >= 0) return
  throw new AftercareError('lake.rows_unaccounted', 'the rows of the file do not add up; nothing of it was loaded', {
    value: `${rows} rows: ${accepted} accepted (${written.accepted} written), ${rejected} rejected (${written.rejected} written), ${duplicates} duplicates, ${notSelected} not selected`,
    where,
    remedy: 'If a window function of the source orders by something that repeats, add `_row` to its order; else report this.',
    exitCode: 3,
  })
}
