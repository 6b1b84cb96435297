import { answering } from '#lib/server/api/answer.ts'
import { refusing } from '#lib/server/api/refuse.ts'
import { listParts } from '#lib/server/api/parts.ts'

export const GET = answering(listParts)
export const fallback = refusing
