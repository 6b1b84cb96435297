/** What the frame of every page reads, put into the reader's language. */
import { readLastBuild, type LastBuild } from '#contracts/warehouse.ts'
import { DIMENSIONS, type DimensionFilter } from '#lib/filters/filters.ts'
import type { DimensionValues, Failure, Frame, CountNote } from '#lib/frame/frame.ts'
import type { Freshness, Site } from '#lib/frame/freshness.ts'
import { formatCount } from '#lib/language/format.ts'
import type { Language } from '#lib/language/language.ts'
import { causeReviewTexts } from '#lib/language/pages/cause-review.ts'
import { riskTexts } from '#lib/language/pages/risk.ts'
import { countOf } from '#lib/promises/risk.ts'
import { queries } from '../queries.ts'
import { codeOf, newReference, panel, report } from '../report.ts'
import { holder, home, state } from '../served.ts'
import type { Lease } from '../warehouse.ts'
import { countQueue } from './review.ts'
import { readRiskCounts } from './risk.ts'

/** @param dimensions what the reader filters by; null where the address means nothing, which the page itself says */
export async function readFrame(lease: Lease | null, language: Language, dimensions: DimensionFilter | null): Promise<Frame> {
  if (lease === null) return { served: null, lastFailure: await readLastFailure() }
  const [freshness, site, dimensionValues, sources, risk, review] = await Promise.all([
    readFreshness(lease),
    panel('site', () => readSite(lease, language)),
    panel('dimension values', () => readDimensionValues(lease)),
    panel('sources', () => readSourceTitles(lease, language)),
    panel('promises at risk', () => readRisk(lease, language, dimensions)),
    panel('complaints to be decided, count', () => readReview(lease, language, dimensions)),
  ])
  return {
    served: {
      freshness,
      site,
      dimensionValues,
      sources,
      risk: risk.state === 'ready' ? risk.data : null,
      review: review.state === 'ready' ? review.data : null,
    },
    lastFailure: null,
  }
}

async function readSite(lease: Lease, language: Language): Promise<Site | null> {
  const [site] = await lease.rows(queries.site)
  if (site === undefined) return null
  return {
    name: language === 'zh-CN' ? site.site_name_zh : site.site_name_en,
    timeZone: site.time_zone,
    currency: site.currency,
    asOf: site.as_of,
    dataUntil: site.data_until,
  }
}

/** How current the served version is. Never throws: not knowing is one of its answers. */
async function readFreshness(lease: Lease): Promise<Freshness> {
  let lastBuild: LastBuild | null = null
  let isUnknown = false
  try {
    lastBuild = await readLastBuild(home)
  } catch (cause) {
    isUnknown = true
    report(newReference(), 'last build', cause)
  }
  const error = lastBuild?.error
  return {
    version: lease.pointer.build_id,
    publishedAt: lease.pointer.published_at,
    status: isUnknown ? 'unknown' : (lastBuild?.status ?? 'unknown'),
    finishedAt: lastBuild?.finished_at ?? null,
    error: error === undefined ? null : { code: error.code, message: error.message, remedy: error.remedy },
    openingProblem: holder.problem === null ? null : codeOf(holder.problem),
  }
}

/** How the last build failed; null when it did not, or when that cannot be read. */
async function readLastFailure(): Promise<Failure | null> {
  try {
    const lastBuild = await readLastBuild(home)
    if (lastBuild?.status !== 'failed' || lastBuild.error === undefined) return null
    const { code, message, remedy } = lastBuild.error
    return { code, message, remedy, finishedAt: lastBuild.finished_at }
  } catch (cause) {
    report(newReference(), 'last build', cause)
    return null
  }
}

async function readDimensionValues(lease: Lease): Promise<DimensionValues> {
  const rows = await lease.rows(queries.sliceValues, { grain: 'month' })
  const valuesOf = (dimension: string) => rows.filter(({ slice }) => slice === dimension).map(({ slice_value }) => slice_value)
  return Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, valuesOf(dimension)]))
}

async function readSourceTitles(lease: Lease, language: Language): Promise<Readonly<Record<string, string>>> {
  const rows = await lease.rows(queries.sources)
  return Object.fromEntries(rows.map((row) => [row.source, language === 'zh-CN' ? row.title_zh : row.title_en]))
}

/** Written here, so that no page has to load the words. */
async function readRisk(lease: Lease, language: Language, dimensions: DimensionFilter | null): Promise<CountNote | null> {
  if (dimensions === null) return null
  const n = countOf(await readRiskCounts(lease, dimensions), { risk: null, stage: null })
  const count = formatCount(n, language)
  return n === 0 ? null : { count, label: riskTexts({ language }).link(count) }
}

async function readReview(lease: Lease, language: Language, dimensions: DimensionFilter | null): Promise<CountNote | null> {
  if (dimensions === null) return null
  const n = await countQueue(lease, state.existing(), dimensions)
  const count = formatCount(n, language)
  return n === 0 ? null : { count, label: causeReviewTexts({ language }).link(count) }
}
