/** The moment for which a warehouse is built: nothing later is known to it. */
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import type { Load } from '../../contracts/load.ts'
import { newestFact } from '../reference/source.ts'
import type { Effects } from '../effects.ts'

const moment = z.union([z.enum(['now', 'data']), z.iso.datetime({ offset: true })])

/**
 * @param wanted `now`, `data` (the newest fact of the active loads, never later than now), or a time with offset
 * @returns ISO UTC
 * Throws `build.as_of_invalid`, `build.no_data`.
 */
export function resolveAsOf(wanted: string, active: readonly Load[], effects: Effects): string {
  if (!moment.safeParse(wanted).success) {
    throw new AftercareError('build.as_of_invalid', 'the moment is not understood', {
      value: wanted,
      remedy: 'Write `now`, `data`, or a time with offset such as 2025-02-01T00:00:00+08:00.',
    })
  }
  if (wanted === 'now') return effects.now().toISOString()
  if (wanted !== 'data') return new Date(wanted).toISOString()
  const newest = newestFact(active)
  // One mistyped year must not carry the whole warehouse into the future.
  const now = effects.now().toISOString()
  if (newest !== null) return newest < now ? newest : now
  throw new AftercareError('build.no_data', 'as_of is `data`, and no fact is loaded', {
    remedy: 'Ingest a file first, or build with --as-of now.',
  })
}
