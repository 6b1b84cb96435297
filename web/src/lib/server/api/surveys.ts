import { z } from 'zod'
import { query } from '../queries/query.ts'
import {
  day,
  dayOrNull,
  described,
  dimensionFields,
  flag,
  flagOrNull,
  stampOrNull,
  text,
  textOrNull,
  wholeOrNull,
} from './described.ts'
import { commonFilters, listed, orNull } from './listing.ts'
import { operation } from './operation.ts'
import { filterParameters, formatParameter, pageParameters, spanParameters } from './parameters.ts'

const level = 'level of the source’s scale'

const surveyRow = z.strictObject({
  survey_key: text('回访问卷键：来源系统加问卷号，全局唯一', 'source and survey id, unique'),
  listed_on: day(
    '排序所用的日期：询问日期，没有时用回答日期；两者都没有时为 0001-01-01',
    'the day it is listed under: asked on, else answered on; 0001-01-01 without either',
  ),
  source: text('来源系统', 'source system'),
  survey_id: text('来源系统里的问卷号', 'number within the source'),
  ticket_id: textOrNull('所填的工单号', 'ticket as given'),
  ticket_key: textOrNull('对应的工单键；查无此单时为空', 'its ticket; null when that does not exist'),
  channel: textOrNull('回访渠道', 'channel'),
  asked_at: stampOrNull('询问', 'asked'),
  asked_on: dayOrNull('询问日期', 'asked on'),
  answered_at: stampOrNull('回答', 'answered'),
  answered_on: dayOrNull('回答日期', 'answered on'),
  is_answered: flag('已回答', 'answered'),
  overall: wholeOrNull('总体评分', 'overall', level),
  attitude: wholeOrNull('服务态度评分', 'attitude', level),
  skill: wholeOrNull('技术水平评分', 'skill', level),
  arrival: wholeOrNull('到达及时评分', 'arrival', level),
  promise: wholeOrNull('守约评分', 'kept promises', level),
  recommend: wholeOrNull('推荐意愿', 'would recommend', '0 to 10'),
  is_satisfied: flagOrNull('总体满意；未答为空', 'satisfied; null when not answered'),
  is_satisfied_attitude: flagOrNull('对态度满意；未答为空', 'satisfied with the attitude'),
  is_satisfied_skill: flagOrNull('对技术满意；未答为空', 'satisfied with the skill'),
  is_satisfied_arrival: flagOrNull('对到达满意；未答为空', 'satisfied with the arrival'),
  is_satisfied_promise: flagOrNull('对守约满意；未答为空', 'satisfied with kept promises'),
  recommend_class: textOrNull('推荐类型：promoter、passive、detractor', 'promoter, passive or detractor'),
  comment: textOrNull('客户留言，个人信息已屏蔽', 'comment, masked'),
  ...dimensionFields,
})
const surveys = query('api_surveys', surveyRow)

export const listSurveys = operation({
  id: 'listSurveys',
  path: '/surveys',
  title: { 'zh-CN': '满意度回访列表', en: 'Surveys' },
  tells: {
    'zh-CN': '按询问日期（没有时按回答日期）排序的满意度回访，分页读取；from 和 until 也按这个日期。不含技师的标识。',
    en: 'Surveys in the order of the day they were asked on, else answered on; `from` and `until` are about that day. Without ids of technicians.',
  },
  pathParameters: z.strictObject({}),
  parameters: z.strictObject({
    ...spanParameters,
    ...filterParameters,
    is_answered: described(
      z.boolean().optional(),
      '只要已回答的（true）或未回答的（false）',
      'only answered ones (true), or only others (false)',
    ),
    ...pageParameters,
    ...formatParameter,
  }),
  row: surveyRow,
  ask: (lease, _, asked) =>
    listed(lease, {
      query: surveys,
      onColumn: 'listed_on',
      keyColumn: 'survey_key',
      filters: { ...commonFilters(asked), is_answered: orNull(asked.is_answered) },
      limit: asked.limit,
      after: asked.after,
    }),
})
