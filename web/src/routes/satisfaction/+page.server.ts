import { parseStretch } from '#lib/period/stretch.ts'
import { parseComments } from '#lib/satisfaction/asked.ts'
import { badFilter, requestedFilters } from '#lib/server/filters.ts'
import { readGroups } from '#lib/server/read/groups.ts'
import {
  readAnswers,
  readChannels,
  readComments,
  readFunnel,
  readRecommend,
  readSatisfactionHead,
} from '#lib/server/read/satisfaction.ts'
import { panel } from '#lib/server/report.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { warehouse, language }, url }) => {
  const filters = requestedFilters(url, language)
  const get = (name: string) => url.searchParams.get(name)
  const stretchAsked = parseStretch(get, filters.grain)
  if (!stretchAsked.ok) badFilter(stretchAsked.wrong, language)
  const commentsAsked = parseComments(get)
  if (!commentsAsked.ok) badFilter(commentsAsked.wrong, language)
  if (warehouse === null) return { filters, head: null, parts: null }
  const head = await panel('satisfaction', () => readSatisfactionHead(warehouse, filters, language, stretchAsked.asked))
  if (head.state === 'failed' || head.data === null) return { filters, head, parts: null }
  const { stretch } = head.data
  const [funnel, answers, recommend, groups, channels, comments] = await Promise.all([
    panel('survey funnel', () => readFunnel(warehouse, stretch, filters)),
    panel('survey answers', () => readAnswers(warehouse, stretch, filters, language)),
    panel('survey recommendation', () => readRecommend(warehouse, stretch, filters)),
    panel('survey groups', () => readGroups(warehouse, 'satisfaction_rate', filters, stretch)),
    panel('survey channels', () => readChannels(warehouse, stretch, filters)),
    panel('survey comments', () => readComments(warehouse, stretch, filters, commentsAsked.asked)),
  ])
  return { filters, head, parts: { funnel, answers, recommend, groups, channels, comments } }
}
