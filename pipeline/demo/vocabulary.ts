/** The words of the demonstration: `data/sample/*.yaml`, read through zod. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const FOLDER = path.join(import.meta.dirname, '..', '..', 'data', 'sample')

const words = z.array(z.string())
const shares = z.record(z.string(), z.number().positive())

const organisationSchema = z.strictObject({
  company: z.strictObject({ 'zh-CN': z.string(), en: z.string() }),
  sites: z.array(
    z.strictObject({
      region: z.string(),
      site: z.string(),
      team: z.string(),
      code: z.string(),
      city: z.string(),
      weight: z.number(),
      districts: words,
    }),
  ),
  channels: shares,
  complaint_channels: shares,
  skill_levels: words,
  suppliers: z.record(z.string(), z.string()),
  surnames: z.string(),
  given: words,
  roads: words,
  estates: words,
  clerks: words,
})

const faultSchema = z.strictObject({
  name: z.string(),
  weight: z.number(),
  fix: z.number().min(0.6).max(0.9),
  level: z.enum(['easy', 'normal', 'hard']),
  hours: z.number(),
  part: z.record(z.string(), z.number()),
  words,
  en: z.string(),
})

const productsSchema = z.strictObject({
  families: z.array(
    z.strictObject({
      name: z.string(),
      code: z.string(),
      weight: z.number(),
      units: z.number(),
      season: z.array(z.number()).length(12),
      price: z.number(),
      models: words,
      faults: z.array(faultSchema),
    }),
  ),
  parts: z.array(
    z.strictObject({ no: z.string(), name: z.string(), supplier: z.string(), cost: z.number(), returnable: z.boolean() }),
  ),
})

const phrasesSchema = z.strictObject({
  fault: z.strictObject({
    openers: words,
    subjects: words,
    since: words,
    tried: words,
    demands: words,
    tails: words,
    dialect: words,
    contacts: words,
    typos: z.record(z.string(), z.string()),
    english: words,
    other: z.strictObject({ installation: words, exchange: words, return: words, maintenance: words, consultation: words }),
  }),
  complaint: z.strictObject({
    openers: words,
    endings: words,
    vague: words,
    vague_english: words,
    beside: words,
    remedies: shares,
  }),
  causes: z.array(
    z.strictObject({
      code: z.string(),
      local: z.string(),
      responsibility: z.string(),
      weight: z.number(),
      words,
      en: words.default([]),
    }),
  ),
  survey: z.strictObject({ good: words, fair: words, bad: words }),
  overrun: words,
})

export type Organisation = z.infer<typeof organisationSchema>
export type Site = Organisation['sites'][number]
export type Products = z.infer<typeof productsSchema>
export type Family = Products['families'][number]
export type Fault = Family['faults'][number]
export type Part = Products['parts'][number]
export type Phrases = z.infer<typeof phrasesSchema>
export type CauseWords = Phrases['causes'][number]

export interface Vocabulary {
  readonly organisation: Organisation
  readonly products: Products
  readonly phrases: Phrases
}

/** Throws a ZodError when a file of the repository is broken: a programming error. */
export function readVocabulary(): Vocabulary {
  const read = <T>(file: string, schema: z.ZodType<T>) => schema.parse(parse(readFileSync(path.join(FOLDER, file), 'utf8')))
  return {
    organisation: read('organisation.yaml', organisationSchema),
    products: read('products.yaml', productsSchema),
    phrases: read('phrases.yaml', phrasesSchema),
  }
}
