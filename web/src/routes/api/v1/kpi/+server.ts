import { answering } from '#lib/server/api/answer.ts'
import { refusing } from '#lib/server/api/refuse.ts'
import { listFigures } from '#lib/server/api/kpi.ts'

export const GET = answering(listFigures)
export const fallback = refusing
