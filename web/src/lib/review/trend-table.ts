/** The figures of a trend as a table, newest first, each value leading to its cases. */
import type { Grain } from '#contracts/slice.ts'
import { cell, type ChartTable, type TableCell } from '../charts/table.ts'
import { stateOf } from '../charts/trend.ts'
import { casesLink } from '../filters/links.ts'
import { formatCount, formatPeriod, formatValue } from '../language/format.ts'
import type { Reader } from '../language/texts.ts'
import { besideValue, isFewCases, type Figure, type KpiSeries } from './series.ts'

interface TrendTableContext {
  readonly grain: Grain
  /** The query of the page: its filters go along to the cases. */
  readonly search: string
  readonly reader: Reader
  readonly currency: string
}

export function trendTable({ kpi, figures }: KpiSeries, { grain, search, reader, currency }: TrendTableContext): ChartTable {
  const { language, texts } = reader
  const beside = besideValue(kpi)
  const number = (value: number | null): TableCell =>
    value === null ? cell(null) : cell(value, formatValue(value, kpi.unit, language, currency))
  return {
    columns: [
      { label: texts.table.period, isNumber: false },
      { label: texts.chart.value, isNumber: true },
      ...beside.map((name) => ({ label: texts.table[name], isNumber: true })),
      { label: 'n', isNumber: true },
      { label: texts.chart.target, isNumber: true },
      { label: texts.chart.state, isNumber: false },
    ],
    rows: figures
      .toReversed()
      .map((figure) => [
        cell(figure.start, formatPeriod(figure.start, grain, language)),
        figure.value === null
          ? cell(null)
          : cell(
              figure.value,
              formatValue(figure.value, kpi.unit, language, currency),
              casesLink(search, kpi.id, grain, figure.start),
            ),
        ...beside.map((name) => number(figure[name])),
        cell(figure.n, formatCount(figure.n, language)),
        number(figure.target),
        cell(stateWords(figure, isFewCases(kpi, figure), reader)),
      ]),
  }
}

function stateWords(figure: Figure, isFew: boolean, { language, texts }: Reader): string {
  const undecided = figure.undecided > 0 ? [`${texts.chart.undecided} ${formatCount(figure.undecided, language)}`] : []
  return [stateOf(figure, texts), ...undecided, ...(isFew ? [texts.table.fewShort] : [])].join(' · ')
}
