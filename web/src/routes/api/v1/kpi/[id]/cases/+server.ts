import { answering } from '#lib/server/api/answer.ts'
import { refusing } from '#lib/server/api/refuse.ts'
import { listCases } from '#lib/server/api/cases.ts'

export const GET = answering(listCases)
export const fallback = refusing
