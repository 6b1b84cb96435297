import { answering } from '#lib/server/api/answer.ts'
import { refusing } from '#lib/server/api/refuse.ts'
import { listAlarms } from '#lib/server/api/alarms.ts'

export const GET = answering(listAlarms)
export const fallback = refusing
