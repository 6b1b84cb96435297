import { z } from 'zod'
import { query } from '../queries/query.ts'
import { day, dimensionFields, figure, figureOrNull, flag, text, textOrNull, whole, word } from './described.ts'
import { checkKpis } from './kpis.ts'
import { commonFilters, listed } from './listing.ts'
import { operation } from './operation.ts'
import { filterParameters, formatParameter, pageParameters, spanParameters, value } from './parameters.ts'

const caseRow = z.strictObject({
  case_id: text('个案标识，在该指标内唯一', 'what the case is, unique within the KPI'),
  kpi_id: text('指标代码', 'id of the KPI'),
  definition_version: whole('定义版本', 'version of the definition', 'version'),
  subject_kind: word(
    ['ticket', 'promise', 'complaint', 'survey', 'part_usage', 'cost_entry', 'labour', 'stock_request', 'contract', 'budget'],
    '个案是什么',
    'what one case is',
  ),
  ticket_key: textOrNull('对应的工单键；没有时为空', 'its ticket; null where none is known'),
  booked_on: day('归入的日期', 'the day under which it counts'),
  source: text('来源系统', 'source system'),
  ...dimensionFields,
  cause_group: textOrNull('投诉的一级原因', 'of complaints, cause of level 1'),
  cause: textOrNull('投诉的主要根因代码', 'of complaints, code of the principal cause'),
  numerator: figure('计入分子', 'what it adds to the numerator', 'the KPI’s'),
  denominator: figureOrNull(
    '计入分母；未定为 0，没有分母的指标为空',
    'what it adds to the denominator; 0 while undecided, null where there is none',
    'the KPI’s',
  ),
  value: figureOrNull('均值或中位数类指标的个案值', 'of KPIs that are a mean or a median', 'the KPI’s'),
  is_decided: flag('已有定论；否则还可能变化', 'decided; otherwise it can still go either way'),
})
const cases = query('api_kpi_cases', caseRow)

export const listCases = operation({
  id: 'listKpiCases',
  path: '/kpi/{id}/cases',
  title: { 'zh-CN': '指标的个案', en: 'Cases of a KPI' },
  tells: {
    'zh-CN': '构成一个指标数值的全部个案，按归入日期排序，分页读取。一个周期的个案用 from（周期开始）和 until（周期结束）取。',
    en: 'The cases a KPI’s figures are made of, in the order of the day that books them, page by page. For those of a period give its start as `from` and its end as `until`.',
  },
  pathParameters: z.strictObject({ id: value('指标代码', 'id of the KPI') }),
  parameters: z.strictObject({ ...spanParameters, ...filterParameters, ...pageParameters, ...formatParameter }),
  row: caseRow,
  ask: async (lease, { id }, asked) => {
    await checkKpis(lease, [id])
    return listed(lease, {
      query: cases,
      onColumn: 'booked_on',
      keyColumn: 'case_id',
      filters: { kpi: id, ...commonFilters(asked) },
      limit: asked.limit,
      after: asked.after,
    })
  },
})
