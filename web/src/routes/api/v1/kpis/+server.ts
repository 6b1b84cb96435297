import { answering } from '#lib/server/api/answer.ts'
import { refusing } from '#lib/server/api/refuse.ts'
import { listKpis } from '#lib/server/api/kpis.ts'

export const GET = answering(listKpis)
export const fallback = refusing
