import { parseStretch } from '#lib/period/stretch.ts'
import { CLOCKS, STAGES } from '#lib/promises/promises.ts'
import { LISTED } from '#lib/entitlement/entitlement.ts'
import { badFilter, requestedFilters } from '#lib/server/filters.ts'
import { readEntitlements } from '#lib/server/read/entitlement.ts'
import { readGroups } from '#lib/server/read/groups.ts'
import { readDelays } from '#lib/server/read/delays.ts'
import { readHours, readOutcomes, readOwnGroups, readPromiseHead } from '#lib/server/read/promises.ts'
import { readSpread } from '#lib/server/read/promise-spread.ts'
import { panel, streamed } from '#lib/server/report.ts'
import type { Language } from '#lib/language/language.ts'
import type { PageServerLoad } from './$types'

function requestedWord<Word extends string>(words: readonly Word[], name: string, url: URL, language: Language): Word | null {
  const given = url.searchParams.get(name)
  if (given === null || given === '') return null
  return words.find((word) => word === given) ?? badFilter(`${name}=${given.slice(0, 50)}`, language)
}

export const load: PageServerLoad = async ({ locals: { warehouse, language }, url }) => {
  const filters = requestedFilters(url, language)
  const parsed = parseStretch((name) => url.searchParams.get(name), filters.grain)
  if (!parsed.ok) badFilter(parsed.wrong, language)
  const clock = requestedWord(CLOCKS, 'clock', url, language)
  const listed = requestedWord(LISTED, 'entitled', url, language) ?? 'less'
  const asked = { stretch: parsed.asked, stage: requestedWord(STAGES, 'stage', url, language), clock }
  if (warehouse === null) return { filters, head: null, parts: null }
  const head = await panel('promises', () => readPromiseHead(warehouse, filters, language, asked))
  if (head.state === 'failed' || head.data === null) return { filters, head, parts: null }
  const { stage, stretch, span, kpi } = head.data
  const [outcomes, groups] = await Promise.all([
    panel('promise outcomes', () => readOutcomes(warehouse, stage, stretch, filters, language)),
    panel('promise groups', async () => (kpi === null ? null : readGroups(warehouse, kpi, filters, stretch))),
  ])
  return {
    filters,
    head,
    parts: {
      outcomes,
      groups,
      own: streamed(warehouse, 'promise groups of its own', () => readOwnGroups(warehouse, stage, stretch, filters)),
      delays: streamed(warehouse, 'promise delays', () => readDelays(warehouse, { stage, ...stretch }, filters.dimensions)),
      spread: streamed(warehouse, 'promise spread', () => readSpread(warehouse, stage, stretch, filters, clock)),
      entitlements: streamed(warehouse, 'entitlements', () => readEntitlements(warehouse, span, filters, language, listed)),
      hours: streamed(warehouse, 'promise hours', () => readHours(warehouse, stage, span, filters)),
    },
  }
}
