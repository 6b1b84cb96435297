/** A random warehouse's reference data as the files that a home has, so that what reads them is tested as well. */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { stringify } from 'yaml'
import { homePaths, type HomePaths } from '../../contracts/home.ts'
import { homeConfigSchema, type HomeConfig } from '../../pipeline/home/config.ts'
import { stamp, type Calendar, type HolidaySet, type Preset, type PresetRule, type PromiseTerms, type World } from './world.ts'

const name = { 'zh-CN': '随机', en: 'Random' }

/** Leaves out what is null: a key that is not written. */
const written = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))

const calendarEntry = (each: Calendar) =>
  written({
    id: each.id,
    name,
    time_zone: each.timeZone,
    holidays: each.holidays,
    week: each.week,
    makeup: each.makeup,
    closed: each.closed,
  })

/** Every year that the days of a set lie in is decreed. */
function holidayFile({ id, off, work }: HolidaySet) {
  const years = [...new Set([...off, ...work].map((each) => each.slice(0, 4)))]
  const of = (year: string, days: readonly string[]) => days.filter((each) => each.startsWith(year))
  return {
    id,
    name,
    holidays: { feast: name },
    years: Object.fromEntries(years.map((year) => [year, [{ holiday: 'feast', off: of(year, off), work: of(year, work) }]])),
  }
}

export function withinOf({ clock, limit }: PromiseTerms): string {
  if (clock === 'given') return 'given'
  if (clock === 'working_days') return limit === 1 ? '1 working day' : `${limit} working days`
  return clock === 'working' ? `${limit} working min` : `${limit} min`
}

const promiseEntry = (each: PromiseTerms) =>
  written({
    id: each.id,
    name,
    stage: each.stage,
    from: each.from,
    to: each.to,
    within: withinOf(each),
    for: each.for,
    calendar: each.calendar,
    pauses: each.pauses.length > 0 ? each.pauses : null,
    must_explain_before: each.mustExplainBefore,
  })

const presetEntry = (each: Preset) => ({
  id: each.id,
  version: each.version,
  name,
  in_force_from: each.inForceFrom,
  promises: each.promises.map(promiseEntry),
})

const ruleEntry = (each: PresetRule) =>
  written({ preset: each.preset, in_force_from: each.inForceFrom, in_force_until: each.inForceUntil, for: each.for })

/** @param root an existing empty folder */
export async function writeHome(root: string, world: World): Promise<{ paths: HomePaths; config: HomeConfig }> {
  const paths = homePaths(root)
  await mkdir(paths.reference, { recursive: true })
  const write = (file: string, content: unknown) => writeFile(path.join(paths.reference, file), stringify(content))
  const rules = world.calendarRules.map(({ calendar, sites, regions }) => ({ calendar, for: written({ sites, regions }) }))
  await write('calendars.yaml', { calendars: world.calendars.map(calendarEntry), rules })
  for (const set of world.holidaySets) await write(`holidays-${set.id}.yaml`, holidayFile(set))
  await write('sla-presets.yaml', { presets: world.presets.map(presetEntry), rules: world.rules.map(ruleEntry) })
  const config = homeConfigSchema.parse({
    site: name,
    time_zone: world.timeZone,
    calendar: world.calendar,
    preset: world.preset,
    as_of: `${stamp(world.asOf).slice(0, 19).replace(' ', 'T')}Z`,
  })
  return { paths, config }
}
