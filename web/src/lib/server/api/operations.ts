/** Every operation of the API. The document is made from this list, and a test compares it with the routes. */
import { listAlarms } from './alarms.ts'
import { listCases } from './cases.ts'
import { listComplaints } from './complaints.ts'
import { listFigures } from './kpi.ts'
import { listKpis } from './kpis.ts'
import type { Operation } from './operation.ts'
import { listParts } from './parts.ts'
import { listPromises } from './promises.ts'
import { listSurveys } from './surveys.ts'
import { getTicket, listTickets } from './tickets.ts'

export const operations: readonly Operation[] = [
  listFigures,
  listCases,
  listKpis,
  listTickets,
  getTicket,
  listPromises,
  listComplaints,
  listSurveys,
  listParts,
  listAlarms,
]
