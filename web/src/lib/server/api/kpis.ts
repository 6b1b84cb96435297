import { AftercareError } from '#contracts/errors.ts'
import { z } from 'zod'
import { query } from '../queries/query.ts'
import type { Lease } from '../warehouse.ts'
import { figureOrNull, flag, text, textOrNull, whole, word } from './described.ts'
import { operation } from './operation.ts'
import { formatParameter } from './parameters.ts'

export const unitField = word(
  ['count', 'percent', 'per_1000', 'per_100', 'minutes', 'days', 'hours', 'money', 'score'],
  '指标单位；percent 的值是 0 到 1 的小数，money 用本系统的币种',
  'unit of the figure; percent is a fraction from 0 to 1, money is in the home’s currency',
)

const kpiRow = z.strictObject({
  kpi_id: text('指标代码', 'id of the KPI'),
  definition_version: whole('定义版本', 'version of the definition', 'version'),
  kpi_group: word(['customer', 'process', 'cost', 'people'], '指标分组', 'group'),
  name_zh: text('中文名称', 'name in Chinese'),
  name_en: text('英文名称', 'name in English'),
  tells_zh: text('说明什么（中文）', 'what it tells, in Chinese'),
  tells_en: text('说明什么（英文）', 'what it tells, in English'),
  subject: text('统计对象', 'what one case is'),
  numerator_zh: text('分子（中文）', 'numerator, in Chinese'),
  numerator_en: text('分子（英文）', 'numerator, in English'),
  denominator_zh: textOrNull('分母（中文）；没有分母时为空', 'denominator, in Chinese; null where there is none'),
  denominator_en: textOrNull('分母（英文）；没有分母时为空', 'denominator, in English; null where there is none'),
  statistic: word(
    ['sum', 'ratio', 'mean', 'median', 'level'],
    '由个案得到数值的方式：求和、比率、均值、中位数、期末存量',
    'how the cases become the figure; level is a running total up to the end of the period',
  ),
  booked_under: text('按哪个事件的日期归期', 'the event whose day books a case'),
  mature_after_days: whole('多少天后不再变化', 'after how many days a case can no longer change', 'days'),
  waits_for_decision: flag('个案要等时限有结果', 'a case waits for a promise to be kept or broken'),
  direction: word(['more', 'less', 'none'], '越大越好、越小越好，或不分好坏', 'which direction is better'),
  unit: unitField,
  is_computed: flag('已有数值；否则只有定义', 'has figures; otherwise there is only the definition'),
  target: figureOrNull('数据时点有效的目标值', 'target in force when the data stands', 'the KPI’s'),
})
const kpis = query('api_kpis', kpiRow)

/** @throws AftercareError `api.unknown_kpi` for an id that the registry does not have */
export async function checkKpis(lease: Lease, ids: readonly string[]): Promise<void> {
  const known = new Set((await lease.rows(kpis)).map(({ kpi_id }) => kpi_id))
  const unknown = ids.find((id) => !known.has(id))
  if (unknown === undefined) return
  throw new AftercareError('api.unknown_kpi', 'there is no such KPI', {
    where: 'kpi',
    value: unknown.slice(0, 200),
    remedy: 'Take `kpi_id` from /api/v1/kpis.',
  })
}

export const listKpis = operation({
  id: 'listKpis',
  path: '/kpis',
  title: { 'zh-CN': '指标定义', en: 'KPI definitions' },
  tells: {
    'zh-CN': '全部指标现行的定义，按登记顺序。不分页。',
    en: 'The current definition of every KPI, in the registry’s order. In one piece.',
  },
  pathParameters: z.strictObject({}),
  parameters: z.strictObject({ ...formatParameter }),
  row: kpiRow,
  ask: (lease) => ({ identity: [kpis.sql], paging: null, rows: () => lease.rows(kpis), arrow: () => lease.arrow(kpis) }),
})
