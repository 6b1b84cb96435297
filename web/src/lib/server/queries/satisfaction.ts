/** What the page of satisfaction asks, each with the schema of its rows. */
import { z } from 'zod'
import { day, figure, query, text } from './query.ts'

const promoterClass = z.enum(['promoter', 'passive', 'detractor'])

export const satisfactionQueries = {
  funnel: query('survey_funnel', z.strictObject({ asked: figure, answered: figure, judged: figure, satisfied: figure })),
  answers: query(
    'survey_answers',
    z.strictObject({
      source: text,
      item: z.enum(['overall', 'attitude', 'skill', 'arrival', 'promise']),
      answer_level: z.int(),
      levels: z.int().nullable(),
      satisfied_from: z.int().nullable(),
      n: figure,
      satisfied: figure,
      judged: figure,
    }),
  ),
  recommend: query(
    'survey_recommend',
    z.strictObject({ recommend: z.int().min(0).max(10), recommend_class: promoterClass, n: figure }),
  ),
  channels: query('survey_channels', z.strictObject({ channel: text, satisfied: figure, n: figure })),
  comments: query(
    'survey_comments',
    z.strictObject({
      survey_key: text,
      ticket_key: text.nullable(),
      ticket_id: text.nullable(),
      source: text,
      channel: text.nullable(),
      answered_on: day.nullable(),
      overall: z.int().nullable(),
      levels: z.int().nullable(),
      is_satisfied: z.boolean().nullable(),
      recommend: z.int().nullable(),
      recommend_class: promoterClass.nullable(),
      comment: text,
      product_family: text.nullable(),
      region: text.nullable(),
    }),
  ),
  commentCount: query('survey_comment_count', z.strictObject({ n: figure, found: figure })),
} as const
