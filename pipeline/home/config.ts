/** `aftercare.yaml`: what is true of the whole installation. */
import path from 'node:path'
import { z } from 'zod'
import { AftercareError } from '../../contracts/errors.ts'
import { homePaths, type HomePaths } from '../../contracts/home.ts'
import { bilingualSchema } from '../../contracts/kpi.ts'
import { nearest } from './nearest.ts'
import { addIssue, readYaml } from './yaml.ts'

/** An IANA time zone that this runtime knows. */
export const timeZoneSchema = z.string().superRefine((zone, context) => {
  if (isTimeZone(zone)) return
  const guess = nearest(zone, Intl.supportedValuesOf('timeZone'))
  addIssue(context, [], 'the time zone is not known', {
    code: 'config.time_zone_unknown',
    value: zone,
    remedy: guess === undefined ? 'Use an IANA name such as Asia/Shanghai.' : `Did you mean \`${guess}\`?`,
  })
})

/** Names only: an offset such as `+08:00` knows no change of clocks. */
function isTimeZone(zone: string): boolean {
  if (zone === 'UTC') return true
  if (!/^[A-Za-z]+\/[A-Za-z0-9_+\-/]+$/.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

const currencySchema = z.string().superRefine((currency, context) => {
  if (Intl.supportedValuesOf('currency').includes(currency)) return
  addIssue(context, [], 'the currency is not known', {
    code: 'config.currency_unknown',
    value: currency,
    remedy: 'Use an ISO 4217 code such as CNY.',
  })
})

/** `now`, `data`, or a moment. */
const asOfSchema = z.string().superRefine((moment, context) => {
  if (moment === 'now' || moment === 'data' || z.iso.datetime({ offset: true }).safeParse(moment).success) return
  addIssue(context, [], 'this is no moment to build for', {
    code: 'config.as_of_invalid',
    value: moment,
    remedy: 'Use `now`, `data`, or a time with offset such as 2025-06-30T18:00:00+08:00.',
  })
})

export const homeConfigSchema = z.strictObject({
  site: bilingualSchema,
  time_zone: timeZoneSchema,
  languages: z
    .array(z.enum(['zh-CN', 'en']))
    .min(1)
    .default(['zh-CN', 'en']),
  currency: currencySchema.default('CNY'),
  calendar: z.string().min(1).default('cn-office'),
  preset: z.string().min(1).default('standard'),
  /** The entitlement policy of tickets that match no rule; without it they have none. */
  entitlement: z.string().min(1).optional(),
  as_of: asOfSchema.default('now'),
  keep_versions: z.int().min(1).default(5),
})
export type HomeConfig = z.infer<typeof homeConfigSchema>

export interface Home {
  readonly paths: HomePaths
  readonly config: HomeConfig
}

/**
 * @param root the home folder
 * @throws config.home_missing when there is no aftercare.yaml, and what readYaml throws (exit 2)
 */
export async function loadHome(root: string): Promise<Home> {
  const paths = homePaths(root)
  try {
    return { paths, config: await readYaml(paths.config, homeConfigSchema) }
  } catch (cause) {
    if (!(cause instanceof AftercareError) || cause.code !== 'config.file_missing') throw cause
    throw new AftercareError('config.home_missing', 'this folder is no home: it has no aftercare.yaml', {
      where: path.resolve(root),
      remedy: 'Run `aftercare init` there, or name another folder with --home or AFTERCARE_HOME.',
      cause,
    })
  }
}
