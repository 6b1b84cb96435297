/** The settings of the demonstration's home: `aftercare.yaml`, `sources/*.yaml`, its own promises. */
import { stringify } from 'yaml'
import { dateText, DAYS } from './time.ts'
import { COLUMNS, OLD_WORDS } from './ticket-rows.ts'
import type { Organisation } from './vocabulary.ts'

type Plain = Readonly<Record<string, unknown>>

const SYSTEM = 'service'
/** YAML under a remark. */
export const written = (value: Plain, remark: string) => `# ${remark}\n${stringify(value, { lineWidth: 0 })}`

export const homeYaml = ({ company }: Organisation): string =>
  written(
    {
      site: company,
      time_zone: 'Asia/Shanghai',
      languages: ['zh-CN', 'en'],
      currency: 'CNY',
      calendar: 'cn-office',
      preset: 'haoyun',
      as_of: `${dateText(DAYS - 1)}T23:59:59+08:00`,
      keep_versions: 5,
    },
    'A demonstration made by `aftercare demo`: every name, number and word in it is invented.',
  )

const ticketColumns = (isOld: boolean): Plain =>
  Object.fromEntries(
    COLUMNS.map(({ field, header, oldHeader, kind }): [string, unknown] => {
      if (!isOld) return [field, header]
      if (kind === 'stamp') return [field, { from: oldHeader, format: '%Y/%m/%d %H:%M:%S' }]
      if (kind === 'date') return [field, { from: oldHeader, format: '%Y/%m/%d' }]
      const values = kind === 'code' ? OLD_WORDS[field] : kind === 'flag' ? OLD_WORDS['flag'] : undefined
      return [field, values === undefined ? oldHeader : { from: oldHeader, values }]
    }),
  )

const same = (...fields: readonly string[]): Record<string, string> => Object.fromEntries(fields.map((field) => [field, field]))

const plain = (zh: string, en: string, entity: string, file: string, columns: Plain, more: Plain = {}) =>
  written({ title: { 'zh-CN': zh, en }, system: SYSTEM, files: [file], ...more, maps: [{ entity, columns }] }, `${zh} · ${en}`)

export const USAGE_FIELDS = [
  'usage_id',
  'used_at',
  'part_no',
  'quantity',
  'ticket_id',
  'technician_id',
  'part_name',
  'unit_cost',
  'charged_amount',
  'supplier',
  'old_part_returned',
  'claim_amount',
  'claimed_at',
  'recovered_amount',
  'recovered_at',
  'currency',
]
export const LABOUR_FIELDS = [
  'labour_id',
  'date',
  'technician_id',
  'work_kind',
  'hours',
  'ticket_id',
  'travel_hours',
  'travel_km',
  'labour_cost',
  'travel_cost',
]
export const COST_FIELDS = ['cost_id', 'at', 'ticket_id', 'kind', 'amount', 'recovered_amount', 'recovered_from']
export const SURVEY_FIELDS = [
  'survey_id',
  'ticket_id',
  'technician_id',
  'channel',
  'asked_at',
  'answered_at',
  'overall',
  'attitude',
  'skill',
  'arrival',
  'promise',
  'recommend',
  'comment',
]
export const ISSUE_FIELDS = ['issue_id', 'part_no', 'at', 'quantity', 'technician_id', 'ticket_id']
export const REQUEST_FIELDS = ['request_id', 'part_no', 'requested_at', 'answered_at', 'filled_at']
export const COUNT_FIELDS = ['part_no', 'location', 'counted_at', 'book_quantity', 'counted_quantity']
export const CONTRACT_FIELDS = [
  'contract_id',
  'customer_id',
  'starts_on',
  'ends_on',
  'notice_given_at',
  'renewal_visit_at',
  'renewed_on',
]
export const VISIT_FIELDS = ['visit_id', 'contract_id', 'due_from', 'due_to', 'done_at', 'technician_id']
export const AUDIT_FIELDS = ['audit_id', 'at', 'step', 'score', 'max_score', 'ticket_id', 'technician_id']
export const EXPOSURE_FIELDS = ['period_start', 'product_family', 'region', 'units_in_service']

/** Header of the technicians' file, by canonical field. */
export const TECHNICIAN_COLUMNS = {
  technician_id: '工号',
  name: '姓名',
  team: '班组',
  region: '大区',
  role: '岗位',
  skill_level: '技能等级',
  hired_at: '入职日期',
  valid_from: '生效日期',
  valid_to: '失效日期',
}

/** Header of the workbook of complaints, by canonical field, in the order of its columns. */
export const COMPLAINT_COLUMNS = {
  complaint_id: '投诉编号',
  received_at: '投诉时间',
  updated_at: '更新时间',
  ticket_id: '关联工单',
  channel: '渠道',
  customer_id: '客户编号',
  region: '大区',
  product_family: '产品',
  product_model: '型号',
  technician_id: '工号',
  text: '投诉内容',
  severity: '严重程度',
  remedy_sought: '诉求',
  root_cause: '原因',
  responsibility: '责任',
  responded_at: '首次答复',
  resolved_at: '解决时间',
  outcome_told_at: '告知客户',
  closed_at: '结案时间',
  compensation: '赔付金额',
}

/** Source YAMLs by their ids. */
export function sourceYamls(): Readonly<Record<string, string>> {
  return {
    old_tickets: written(
      {
        title: { 'zh-CN': '旧工单系统', en: 'Old ticket system' },
        system: SYSTEM,
        files: ['old_tickets_*.csv'],
        csv: { encoding: 'gb18030' },
        retired_on: '2025-03-31',
        maps: [{ entity: 'ticket', columns: ticketColumns(true) }],
      },
      '旧工单系统（2025 年 3 月底停用）· The old ticket system, in use until the end of March 2025',
    ),
    tickets: written(
      {
        title: { 'zh-CN': '售后服务系统', en: 'Service system' },
        system: SYSTEM,
        files: ['tickets_*.csv', 'tickets_*.csv.gz'],
        maps: [{ entity: 'ticket', columns: ticketColumns(false) }],
      },
      '工单系统 · The ticket system',
    ),
    ticket_events: plain('工单日志', 'Ticket log', 'ticket_event', 'ticket_events.ndjson', {
      ticket_id: 'ticket',
      at: 'time',
      event: 'event',
      value: 'note',
      actor: 'staff',
    }),
    complaints: plain('投诉台账', 'Register of complaints', 'complaint', 'complaints.xlsx', COMPLAINT_COLUMNS, {
      xlsx: { sheet: '投诉' },
    }),
    surveys: plain('满意度回访', 'Satisfaction survey', 'survey', 'surveys.csv', same(...SURVEY_FIELDS), {
      null_words: ['', 'NA'],
      survey_scales: { overall: { levels: 5, satisfied_from: 4 } },
    }),
    part_usage: plain('配件使用', 'Parts used', 'part_usage', 'part_usage.csv', same(...USAGE_FIELDS)),
    labour: plain('工时', 'Hours worked', 'labour', 'labour.csv', same(...LABOUR_FIELDS)),
    cost_items: plain('其他费用', 'Other costs', 'cost_item', 'cost_items.csv', same(...COST_FIELDS), {
      csv: { delimiter: ';' },
    }),
    technicians: plain('人员', 'Technicians', 'technician', 'technicians.csv', TECHNICIAN_COLUMNS),
    parts: plain(
      '配件目录',
      'Parts',
      'part',
      'parts.json',
      same('part_no', 'part_name', 'supplier', 'standard_cost', 'returnable', 'stock_min', 'stock_max'),
      {
        json: { records: 'parts' },
      },
    ),
    stock_counts: plain('盘点', 'Stock counts', 'stock_count', 'stock_counts.csv', same(...COUNT_FIELDS)),
    stock_issues: plain('领料', 'Parts issued', 'stock_issue', 'stock_issues.csv', same(...ISSUE_FIELDS)),
    stock_requests: plain('缺货登记', 'Out-of-stock requests', 'stock_request', 'stock_requests.csv', same(...REQUEST_FIELDS)),
    contracts: plain('保养合同', 'Maintenance contracts', 'contract', 'contracts.csv', same(...CONTRACT_FIELDS)),
    maintenance_visits: plain(
      '保养计划',
      'Planned maintenance',
      'maintenance_visit',
      'maintenance_visits.csv',
      same(...VISIT_FIELDS),
    ),
    process_audits: plain('流程检查', 'Process audits', 'process_audit', 'process_audits.csv', same(...AUDIT_FIELDS)),
    budget: plain('预算', 'Budget', 'budget', 'budget.json', same('month', 'cost_centre', 'kind', 'amount'), {
      json: { records: 'data.items' },
    }),
    exposure: plain('在保量', 'Machines in service', 'exposure', 'exposure.csv', same(...EXPOSURE_FIELDS)),
  }
}

const promise = (
  id: string,
  zh: string,
  en: string,
  stage: string,
  from: string,
  to: string,
  within: string,
  more: Plain = {},
) => ({
  id,
  name: { 'zh-CN': zh, en },
  ...more,
  stage,
  from,
  to,
  within,
})

const onsite = { for: { service_modes: ['onsite'] } }
const workshop = { for: { service_modes: ['workshop'] } }

/** `reference/sla-presets.yaml`: what the company promises. */
export const presetsYaml = (): string =>
  written(
    {
      presets: [
        {
          id: 'haoyun',
          version: 1,
          name: { 'zh-CN': '好云服务承诺', en: 'Haoyun service promise' },
          in_force_from: '2024-01-01',
          promises: [
            promise('respond', '24 小时内响应', 'Respond within 24 hours', 'response', 'received', 'responded', '24 h'),
            promise(
              'arrange',
              '24 小时内派工',
              'Arrange a technician within 24 hours',
              'dispatch',
              'received',
              'dispatched',
              '24 h',
              {
                for: { service_modes: ['onsite', 'installation', 'maintenance'] },
              },
            ),
            promise(
              'visit',
              '确认后 48 小时内上门',
              'On site within 48 hours of confirmation',
              'visit',
              'confirmed',
              'arrived',
              '48 h',
              onsite,
            ),
            promise(
              'diagnose',
              '收机后 72 小时内报价',
              'Quote within 72 hours of receiving the unit',
              'diagnosis',
              'unit_received',
              'quoted',
              '72 h',
              workshop,
            ),
            promise(
              'hand_back',
              '修好后 24 小时内交还',
              'Hand back within 24 hours of the repair',
              'handback',
              'repaired',
              'returned',
              '24 h',
              workshop,
            ),
            promise(
              'resolve',
              '3 个工作日内解决（等待客户不计）',
              'Resolve within 3 working days, waits for the customer left out',
              'resolution',
              'received',
              'resolved',
              '3 working days',
              { pauses: ['customer'] },
            ),
            promise(
              'respond_complaint',
              '24 小时内答复投诉',
              'Answer a complaint within 24 hours',
              'response',
              'received',
              'responded',
              '24 h',
              { subject: 'complaint' },
            ),
            promise(
              'resolve_complaint',
              '7 天内解决投诉',
              'Resolve a complaint within 7 days',
              'resolution',
              'received',
              'resolved',
              '7 d',
              { subject: 'complaint' },
            ),
            promise(
              'answer_stock_request',
              '7 天内答复缺货登记',
              'Answer an out-of-stock request within 7 days',
              'answer',
              'requested',
              'answered',
              '7 d',
              { subject: 'stock_request' },
            ),
            promise(
              'announce_end',
              '到期前一个月告知',
              'Announce the end of a contract one month before',
              'notice',
              'month_before_end',
              'notice_given',
              'given',
              { subject: 'contract' },
            ),
          ],
        },
      ],
    },
    '好云的服务承诺 · What Haoyun promises. The time agreed with the customer is added to every ticket by the preset `agreed`.',
  )
