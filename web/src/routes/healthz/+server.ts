import { readLastBuild, type LastBuild } from '#contracts/warehouse.ts'
import { holder, home } from '#lib/server/served.ts'
import type { RequestHandler } from './$types'

/** 200 while a warehouse is served, else 503. Says nothing that needs a sign-in. */
export const GET: RequestHandler = async ({ locals }) => {
  const lastBuild = await statusOfLastBuild()
  const problem = holder.problem?.code ?? null
  const headers = { 'Cache-Control': 'no-store' }
  if (locals.warehouse === null) {
    return Response.json({ status: 'no_warehouse', last_build: lastBuild, problem }, { status: 503, headers })
  }
  const { build_id, as_of, data_until, published_at } = locals.warehouse.pointer
  return Response.json(
    { status: 'ok', version: build_id, as_of, data_until, published_at, last_build: lastBuild, problem },
    { headers },
  )
}

async function statusOfLastBuild(): Promise<LastBuild['status'] | 'unknown' | null> {
  try {
    return (await readLastBuild(home))?.status ?? null
  } catch {
    return 'unknown'
  }
}
