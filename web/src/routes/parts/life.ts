/** The life curve as points along the age of the unit, a month apart. */
import type { Life, LifeStep } from '#lib/server/read/parts.ts'

/** Where fewer are followed, one replacement moves the curve by a tenth. */
export const FEWEST_FOLLOWED = 10

const DAYS_OF_MONTH = 30.4375

export interface LifePoint {
  /** Completed months of age. */
  readonly month: number
  readonly survival: number
  readonly lower: number | null
  readonly upper: number | null
  /** Units followed at the newest step; null before the first. */
  readonly followed: number | null
}

/** From a new unit on; between steps the curve stays where it is. It ends where too few are followed. */
export function lifePoints(life: Pick<Life, 'steps' | 'oldestAge'>): LifePoint[] {
  const thin = life.steps.find(({ followed }) => followed < FEWEST_FOLLOWED)
  const end = Math.min(Math.floor((life.oldestAge ?? 0) / DAYS_OF_MONTH), thin === undefined ? Infinity : thin.month)
  const byMonth = new Map(life.steps.map((step) => [step.month, step]))
  let step: LifeStep | undefined
  return Array.from({ length: end + 1 }, (_, month) => {
    // The steps of month m lie in [m, m + 1): they have happened when month m + 1 begins.
    step = byMonth.get(month - 1) ?? step
    return {
      month,
      survival: step?.survival ?? 1,
      lower: step === undefined ? 1 : step.lower,
      upper: step === undefined ? 1 : step.upper,
      followed: step?.followed ?? null,
    }
  })
}
