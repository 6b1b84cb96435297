import { answering } from '#lib/server/api/answer.ts'
import { refusing } from '#lib/server/api/refuse.ts'
import { listSurveys } from '#lib/server/api/surveys.ts'

export const GET = answering(listSurveys)
export const fallback = refusing
