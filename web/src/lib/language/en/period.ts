import type { Widened } from '../widened.ts'
import type { period as zhCN } from '../zh-CN/period.ts'

export const period: Widened<typeof zhCN> = {
  label: 'Period shown',
  choose: 'Choose a period',
  previous: 'Previous period',
  next: 'Next period',
  span: 'Whole range',
  single: 'One period',
  apply: 'Show',
  spanOf: (from: string, until: string) => `${from} to ${until}`,
  settled: '',
  can_change: 'can still change',
  running: 'not over, or not all in',
  comparedWith: (name: string) => `compared with ${name}`,
  notCompared: 'nothing to compare with',
}
