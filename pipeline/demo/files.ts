/** Every file in the inbox of the demonstration: which jobs go where, in which form, with which spoiled rows. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { EntityName } from '../../contracts/entities.ts'
import type { AftermathSheets, ComplaintRow } from './aftermath.ts'
import {
  budgetJson,
  partsJson,
  writeAudits,
  writeContracts,
  writeExposure,
  writeInternalHours,
  writeStockCounts,
  writeTechnicians,
} from './background.ts'
import type { ContractBook } from './contracts.ts'
import * as dirt from './dirt.ts'
import type { Job } from './job.ts'
import type { Roster } from './people.ts'
import type { Chance } from './random.ts'
import { Sheet, type SheetOptions } from './sheet.ts'
import {
  AUDIT_FIELDS,
  COMPLAINT_COLUMNS,
  CONTRACT_FIELDS,
  COST_FIELDS,
  COUNT_FIELDS,
  EXPOSURE_FIELDS,
  ISSUE_FIELDS,
  LABOUR_FIELDS,
  REQUEST_FIELDS,
  SURVEY_FIELDS,
  TECHNICIAN_COLUMNS,
  USAGE_FIELDS,
  VISIT_FIELDS,
} from './sources.ts'
import { COLUMNS, eventLines, newRow, oldRow } from './ticket-rows.ts'
import { DAY, END, weekOf } from './time.ts'
import type { Vocabulary } from './vocabulary.ts'
import { workbook } from './workbook.ts'

interface Listed {
  readonly file: string
  readonly entity: EntityName
  rows: number
  dirt: dirt.Dirt
  note?: string
}

/** Weeks of a ticket file: a quarter of a year. */
const QUARTER_WEEKS = 13
const OLD = new Set(['2024Q4', '2025Q1'])
const GZIPPED = new Set(['2025Q2', '2025Q3'])
const QUARTERS = ['2024Q4', '2025Q1', '2025Q2', '2025Q3', '2025Q4', '2026Q1', '2026Q2', '2026Q3'] as const

/**
 * The export of 2026Q2 was made on the last evening of that quarter. Its last two weeks, and whatever has changed since,
 * were sent again at the end.
 */
const EARLY = { quarter: '2026Q2', againFromWeek: 89, exportedAt: 91 * 7 * DAY - 1 } as const

interface TicketFile {
  readonly quarter: (typeof QUARTERS)[number]
  readonly sheet: Sheet
  readonly isOld: boolean
  last: Job | null
}

export interface Background {
  readonly words: Vocabulary
  readonly roster: Roster
  readonly contracts: ContractBook
  readonly tickets: number
  readonly perDay: Int32Array
  readonly chance: Chance
}

export class DemoFiles {
  readonly #inbox: string
  readonly #listed: Listed[] = []
  readonly #open: { sheet: Sheet; listed: Listed }[] = []
  readonly #events: Sheet
  readonly #late: Sheet
  readonly aftermath: Readonly<Record<keyof AftermathSheets, Sheet>>
  #current: TicketFile | undefined
  /** Rows of the early export that the late one changes. */
  #newer = 0
  #lastTicket = ''

  constructor(inbox: string) {
    this.#inbox = inbox
    this.#events = this.#sheet('ticket_events.ndjson', 'ticket_event', '')
    this.#late = this.#sheet('tickets_2026Q2_late.csv', 'ticket', newHeader())
    this.aftermath = {
      usage: this.#sheet('part_usage.csv', 'part_usage', USAGE_FIELDS.join(',')),
      labour: this.#sheet('labour.csv', 'labour', LABOUR_FIELDS.join(',')),
      cost: this.#sheet('cost_items.csv', 'cost_item', COST_FIELDS.join(';')),
      survey: this.#sheet('surveys.csv', 'survey', SURVEY_FIELDS.join(',')),
      issue: this.#sheet('stock_issues.csv', 'stock_issue', ISSUE_FIELDS.join(',')),
      request: this.#sheet('stock_requests.csv', 'stock_request', REQUEST_FIELDS.join(',')),
    }
  }

  #sheet(file: string, entity: EntityName, header: string, options: SheetOptions = {}): Sheet {
    const sheet = new Sheet(path.join(this.#inbox, file), options)
    if (header !== '') sheet.text(header + '\n')
    const listed: Listed = { file, entity, rows: 0, dirt: dirt.NO_DIRT }
    this.#listed.push(listed)
    this.#open.push({ sheet, listed })
    return sheet
  }

  #spoil(sheet: Sheet, made: dirt.Dirt): void {
    const open = this.#open.find((each) => each.sheet === sheet)
    if (open) open.listed.dirt = made
  }

  ticket(job: Job): void {
    const week = weekOf(job.receivedAt)
    const quarter = QUARTERS[Math.floor(week / QUARTER_WEEKS)] as TicketFile['quarter']
    if (this.#current?.quarter !== quarter) this.#turnTo(quarter)
    const current = this.#current as TicketFile
    const isEarly = quarter === EARLY.quarter
    const row = current.isOld ? oldRow(job) : newRow(job, isEarly ? EARLY.exportedAt : END)
    current.sheet.row(row)
    current.last = job
    this.#lastTicket = job.number
    if (isEarly) this.#sendLate(row, newRow(job), week)
    for (const line of eventLines(job)) this.#events.row(line)
  }

  #sendLate(early: string, later: string, week: number): void {
    const isNewer = later !== early
    if (isNewer) this.#newer += 1
    if (isNewer || week >= EARLY.againFromWeek) this.#late.row(later)
  }

  #turnTo(quarter: TicketFile['quarter']): void {
    this.#endQuarter()
    const isOld = OLD.has(quarter)
    const isGzip = GZIPPED.has(quarter)
    const file = isOld ? `old_tickets_${quarter}.csv` : `tickets_${quarter}.csv${isGzip ? '.gz' : ''}`
    const header = isOld ? COLUMNS.map(({ oldHeader }) => oldHeader).join(',') : newHeader()
    const sheet = this.#sheet(file, 'ticket', header, { encoding: isOld ? 'gb18030' : 'utf-8', isGzip })
    this.#current = { quarter, sheet, isOld, last: null }
  }

  /** The spoiled rows stand last; the duplicate is of the last ticket. An early row may differ from its last state: left alone. */
  #endQuarter(): void {
    const current = this.#current
    if (current === undefined || current.last === null) return
    if (current.quarter !== EARLY.quarter)
      this.#spoil(current.sheet, dirt.spoilTickets(current.sheet, current.last, current.isOld))
    this.#finish(current.sheet)
  }

  #finish(sheet: Sheet): void {
    const at = this.#open.findIndex((each) => each.sheet === sheet)
    const open = this.#open[at]
    if (open === undefined) return
    open.listed.rows = sheet.rows
    sheet.close()
    this.#open.splice(at, 1)
  }

  background({ words, roster, contracts, tickets, perDay, chance }: Background): void {
    const { organisation, products } = words
    const { aftermath } = this
    writeInternalHours(aftermath.labour, roster, chance)
    const technicians = this.#sheet('technicians.csv', 'technician', Object.values(TECHNICIAN_COLUMNS).join(','), {
      encoding: 'utf-8-bom',
    })
    writeTechnicians(technicians, roster)
    const counts = this.#sheet('stock_counts.csv', 'stock_count', COUNT_FIELDS.join(','))
    writeStockCounts(counts, products, organisation, chance)
    const contractSheet = this.#sheet('contracts.csv', 'contract', CONTRACT_FIELDS.join(','))
    const visits = this.#sheet('maintenance_visits.csv', 'maintenance_visit', VISIT_FIELDS.join(','))
    writeContracts(contractSheet, visits, contracts, roster, chance)
    const audits = this.#sheet('process_audits.csv', 'process_audit', AUDIT_FIELDS.join(','))
    writeAudits(audits, roster, tickets, chance)
    const exposure = this.#sheet('exposure.csv', 'exposure', EXPOSURE_FIELDS.join(','))
    writeExposure(exposure, products, organisation, tickets)
    this.#document('parts.json', 'part', partsJson(products, organisation), products.parts.length)
    const budget = budgetJson(organisation, perDay, chance)
    this.#document('budget.json', 'budget', budget, budget.split('"month"').length - 1)

    this.#spoil(this.#events, dirt.spoilEvents(this.#events, this.#lastTicket))
    this.#spoil(aftermath.survey, dirt.spoilSurveys(aftermath.survey))
    this.#spoil(aftermath.usage, dirt.spoilUsage(aftermath.usage))
    this.#spoil(aftermath.labour, dirt.spoilLabour(aftermath.labour))
    this.#spoil(aftermath.cost, dirt.spoilCosts(aftermath.cost))
    this.#spoil(aftermath.issue, dirt.spoilIssues(aftermath.issue))
    this.#spoil(aftermath.request, dirt.spoilRequests(aftermath.request))
    this.#spoil(technicians, dirt.spoilTechnicians(technicians))
    this.#spoil(counts, dirt.spoilCounts(counts))
    this.#spoil(contractSheet, dirt.spoilContracts(contractSheet))
    this.#spoil(visits, dirt.spoilVisits(visits))
    this.#spoil(audits, dirt.spoilAudits(audits))
    this.#spoil(exposure, dirt.spoilExposure(exposure))
  }

  #document(file: string, entity: EntityName, text: string, rows: number): void {
    writeFileSync(path.join(this.#inbox, file), text)
    this.#listed.push({ file, entity, rows, dirt: dirt.NO_DIRT })
  }

  async writeComplaints(rows: ComplaintRow[]): Promise<void> {
    const made = dirt.spoilComplaints(rows)
    writeFileSync(path.join(this.#inbox, 'complaints.xlsx'), await workbook('投诉', Object.values(COMPLAINT_COLUMNS), rows))
    this.#listed.push({ file: 'complaints.xlsx', entity: 'complaint', rows: rows.length, dirt: made })
  }

  close(): void {
    this.#endQuarter()
    this.#spoil(this.#late, { rejected: {}, duplicates: this.#late.rows - this.#newer })
    for (const { sheet } of [...this.#open]) this.#finish(sheet)
  }

  /** What stands in each file, once all are closed. */
  inventory() {
    return this.#listed
      .map(({ file, entity, rows, dirt: { rejected, duplicates } }) => ({ file, entity, rows, rejected, duplicates }))
      .sort((a, b) => (a.file < b.file ? -1 : 1))
  }

  /** The early export and the late one. */
  get overlap() {
    return { early: 'tickets_2026Q2.csv', late: 'tickets_2026Q2_late.csv', rows: this.#late.rows, newer: this.#newer }
  }
}

const newHeader = () => COLUMNS.map(({ header }) => header).join(',')
