import { missing } from '#lib/server/api/refuse.ts'

export const GET = missing
export const fallback = missing
