import { z } from 'zod'
import { COMPARED_WITH, SERIES_KINDS } from '../queries/alarms.ts'
import { query } from '../queries/query.ts'
import { day, dayOrNull, described, figure, figureOrNull, text, textOrNull, whole, word } from './described.ts'
import { operation } from './operation.ts'
import { formatParameter } from './parameters.ts'

const STATES = ['open', 'ended'] as const

const alarmRow = z.strictObject({
  alarm_id: text('预警编号：类别、产品大类、代码、开始的星期一', 'kind, product family, code and the Monday it began on; unique'),
  series_kind: word(
    SERIES_KINDS,
    '什么在上升：原因、某产品的原因、某产品的配件',
    'what rose: a cause, a cause on a product, a part on a product',
  ),
  product_family: textOrNull('产品大类；全部产品时为空', 'product family; null for all products together'),
  code: text('原因代码，或配件号', 'code of the cause, or number of the part'),
  name_zh: textOrNull('中文名称', 'name in Chinese'),
  name_en: textOrNull('英文名称；配件沿用来源系统的名称', 'name in English; a part has its source’s name'),
  began_on: day('开始上升的那一周的星期一', 'Monday of the week in which it began'),
  detected_on: day('触发预警的那一周的星期一', 'Monday of the week that raised it'),
  known_on: day('那一周的数据从这一天起不再变化', 'the day from which that week was known'),
  ended_on: dayOrNull('恢复正常的第一周的星期一；仍在上升时为空', 'Monday of the first week that is back; null while open'),
  state: word(STATES, '仍在上升，或已恢复', 'open, or back to the usual rate'),
  weeks: whole(
    '从开始到恢复（或到最后一个已知的星期）的周数',
    'weeks from the beginning to the end, or to the last known week',
    'weeks',
  ),
  observed: figure('这些星期里的件数', 'events in these weeks', 'complaints, or jobs that used the part'),
  expected: figure('按平常的比率应有的件数', 'events expected at the usual rate', 'complaints, or jobs that used the part'),
  ratio: figureOrNull('实际与应有之比；平常一件也没有时为空', 'observed ÷ expected; null when none were usual', 'times'),
  ratio_lower: figure('95% 区间下限', 'lower limit of the 95% interval', 'times'),
  ratio_upper: figureOrNull('95% 区间上限；没有上限时为空', 'upper limit of the 95% interval; null without one', 'times'),
  compared_with: word(
    COMPARED_WITH,
    '与什么相比：已服务工单、在用台数、同产品的其他投诉、同产品未用此配件的工单（取上升最不明显的一个）',
    'compared with served jobs, units in service, other complaints or other jobs on the product: where it stands out least',
  ),
  rate: figureOrNull('开始以来每 1,000 的件数', 'events since the beginning, of each 1,000 of these', 'per 1,000'),
  usual_rate: figure('此前每 1,000 的件数', 'the same in the weeks before', 'per 1,000'),
  usual_weeks: whole('此前用来比较的周数', 'weeks before it that are compared', 'weeks'),
  dispersion: figure('已考虑的过度离散：方差与均值之比', 'over-dispersion allowed for', 'variance ÷ mean'),
  p_value: figure(
    '触发时：按平常的比率出现这么多件或更多的概率',
    'when raised: of as many events or more at the usual rate',
    '0 to 1',
  ),
  false_alarms_a_year: figure(
    '全部序列每年因偶然触发同样强度预警的次数',
    'alarms a year that chance alone raises with such evidence, all series together',
    'alarms a year',
  ),
})
const alarms = query('api_alarms', alarmRow)

export const listAlarms = operation({
  id: 'listAlarms',
  path: '/alarms',
  title: { 'zh-CN': '早期预警', en: 'Early warning' },
  tells: {
    'zh-CN': '超出偶然范围上升的原因、产品的原因和产品的配件，按触发的先后排序。不分页，不受筛选条件影响。',
    en: 'Causes, causes on products and parts on products that rose beyond chance, in the order in which they were raised. In one piece, for the whole home.',
  },
  pathParameters: z.strictObject({}),
  parameters: z.strictObject({
    state: described(
      z.enum(['all', ...STATES]).default('all'),
      '只要仍在上升的（open），或已恢复的（ended）',
      'only those that are open, or that have ended',
    ),
    ...formatParameter,
  }),
  row: alarmRow,
  ask: (lease, _, { state }) => ({
    identity: [alarms.sql, { state }],
    paging: null,
    rows: () => lease.rows(alarms, { state }),
    arrow: () => lease.arrow(alarms, { state }),
  }),
})
