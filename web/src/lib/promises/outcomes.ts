/** The outcomes of promises in the order in which they are read. */
import type { Outcome, Outcomes } from './promises.ts'

/** How the cases of a kept rate are told apart where they are listed. */
export type CaseOutcome = 'for' | 'against' | 'open'

export interface OutcomeRow {
  readonly outcome: Outcome | 'broken' | 'open' | 'explained' | 'paused'
  readonly n: number
  /** Of all promises; of a part, of the row it belongs to. */
  readonly share: number
  readonly isPart: boolean
  /** The cases that are exactly these; null where none are, or where it is a part. */
  readonly cases: CaseOutcome | null
}

export interface OutcomeGroup {
  readonly name: 'decided' | 'waiting' | 'left'
  readonly rows: readonly OutcomeRow[]
}

const BROKEN = ['late', 'overdue'] as const
const OPEN = ['running', 'not_started'] as const
const COUNTED: readonly Outcome[] = ['kept', ...BROKEN, ...OPEN]

/** What is decided or waits is always there, with 0 where there is none; reasons for leaving out only where they occur. */
export function outcomeRows({ n, counts, kept, broken, explained, paused }: Outcomes): readonly OutcomeGroup[] {
  const numberOf = (outcome: Outcome) => counts.find((each) => each.outcome === outcome)?.n ?? 0
  const row = (outcome: OutcomeRow['outcome'], own: number, cases: CaseOutcome | null): OutcomeRow => ({
    outcome,
    n: own,
    share: n === 0 ? 0 : own / n,
    isPart: false,
    cases,
  })
  const part = (outcome: OutcomeRow['outcome'], own: number, whole: number): OutcomeRow[] =>
    whole === 0 ? [] : [{ outcome, n: own, share: own / whole, isPart: true, cases: null }]
  const open = OPEN.reduce((sum, outcome) => sum + numberOf(outcome), 0)
  const left = counts.filter((each) => !COUNTED.includes(each.outcome)).sort((a, b) => b.n - a.n)
  const groups: OutcomeGroup[] = [
    {
      name: 'decided',
      rows: [
        row('kept', kept, 'for'),
        row('broken', broken, 'against'),
        ...BROKEN.flatMap((outcome) => part(outcome, numberOf(outcome), broken)),
        ...part('explained', explained, broken),
      ],
    },
    {
      name: 'waiting',
      rows: [
        row('open', open, 'open'),
        ...OPEN.flatMap((outcome) => part(outcome, numberOf(outcome), open)),
        ...(paused === 0 ? [] : part('paused', paused, open)),
      ],
    },
    { name: 'left', rows: left.map((each) => row(each.outcome, each.n, null)) },
  ]
  return groups.filter(({ rows }) => rows.length > 0)
}
