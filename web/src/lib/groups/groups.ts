/** A rate by group, as bars with intervals and as a table that leads to the cases. */
import type { Bar } from '../charts/bars.ts'
import { cell, type ChartTable } from '../charts/table.ts'
import { chartWords } from '../charts/words.ts'
import type { Link } from '../filters/links.ts'
import { formatCount, formatValue } from '../language/format.ts'
import { valueWord, type Reader } from '../language/texts.ts'
import { FEW_CASES } from '../review/series.ts'
import { wilsonInterval } from '../statistics/wilson.ts'

/** So many of n in one group. */
export interface GroupShare {
  readonly value: string
  readonly count: number
  readonly n: number
}

export const GROUP_DIMENSIONS = ['region', 'team', 'product_family'] as const
export type GroupDimension = (typeof GROUP_DIMENSIONS)[number]
export type GroupedShares = Readonly<Record<GroupDimension, readonly GroupShare[]>>

export interface GroupHeadings {
  readonly group: string
  readonly low: string
  readonly high: string
}

/** More bars than this are not read. */
const MOST_BARS = 12

export interface GroupFigure {
  readonly bars: readonly Bar[]
  /** In the order of `bars`. */
  readonly hrefs: readonly (Link | undefined)[]
  readonly table: ChartTable
  readonly n: number
  /** Groups that are in the table only. */
  readonly left: number
}

/**
 * The groups with the most cases, the lowest share first; those with few cases come last, since their order says nothing.
 * @param href the cases of a group
 */
export function groupFigure(
  groups: readonly GroupShare[],
  headings: GroupHeadings,
  reader: Reader,
  href: (value: string) => Link | undefined,
): GroupFigure {
  const { language, texts } = reader
  const words = chartWords(language)
  const percent = (value: number) => formatValue(value, 'percent', language)
  const share = ({ count, n }: GroupShare) => (n === 0 ? 0 : count / n)
  const isFew = ({ n }: GroupShare) => n < FEW_CASES
  const ordered = [...groups]
    .sort((a, b) => b.n - a.n)
    .map((each, rank) => ({ ...each, isDrawn: rank < MOST_BARS }))
    .sort((a, b) => Number(isFew(a)) - Number(isFew(b)) || share(a) - share(b))
  const drawn = ordered.filter(({ isDrawn }) => isDrawn)
  const interval = (each: GroupShare) => wilsonInterval(each.count, each.n)
  return {
    bars: drawn.map((each) => ({
      label: valueWord(reader, each.value),
      value: share(each),
      n: each.n,
      low: interval(each)?.low ?? null,
      high: interval(each)?.high ?? null,
    })),
    hrefs: drawn.map(({ value }) => href(value)),
    n: groups.reduce((sum, { n }) => sum + n, 0),
    left: ordered.length - drawn.length,
    table: {
      columns: [
        { label: headings.group, isNumber: false },
        { label: texts.chart.value, isNumber: true },
        { label: headings.low, isNumber: true },
        { label: headings.high, isNumber: true },
        { label: 'n', isNumber: true },
      ],
      rows: ordered.map((each) => {
        const ends = interval(each)
        return [
          cell(each.value, valueWord(reader, each.value)),
          cell(share(each), percent(share(each)), href(each.value)),
          ...[ends?.low ?? null, ends?.high ?? null].map((end) => (end === null ? cell(null) : cell(end, percent(end)))),
          cell(each.n, formatCount(each.n, language) + (isFew(each) ? ` · ${words.few}` : '')),
        ]
      }),
    },
  }
}
