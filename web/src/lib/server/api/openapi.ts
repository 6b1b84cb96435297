/** The OpenAPI 3.1 document, made from the schemas that parse the parameters and check the rows. */
import { z } from 'zod'
import { LANGUAGES, type Language } from '#lib/language/language.ts'
import { wordsOf, type Words } from './described.ts'
import { MEDIA_TYPES } from './format.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import { PROBLEM, PROBLEM_STATUSES, problemSchema } from './problem.ts'

export const BASE = '/api/v1'
const OPENAPI = '/openapi.json'

type Json = Readonly<Record<string, unknown>>

const TEXTS = {
  title: { 'zh-CN': 'Aftercare 接口', en: 'Aftercare API' },
  tells: {
    'zh-CN':
      '只读接口：指标数值、构成数值的个案、工单、投诉、满意度回访和备件使用。所有时间为 UTC（ISO 8601），名称以 _on 结尾的是网点当地日期。各页数据来自同一个数据版本；版本换了，旧游标得到 409。',
    en: 'Reading only: figures, the cases behind them, tickets, complaints, surveys and parts used. Stamps are UTC (ISO 8601); what ends in `_on` is a site-local date. All pages come from one version of the data; with another version an old cursor gets 409.',
  },
  document: { 'zh-CN': '本文档', en: 'This document' },
  language: { 'zh-CN': '说明文字的语言', en: 'language of the words' },
  data: { 'zh-CN': '数据', en: 'the data' },
  next: { 'zh-CN': '下一页的 after；没有更多时为 null', en: '`after` of the next page; null when there are no more' },
  version: { 'zh-CN': '数据版本', en: 'version of the data' },
  asOf: { 'zh-CN': '数据时点', en: 'the moment the data stands at' },
  ok: { 'zh-CN': '成功', en: 'The rows' },
  unchanged: { 'zh-CN': '与 If-None-Match 一致，没有变化', en: 'Unchanged since the ETag of If-None-Match' },
  problem: { 'zh-CN': '失败；code 固定不变', en: 'Failed; `code` is stable' },
  csv: {
    'zh-CN': '带 BOM 的 UTF-8；空值为空格子；以 = + - @ 开头的文字前加撇号',
    en: 'UTF-8 with a BOM; null is an empty cell; texts that begin with = + - @ have an apostrophe before them',
  },
  arrow: {
    'zh-CN': 'Arrow IPC 流；时间为无时区的微秒（UTC）',
    en: 'Arrow IPC stream; stamps are microseconds without a zone (UTC)',
  },
  link: { 'zh-CN': '下一页（rel="next"）', en: 'the next page (rel="next")' },
  etag: { 'zh-CN': '供 If-None-Match 使用', en: 'for If-None-Match' },
} satisfies Record<string, Words>

/** JSON Schema of a zod schema, its words in the reader's language and its unit as `x-unit`. */
function jsonSchema(schema: z.ZodType, language: Language, io: 'input' | 'output'): Json {
  const json = z.toJSONSchema(schema, {
    io,
    override: ({ zodSchema, jsonSchema }) => {
      delete jsonSchema.words
      delete jsonSchema.unit
      if (!(zodSchema instanceof z.ZodType) || zodSchema.meta()?.words === undefined) return
      const { words, unit } = wordsOf(zodSchema)
      jsonSchema.description = words[language]
      if (unit !== undefined) jsonSchema['x-unit'] = unit
    },
  })
  delete json.$schema
  return json
}

function parametersOf(schema: z.ZodObject, place: 'query' | 'path', language: Language): Json[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    if (!(field instanceof z.ZodType)) throw new TypeError(`${name} is no schema`)
    const { description, ...json } = jsonSchema(field, language, 'input')
    const isList = json.type === 'array'
    return {
      name,
      in: place,
      required: place === 'path',
      description: description ?? wordsOf(field).words[language],
      ...(isList ? { style: 'form', explode: false } : {}),
      schema: json,
    }
  })
}

function answerOf({ id, row, isSingle }: Operation, language: Language): Json {
  const ref = { $ref: `#/components/schemas/${rowName(id)}` }
  const properties = {
    data: { description: TEXTS.data[language], ...(isSingle ? ref : { type: 'array', items: ref }) },
    ...(isSingle ? {} : { next: { type: ['string', 'null'], description: TEXTS.next[language] } }),
    version: { type: 'string', description: TEXTS.version[language] },
    as_of: { type: 'string', format: 'date-time', description: TEXTS.asOf[language], 'x-unit': 'UTC' },
  }
  const header = (words: Words) => ({ description: words[language], schema: { type: 'string' } })
  return {
    description: TEXTS.ok[language],
    headers: {
      ETag: header(TEXTS.etag),
      'X-Aftercare-Version': header(TEXTS.version),
      'X-Aftercare-As-Of': header(TEXTS.asOf),
      ...(isSingle ? {} : { Link: header(TEXTS.link) }),
    },
    content: {
      [MEDIA_TYPES.json]: {
        schema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
      },
      [MEDIA_TYPES.csv]: {
        schema: { type: 'string', description: `${TEXTS.csv[language]}: ${Object.keys(row.shape).join(', ')}` },
      },
      [MEDIA_TYPES.arrow]: { schema: { type: 'string', format: 'binary', description: TEXTS.arrow[language] } },
    },
  }
}

/** `listTickets` and `getTicket` have rows of their own names: TicketsRow, TicketRow. */
const rowName = (id: string): string => `${id.replace(/^(list|get)/, '')}Row`

const PROBLEM_REF = { $ref: '#/components/responses/Problem' }
const problems: Json = Object.fromEntries(PROBLEM_STATUSES.map((status) => [String(status), PROBLEM_REF]))

const problemAnswer = (language: Language): Json => ({
  description: TEXTS.problem[language],
  content: { [PROBLEM]: { schema: { $ref: '#/components/schemas/Problem' } } },
})

export function openApi(language: Language): Json {
  const paths = operations.map((operation) => [
    operation.path,
    {
      get: {
        operationId: operation.id,
        summary: operation.title[language],
        description: operation.tells[language],
        parameters: [
          ...parametersOf(operation.pathParameters, 'path', language),
          ...parametersOf(operation.parameters, 'query', language),
        ],
        responses: {
          200: answerOf(operation, language),
          304: { description: TEXTS.unchanged[language] },
          ...problems,
        },
      },
    },
  ])
  return {
    openapi: '3.1.1',
    info: {
      title: TEXTS.title[language],
      version: '1',
      description: TEXTS.tells[language],
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: BASE }],
    security: [],
    paths: {
      ...Object.fromEntries(paths),
      [OPENAPI]: {
        get: {
          operationId: 'getDocument',
          summary: TEXTS.document[language],
          parameters: [
            { name: 'lang', in: 'query', description: TEXTS.language[language], schema: { type: 'string', enum: LANGUAGES } },
          ],
          responses: {
            200: { description: TEXTS.document[language], content: { [MEDIA_TYPES.json]: { schema: { type: 'object' } } } },
          },
        },
      },
    },
    components: {
      schemas: {
        ...Object.fromEntries(operations.map(({ id, row }) => [rowName(id), jsonSchema(row, language, 'output')])),
        Problem: jsonSchema(problemSchema, language, 'output'),
      },
      responses: { Problem: problemAnswer(language) },
    },
  }
}
