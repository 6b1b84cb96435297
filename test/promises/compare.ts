/** The models' rows beside those of the slow computation, and the whole story of a ticket where they differ. */
import { Oracle } from './oracle.ts'
import { foundRows, type FoundRow } from './warehouse.ts'
import { MINUTE, stamp, type Micros, type PromiseRow, type Ticket, type World } from './world.ts'

export interface Difference {
  readonly ticket: Ticket
  /** Names of the columns that differ, or `missing`, `surplus`. */
  readonly columns: readonly string[]
  readonly expected: PromiseRow | null
  readonly found: FoundRow | null
}

export interface Comparison {
  readonly tickets: number
  readonly rows: number
  /** Rows by verdict and reason, so that one can see what was really tried. */
  readonly verdicts: ReadonlyMap<string, number>
  readonly differences: readonly Difference[]
}

/** Whole microseconds of minutes with their fraction: the sixth decimal of a minute is 60 of them. */
const asMicros = (minutes: number | null): Micros | null => (minutes === null ? null : Math.round(minutes * MINUTE))

const EXACT = [
  'round',
  'preset',
  'preset_version',
  'calendar_id',
  'started_at',
  'due_at',
  'stopped_at',
  'verdict',
  'verdict_reason',
  'replaced_at',
  'is_paused',
  'is_at_risk',
] as const

function differing(expected: PromiseRow, found: FoundRow): string[] {
  const columns: string[] = EXACT.filter((each) => expected[each] !== found[each])
  // What has no start has no calendar that is worth a word.
  if (expected.started_at === null && found.started_at === null && columns.includes('calendar_id')) {
    columns.splice(columns.indexOf('calendar_id'), 1)
  }
  if (expected.elapsed !== asMicros(found.elapsed_minutes)) columns.push('elapsed_minutes')
  if (expected.paused !== asMicros(found.paused_minutes)) columns.push('paused_minutes')
  if (expected.net !== asMicros(found.net_minutes)) columns.push('net_minutes')
  return columns
}

/**
 * Rows of one promise in one round of a ticket are paired in the order of their cycles. The number itself is not compared: it counts the
 * times a promise was made, and the models leave gaps where one was made and refused after all.
 */
function inPairs<T extends { ticket: string; promise_id: string; cycle: number; round: number }>(
  rows: readonly T[],
): Map<string, T> {
  const pairs = new Map<string, T>()
  for (const row of rows) {
    let place = 1
    const key = () => `${row.ticket} ${row.promise_id} ${String(row.round)} ${String(place)}`
    while (pairs.has(key())) place += 1
    pairs.set(key(), row)
  }
  return pairs
}

function differencesOf(ticket: Ticket, expected: readonly PromiseRow[], found: readonly FoundRow[]): Difference[] {
  const [wanted, there] = [inPairs(expected), inPairs(found)]
  const differences: Difference[] = []
  for (const [key, row] of wanted) {
    const other = there.get(key)
    const columns = other === undefined ? ['missing'] : differing(row, other)
    if (columns.length > 0) differences.push({ ticket, columns, expected: row, found: other ?? null })
  }
  for (const [key, row] of there) {
    if (!wanted.has(key)) differences.push({ ticket, columns: ['surplus'], expected: null, found: row })
  }
  return differences
}

export async function compare(world: World): Promise<Comparison> {
  const oracle = new Oracle(world)
  const found = Map.groupBy(await foundRows(world), (each) => each.ticket)
  const differences: Difference[] = []
  const verdicts = new Map<string, number>()
  let rows = 0
  for (const ticket of world.tickets) {
    const expected = oracle.rows(ticket)
    const key = `${ticket.source}:${ticket.id}`
    differences.push(...differencesOf(ticket, expected, found.get(key) ?? []))
    found.delete(key)
    rows += expected.length
    for (const each of expected) {
      const word = each.verdict_reason ?? each.verdict
      verdicts.set(word, (verdicts.get(word) ?? 0) + 1)
    }
  }
  if (found.size > 0) throw new Error(`rows of tickets that nobody gave: ${[...found.keys()].join(', ')}`)
  return { tickets: world.tickets.length, rows, verdicts, differences }
}

const moments = new Set(['started_at', 'due_at', 'stopped_at', 'replaced_at'])

function shown(row: PromiseRow | FoundRow | null): string {
  if (row === null) return '(no such row)'
  const minutes = (name: string, value: unknown) =>
    (name === 'elapsed' || name === 'paused' || name === 'net') && typeof value === 'number' ? value / MINUTE : value
  return Object.entries(row)
    .map(([name, value]) =>
      moments.has(name) && typeof value === 'number' ? `${name} ${stamp(value)}` : `${name} ${String(minutes(name, value))}`,
    )
    .join(' · ')
}

/** The ticket, what was promised, and both rows. */
export function story(world: World, { ticket, columns, expected, found }: Difference): string {
  const promiseId = (expected ?? found)?.promise_id
  const at = (moment: Micros | null) => (moment === null ? '–' : stamp(moment))
  const presets = world.presets.flatMap((preset) =>
    preset.promises
      .filter((each) => each.id === promiseId)
      .map((each) => `${preset.id} ${String(preset.version)} from ${preset.inForceFrom}: ${JSON.stringify(each)}`),
  )
  return [
    `${ticket.source}:${ticket.id}: ${columns.join(', ')}`,
    `  expected ${shown(expected)}`,
    `  found    ${shown(found)}`,
    `  as of ${stamp(world.asOf)}, site ${world.timeZone}, calendar ${world.calendar}, preset ${world.preset}`,
    ...presets.map((each) => `  ${each}`),
    `  rules ${JSON.stringify(world.rules)}`,
    `  calendar rules ${JSON.stringify(world.calendarRules)}`,
    ...world.calendars.map((each) => `  ${JSON.stringify(each)}`),
    `  received ${at(ticket.receivedAt)}`,
    ...ticket.versions.map((each) => {
      const stages = Object.entries(each.stages).map(([stage, moment]) => `${stage} ${at(moment)}`)
      return `  version ${at(each.updatedAt)} (load ${String(each.loadSequence)}) ${JSON.stringify({ ...each.fields, preset: each.sla_preset, outcome: each.outcome, visits: each.visits })} ${stages.join(', ')} promised ${at(each.promisedAt)} appointment ${at(each.appointmentTo)}`
    }),
    ...ticket.events.map((each) => `  ${at(each.at)} ${each.event} ${each.value ?? ''}`),
  ].join('\n')
}
