/** Reads a demonstration's files without the pipeline: plain Node, slow and simple, so that both can be compared. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

export type Row = Readonly<Record<string, string>>

export function parseCsv(text: string, delimiter = ','): Row[] {
  const records: string[][] = []
  let cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') cell += text.charAt(++at)
      else isQuoted = false
    } else if (sign === '"') isQuoted = true
    else if (sign === delimiter || sign === '\n') {
      cells.push(cell)
      cell = ''
      if (sign === '\n') {
        records.push(cells)
        cells = []
      }
    } else cell += sign
  }
  const [header = [], ...rows] = records
  // rows that are too short or too long are spoiled on purpose
  return rows
    .filter((row) => row.length === header.length)
    .map((row) => Object.fromEntries(header.map((name, column) => [name, row[column] ?? ''])))
}

export const readCsv = (file: string, delimiter = ','): Row[] =>
  parseCsv(readFileSync(file, 'utf8').replace(/^\ufeff/, ''), delimiter)

/** One ticket as both systems have it; moments in seconds, NaN for none. */
export interface Ticket {
  readonly id: string
  readonly received: number
  readonly responded: number
  readonly confirmed: number
  readonly arrived: number
  readonly resolved: number
  readonly region: string
  readonly family: string
  readonly fault: string
  readonly serial: string
  readonly customer: string
  readonly model: string
  readonly mode: string
  readonly technician: string
  readonly outcome: string
  readonly visits: number
  readonly text: string
  readonly updated: number
}

export const seconds = (stamp: string): number => Date.parse(`${stamp.replaceAll('/', '-').replace(' ', 'T')}Z`) / 1000

const OLD_MODES: Readonly<Record<string, string>> = { 上门: 'onsite', 送修: 'workshop', 远程: 'remote' }
const OLD_OUTCOMES: Readonly<Record<string, string>> = { 已修复: 'repaired', 未修复: 'not_repaired', 已取消: 'cancelled' }

const newTicket = (row: Row): Ticket => ({
  id: row['ticket_no'] ?? '',
  received: seconds(row['created_at'] ?? ''),
  responded: seconds(row['first_reply_at'] ?? ''),
  confirmed: seconds(row['confirmed_at'] ?? ''),
  arrived: seconds(row['arrived_at'] ?? ''),
  resolved: seconds(row['resolved_at'] ?? ''),
  region: row['region'] ?? '',
  family: row['product'] ?? '',
  fault: row['fault'] ?? '',
  serial: row['serial_no'] ?? '',
  customer: row['customer_no'] ?? '',
  model: row['model'] ?? '',
  mode: row['service_mode'] ?? '',
  technician: row['engineer'] ?? '',
  outcome: row['result'] ?? '',
  visits: Number(row['visits']),
  text: row['description'] ?? '',
  updated: seconds(row['last_change'] ?? ''),
})

const oldTicket = (row: Row): Ticket => ({
  id: row['工单号'] ?? '',
  received: seconds(row['受理时间'] ?? ''),
  responded: seconds(row['响应时间'] ?? ''),
  confirmed: seconds(row['确认时间'] ?? ''),
  arrived: seconds(row['到达时间'] ?? ''),
  resolved: seconds(row['完成时间'] ?? ''),
  region: row['大区'] ?? '',
  family: row['产品'] ?? '',
  fault: row['故障类别'] ?? '',
  serial: row['机身号'] ?? '',
  customer: row['客户编号'] ?? '',
  model: row['型号'] ?? '',
  mode: OLD_MODES[row['服务方式'] ?? ''] ?? '',
  technician: row['维修师工号'] ?? '',
  outcome: OLD_OUTCOMES[row['处理结果'] ?? ''] ?? '',
  visits: Number(row['上门次数']),
  text: row['故障描述'] ?? '',
  updated: seconds(row['更新时间'] ?? ''),
})

/** The newest row of each ticket, spoiled ones left out. */
export function readTickets(root: string): Ticket[] {
  const inbox = path.join(root, 'inbox')
  const newest = new Map<string, Ticket>()
  for (const file of readdirSync(inbox).sort()) {
    if (!/^(old_)?tickets_\d/.test(file)) continue
    const bytes = readFileSync(path.join(inbox, file))
    const isOld = file.startsWith('old_')
    const text = isOld
      ? new TextDecoder('gb18030', { fatal: true }).decode(bytes)
      : (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
    for (const row of parseCsv(text)) {
      const ticket = isOld ? oldTicket(row) : newTicket(row)
      if (!/^GD\d+$/.test(ticket.id)) continue
      const other = newest.get(ticket.id)
      if (other === undefined || ticket.updated >= other.updated) newest.set(ticket.id, ticket)
    }
  }
  return [...newest.values()].sort((a, b) => a.received - b.received)
}

/** Ids of tickets that were reopened by the end. */
export function readReopened(root: string): Set<string> {
  const lines = readFileSync(path.join(root, 'inbox', 'ticket_events.ndjson'), 'utf8')
    .split('\n')
    .filter(Boolean)
  const eventSchema = z.object({ ticket: z.string().optional(), event: z.string() })
  const events = lines.map((line) => eventSchema.parse(JSON.parse(line)))
  return new Set(events.filter(({ event }) => event === 'reopened').map(({ ticket }) => ticket ?? ''))
}

/** SHA-256 of every file below a folder, by its path. */
export function hashes(root: string, folder = ''): Record<string, string> {
  const found: Record<string, string> = {}
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const name = path.join(folder, entry.name)
    if (entry.isDirectory()) Object.assign(found, hashes(root, name))
    else
      found[name] = createHash('sha256')
        .update(readFileSync(path.join(root, name)))
        .digest('hex')
  }
  return found
}
