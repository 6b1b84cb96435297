/** One made-up KPI and periods of it. */
import type { Figure, KpiDefinition } from '../../../web/src/lib/review/series.ts'

export const kpi = (over: Partial<KpiDefinition> = {}): KpiDefinition => ({
  id: 'response_kept_rate',
  version: 1,
  group: 'process',
  name: '按时响应率',
  tells: '',
  numerator: '',
  denominator: '',
  statistic: 'ratio',
  bookedUnder: 'start event',
  matureAfterDays: 0,
  waitsForDecision: true,
  direction: 'more',
  unit: 'percent',
  ...over,
})

const DAY = 86_400_000
/** Week `index` from Monday 5 January 2026. */
export function week(index: number, value: number | null, over: Partial<Figure> = {}): Figure {
  const start = Date.UTC(2026, 0, 5) + index * 7 * DAY
  const day = (time: number) => new Date(time).toISOString().slice(0, 10)
  return {
    start: day(start),
    end: day(start + 7 * DAY),
    value,
    n: 100,
    mean: null,
    median: null,
    p90: null,
    undecided: 0,
    isComplete: true,
    isMature: true,
    target: 0.9,
    ...over,
  }
}
