import { answering } from '#lib/server/api/answer.ts'
import { listPromises } from '#lib/server/api/promises.ts'
import { refusing } from '#lib/server/api/refuse.ts'

export const GET = answering(listPromises)
export const fallback = refusing
