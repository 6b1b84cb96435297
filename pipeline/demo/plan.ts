/** What is planted in the demonstration: sizes and weeks, fixed once and written to the answer sheet. */

export const EFFECTS = ['slow_response', 'part_failure', 'region_visits', 'technicians', 'supplier_claims'] as const
export type Effect = (typeof EFFECTS)[number]

/** Share of the ordinary case, and of the planted one. Weeks count from 0. */
export const RESPONSE = { limitHours: 24, kept: 0.93, keptAfter: 0.85, fromWeek: 60 } as const

/** `rate`: failures of the part a week and 1,000 units in service, before the rise. Doubled in six steps, and stays doubled to the end. */
export const PART = {
  part: 'HY-PB080',
  family: '洗衣机',
  fault: '不排水',
  rate: 0.08,
  factor: 2,
  fromWeek: 74,
  rampWeeks: 6,
} as const

export const VISITS = { limitHours: 48, kept: 0.91, keptInRegion: 0.81, region: '西南', curedWeek: 78 } as const

/** The six technicians that matter, each on the team of one site: better and worse in pairs, so that their site's mean stays. */
export const TECHNICIANS = {
  points: 0.08,
  /** Jobs beside those of a colleague on the same team. */
  share: 1.35,
  better: ['SH02', 'GZ02'],
  worse: ['SH03', 'GZ03'],
  /** Average for their jobs; the first gets the hard faults and looks bad, the second the easy ones and looks good. */
  hardMix: 'WH02',
  easyMix: 'CD02',
} as const

export const CLAIMS = { supplier: '华启电控', fromWeek: 66, paidShare: 0.93 } as const

export type Planted = ReadonlySet<Effect>

/** How much more often the part fails in a week. */
export function partFactor(week: number, planted: Planted): number {
  if (!planted.has('part_failure') || week < PART.fromWeek) return 1
  return 1 + (PART.factor - 1) * Math.min(1, (week - PART.fromWeek + 1) / PART.rampWeeks)
}

/** The share of responses within 24 hours that a ticket received in this week is drawn from. */
export const responseShare = (week: number, planted: Planted): number =>
  planted.has('slow_response') && week >= RESPONSE.fromWeek ? RESPONSE.keptAfter : RESPONSE.kept

/** The share of visits within 48 hours of the confirmation; the week is that of the confirmation. */
export const visitShare = (region: string, week: number, planted: Planted): number =>
  planted.has('region_visits') && region === VISITS.region && week < VISITS.curedWeek ? VISITS.keptInRegion : VISITS.kept
