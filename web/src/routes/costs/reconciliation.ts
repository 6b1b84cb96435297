/** What was booked, by component and by where it stands: every row and every column adds up, to the last digit. Pure. */

export const PLACES = ['repair', 'other_ticket', 'no_ticket'] as const
export type Place = (typeof PLACES)[number]

/** Gross cost is their sum. */
export const COMPONENTS = ['labour', 'travel', 'parts', 'freight', 'outside', 'compensation'] as const
export type Component = (typeof COMPONENTS)[number]

export interface Booked {
  readonly place: Place
  /** `charge`: what a ticket charged the customer; it has no cost. */
  readonly component: Component | 'charge'
  readonly entries: number
  readonly cost: number
  readonly recovered: number
  readonly charged: number
}

export const LINES = [...COMPONENTS, 'gross', 'recovered', 'charged', 'net'] as const
export type LineName = (typeof LINES)[number]

export interface ReconciledLine {
  readonly name: LineName
  readonly amounts: Readonly<Record<Place, number>>
  readonly total: number
}

export interface Reconciliation {
  readonly lines: readonly ReconciledLine[]
  readonly entries: number
  /** Decimals without which some amount would be cut: 2, or 4 where prices are that fine. */
  readonly digits: 2 | 4
}

/** Amounts are kept to the fourth decimal in the warehouse: whole numbers of it add up without rounding. */
const PER_UNIT = 10_000
const fine = (amount: number): number => Math.round(amount * PER_UNIT)

export function reconcile(rows: readonly Booked[]): Reconciliation {
  const sum = (place: Place, amountOf: (row: Booked) => number) =>
    rows.filter((row) => row.place === place).reduce((total, row) => total + fine(amountOf(row)), 0)
  const inFine = Object.fromEntries(
    PLACES.map((place) => {
      const parts = COMPONENTS.map((name) => [name, sum(place, (row) => (row.component === name ? row.cost : 0))] as const)
      const gross = parts.reduce((total, [, amount]) => total + amount, 0)
      const recovered = sum(place, (row) => row.recovered)
      const charged = sum(place, (row) => row.charged)
      return [place, { ...Object.fromEntries(parts), gross, recovered, charged, net: gross - recovered - charged }]
    }),
  ) as Record<Place, Record<LineName, number>>
  const lines = LINES.map((name) => {
    const amounts = PLACES.map((place) => [place, inFine[place][name] / PER_UNIT] as const)
    return {
      name,
      amounts: Object.fromEntries(amounts) as Record<Place, number>,
      total: PLACES.reduce((total, place) => total + inFine[place][name], 0) / PER_UNIT,
    }
  })
  const isCut = PLACES.some((place) => LINES.some((name) => inFine[place][name] % (PER_UNIT / 100) !== 0))
  return { lines, entries: rows.reduce((total, { entries }) => total + entries, 0), digits: isCut ? 4 : 2 }
}
