import { answering } from '#lib/server/api/answer.ts'
import { refusing } from '#lib/server/api/refuse.ts'
import { listComplaints } from '#lib/server/api/complaints.ts'

export const GET = answering(listComplaints)
export const fallback = refusing
