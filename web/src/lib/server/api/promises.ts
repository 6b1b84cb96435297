import { z } from 'zod'
import { query } from '../queries/query.ts'
import {
  day,
  described,
  dimensionFields,
  figure,
  figureOrNull,
  flag,
  flagOrNull,
  stampOrNull,
  text,
  textOrNull,
  whole,
  wholeOrNull,
  word,
} from './described.ts'
import { commonFilters, listed, orNull } from './listing.ts'
import { operation } from './operation.ts'
import { filterParameters, formatParameter, pageParameters, spanParameters } from './parameters.ts'

const minutes = 'minutes of the promise’s clock'
const SUBJECTS = ['ticket', 'complaint', 'stock_request', 'contract'] as const
const STAGES = [
  'response',
  'dispatch',
  'visit',
  'diagnosis',
  'handback',
  'resolution',
  'repair',
  'supplier_contact',
  'answer',
  'notice',
  'agreed',
] as const

const promiseRow = z.strictObject({
  promise_key: text(
    '承诺键：对象类型、来源系统、对象编号、承诺代码、第几次，全局唯一',
    'kind, source and number of the subject, promise and cycle; unique',
  ),
  subject_kind: word(SUBJECTS, '承诺的对象是什么', 'what was promised something'),
  source: text('来源系统', 'source system'),
  subject_id: text('来源系统里的对象编号', 'number of the subject within the source'),
  ticket_key: textOrNull('对应的工单键；没有时为空', 'its ticket; null where there is none'),
  promise_id: text('承诺代码', 'id of the promise'),
  cycle: whole('第几次作出这项承诺', 'how many times the promise was made by then', 'times'),
  round: whole('第几轮处理；每次重新打开加 1', '1, and one more for each reopening', 'rounds'),
  preset: text('时限方案', 'preset of promises'),
  preset_version: whole('时限方案的版本', 'version of the preset', 'version'),
  chosen_by: textOrNull(
    '方案如何选定：named 来源指定、rule 规则、site 网点默认、agreed 与客户约定',
    'how the preset was chosen: named, rule, site or agreed; null for subjects other than tickets',
  ),
  rule_order: wholeOrNull('选定方案的规则序号', 'the rule that chose the preset', 'position'),
  promise_name_zh: text('中文名称', 'name in Chinese'),
  promise_name_en: text('英文名称', 'name in English'),
  stage: word(STAGES, '环节', 'stage'),
  clock: word(
    ['calendar', 'working', 'working_days', 'given'],
    '计时方式：自然时间、工作时间、工作日、约定的时间',
    'how time is counted; given: the due time itself was agreed',
  ),
  calendar_id: textOrNull('开始时的工作日历；不按工作时间计时的为空', 'working calendar at the start; null for other clocks'),
  started_at: stampOrNull('开始计时；尚未开始时为空', 'start of the clock; null when it has not started'),
  due_at: stampOrNull('应完成', 'due'),
  stopped_at: stampOrNull('实际完成', 'stopped'),
  replaced_at: stampOrNull('被新的承诺取代', 'when another promise of the stage took its place'),
  counted_until: stampOrNull(
    '计时截至：完成，否则被取代、工作结束，或数据时点',
    'up to when its time was counted: the stop, else the replacement, the end of the work, or as_of',
  ),
  elapsed_minutes: figureOrNull(
    '从开始到完成（未完成的到数据时点），含暂停',
    'from start to stop, else to as_of; pauses included',
    minutes,
  ),
  paused_minutes: figure('其中暂停计时的', 'of these, while the clock stood still', minutes),
  net_minutes: figureOrNull('扣除暂停后，与时限相比的用时', 'elapsed less paused: what is held against the limit', minutes),
  net_working_days: wholeOrNull(
    '按工作日计时的：开始当天之后的第几个工作日下班前完成',
    'for clock working_days: stopped by the close of this working day after the day of the start',
    'working days',
  ),
  limit_minutes: figureOrNull('时限', 'limit', minutes),
  limit_working_days: wholeOrNull('时限（工作日）', 'limit for clock working_days', 'working days'),
  verdict: word(
    ['kept', 'broken', 'running', 'not_started', 'void', 'unknown'],
    '结果：按时、超时、进行中、尚未开始、作废、无法判断',
    'what became of it',
  ),
  verdict_reason: described(
    z
      .enum([
        'late',
        'overdue',
        'cancelled',
        'impossible_order',
        'resolved_another_way',
        'replaced',
        'condition_empty',
        'start_not_recorded',
        'stop_not_recorded',
        'no_working_calendar',
      ])
      .nullable(),
    '结果的原因：超时后完成、超时未完成、工单取消、时间先后矛盾、以其他方式解决、被新的承诺取代、条件字段为空、未记录开始、未记录完成、缺少工作日历',
    'why: late, overdue (not stopped yet); cancelled, impossible_order, resolved_another_way, replaced by another promise; condition_empty, start_not_recorded, stop_not_recorded, no_working_calendar',
  ),
  is_paused: flag('在数据时点暂停计时', 'running, and standing still at as_of'),
  used_share: figureOrNull('进行中的：已用掉的时限', 'of running ones: how much of the time is used', '0 to 1'),
  is_at_risk: flag('进行中，且已用掉四分之三以上的时限', 'running, and more than three quarters of the time is used'),
  explained_at: stampOrNull('向客户说明超时', 'overrun explained to the customer'),
  accepted_at: stampOrNull('客户接受超时', 'overrun accepted by the customer'),
  is_explained_in_time: flagOrNull('超时是否按时说明；没有超时为空', 'explained in time; null unless broken'),
  started_on: day('归入的日期', 'the day that books it'),
  ...dimensionFields,
})
const promises = query('api_promises', promiseRow)

export const listPromises = operation({
  id: 'listPromises',
  path: '/promises',
  title: { 'zh-CN': '承诺列表', en: 'Promises' },
  tells: {
    'zh-CN': '按归入日期（网点当地日期）排序的承诺，分页读取；from 和 until 也按这个日期。不含技师的标识。',
    en: 'Promises in the order of the site-local day that books them, page by page; `from` and `until` are about that day. Without ids of technicians.',
  },
  pathParameters: z.strictObject({}),
  parameters: z.strictObject({
    ...spanParameters,
    ...filterParameters,
    subject_kind: described(z.enum(SUBJECTS).optional(), '只要这类对象的', 'only those of this kind of subject'),
    stage: described(z.enum(STAGES).optional(), '只要这个环节的', 'only those of this stage'),
    state: described(
      z.enum(['all', 'running', 'at_risk', 'overdue']).default('all'),
      '只要进行中的（running）、即将超时的（at_risk）或超时未完成的（overdue）',
      'only those that are running, at risk (more than three quarters of the time used), or overdue and not stopped',
    ),
    ...pageParameters,
    ...formatParameter,
  }),
  row: promiseRow,
  ask: (lease, _, asked) =>
    listed(lease, {
      query: promises,
      onColumn: 'started_on',
      keyColumn: 'promise_key',
      filters: {
        ...commonFilters(asked),
        subject_kind: orNull(asked.subject_kind),
        stage: orNull(asked.stage),
        state: asked.state,
      },
      limit: asked.limit,
      after: asked.after,
    }),
})
