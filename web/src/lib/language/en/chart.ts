import type { Texts } from '../texts.ts'

export const unit: Texts['unit'] = {
  count: 'cases',
  percent: '%',
  per_1000: 'per 1,000 jobs',
  per_100: 'points',
  minutes: 'minutes',
  days: 'days',
  hours: 'hours',
  money: 'money',
  score: 'value',
}

export const chart: Texts['chart'] = {
  trends: 'Trends',
  loading: 'Loading chart…',
  failed: 'The chart could not be drawn. The table below has every value.',
  asTable: 'Show as table',
  target: 'Target',
  open: 'not over or not mature',
  settled: 'mature',
  range: (low, high) => `Axis ${low} to ${high}, not from zero`,
  fromZero: 'Axis from zero',
  unit: (unit) => `Unit: ${unit}`,
  n: (low, high) => `n = ${low === high ? low : `${low}–${high}`} a period`,
  source: (names) => `Source: ${names}`,
  asOf: (stamp) => `Data as of ${stamp}`,
  label: (name, first, last, value) => `Line chart of ${name}, ${first} to ${last}, latest mature value ${value}`,
  state: 'State',
  value: 'Value',
  undecided: 'undecided',
  stateSettled: 'mature',
  stateCanChange: 'can still change',
  stateRunning: 'not over',
  empty: 'This KPI has no figures under this filter.',
}
