/** How much of a selection a file holds. More belongs to the API or to `aftercare query`. */

import type { Link } from '../filters/links.ts'

/** Rows of a CSV file. */
export const CSV_CAP = 100_000
/** Rows of an Arrow file: one answer holds no more than a query may give. */
export const ARROW_CAP = 50_000

/** @param search of the explorer; the file holds what it shows, from the first row on */
export const exportLink = (name: 'tickets.csv' | 'tickets.arrow', search: string): Link => `/tickets/${name}${search}` as Link
