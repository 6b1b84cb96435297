/** What was due to customers and whether they got it. */

export const DUE = [
  'return',
  'refund',
  'exchange',
  'exchange_with_difference',
  'free_repair',
  'free_labour',
  'paid_repair',
  'excluded',
  'none',
  'unknown',
] as const
export type Due = (typeof DUE)[number]

export const AGREEMENTS = ['as_due', 'less', 'more', 'not_decided'] as const
export type Agreement = (typeof AGREEMENTS)[number]

/** Those whose tickets are listed: what went as it should is no news. */
export const LISTED = ['less', 'more', 'not_decided'] as const
export type Listed = (typeof LISTED)[number]

/** Tickets by policy, window, decision and agreement. */
export interface Count {
  readonly policy: string
  /** Null where no window applied. */
  readonly window: string | null
  /** Of the window in its policy. */
  readonly order: number | null
  readonly due: Due
  readonly agreement: Agreement
  readonly reason: string | null
  readonly n: number
  /** What customers paid though it was free. */
  readonly beyondDue: number
  /** What the jobs of those cost that got more than was due. */
  readonly givenCost: number
}

export interface Decision {
  readonly policy: string
  /** Null for what is told by the decision alone: excluded, no window, unknown. */
  readonly window: string | null
  readonly due: Due
  readonly n: number
  readonly by: Readonly<Record<Agreement, number>>
  readonly beyondDue: number
  readonly givenCost: number
}

const BY_DECISION: readonly Due[] = ['excluded', 'none', 'unknown']

/** A row a policy and window, in the order of the policy; excluded, none and unknown once a policy, after its windows. */
export function decisionsOf(counts: readonly Count[]): readonly Decision[] {
  const windowOf = ({ due, window }: Count) => (BY_DECISION.includes(due) ? null : window)
  const groups = Map.groupBy(counts, (each) => JSON.stringify([each.policy, windowOf(each), each.due]))
  const rank = ({ due, order }: Count) => (BY_DECISION.includes(due) ? 1000 + BY_DECISION.indexOf(due) : (order ?? 0))
  return [...groups.values()]
    .flatMap((rows) => {
      const [first] = rows
      return first === undefined ? [] : [{ first, rows }]
    })
    .sort((a, b) =>
      a.first.policy === b.first.policy ? rank(a.first) - rank(b.first) : a.first.policy < b.first.policy ? -1 : 1,
    )
    .map(({ first, rows }) => ({ policy: first.policy, window: windowOf(first), due: first.due, ...summed(rows) }))
}

function summed(rows: readonly Count[]) {
  const sum = (of: (row: Count) => number) => rows.reduce((all, row) => all + of(row), 0)
  const countOf = (agreement: Agreement) => sum((row) => (row.agreement === agreement ? row.n : 0))
  return {
    n: sum(({ n }) => n),
    by: {
      as_due: countOf('as_due'),
      less: countOf('less'),
      more: countOf('more'),
      not_decided: countOf('not_decided'),
    },
    beyondDue: sum(({ beyondDue }) => beyondDue),
    givenCost: sum(({ givenCost }) => givenCost),
  }
}

/** Why tickets are not decided, the most frequent first. */
export function undecidedReasons(counts: readonly Count[]): readonly { readonly reason: string; readonly n: number }[] {
  const undecided = counts.filter(({ agreement }) => agreement === 'not_decided')
  return [...Map.groupBy(undecided, ({ reason }) => reason ?? 'due_unknown')]
    .map(([reason, rows]) => ({ reason, n: rows.reduce((sum, { n }) => sum + n, 0) }))
    .sort((a, b) => b.n - a.n || (a.reason < b.reason ? -1 : 1))
}

export const totalOf = (counts: readonly Count[]): Omit<Decision, 'policy' | 'window' | 'due'> => summed(counts)

export interface EntitledTicket {
  readonly key: string
  readonly id: string
  readonly receivedOn: string
  readonly family: string | null
  readonly window: string | null
  readonly startEvent: string | null
  readonly startOn: string | null
  readonly due: Due
  readonly outcome: string | null
  readonly reason: string | null
  readonly charged: number | null
  readonly beyondDue: number | null
  readonly cost: number | null
}

export interface Entitlements {
  readonly isConfigured: boolean
  readonly counts: readonly Count[]
  readonly listed: Listed
  readonly tickets: readonly EntitledTicket[]
}
