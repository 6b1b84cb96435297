/** How long a query of a page takes, and how that is written. */
import { z } from 'zod'

export const pageResultSchema = z.strictObject({
  page: z.string(),
  query: z.string(),
  /** Rows of the largest answer. */
  rows: z.int(),
  /** Milliseconds of twenty runs. */
  p50: z.number(),
  p95: z.number(),
  /** Of the raw scan, the middle of as many runs. */
  rawP50: z.number(),
})
export type PageResult = z.infer<typeof pageResultSchema>

export const PAGES_HEADER =
  '| tickets | page | query | rows | p50 ms | p95 ms | raw ms | ratio |\n|---:|---|---|---:|---:|---:|---:|---:|'

/** One result as a line of a Markdown table; the ratio is that of the middle runs. @param tickets null where nobody counted them */
export function pageLineOf(tickets: number | null, { page, query, rows, p50, p95, rawP50 }: PageResult): string {
  const cells = [
    tickets === null ? '–' : tickets.toLocaleString('en'),
    page,
    query,
    rows.toLocaleString('en'),
    p50.toFixed(0),
    p95.toFixed(0),
    rawP50.toFixed(1),
    (p50 / rawP50).toFixed(1),
  ]
  return `| ${cells.join(' | ')} |`
}
