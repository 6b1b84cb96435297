/** What is known of each system that has loaded anything: titles, how far it is loaded, fields it fills, survey scales. */
import { AftercareError } from '../../contracts/errors.ts'
import type { Bilingual } from '../../contracts/kpi.ts'
import type { Load } from '../../contracts/load.ts'
import type { GivenLabel } from './cause-labels.ts'
import type { Row } from '../build/table.ts'

/** What a source's YAML says that the models need. */
export interface SourceDescription {
  readonly id: string
  readonly title?: Bilingual | undefined
  readonly quiet_days: number
  /** ISO date */
  readonly retired_on?: string | undefined
  /** Its `system`, else its id. */
  readonly systemId?: string | undefined
  /** What its labels of causes mean: label → code, null for none. */
  readonly cause_labels?: Readonly<Record<string, string | null>> | undefined
  readonly survey_scales?: Readonly<Record<string, { levels: number; satisfied_from: number } | undefined>> | undefined
}

interface System {
  readonly system: string
  readonly loads: readonly Load[]
  /** Its sources in order of id; one without YAML (loaded with `--as`, or its YAML was removed) has the defaults. */
  readonly sources: readonly SourceDescription[]
}

const DEFAULT_QUIET_DAYS = 2
const SURVEY_ITEMS = ['overall', 'attitude', 'skill', 'arrival', 'promise'] as const
const DEFAULT_SCALE = { levels: 4, satisfied_from: 3 }
const DEFAULT_OVERALL_SCALE = { levels: 5, satisfied_from: 4 }

/** Groups active loads by system. */
function systemsOf(loads: readonly Load[], descriptions: readonly SourceDescription[]): System[] {
  const names = [...new Set(loads.map((each) => each.system ?? each.source))].sort()
  return names.map((system) => {
    const own = loads.filter((each) => (each.system ?? each.source) === system)
    const ids = [...new Set(own.map((each) => each.source))].sort()
    const sources = ids.map((id) => descriptions.find((each) => each.id === id) ?? { id, quiet_days: DEFAULT_QUIET_DAYS })
    return { system, loads: own, sources }
  })
}

/** The source whose title a system bears: the one with the newest tickets, else the first. */
function titledOf({ loads, sources }: System): SourceDescription | undefined {
  const newestTicket = (id: string) =>
    newestFact(
      loads
        .filter((load) => load.source === id)
        .map((load) => ({ ...load, maps: load.maps.filter((map) => map.entity === 'ticket') })),
    ) ?? ''
  return sources.reduce<SourceDescription | undefined>(
    (best, each) => (best === undefined || newestTicket(each.id) > newestTicket(best.id) ? each : best),
    undefined,
  )
}

/** Rows of `ref.source`. @param loads the active ones */
export function sourceRows(loads: readonly Load[], descriptions: readonly SourceDescription[]): Row[] {
  return systemsOf(loads, descriptions).map((each) => {
    const { system, loads: own, sources } = each
    const titled = titledOf(each)
    const retired = sources.map(({ retired_on }) => retired_on)
    return {
      source: system,
      title_zh: titled?.title?.['zh-CN'] ?? system,
      title_en: titled?.title?.en ?? system,
      data_until: newestFact(own),
      quiet_days: Math.max(...sources.map(({ quiet_days }) => quiet_days)),
      // A system is retired when its last source is.
      retired_on: retired.includes(undefined) ? null : (retired.sort().at(-1) ?? null),
    }
  })
}

/** The newest observed stamp of loads, ISO UTC, or null. */
export function newestFact(loads: readonly Load[]): string | null {
  const stamps = loads.flatMap((load) => load.maps.flatMap((map) => (map.data_until === null ? [] : [map.data_until])))
  return stamps.reduce<string | null>(
    (newest, each) => (newest === null || Date.parse(each) > Date.parse(newest) ? each : newest),
    null,
  )
}

/** Rows of `ref.mapped_field`. */
export function mappedFieldRows(loads: readonly Load[], descriptions: readonly SourceDescription[]): Row[] {
  return systemsOf(loads, descriptions).flatMap(({ system, loads: own }) => {
    const fields = own.flatMap((load) => load.maps.flatMap((map) => map.mapped_fields.map((field) => `${map.entity}.${field}`)))
    return [...new Set(fields)].sort().map((each) => {
      const [entity = '', field = ''] = each.split('.')
      return { source: system, entity, field }
    })
  })
}

/** What sources say their labels of causes mean. */
export const sourceLabels = (descriptions: readonly SourceDescription[]): GivenLabel[] =>
  descriptions.flatMap(({ id, systemId, cause_labels }) =>
    Object.entries(cause_labels ?? {}).map(([label, code]) => ({
      source: systemId ?? id,
      label,
      code,
      where: `sources/${id}.yaml, cause_labels`,
    })),
  )

/** Rows of `ref.survey_scale`: each item of each system that loads surveys. Throws `reference.survey_scales_differ`. */
export function surveyScaleRows(loads: readonly Load[], descriptions: readonly SourceDescription[]): Row[] {
  return systemsOf(loads, descriptions).flatMap(({ system, loads: own, sources }) => {
    if (!own.some((load) => load.maps.some((map) => map.entity === 'survey'))) return []
    return SURVEY_ITEMS.map((item) => {
      const stated = sources.flatMap((each) => each.survey_scales?.[item] ?? [])
      const [first, ...others] = stated
      const other = others.find((each) => each.levels !== first?.levels || each.satisfied_from !== first.satisfied_from)
      if (other !== undefined) {
        throw new AftercareError('reference.survey_scales_differ', `two sources of ${system} state different scales of ${item}`, {
          value: item,
          where: sources.map((each) => `sources/${each.id}.yaml`).join(', '),
          remedy: 'Give them different systems: scales are never pooled.',
        })
      }
      const { levels, satisfied_from } = first ?? (item === 'overall' ? DEFAULT_OVERALL_SCALE : DEFAULT_SCALE)
      return { source: system, item, levels, satisfied_from }
    })
  })
}
