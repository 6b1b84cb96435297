/** Fills the tables of `ref`, as their contracts in `sql/ref` say. */
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { glob } from 'tinyglobby'
import type { Load } from '../../contracts/load.ts'
import { readContract, type TableContract } from '../build/contract.ts'
import { SQL_FOLDER } from '../build/model.ts'
import { createTable, fillTable, type Row } from '../build/table.ts'
import type { HomeConfig } from '../home/config.ts'
import { calendarRuleRows } from './calendar.ts'
import { budgetKindRows, costCentreRows, expectedCostRows } from './cost-rules.ts'
import { causeTables } from './causes.ts'
import { entitlementRows, entitlementRuleRows, pickupRows } from './entitlements.ts'
import type { ReferenceData } from './load.ts'
import { partRuleRows } from './parts.ts'
import { addYears, dayOffsetRows, dayRows, periodRows, toDate, toDays } from './period.ts'
import { promiseRows, ruleRows } from './presets.ts'
import { currencyRateRows, partPriceRows, rateRows } from './rates.ts'
import { kpiRows, targetRows } from './registry.ts'
import { mappedFieldRows, newestFact, sourceRows, surveyScaleRows, type SourceDescription } from './source.ts'
import { causeCurrentRows, causeRows, taxonomyChangeRows } from './taxonomy.ts'
import { calendarTables } from './working-day.ts'

export interface Parameters {
  readonly build_id: string
  /** ISO UTC */
  readonly as_of: string
  /** Site-local date of the oldest fact, ISO text; null for an empty lake. */
  readonly first_fact: string | null
  readonly config: HomeConfig
  /** The active loads. */
  readonly loads: readonly Load[]
  readonly sources: readonly SourceDescription[]
}

/** Periods begin at most this many years before as_of: one mistyped year must not make thousands of empty ones. */
const LONGEST_YEARS = 30
const DAYS_BEFORE_YEARS = 10
const DAYS_AFTER_YEARS = 2
/** Working time is counted from moments of the first period on, never from before it. */
const CALENDAR_BEFORE_YEARS = 1

/** The contracts of a schema that the program fills, by table. @param schema `ref` or `meta` */
export async function readTableContracts(
  schema: 'ref' | 'meta',
  folder: string = SQL_FOLDER,
): Promise<Map<string, TableContract>> {
  const files = (await glob(`${schema}/*.yaml`, { cwd: folder })).sort()
  const contracts = await Promise.all(files.map((each) => readContract(path.join(folder, each))))
  return new Map(files.map((each, at) => [`${schema}.${path.parse(each).name}`, contracts[at]]).filter(isComplete))
}

const isComplete = (entry: (string | TableContract | undefined)[]): entry is [string, TableContract] => entry[1] !== undefined

/** Creates and fills every table of `ref`. @param contracts of `ref`, see readTableContracts */
export async function fillReference(
  connection: DuckDBConnection,
  contracts: ReadonlyMap<string, TableContract>,
  reference: ReferenceData,
  parameters: Parameters,
): Promise<void> {
  const today = await localDate(connection, parameters.as_of, parameters.config.time_zone)
  const tables = referenceRows(reference, parameters, today)
  for (const [id, contract] of contracts) {
    await createTable(connection, id, contract.columns)
    const rows = tables[id]
    if (rows === undefined) throw new TypeError(`nothing fills ${id}`)
    await fillTable(connection, id, contract.columns, rows)
  }
}

function referenceRows(reference: ReferenceData, parameters: Parameters, today: string): Record<string, Row[]> {
  const { config, loads, sources, as_of, build_id } = parameters
  const earliest = addYears(today, -LONGEST_YEARS)
  const stated = parameters.first_fact ?? today
  const first = [stated, earliest].sort()[1] ?? today
  // A lake whose facts all lie after as_of has one period: the one in which as_of stands.
  const opening = first > today ? today : first
  const from = addYears(opening, -DAYS_BEFORE_YEARS)
  const until = addYears(today, DAYS_AFTER_YEARS)
  const calendars = calendarTables(reference.calendars, {
    calendars: calendarsInUse(reference, config),
    timeZone: config.time_zone,
    from: addYears(opening, -CALENDAR_BEFORE_YEARS),
    until,
  })
  return {
    'ref.parameter': [
      {
        as_of,
        time_zone: config.time_zone,
        as_of_date: today,
        data_until: newestFact(loads),
        default_preset: config.preset,
        default_policy: config.entitlement ?? null,
        calendar_id: config.calendar,
        currency: config.currency,
        uses_standard_cost: reference.rates.usesStandardCost,
        site_name_zh: config.site['zh-CN'],
        site_name_en: config.site.en,
        default_language: config.languages[0] ?? 'zh-CN',
        build_id,
      },
    ],
    'ref.period': periodRows(opening, today),
    // A day on which it is still yesterday at the western end of the calendars' table has to be there too.
    'ref.day': dayRows(from, toDate(toDays(until) + 2)),
    'ref.day_offset': dayOffsetRows(),
    'ref.calendar': calendars.calendars,
    'ref.calendar_rule': calendarRuleRows(reference.calendars),
    'ref.working_day': calendars.days,
    'ref.working_span': calendars.spans,
    'ref.sla_promise': promiseRows(reference.presets),
    'ref.sla_rule': ruleRows(reference.presets),
    'ref.entitlement': entitlementRows(reference.entitlements),
    'ref.entitlement_rule': entitlementRuleRows(reference.entitlements),
    'ref.pickup': pickupRows(reference.entitlements),
    'ref.part_rule': partRuleRows(reference.parts),
    'ref.rate': rateRows(reference.rates),
    'ref.part_price': partPriceRows(reference.rates),
    'ref.currency_rate': currencyRateRows(reference.rates),
    'ref.expected_cost': expectedCostRows(reference.costRules),
    'ref.cost_centre_rule': costCentreRows(reference.costRules),
    'ref.budget_kind': budgetKindRows(reference.costRules),
    'ref.kpi': kpiRows(reference.kpis),
    'ref.target': targetRows(reference.kpis),
    'ref.cause': causeRows(reference.taxonomy),
    'ref.cause_current': causeCurrentRows(reference.taxonomy),
    'ref.taxonomy_change': taxonomyChangeRows(reference.taxonomy),
    ...causeTables(reference.causes, reference.taxonomy, reference.state, sources),
    'ref.source': sourceRows(loads, sources),
    'ref.mapped_field': mappedFieldRows(loads, sources),
    'ref.survey_scale': surveyScaleRows(loads, sources),
  }
}

/** The site's calendar, those of rules, and those that promises name. */
function calendarsInUse({ calendars, presets }: ReferenceData, { calendar }: HomeConfig): Set<string> {
  const named = presets.presets.flatMap(({ promises }) => promises.flatMap((each) => each.calendar ?? []))
  return new Set([calendar, ...calendars.rules.map((each) => each.calendar), ...named])
}

async function localDate(connection: DuckDBConnection, stamp: string, timeZone: string): Promise<string> {
  const reader = await connection.runAndReadAll(
    "select cast(local_date(cast($stamp as timestamptz) at time zone 'UTC', $zone) as varchar)",
    {
      stamp,
      zone: timeZone,
    },
  )
  return String(reader.getRows()[0]?.[0])
}
