/** The outcomes of promises in the order in which they are read. */
import type { Outcome, Outcomes } from './promises.ts'

export interface OutcomeRow {
  readonly outcome: Outcome | 'explained'
  readonly n: number
  /** Of all promises; of a part of the broken ones, of these. */
  readonly share: number
  readonly isPart: boolean
}

export interface OutcomeGroup {
  readonly name: 'decided' | 'waiting' | 'left'
  /** Whether the kept rate has them among its cases: decided ones count, waiting ones will. */
  readonly isCounted: boolean
  readonly rows: readonly OutcomeRow[]
}

const DECIDED: readonly Outcome[] = ['kept', 'late', 'overdue']
const WAITING: readonly Outcome[] = ['running', 'not_started']

/** What is decided or waits is always there, with 0 where there is none; reasons for leaving out only where they occur. */
export function outcomeRows({ n, counts, broken, explained }: Outcomes): readonly OutcomeGroup[] {
  const row = (outcome: Outcome): OutcomeRow => {
    const own = counts.find((each) => each.outcome === outcome)?.n ?? 0
    return { outcome, n: own, share: n === 0 ? 0 : own / n, isPart: false }
  }
  const inExplained: OutcomeRow[] =
    broken === 0 ? [] : [{ outcome: 'explained', n: explained, share: explained / broken, isPart: true }]
  const known = [...DECIDED, ...WAITING]
  const left = counts
    .filter((each) => !known.includes(each.outcome))
    .sort((a, b) => b.n - a.n)
    .map(({ outcome }) => row(outcome))
  const groups: OutcomeGroup[] = [
    { name: 'decided', isCounted: true, rows: [...DECIDED.map(row), ...inExplained] },
    { name: 'waiting', isCounted: true, rows: WAITING.map(row) },
    { name: 'left', isCounted: false, rows: left },
  ]
  return groups.filter(({ rows }) => rows.length > 0)
}
