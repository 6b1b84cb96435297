import { z } from 'zod'
import { query } from '../queries/query.ts'
import {
  day,
  dayOrNull,
  dimensionFields,
  figureOrNull,
  flag,
  stamp,
  stampOrNull,
  text,
  textOrNull,
  wholeOrNull,
  word,
} from './described.ts'
import { commonFilters, listed, orNull } from './listing.ts'
import { operation } from './operation.ts'
import { filterParameters, formatParameter, pageParameters, spanParameters, value } from './parameters.ts'

const minutes = 'calendar minutes'

const complaintRow = z.strictObject({
  complaint_key: text('投诉键：来源系统加投诉号，全局唯一', 'source and complaint id, unique'),
  source: text('来源系统', 'source system'),
  complaint_id: text('来源系统里的投诉号', 'number within the source'),
  ticket_id: textOrNull('所填的工单号', 'ticket as given'),
  ticket_key: textOrNull('对应的工单键；查无此单时为空', 'its ticket; null when that does not exist'),
  received_at: stamp('接收', 'received'),
  received_on: day('接收日期', 'received on'),
  responded_at: stampOrNull('首次响应', 'first response'),
  resolved_at: stampOrNull('解决', 'resolved'),
  resolved_on: dayOrNull('解决日期', 'resolved on'),
  outcome_told_at: stampOrNull('告知客户结果', 'outcome told to the customer'),
  closed_at: stampOrNull('关闭', 'closed'),
  closed_on: dayOrNull('关闭日期', 'closed on'),
  is_open: flag('未完结', 'not closed yet'),
  channel: textOrNull('受理渠道', 'channel'),
  severity: textOrNull('严重程度', 'severity'),
  remedy_sought: textOrNull('客户诉求', 'remedy the customer seeks'),
  text: textOrNull('客户原话，个人信息已屏蔽', 'the customer’s words, masked'),
  ...dimensionFields,
  root_cause: textOrNull('主要根因，现行分类的代码', 'principal cause, code of the current taxonomy'),
  root_cause_detail: textOrNull('来源写的、分类里没有的原因', 'the source’s own label that means no cause of the taxonomy'),
  cause_group: textOrNull('一级原因', 'cause, level 1'),
  taxonomy_version: wholeOrNull('分类版本', 'version of the taxonomy', 'version'),
  cause_method: word(
    ['given', 'rule', 'model', 'person', 'none'],
    '根因从何而来：来源给出、规则、模型、人工、没有',
    'where the cause comes from',
  ),
  cause_confidence: figureOrNull('根因的把握', 'confidence of the cause', '0 to 1'),
  is_unclassified: flag('未归类', 'no cause of the taxonomy'),
  proposed_cause: textOrNull('系统按客户原话提出的原因，无论由谁判定', 'the machine’s word, whoever decided'),
  proposed_method: textOrNull('由规则（rule）还是文本模型（model）提出', 'rule or model'),
  proposed_confidence: figureOrNull('所提原因的把握', 'confidence of the proposal', '0 to 1'),
  proposed_responsibility: textOrNull('按原因和工单事实提出的责任方，未经认定', 'by cause and ticket; settled by nobody'),
  responsibility: text('责任方；未定为 unsettled', 'whose responsibility; unsettled until somebody settled it'),
  is_settled_service: flag('定责为服务方', 'settled as the service’s'),
  needs_review: flag('需要人看一下', 'somebody should look at it'),
  review_reason: textOrNull('为什么需要看', 'why'),
  decided_at: stampOrNull('最近一次人工判定', 'when a person last decided on it'),
  response_calendar_minutes: figureOrNull('从接收到响应', 'from reception to response', minutes),
  resolution_calendar_minutes: figureOrNull('从接收到解决', 'from reception to resolution', minutes),
  compensation: figureOrNull('赔付', 'compensation', 'currency of the row'),
  currency: text('币种，ISO 4217', 'ISO 4217'),
  ticket_complaints: wholeOrNull('同一工单的投诉数，含本件', 'complaints about its ticket, this one included', 'complaints'),
  complaint_cost: figureOrNull(
    '工单净成本加投诉自身的补偿；都不知道时为空',
    'net cost of its ticket and its own compensation; null where neither is known',
    'currency of the home',
  ),
  complaint_cost_share: figureOrNull(
    '求和时用：工单净成本由同一工单的投诉平摊',
    'for sums: the ticket’s cost shared by the complaints about it',
    'currency of the home',
  ),
  lost_minutes: figureOrNull(
    '客户没有得到解决的时间；未解决的计到数据截至',
    'how long the customer was without a solution; to data-as-of while open',
    minutes,
  ),
  lost_minutes_share: figureOrNull(
    '求和时用：由同一工单的投诉平摊',
    'for sums: shared by the complaints about one ticket',
    minutes,
  ),
})
const complaints = query('api_complaints', complaintRow)

export const listComplaints = operation({
  id: 'listComplaints',
  path: '/complaints',
  title: { 'zh-CN': '投诉列表', en: 'Complaints' },
  tells: {
    'zh-CN': '按接收日期（网点当地日期）排序的投诉，分页读取。不含技师的标识。',
    en: 'Complaints in the order of the site-local day of their reception, page by page. Without ids of technicians.',
  },
  pathParameters: z.strictObject({}),
  parameters: z.strictObject({
    ...spanParameters,
    ...filterParameters,
    cause_group: value('只要这个一级原因', 'only this cause of level 1').optional(),
    ...pageParameters,
    ...formatParameter,
  }),
  row: complaintRow,
  ask: (lease, _, asked) =>
    listed(lease, {
      query: complaints,
      onColumn: 'received_on',
      keyColumn: 'complaint_key',
      filters: { ...commonFilters(asked), cause_group: orNull(asked.cause_group) },
      limit: asked.limit,
      after: asked.after,
    }),
})
