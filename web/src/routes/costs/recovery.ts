/** Open claims on suppliers, by supplier and age. Pure. */

export const BANDS = ['d30', 'd60', 'd90', 'd180', 'older'] as const
export type Band = (typeof BANDS)[number]

export interface OpenClaims {
  readonly supplier: string
  readonly bands: Readonly<Record<Band, number>>
  readonly total: number
  readonly claims: number
}

/** The oldest money first: who owes most for longer than 90 days stands at the top. */
export function openBySupplier(
  rows: readonly { readonly supplier: string; readonly age_band: Band; readonly claims: number; readonly open: number }[],
): OpenClaims[] {
  const suppliers = [...new Set(rows.map(({ supplier }) => supplier))]
  const old = ({ bands }: OpenClaims) => bands.d180 + bands.older
  return suppliers
    .map((supplier) => {
      const own = rows.filter((row) => row.supplier === supplier)
      const sum = (of: (row: (typeof own)[number]) => number) =>
        Math.round(own.reduce((total, row) => total + of(row), 0) * 1e4) / 1e4
      const bands = Object.fromEntries(
        BANDS.map((band) => [band, sum((row) => (row.age_band === band ? row.open : 0))]),
      ) as Record<Band, number>
      return { supplier, bands, total: sum(({ open }) => open), claims: sum(({ claims }) => claims) }
    })
    .sort((a, b) => old(b) - old(a) || b.total - a.total || (a.supplier < b.supplier ? -1 : 1))
}
