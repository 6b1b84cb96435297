import type { Widened } from '../widened.ts'
import type { causeLabels as zhCN } from '../zh-CN/cause-labels.ts'

export const causeLabels: Widened<typeof zhCN> = {
  title: 'Sources’ own words',
  lead: 'What the sources call causes, and the taxonomy does not know. A cause that is alike is only proposed, never taken.',
  part: 'Sources’ own words',
  label: 'Word',
  complaints: 'Complaints',
  count: (count: string) => `${count} ${count === '1' ? 'complaint' : 'complaints'}`,
  meaning: 'Meaning',
  proposals: 'Proposals',
  noProposal: 'no cause is alike',
  similarity: (share: string) => `similarity ${share}`,
  methods: { similar_name: 'similar name', rule_on_label: 'rule', same_texts: 'same words of customers' },
  accept: (name: string) => `Accept ${name}`,
  another: 'Choose another cause',
  save: 'Accept the chosen one',
  never: 'No cause, never propose again',
  everywhere: 'for all sources',
  allSources: 'all sources',
  examples: 'Examples',
  noExamples: 'These complaints have no words on record.',
  none: 'No unknown word',
  noneWhy: 'All that sources write as causes is in the taxonomy, or somebody has decided on it.',
  last: 'Last decisions',
  lastNone: 'Nobody has decided on a word yet.',
}
