/**
 * Budget against cost of a calendar year, with what the year comes to if it goes on like that. Pure.
 *
 * Settled months count as they were. Every other month of the year is its budget times the ratio of cost to budget over the last twelve
 * settled months. The interval takes the monthly ratios as independent and equally spread (Student's t, n − 1): it knows nothing of a
 * price rise or a wave of failures to come.
 */

export interface BudgetMonth {
  /** First day. */
  readonly month: string
  /** null: none. */
  readonly budget: number | null
  readonly cost: number
  readonly isSettled: boolean
}

export interface YearForecast {
  readonly year: number
  readonly budget: number
  /** Of the settled months of the year. */
  readonly cost: number
  readonly budgetOfSettled: number
  readonly settledMonths: number
  /** Cost ÷ budget of the last settled months, and how many they are. */
  readonly ratio: number
  readonly n: number
  readonly forecast: number
  /** 80 %; null below six months. */
  readonly interval: { readonly low: number; readonly high: number } | null
}

const MOST = 12
const LEAST = 6
/** Student's t, 0.90, by degrees of freedom 5 … 11. */
const T90 = [1.4759, 1.4398, 1.4149, 1.3968, 1.383, 1.3722, 1.3634] as const

/**
 * @param months ascending, of one cost centre or of all together
 * @returns null when no settled month has a budget, or a month of the year that is not settled has none: there is nothing to go by
 */
export function forecastYear(months: readonly BudgetMonth[], year: number): YearForecast | null {
  const ofYear = months.filter(({ month }) => month.startsWith(`${String(year)}-`))
  const known = months.filter((each) => each.isSettled && isBudgeted(each)).slice(-MOST)
  const open = Array.from({ length: 12 }, (_, at) => `${String(year)}-${String(at + 1).padStart(2, '0')}-01`).filter(
    (month) => ofYear.find((each) => each.month === month)?.isSettled !== true,
  )
  const budgets = open.map((month) => ofYear.find((each) => each.month === month)?.budget ?? null)
  if (known.length === 0 || budgets.some((budget) => budget === null)) return null
  const settled = ofYear.filter(({ isSettled }) => isSettled)
  const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0)
  const ratio = sum(known.map(({ cost }) => cost)) / sum(known.map(({ budget }) => budget ?? 0))
  const left = budgets.map((budget) => budget ?? 0)
  const cost = sum(settled.map((each) => each.cost))
  const forecast = cost + ratio * sum(left)
  return {
    year,
    budget: sum(ofYear.map(({ budget }) => budget ?? 0)),
    cost,
    budgetOfSettled: sum(settled.map(({ budget }) => budget ?? 0)),
    settledMonths: settled.length,
    ratio,
    n: known.length,
    forecast,
    interval: intervalOf(known, left, forecast),
  }
}

const isBudgeted = ({ budget }: BudgetMonth): boolean => budget !== null && budget > 0

function intervalOf(known: readonly BudgetMonth[], left: readonly number[], forecast: number): YearForecast['interval'] {
  const n = known.length
  const t = T90[n - LEAST]
  if (t === undefined) return null
  const ratios = known.map(({ cost, budget }) => cost / (budget ?? 1))
  const mean = ratios.reduce((total, each) => total + each, 0) / n
  const spread = Math.sqrt(ratios.reduce((total, each) => total + (each - mean) ** 2, 0) / (n - 1))
  const total = left.reduce((all, each) => all + each, 0)
  const squares = left.reduce((all, each) => all + each * each, 0)
  // Each month has its own chance, and the ratio itself is known from n months only.
  const half = t * spread * Math.sqrt(squares + (total * total) / n)
  return { low: forecast - half, high: forecast + half }
}
