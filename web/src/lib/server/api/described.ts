/** What a field or a parameter of the API means, in both languages, carried by the schema that checks it. */
import { z } from 'zod'
import type { Language } from '#lib/language/language.ts'

export type Words = Readonly<Record<Language, string>>

/**
 * @param unit of a number or a stamp: `minutes`, `km`, `UTC`, …
 * @returns the same schema; the OpenAPI document takes words and unit from it
 */
export function described<Schema extends z.ZodType>(schema: Schema, zh: string, en: string, unit?: string): Schema {
  return schema.meta({ words: { 'zh-CN': zh, en }, ...(unit === undefined ? {} : { unit }) })
}

const metaSchema = z.object({ words: z.object({ 'zh-CN': z.string(), en: z.string() }), unit: z.string().optional() })

/** @throws ZodError for a schema that nobody described: each field and parameter has its words */
export const wordsOf = (schema: z.ZodType): { words: Words; unit?: string | undefined } => metaSchema.parse(schema.meta())

// Fields as they stand in a row. Columns that may be empty are null, never left out.
export const text = (zh: string, en: string) => described(z.string(), zh, en)
export const textOrNull = (zh: string, en: string) => described(z.string().nullable(), zh, en)
export const word = <const Values extends readonly [string, ...string[]]>(values: Values, zh: string, en: string) =>
  described(z.enum(values), zh, en)
export const stamp = (zh: string, en: string) => described(z.iso.datetime(), zh, en, 'UTC')
export const stampOrNull = (zh: string, en: string) => described(z.iso.datetime().nullable(), zh, en, 'UTC')
export const day = (zh: string, en: string) => described(z.iso.date(), zh, en, 'site-local date')
export const dayOrNull = (zh: string, en: string) => described(z.iso.date().nullable(), zh, en, 'site-local date')
export const flag = (zh: string, en: string) => described(z.boolean(), zh, en)
export const flagOrNull = (zh: string, en: string) => described(z.boolean().nullable(), zh, en)
export const whole = (zh: string, en: string, unit = 'count') => described(z.int32(), zh, en, unit)
export const wholeOrNull = (zh: string, en: string, unit = 'count') => described(z.int32().nullable(), zh, en, unit)
/** Finite: NaN and infinities do not pass. */
export const figure = (zh: string, en: string, unit: string) => described(z.number(), zh, en, unit)
export const figureOrNull = (zh: string, en: string, unit: string) => described(z.number().nullable(), zh, en, unit)

/** The dimensions of a row, null where they are not known. */
export const dimensionFields = {
  site: textOrNull('服务网点', 'service site'),
  region: textOrNull('区域', 'region'),
  team: textOrNull('班组', 'team'),
  product_family: textOrNull('产品大类', 'product family'),
  product_model: textOrNull('产品型号', 'product model'),
  fault_family: textOrNull('故障大类', 'fault family'),
  service_mode: textOrNull(
    '服务方式：onsite 上门、workshop 送修、remote 远程等',
    'how it was served: onsite, workshop, remote, …',
  ),
  work_kind: textOrNull('工单类别：A、B、C 或 D', 'kind of work: A, B, C or D'),
  priority: textOrNull('优先级', 'priority'),
  warranty: textOrNull('保修状态', 'warranty'),
} as const
