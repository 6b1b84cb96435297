import type { Widened } from '../widened.ts'
import type { alarms as zhCN } from '../zh-CN/alarms.ts'

/** Early warning. */
export const alarms: Widened<typeof zhCN> = {
  title: 'Early warning',
  lead: 'Causes and parts that rise beyond chance; computed over everything, whatever is filtered above.',
  quiet: (series: string, week: string) =>
    `Nothing rises beyond chance in the ${series} series watched, up to the week of ${week}.`,
  falseAlarms: (count: string) => `Of false alarms at most ${count} a year is expected, all series together.`,
  tooEarly: (weeks: string, least: string) =>
    `No series can be watched yet: ${weeks} whole weeks are known, ${least} are needed, with at least 5 events in a year or so.`,
  download: 'Download the alarms (CSV)',
  kinds: { cause: 'Complaint cause', product_cause: 'Complaint cause on a product', part_product: 'Part replaced' },
  open: (since: string) => `since the week of ${since}, still raised`,
  ended: (since: string, until: string) => `since the week of ${since}, back in the week of ${until}`,
  knownOn: (day: string) => `could be known on ${day}`,
  numbers: (observed: string, expected: string) => `${observed} where ${expected} are usual`,
  ratio: (ratio: string, low: string, high: string) => `${ratio} times (95% interval ${low} to ${high})`,
  ratioNew: (low: string) => `none were usual (95% interval: at least ${low} times)`,
  unlimited: 'no limit',
  rates: (now: string, usual: string, weeks: string) => `${now}; ${usual} in the ${weeks} weeks before`,
  per: {
    jobs: (rate: string) => `${rate} per 1,000 jobs served`,
    units: (rate: string) => `${rate} a week per 1,000 units in service`,
    other_complaints: (rate: string) => `${rate} per 1,000 other complaints`,
    other_jobs: (rate: string) => `${rate} per 1,000 jobs on the product without the part`,
  },
  evidence: (count: string) =>
    `when it was raised: evidence as strong comes by chance ${count} times a year, all series together`,
  fewer: 'fewer than 0.001',
  chart: (name: string, from: string, to: string, began: string) =>
    `${name} by week, ${from} to ${to}; above what is usual since ${began}`,
  chartKey: 'Line: events a week; dashed: usual; upright: the beginning',
  said: 'What customers said, masked',
  noWords: 'No words were recorded.',
  ticket: (id: string) => `Ticket ${id}`,
  complaint: (id: string) => `Complaint ${id}`,
  cases: 'These complaints',
  costs: 'Parts and costs of the product',
  more: (count: string) => `${count} more in the download`,
}
