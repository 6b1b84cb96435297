import { answering } from '#lib/server/api/answer.ts'
import { refusing } from '#lib/server/api/refuse.ts'
import { listTickets } from '#lib/server/api/tickets.ts'

export const GET = answering(listTickets)
export const fallback = refusing
