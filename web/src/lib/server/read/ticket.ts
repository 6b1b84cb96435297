/** One ticket, put into the reader's language. */
import { TICKET_STAGES, type TicketStage } from '#contracts/ticket-stages.ts'
import type { Grain } from '#contracts/slice.ts'
import type { Language } from '#lib/language/language.ts'
import type { KpiDefinition } from '#lib/review/series.ts'
import { type Round, type TicketCourse, type TicketFacts, type TicketPromise } from '#lib/ticket/ticket.ts'
import { oneTicketQueries, type TicketCycleRow, type TicketOneRow, type TicketPromiseRow } from '../queries/ticket.ts'
import type { Lease } from '../warehouse.ts'
import { readDefinitions } from './kpi.ts'

export async function readTicket(lease: Lease, key: string): Promise<TicketOneRow | null> {
  const [row] = await lease.rows(oneTicketQueries.one, { ticket_key: key })
  return row ?? null
}

const word = (value: string | number | null): string | null => (value === null ? null : String(value))

export function factsOf(row: TicketOneRow, language: Language): TicketFacts {
  return {
    key: row.ticket_key,
    id: row.ticket_id,
    source: (language === 'zh-CN' ? row.source_zh : row.source_en) ?? row.source,
    status: row.status,
    faultText: row.fault_text,
    isOpen: row.is_open,
    isJob: row.is_job,
    reopenCount: row.reopen_count,
    isFirstTimeFix: row.is_first_time_fix,
    isFollowedByRepeat: row.is_followed_by_repeat,
    repeatOf: row.repeat_of_ticket_key,
    firstResponseMinutes: row.first_response_minutes,
    resolutionMinutes: row.resolution_minutes,
    waitMinutes: { customer: row.customer_wait_minutes, parts: row.parts_wait_minutes, supplier: row.supplier_wait_minutes },
    impossibleOrder: row.is_order_impossible ? (row.impossible_order ?? '') : null,
    fields: {
      product_family: row.product_family,
      product_model: row.product_model,
      serial_no: row.serial_no,
      purchased_at: row.purchased_at,
      fault_family: row.fault_family,
      site: row.site,
      region: row.region,
      team: row.team,
      zone: row.zone,
      distance_km: word(row.distance_km),
      service_mode: row.service_mode,
      work_kind: row.work_kind,
      priority: row.priority,
      warranty: row.warranty,
      contract_id: row.contract_id,
      sla_preset: row.sla_preset,
      channel: row.channel,
      outcome: row.outcome,
      visits: word(row.visits),
    },
    promisedAt: row.promised_at,
    appointment: row.appointment_from === null ? null : { from: row.appointment_from, to: row.appointment_to },
    received: row.received_at,
  }
}

const STAMPED = TICKET_STAGES.filter((stage) => stage !== 'received' && stage !== 'reopened')

/** What the ticket says of itself is one round; a ticket that was reopened has one for each. */
function roundOf(cycle: number, first: TicketStage, start: string, row: TicketOneRow | TicketCycleRow): Round {
  const stamps = STAMPED.flatMap((stage) => {
    const at = row[`${stage}_at`]
    return at === null ? [] : [{ stage, at }]
  })
  return { cycle, stamps: [{ stage: first, at: start }, ...stamps] }
}

export async function readCourse(lease: Lease, row: TicketOneRow, language: Language): Promise<TicketCourse> {
  const parameters = { ticket_key: row.ticket_key }
  const [cycles, waits, promises] = await Promise.all([
    row.cycles > 1 ? lease.rows(oneTicketQueries.cycles, parameters) : [],
    lease.rows(oneTicketQueries.waits, parameters),
    lease.rows(oneTicketQueries.promises, parameters),
  ])
  return {
    rounds:
      cycles.length > 1
        ? cycles.map((each) =>
            each.cycle === 1
              ? roundOf(1, 'received', row.received_at, each)
              : roundOf(each.cycle, 'reopened', each.started_at, each),
          )
        : [roundOf(1, 'received', row.received_at, row)],
    waits: waits.map((each) => ({
      cycle: each.cycle,
      waitsFor: each.waits_for,
      start: each.started_at,
      end: each.is_open ? null : each.ended_at,
      minutes: each.minutes,
    })),
    promises: promises.map((each) => promiseOf(each, language)),
  }
}

const promiseOf = (row: TicketPromiseRow, language: Language): TicketPromise => ({
  id: `${row.subject_kind}:${row.subject_id}:${row.promise_id}:${row.cycle}`,
  name: language === 'zh-CN' ? row.promise_name_zh : row.promise_name_en,
  complaint: row.subject_kind === 'complaint' ? row.subject_id : null,
  cycle: row.cycle,
  preset: `${row.preset} ${row.preset_version}`,
  stage: row.stage,
  clock: row.clock,
  start: row.started_at,
  due: row.due_at,
  stop: row.stopped_at,
  elapsedMinutes: row.elapsed_minutes,
  limitMinutes: row.limit_minutes,
  limitWorkingDays: row.limit_working_days,
  verdict: row.verdict,
  reason: row.verdict_reason,
  explained: row.explained_at,
  accepted: row.accepted_at,
  isExplainedInTime: row.is_explained_in_time,
})

export async function readMoney(lease: Lease, key: string) {
  const parameters = { ticket_key: key }
  const [[cost], parts, labour] = await Promise.all([
    lease.rows(oneTicketQueries.cost, parameters),
    lease.rows(oneTicketQueries.parts, parameters),
    lease.rows(oneTicketQueries.labour, parameters),
  ])
  return { cost: cost ?? null, parts, labour }
}
export type TicketMoney = Awaited<ReturnType<typeof readMoney>>

export async function readVoice(lease: Lease, key: string, language: Language) {
  const parameters = { ticket_key: key }
  const [complaints, surveys] = await Promise.all([
    lease.rows(oneTicketQueries.complaints, parameters),
    lease.rows(oneTicketQueries.surveys, parameters),
  ])
  const isChinese = language === 'zh-CN'
  return {
    complaints: complaints.map((each) => ({
      ...each,
      cause: isChinese ? each.cause_zh : each.cause_en,
      group: isChinese ? each.group_zh : each.group_en,
    })),
    surveys,
  }
}
export type TicketVoice = Awaited<ReturnType<typeof readVoice>>

export const readVersions = (lease: Lease, key: string) => lease.rows(oneTicketQueries.versions, { ticket_key: key })
export type TicketVersions = Awaited<ReturnType<typeof readVersions>>

export interface TicketKpi {
  readonly kpi: KpiDefinition
  readonly caseId: string
  readonly subject: string
  readonly bookedOn: string
  readonly periodStart: string
  readonly numerator: number
  readonly denominator: number | null
  readonly value: number | null
  readonly isDecided: boolean
}

/** Every KPI that the ticket counts in. Slow with many tickets, since each KPI is looked through: a page streams it. */
export async function readTicketKpis(lease: Lease, key: string, grain: Grain, language: Language): Promise<readonly TicketKpi[]> {
  const [definitions, rows] = await Promise.all([
    readDefinitions(lease, language),
    lease.rows(oneTicketQueries.kpis, { ticket_key: key, grain }),
  ])
  const known = new Map(definitions.map((kpi) => [kpi.id, kpi]))
  return rows.flatMap((row) => {
    const kpi = known.get(row.kpi_id)
    if (kpi === undefined) return []
    return [
      {
        kpi,
        caseId: row.case_id,
        subject: row.subject_kind,
        bookedOn: row.booked_on,
        periodStart: row.period_start,
        numerator: row.numerator,
        denominator: row.denominator,
        value: row.value,
        isDecided: row.is_decided,
      },
    ]
  })
}
