/** Rules with dates in force and conditions, as several reference files have them. */
import { z } from 'zod'

/** A code in a list that the models search between commas. */
export const codes = z.array(z.string().regex(/^[^,]+$/)).min(1)

/** `in_force_from` inclusive, `in_force_until` exclusive. */
export const inForce = { in_force_from: z.iso.date(), in_force_until: z.iso.date().optional() }

interface Dated {
  readonly in_force_from: string
  readonly in_force_until?: string | undefined
}

/** A rule that is never in force is a mistake of dates, not a rule. */
export const endsAfterBeginning = ({ in_force_from, in_force_until }: Dated): boolean =>
  in_force_until === undefined || in_force_from < in_force_until

export const NEVER_IN_FORCE = { path: ['in_force_until'], message: 'is not after in_force_from: it would never be in force' }

export const datesOf = ({ in_force_from, in_force_until }: Dated) => ({ in_force_from, in_force_until: in_force_until ?? null })

/** `,a,b,`; null means any. */
export const list = (values: readonly string[] | undefined): string | null =>
  values === undefined ? null : `,${values.join(',')},`
