/** Parameters of the API: what each may be, and how the text of a URL becomes typed values. */
import { z } from 'zod'
import { AftercareError } from '#contracts/errors.ts'
import type { DIMENSIONS } from '#lib/filters/filters.ts'
import { described } from './described.ts'

const LONGEST_VALUE = 200
/** Rows of a page in Arrow; the holder's own row cap is the same. */
export const MOST_ROWS = 50_000
/** Rows of a page in JSON and CSV. */
export const MOST_TEXT_ROWS = 10_000

export const value = (zh: string, en: string) => described(z.string().min(1).max(LONGEST_VALUE), zh, en)

export const formatParameter = {
  format: described(
    z.enum(['json', 'csv', 'arrow']).optional(),
    '返回格式；写了它就不再看 Accept 请求头（方便在浏览器里打开）',
    'format of the answer; replaces the Accept header, for people in a browser',
  ),
}

export const spanParameters = {
  from: described(z.iso.date().optional(), '从这一天起（含），网点当地日期', 'from this day on (inclusive)', 'site-local date'),
  until: described(
    z.iso.date().optional(),
    '到这一天为止（不含），网点当地日期',
    'before this day (exclusive)',
    'site-local date',
  ),
}

export const filterParameters = {
  source: value('只要这个来源系统的数据', 'only this source system').optional(),
  site: value('只要这个服务网点；unknown 表示未填写', 'only this service site; unknown where none is recorded').optional(),
  region: value('只要这个区域；unknown 表示未填写', 'only this region; unknown where none is recorded').optional(),
  team: value('只要这个班组；unknown 表示未填写', 'only this team; unknown where none is recorded').optional(),
  product_family: value(
    '只要这个产品大类；unknown 表示未填写',
    'only this product family; unknown where none is recorded',
  ).optional(),
  work_kind: value('只要这种工单类别；unknown 表示未填写', 'only this kind of work; unknown where none is recorded').optional(),
} satisfies Record<(typeof DIMENSIONS)[number], z.ZodType>

export const pageParameters = {
  limit: described(
    z.int().min(1).max(MOST_ROWS).default(100),
    `每页最多几行；JSON 和 CSV 最多 ${MOST_TEXT_ROWS} 行，Arrow 最多 ${MOST_ROWS} 行`,
    `rows of a page at most; up to ${MOST_TEXT_ROWS} in JSON and CSV, up to ${MOST_ROWS} in Arrow`,
    'rows',
  ),
  after: described(
    z.string().min(1).max(2000).optional(),
    '上一页返回的 next，从它后面接着取；数据版本换了就会得到 409，要从头再取',
    'the `next` of the page before: goes on behind it. 409 once another version of the data is served; begin again then',
  ),
}

/** The schema that decides which values fit, without what may be left out. */
function bare(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? bare(schema.unwrap()) : schema
}

/** A URL has texts only: what the schema wants as a number, a flag or a list is read as one. What cannot be read stays text, and is refused. */
function typed(schema: unknown, given: string): unknown {
  const wanted = bare(schema)
  if (wanted instanceof z.ZodNumber) return /^-?\d{1,15}$/.test(given) ? Number(given) : given
  if (wanted instanceof z.ZodBoolean) return given === 'true' ? true : given === 'false' ? false : given
  if (wanted instanceof z.ZodArray) return given.split(',')
  return given
}

/**
 * @param schema a strict object of the parameters
 * @throws AftercareError `api.unknown_parameter`, `api.bad_parameter`
 */
export function parseParameters<Schema extends z.ZodObject>(
  schema: Schema,
  given: readonly (readonly [string, string])[],
): z.output<Schema> {
  const values = new Map<string, unknown>()
  for (const [name, text] of given) {
    const field: unknown = Object.hasOwn(schema.shape, name) ? schema.shape[name] : undefined
    if (field === undefined) {
      throw new AftercareError('api.unknown_parameter', 'there is no such parameter here', {
        value: shortened(name),
        remedy: `Leave it out. There are: ${Object.keys(schema.shape).join(', ')}.`,
      })
    }
    if (values.has(name))
      throw badParameter(name, text, 'it is given more than once', 'Give each parameter once; lists have commas.')
    values.set(name, typed(field, text))
  }
  const parsed = schema.safeParse(Object.fromEntries(values))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const name = String(issue?.path[0] ?? '')
  const text = given.find(([each]) => each === name)?.[1] ?? ''
  throw badParameter(name, text, issue?.message ?? '', 'Give it a value as the OpenAPI document describes it.')
}

export const badParameter = (name: string, given: string, message: string, remedy: string): AftercareError =>
  new AftercareError('api.bad_parameter', message, { where: name, value: shortened(given), remedy })

const shortened = (text: string): string => text.slice(0, LONGEST_VALUE)
