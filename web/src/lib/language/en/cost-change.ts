import type { Widened } from '../widened.ts'
import type { costChange as zhCN } from '../zh-CN/cost-change.ts'

export const costChange: Widened<typeof zhCN> = {
  part: 'Why it changed',
  title: 'Why the cost of repairs changed',
  label: (before, after, change, volume, mix, rate) =>
    `Bar chart: the cost of repairs went from ${before} to ${after}, a change of ${change}: volume ${volume}, mix ${mix}, rate ${rate}`,
  headline: (before, after, change) => `Total ${before} → ${after}, a change of ${change}`,
  perRepair: (before, after, mix, rate) => `Cost per repair ${before} → ${after}: mix ${mix}, rate ${rate}`,
  change: 'Change',
  effects: { volume: 'Volume', mix: 'Mix', rate: 'Rate' },
  tells: {
    change: 'the later period less the earlier one',
    volume: 'more or fewer repairs',
    mix: 'a larger or smaller share of costly repairs',
    rate: 'the same repairs cost more or less',
  },
  by: 'Split by',
  and: 'and',
  first: 'First dimension',
  second: 'Second dimension',
  only: 'nothing further',
  apply: 'Apply',
  before: (period) => `${period} (before)`,
  repairsBefore: 'Repairs before',
  repairsAfter: 'Repairs after',
  meanBefore: 'Mean before',
  meanAfter: 'Mean after',
  rest: (count) => `${count} other cells`,
  total: 'Total',
  note: 'Each effect is weighted by the mean of both periods; the three add up to the change in every cell and over the cells, to the cent. What moved together is shared half and half, and comparing the other way round only changes the signs',
  oneOnly: 'a cell of one period only has no rate effect',
  noOther: 'There is no earlier period to compare with: choose one that has (the whole range is not compared).',
  noRepairs: 'In one of the two periods no repair has a complete cost: there is nothing to compare.',
}
