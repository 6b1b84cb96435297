/** What the page of satisfaction reads, put into the reader's language. */
import type { Filters } from '#lib/filters/filters.ts'
import type { GroupShare } from '#lib/groups/groups.ts'
import type { Language } from '#lib/language/language.ts'
import { chooseStretch, type AskedStretch, type Stretch } from '#lib/period/stretch.ts'
import { pack } from '#lib/review/packed.ts'
import {
  ITEMS,
  SURVEY_KPIS,
  type AskedComments,
  type CommentPage,
  type Funnel,
  type RecommendAnswer,
  type SatisfactionHead,
  type SourceAnswers,
} from '#lib/satisfaction/satisfaction.ts'
import { queries } from '../queries.ts'
import { satisfactionQueries } from '../queries/satisfaction.ts'
import type { Lease } from '../warehouse.ts'
import { readSeriesOf } from './kpi.ts'

/** Has figures in every period, so it says which periods there are. */
const PERIODS_OF = 'tickets_received'

/** @returns null where nobody was ever asked */
export async function readSatisfactionHead(
  lease: Lease,
  filters: Filters,
  language: Language,
  asked: AskedStretch,
): Promise<SatisfactionHead | null> {
  const all = await readSeriesOf(lease, filters, language, [PERIODS_OF, ...SURVEY_KPIS])
  const series = all.filter(({ kpi, figures }) => kpi.id !== PERIODS_OF && figures.some(({ value }) => value !== null))
  const periods = all.find(({ kpi }) => kpi.id === PERIODS_OF)?.figures ?? []
  const [first] = series
  if (first === undefined) return null
  const stretch = chooseStretch(first.figures, filters, asked)
  if (stretch === null) return null
  const known = periods.length > 0 ? periods : first.figures
  return { series: pack(series), stretch, starts: known.map(({ start }) => start) }
}

const daysOf = ({ since, until }: Stretch, { dimensions }: Filters) => ({ from_day: since, until_day: until, ...dimensions })

export async function readFunnel(lease: Lease, stretch: Stretch, filters: Filters): Promise<Funnel> {
  const [funnel] = await lease.rows(satisfactionQueries.funnel, daysOf(stretch, filters))
  return funnel ?? { asked: 0, answered: 0, judged: 0, satisfied: 0 }
}

/** Source by source: scales differ, and only "satisfied" means the same on all. */
export async function readAnswers(
  lease: Lease,
  stretch: Stretch,
  filters: Filters,
  language: Language,
): Promise<readonly SourceAnswers[]> {
  const [rows, sources] = await Promise.all([
    lease.rows(satisfactionQueries.answers, daysOf(stretch, filters)),
    lease.rows(queries.sources),
  ])
  const titles = new Map(sources.map((row) => [row.source, language === 'zh-CN' ? row.title_zh : row.title_en]))
  return [...Map.groupBy(rows, ({ source }) => source)].map(([source, ofSource]) => ({
    source,
    title: titles.get(source) ?? source,
    items: ITEMS.flatMap((item) => {
      const own = ofSource.filter((row) => row.item === item)
      const [first] = own
      if (first === undefined) return []
      const scale =
        first.levels === null || first.satisfied_from === null
          ? null
          : { levels: first.levels, satisfiedFrom: first.satisfied_from }
      return [
        {
          item,
          scale,
          levels: own.map(({ answer_level, n, judged, satisfied }) => ({
            level: answer_level,
            n,
            isSatisfied: judged === 0 ? null : satisfied > 0,
          })),
          satisfied: own.reduce((sum, { satisfied }) => sum + satisfied, 0),
          judged: own.reduce((sum, { judged }) => sum + judged, 0),
        },
      ]
    }),
  }))
}

export async function readRecommend(lease: Lease, stretch: Stretch, filters: Filters): Promise<readonly RecommendAnswer[]> {
  const rows = await lease.rows(satisfactionQueries.recommend, daysOf(stretch, filters))
  return rows.map(({ recommend, recommend_class, n }) => ({ answer: recommend, promoterClass: recommend_class, n }))
}

export async function readChannels(lease: Lease, stretch: Stretch, filters: Filters): Promise<readonly GroupShare[]> {
  const rows = await lease.rows(satisfactionQueries.channels, daysOf(stretch, filters))
  return rows.map(({ channel, satisfied, n }) => ({ value: channel, count: satisfied, n }))
}

export const COMMENTS_A_PAGE = 20

/** A page beyond the last is the last: filters may have left fewer comments than the link knew. */
export async function readComments(lease: Lease, stretch: Stretch, filters: Filters, asked: AskedComments): Promise<CommentPage> {
  const given = { ...daysOf(stretch, filters), find: asked.find }
  const [count] = await lease.rows(satisfactionQueries.commentCount, given)
  const { n, found } = count ?? { n: 0, found: 0 }
  const pages = Math.max(1, Math.ceil(found / COMMENTS_A_PAGE))
  const page = Math.min(asked.page, pages)
  const rows = await lease.rows(satisfactionQueries.comments, {
    ...given,
    is_low_first: asked.order === 'low',
    skipped: (page - 1) * COMMENTS_A_PAGE,
    most: COMMENTS_A_PAGE,
  })
  return {
    asked: { ...asked, page },
    n,
    found,
    pages,
    comments: rows.map((row) => ({
      key: row.survey_key,
      ticketKey: row.ticket_key,
      ticketId: row.ticket_id,
      channel: row.channel,
      answeredOn: row.answered_on,
      overall: row.overall,
      levels: row.levels,
      isSatisfied: row.is_satisfied,
      recommend: row.recommend,
      text: row.comment,
      region: row.region,
      productFamily: row.product_family,
    })),
  }
}
