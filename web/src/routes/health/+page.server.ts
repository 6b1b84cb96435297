import { badFilter } from '#lib/server/filters.ts'
import { readCatalogue, readMappings } from '#lib/server/read/definitions.ts'
import { readBuild, readGaps, readLoads, readRejects, readSourceHealth } from '#lib/server/read/health.ts'
import { panel } from '#lib/server/report.ts'
import type { Lease } from '#lib/server/warehouse.ts'
import type { PageServerLoad } from './$types'

const LONGEST = 200

export const load: PageServerLoad = async ({ locals: { warehouse, language }, url }) => {
  const given = (name: string) => {
    const value = url.searchParams.get(name)?.trim() ?? ''
    if (value.length > LONGEST) badFilter(name, language)
    return value === '' ? null : value
  }
  const choice = { source: given('source'), code: given('code') }
  const find = given('find')
  if (warehouse === null) return { choice, find, read: null }
  const mapped = async (lease: Lease) => {
    const [read, catalogue] = await Promise.all([readMappings(lease, find), readCatalogue(lease, language)])
    // Names of the KPIs that were found, and no others.
    const ids = new Set(read.found?.rows.flatMap(({ kpis }) => kpis) ?? [])
    return { ...read, names: Object.fromEntries(catalogue.flatMap(({ id, name }) => (ids.has(id) ? [[id, name]] : []))) }
  }
  const [sources, loads, rejects, gaps, build, mappings] = await Promise.all([
    panel('sources', () => readSourceHealth(warehouse, language)),
    panel('loads', () => readLoads(warehouse, choice)),
    panel('rejects', () => readRejects(warehouse, choice)),
    panel('gaps', () => readGaps(warehouse, language)),
    panel('build', () => readBuild(warehouse)),
    panel('mappings', () => mapped(warehouse)),
  ])
  return { choice, find, read: { sources, loads, rejects, gaps, build, mappings } }
}
