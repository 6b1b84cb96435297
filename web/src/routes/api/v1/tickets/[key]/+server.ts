import { answering } from '#lib/server/api/answer.ts'
import { refusing } from '#lib/server/api/refuse.ts'
import { getTicket } from '#lib/server/api/tickets.ts'

export const GET = answering(getTicket)
export const fallback = refusing
