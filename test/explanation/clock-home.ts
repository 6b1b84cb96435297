/**
 * A home whose promises pause, move to another calendar, are replaced, run at night, over a change of clocks and over months: small enough to
 * count by hand. Its times stand in the CSV as local time of Shanghai, but for the two tickets of Berlin.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { publishedOnce, type Published } from '../published.ts'

const CONFIG = `
site: { zh-CN: 钟表维修, en: Clockmakers }
time_zone: Asia/Shanghai
calendar: office
preset: house
as_of: 2026-04-10T12:00:00+08:00
`

/** 8 hours a day, five days a week, closed on 11 March; five nights a week; six hours a night in Berlin, five where spring begins. */
const CALENDARS = `
calendars:
  - id: office
    name: { zh-CN: 办公时间, en: Office hours }
    week:
      mon: ["09:00-12:00", "13:00-18:00"]
      tue: ["09:00-12:00", "13:00-18:00"]
      wed: ["09:00-12:00", "13:00-18:00"]
      thu: ["09:00-12:00", "13:00-18:00"]
      fri: ["09:00-12:00", "13:00-18:00"]
    closed: [2026-03-11]
  - id: night
    name: { zh-CN: 夜班, en: Night shift }
    week: { mon: ["22:00-06:00"], tue: ["22:00-06:00"], wed: ["22:00-06:00"], thu: ["22:00-06:00"], fri: ["22:00-06:00"] }
  - id: berlin
    name: { zh-CN: 柏林凌晨, en: Early hours of Berlin }
    time_zone: Europe/Berlin
    week:
      mon: ["00:00-06:00"]
      tue: ["00:00-06:00"]
      wed: ["00:00-06:00"]
      thu: ["00:00-06:00"]
      fri: ["00:00-06:00"]
      sat: ["00:00-06:00"]
      sun: ["00:00-06:00"]
rules:
  - { calendar: night, for: { sites: [port] } }
  - { calendar: berlin, for: { regions: [europe] } }
`

const PRESETS = `
presets:
  - id: house
    version: 1
    name: { zh-CN: 本店承诺, en: House }
    in_force_from: 2026-01-01
    promises:
      - id: respond_high
        name: { zh-CN: 急单 2 个工作小时内响应, en: Respond within 2 working hours when urgent }
        stage: response
        from: received
        to: responded
        within: 2 working h
        for: { priorities: [high] }
      - id: respond
        name: { zh-CN: 8 个工作小时内响应, en: Respond within 8 working hours }
        stage: response
        from: received
        to: responded
        within: 8 working h
        pauses: [customer, supplier]
      - id: visit
        name: { zh-CN: 确认后 24 小时内上门, en: On site within 24 hours of confirmation }
        stage: visit
        from: confirmed
        to: arrived
        within: 24 h
        for: { service_modes: [onsite] }
        pauses: [customer]
      - id: resolve
        name: { zh-CN: 3 个工作日内解决, en: Resolve within 3 working days }
        stage: resolution
        from: received
        to: resolved
        within: 3 working days
        pauses: [parts]
rules:
  - { preset: house, in_force_from: 2026-01-01, for: { regions: [europe, south] } }
`

const TICKET_FIELDS = 'ticket_id,updated_at,received_at,promised_at,priority,region,site,service_mode,status,outcome,visits'
const EVENT_FIELDS = 'ticket_id,at,event,value'

/** The second version of C2 hands it to the port. */
const TICKETS = `
C1,2026-03-03 11:00,2026-03-02 09:30,2026-03-03 12:00,normal,east,town,onsite,closed,repaired,1
C2,2026-03-02 16:00,2026-03-02 16:00,,normal,east,town,workshop,open,,
C2,2026-03-03 12:00,2026-03-02 16:00,,normal,east,port,workshop,open,,
C3,2026-03-05 15:00,2026-03-05 15:00,,normal,south,town,workshop,open,,
C4,2026-03-02 09:00,2026-03-02 09:00,,normal,east,town,workshop,open,,
C5,2026-03-29 06:30,2026-03-29 06:30,,normal,europe,berlin,workshop,open,,
C6,2026-04-10 10:00,2026-04-10 10:00,,normal,east,town,onsite,open,,
C7,2026-01-05 10:00,2026-01-05 10:00,,normal,east,town,workshop,open,,
C8,2026-04-09 15:00,2026-04-09 15:00,,,east,port,onsite,open,,
C9,2026-10-24 20:00,2026-03-02 20:00,,normal,east,town,workshop,open,cancelled,
`

const EVENTS = `
C1,2026-03-02 09:45,responded,
C1,2026-03-02 10:00,confirmed,
C1,2026-03-02 12:00,wait_customer,
C1,2026-03-02 15:30,resume,
C1,2026-03-03 11:00,arrived,
C1,2026-03-03 12:00,resolved,
C2,2026-03-03 10:00,wait_customer,
C2,2026-03-03 11:30,resume,
C2,2026-03-04 01:00,responded,
C2,2026-03-04 01:30,resolved,
C3,2026-03-05 16:00,responded,
C3,2026-03-10 17:00,resolved,
C3,2026-03-10 17:30,reopened,
C3,2026-03-12 09:00,responded,
C3,2026-03-13 10:00,wait_parts,
C3,2026-03-16 11:00,resume,
C3,2026-03-18 09:30,resolved,
C4,2026-03-02 11:00,priority_changed,high
C4,2026-03-02 15:00,responded,
C4,2026-03-06 18:00,resolved,
C5,2026-03-29 10:00,responded,
C5,2026-03-29 11:00,resolved,
C6,2026-04-10 10:30,confirmed,
C6,2026-04-10 11:00,wait_supplier,
C7,2026-01-05 10:00:12,responded,
C8,2026-04-09 23:00,responded,
`

const source = (entity: string, file: string, fields: string): string => `
title: { zh-CN: 工单台, en: Desk }
system: desk
files: ["${file}"]
maps:
  - entity: ${entity}
    columns:
${fields
  .split(',')
  .map((field) =>
    field === 'at' || field.endsWith('_at')
      ? `      ${field}: { from: ${field}, format: ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"] }`
      : `      ${field}: ${field}`,
  )
  .join('\n')}
`

/** @param root an empty folder */
async function fillClockHome(root: string): Promise<void> {
  const files: Readonly<Record<string, string>> = {
    'aftercare.yaml': CONFIG,
    'reference/calendars.yaml': CALENDARS,
    'reference/sla-presets.yaml': PRESETS,
    'sources/tickets.yaml': source('ticket', 'tickets.csv', TICKET_FIELDS),
    'sources/events.yaml': source('ticket_event', 'events.csv', EVENT_FIELDS),
    'inbox/tickets.csv': `${TICKET_FIELDS}${TICKETS}`,
    'inbox/events.csv': `${EVENT_FIELDS}${EVENTS}`,
  }
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true })
    await writeFile(path.join(root, name), text.replace(/^\n/, ''))
  }
}

/** Published, to be read only. To be called within `beforeAll`. */
export const publishedClockHome = (): Promise<Published> => publishedOnce('clock', fillClockHome)
