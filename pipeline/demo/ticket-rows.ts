/** How tickets and their events stand in the files: the old system's export and the new one's. */
import { cell } from './sheet.ts'
import { isBillForgotten, isWronglyCharged, MONEY } from './money.ts'
import { END, HOUR, NEVER, dateText, dayOf, slashedDateText, slashedStampText, stampText } from './time.ts'
import { shade } from './shade.ts'
import type { Job } from './job.ts'

/** What the file's system knew when it was exported. @param until nothing later is in the row */
interface View {
  readonly until: number
  readonly stamp: (moment: number) => string
  readonly date: (day: number) => string
  /** A canonical code in the words of the system. */
  readonly word: (code: string) => string
}

interface Column {
  /** Of the canonical ticket. */
  readonly field: string
  readonly header: string
  readonly oldHeader: string
  readonly kind: 'text' | 'stamp' | 'date' | 'code' | 'flag'
  readonly write: (job: Job, view: View) => string
}

/** The old system speaks Chinese; its source YAML turns these back. */
export const OLD_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  status: { 待受理: 'open', 处理中: 'in_progress', 已完成: 'resolved', 已关闭: 'closed', 已取消: 'cancelled' },
  zone: { 市区: 'urban', 近郊: 'suburban', 远郊: 'remote' },
  warranty: { 保内: 'in', 保外: 'out', 合同: 'contract', 不详: 'unknown' },
  priority: { 紧急: 'emergency', 高: 'high', 普通: 'normal', 低: 'low' },
  service_mode: {
    上门: 'onsite',
    送修: 'workshop',
    远程: 'remote',
    安装: 'installation',
    换货: 'exchange',
    退货: 'return',
    保养: 'maintenance',
    咨询: 'consultation',
  },
  work_kind: { 收费: 'A', 合同: 'B', 免费: 'C' },
  outcome: {
    已修复: 'repaired',
    已换新: 'replaced',
    已退款: 'refunded',
    已指导: 'advised',
    未修复: 'not_repaired',
    已取消: 'cancelled',
  },
  exclusion_reason: { 使用不当: 'misuse', 进水摔落: 'water_or_drop', 自行拆修: 'own_repair', 无: 'none' },
  flag: { 是: 'true', 否: 'false' },
}

const oldWords = new Map(
  Object.entries(OLD_WORDS).map(([field, words]) => [field, new Map(Object.entries(words).map(([word, code]) => [code, word]))]),
)

const at = (moment: number, { until, stamp }: View) => (moment >= 0 && moment <= until ? stamp(moment) : '')
const isBy = (moment: number, { until }: View) => moment >= 0 && moment <= until
const isServed = (job: Job, view: View) => resolvedBy(job, view.until) >= 0 && job.outcome !== 'cancelled'
const flag = (value: boolean) => (value ? 'true' : 'false')
const yuan = (amount: number) => String(Math.round(amount * 100) / 100)

export function statusBy(job: Job, until: number): string {
  const has = (moment: number) => moment >= 0 && moment <= until
  if (job.outcome === 'cancelled' && has(job.cancelledAt)) return 'cancelled'
  if (has(job.closedAt)) return 'closed'
  if (resolvedBy(job, until) >= 0) return 'resolved'
  return has(job.confirmedAt) ? 'in_progress' : 'open'
}

/** When the job was over as far as anybody knew then; a reopened one is open again. */
export function resolvedBy(job: Job, until: number): number {
  if (job.resolvedAt <= until) return job.resolvedAt
  const isOpenAgain = job.reopenedAt < 0 || job.reopenedAt <= until
  return isOpenAgain || job.firstResolvedAt > until ? NEVER : job.firstResolvedAt
}

/** What the row says, impossible order included. */
function resolvedText(job: Job, view: View): string {
  const moment = resolvedBy(job, view.until)
  if (moment < 0) return ''
  return view.stamp(job.isOrderImpossible ? Math.max(0, job.receivedAt - 2 * HOUR) : moment)
}

const MOMENTS = [
  'respondedAt',
  'confirmedAt',
  'dispatchedAt',
  'arrivedAt',
  'unitReceivedAt',
  'diagnosedAt',
  'quotedAt',
  'partArrivedAt',
  'repairedAt',
  'qualityCheckedAt',
  'returnedAt',
  'resolvedAt',
  'closedAt',
  'followedUpAt',
  'cancelledAt',
  'reopenedAt',
] as const satisfies readonly (keyof Job)[]

export function updatedBy(job: Job, until: number): number {
  let newest = job.receivedAt
  for (const name of MOMENTS) {
    const moment = job[name]
    if (moment > newest && moment <= until) newest = moment
  }
  return newest
}

const stage = (field: string, header: string, oldHeader: string, of: (job: Job) => number): Column => ({
  field,
  header,
  oldHeader,
  kind: 'stamp',
  write: (job, view) => at(of(job), view),
})
const word = (field: string, header: string, oldHeader: string, of: (job: Job, view: View) => string): Column => ({
  field,
  header,
  oldHeader,
  kind: 'text',
  write: (job, view) => cell(of(job, view)),
})
const code = (field: string, header: string, oldHeader: string, of: (job: Job, view: View) => string): Column => ({
  field,
  header,
  oldHeader,
  kind: 'code',
  write: (job, view) => {
    const value = of(job, view)
    return value === '' ? '' : view.word === canonical ? value : (oldWords.get(field)?.get(value) ?? value)
  },
})
const yesNo = (field: string, header: string, oldHeader: string, of: (job: Job, view: View) => boolean | null): Column => ({
  field,
  header,
  oldHeader,
  kind: 'flag',
  write: (job, view) => {
    const value = of(job, view)
    return value === null ? '' : view.word(flag(value))
  },
})

const canonical = (value: string) => value

export const COLUMNS: readonly Column[] = [
  word('ticket_id', 'ticket_no', '工单号', (job) => job.number),
  stage('received_at', 'created_at', '受理时间', (job) => job.receivedAt),
  {
    field: 'updated_at',
    header: 'last_change',
    oldHeader: '更新时间',
    kind: 'stamp',
    write: (job, view) => view.stamp(updatedBy(job, view.until)),
  },
  code('status', 'status', '状态', (job, view) => statusBy(job, view.until)),
  word('channel', 'channel', '来源渠道', (job) => job.channel),
  word('customer_id', 'customer_no', '客户编号', (job) => job.customer.id),
  word('customer_name', 'customer_name', '客户姓名', (job) => job.customer.name),
  word('customer_phone', 'phone', '联系电话', (job) => job.customer.phone),
  word('customer_address', 'address', '上门地址', (job) => job.customer.address),
  word('region', 'region', '大区', (job) => job.customer.site.region),
  word('site', 'station', '服务站', (job) => job.customer.site.site),
  code('zone', 'zone', '区域', (job) => job.customer.zone),
  word('distance_km', 'distance_km', '距离公里', (job) => String(job.customer.distanceKm)),
  word('product_family', 'product', '产品', (job) => job.unit.family.name),
  word('product_model', 'model', '型号', (job) => job.unit.model),
  word('serial_no', 'serial_no', '机身号', (job) => job.unit.serial),
  {
    field: 'purchased_at',
    header: 'purchased_on',
    oldHeader: '购买日期',
    kind: 'date',
    write: (job, view) => (job.warranty === 'unknown' ? '' : view.date(job.unit.purchasedOn)),
  },
  code('warranty', 'warranty', '保修状态', (job) => job.warranty),
  word('contract_id', 'contract_no', '合同号', (job) => job.contractId),
  word('fault_family', 'fault', '故障类别', (job) => job.fault?.name ?? ''),
  word('fault_text', 'description', '故障描述', (job) => job.text),
  code('priority', 'priority', '优先级', (job) => job.priority),
  code('service_mode', 'service_mode', '服务方式', (job) => job.mode),
  code('work_kind', 'work_kind', '费用类型', (job) => job.workKind),
  word('team', 'team', '班组', (job) => (job.technician === null ? '' : job.customer.site.team)),
  word('technician_id', 'engineer', '维修师工号', (job, view) => (isBy(job.confirmedAt, view) ? (job.technician?.id ?? '') : '')),
  yesNo('supplier_involved', 'supplier_involved', '需供应商', (job) => (job.fault === null ? null : job.supplierInvolved)),
  stage('responded_at', 'first_reply_at', '响应时间', (job) => (job.isResponseLost ? NEVER : job.respondedAt)),
  stage('confirmed_at', 'confirmed_at', '确认时间', (job) => job.confirmedAt),
  stage('dispatched_at', 'dispatched_at', '派工时间', (job) => job.dispatchedAt),
  stage('arrived_at', 'arrived_at', '到达时间', (job) => job.arrivedAt),
  stage('unit_received_at', 'unit_in_at', '收机时间', (job) => job.unitReceivedAt),
  stage('diagnosed_at', 'diagnosed_at', '检测时间', (job) => job.diagnosedAt),
  stage('quoted_at', 'quoted_at', '报价时间', (job) => job.quotedAt),
  stage('part_arrived_at', 'part_arrived_at', '到件时间', (job) => job.partArrivedAt),
  stage('repaired_at', 'repaired_at', '修复时间', (job) => job.repairedAt),
  stage('quality_checked_at', 'checked_at', '质检时间', (job) => job.qualityCheckedAt),
  stage('returned_at', 'returned_at', '交还时间', (job) => job.returnedAt),
  { field: 'resolved_at', header: 'resolved_at', oldHeader: '完成时间', kind: 'stamp', write: resolvedText },
  stage('closed_at', 'closed_at', '关闭时间', (job) => job.closedAt),
  stage('followed_up_at', 'followed_up_at', '回访时间', (job) => job.followedUpAt),
  {
    field: 'promised_at',
    header: 'promised_at',
    oldHeader: '承诺时间',
    kind: 'stamp',
    write: (job, view) => (job.promisedAt >= 0 && isBy(job.quotedAt, view) ? view.stamp(job.promisedAt) : ''),
  },
  {
    field: 'appointment_from',
    header: 'slot_from',
    oldHeader: '预约开始',
    kind: 'stamp',
    write: (job, view) => (job.appointmentFrom >= 0 && isBy(job.confirmedAt, view) ? view.stamp(job.appointmentFrom) : ''),
  },
  {
    field: 'appointment_to',
    header: 'slot_to',
    oldHeader: '预约结束',
    kind: 'stamp',
    write: (job, view) => (job.appointmentTo >= 0 && isBy(job.confirmedAt, view) ? view.stamp(job.appointmentTo) : ''),
  },
  yesNo('defect_preconfirmed', 'preconfirmed', '预判故障', (job) => (job.mode === 'workshop' ? shade(job, 1) < 0.7 : null)),
  yesNo('defect_confirmed', 'defect_found', '确认故障', (job, view) =>
    job.mode === 'workshop' && isBy(job.diagnosedAt, view) ? shade(job, 2) < 0.92 : null,
  ),
  code('exclusion_reason', 'exclusion', '除外原因', (job) => {
    if (job.fault === null || job.workKind !== 'A') return ''
    const drawn = shade(job, 3)
    return drawn < 0.03 ? 'misuse' : drawn < 0.05 ? 'water_or_drop' : drawn < 0.06 ? 'own_repair' : 'none'
  }),
  {
    field: 'repair_warranty_until',
    header: 'repair_warranty_until',
    oldHeader: '维修保证至',
    kind: 'date',
    write: (job, view) =>
      job.workKind === 'A' && job.outcome === 'repaired' && isServed(job, view)
        ? view.date(dayOf(resolvedBy(job, view.until)) + 90)
        : '',
  },
  word('charged_labour', 'labour_fee', '维修费', (job, view) => (isServed(job, view) ? yuan(chargedLabour(job)) : '')),
  word('charged_visit', 'visit_fee', '上门费', (job, view) => (isServed(job, view) ? yuan(chargedVisit(job)) : '')),
  word('visits', 'visits', '上门次数', (job, view) => visitsBy(job, view)),
  code('outcome', 'result', '处理结果', (job, view) =>
    isServed(job, view) || (job.outcome === 'cancelled' && isBy(job.cancelledAt, view)) ? job.outcome : '',
  ),
  yesNo('report_complete', 'report_complete', '报告完整', (job, view) => (isServed(job, view) ? shade(job, 4) < 0.962 : null)),
  yesNo('report_signed', 'report_signed', '客户签字', (job, view) => (isServed(job, view) ? shade(job, 5) < 0.941 : null)),
]

function visitsBy(job: Job, view: View): string {
  if (job.mode === 'workshop')
    return isBy(job.unitReceivedAt, view) ? String(resolvedBy(job, view.until) === job.resolvedAt ? job.visits : 1) : ''
  if (!isBy(job.arrivedAt, view)) return ''
  return String(resolvedBy(job, view.until) === job.resolvedAt ? job.visits : 1)
}

/** Customers pay labour and the way where neither warranty nor contract covers them. */
export const labourFee = (job: Job): number =>
  job.workKind !== 'A' || job.fault === null || job.outcome !== 'repaired' ? 0 : 60 + Math.round((job.fault.hours * 70) / 10) * 10
const chargedLabour = (job: Job): number =>
  isBillForgotten(job) ? 0 : isWronglyCharged(job) ? MONEY.leakage.fee : labourFee(job)
const chargedVisit = (job: Job): number =>
  job.workKind !== 'A' || isBillForgotten(job) || job.arrivedAt < 0 || job.mode === 'installation'
    ? 0
    : job.customer.zone === 'urban'
      ? 30
      : job.customer.zone === 'suburban'
        ? 50
        : 80

const newView = (until: number): View => ({ until, stamp: stampText, date: dateText, word: canonical })
const oldView = (until: number): View => ({
  until,
  stamp: slashedStampText,
  date: slashedDateText,
  word: (value) => oldWords.get('flag')?.get(value) ?? value,
})

const joined = (job: Job, view: View): string => {
  let line = ''
  for (let column = 0; column < COLUMNS.length; column++) {
    if (column > 0) line += ','
    line += (COLUMNS[column] as Column).write(job, view)
  }
  return line
}

const NEW_AT_END = newView(END)
const OLD_AT_END = oldView(END)

/** A row of the new system. @param until the moment of the export */
export const newRow = (job: Job, until: number = END): string => joined(job, until === END ? NEW_AT_END : newView(until))
/** A row of the old system, whose jobs are all long over. */
export const oldRow = (job: Job): string => joined(job, OLD_AT_END)

/** A line of the event log: `{"ticket":…,"time":"2025-03-01T08:30:00+08:00",…}`. */
export function eventLines(job: Job): string[] {
  return job.events
    .filter(({ at: moment }) => moment <= END)
    .sort((a, b) => a.at - b.at)
    .map(({ at: moment, event, value, actor }) =>
      JSON.stringify({
        ticket: job.number,
        time: `${stampText(moment).replace(' ', 'T')}+08:00`,
        event,
        note: value,
        staff: actor,
      }),
    )
}
