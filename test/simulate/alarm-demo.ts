/** The demonstration's two years as the rows that `marts.cause_alarm` reads, without a file: from the generator's own outcome. */
import type { ComplaintRow } from '../../pipeline/demo/aftermath.ts'
import { monthIndex, unitsInService } from '../../pipeline/demo/background.ts'
import type { Job } from '../../pipeline/demo/job.ts'
import { EFFECTS, type Effect } from '../../pipeline/demo/plan.ts'
import { simulate } from '../../pipeline/demo/simulate.ts'
import { resolvedBy } from '../../pipeline/demo/ticket-rows.ts'
import { DAY, END, WEEKS, dateText, dayOfDate, weekOf } from '../../pipeline/demo/time.ts'
import { readVocabulary } from '../../pipeline/demo/vocabulary.ts'
import type { WeekRow } from '../../pipeline/causes/alarm/rows.ts'

/** Weeks that the export's last evening leaves open: the last is not over, the one before it not yet known for a week. */
const KNOWN_WEEKS = WEEKS - 2
/** Columns of a complaint and of a line of parts used. */
const COMPLAINT = { receivedAt: 1, family: 7, cause: 13 } as const
const USAGE = { usedAt: 1, part: 2, ticket: 4 } as const

const nothing = { row: () => undefined }

class Counts {
  readonly rows = new Map<string, WeekRow>()

  add(
    subject: WeekRow['subject'],
    family: string | null,
    code: string | null,
    week: number,
    of: Partial<Record<'counted' | 'jobs' | 'complaints', number>>,
  ): void {
    if (week < 0 || week >= KNOWN_WEEKS) return
    const key = `${subject} ${family ?? ''} ${code ?? ''} ${String(week)}`
    const so = this.rows.get(key) ?? {
      subject,
      product_family: family,
      code,
      week_start: dateText(week * 7),
      known_on: dateText(week * 7 + 14),
      counted: null,
      jobs: null,
      complaints: null,
      units: null,
    }
    const sum = (name: 'counted' | 'jobs' | 'complaints') => (of[name] === undefined ? so[name] : (so[name] ?? 0) + of[name])
    this.rows.set(key, { ...so, counted: sum('counted'), jobs: sum('jobs'), complaints: sum('complaints') })
  }
}

const weekOfStamp = (stamp: string) => Math.floor(dayOfDate(stamp.slice(0, 10)) / 7)

/** A cause in either form in which the department writes it; the empty ones stay unknown. */
function causesByLabel(words: ReturnType<typeof readVocabulary>): ReadonlyMap<string, string> {
  return new Map(words.phrases.causes.flatMap(({ code, local }) => [[code, code] as const, [local, code] as const]))
}

export interface DemoWeeks {
  readonly rows: readonly WeekRow[]
  /** Uses of the watched part each week. */
  readonly failures: Int32Array
}

/** @param plant effects that are planted */
export function demoWeeks(tickets: number, seed: number, plant: readonly Effect[] = EFFECTS): DemoWeeks {
  const words = readVocabulary()
  const counts = new Counts()
  const families = new Map<string, string>()
  const jobs: Job[] = []
  const usage: string[] = []
  const { complaints, tally } = simulate({
    words,
    tickets,
    seed,
    planted: new Set(plant),
    files: {
      aftermath: {
        usage: { row: (line) => usage.push(line) },
        labour: nothing,
        cost: nothing,
        survey: nothing,
        issue: nothing,
        request: nothing,
      },
      ticket: (job) => jobs.push(job),
      background: () => undefined,
    },
    effects: { progress: () => undefined },
  })
  for (const { name } of words.products.families)
    for (let week = 0; week < KNOWN_WEEKS; week++)
      for (const subject of ['complaint', 'part'] as const) counts.add(subject, name, null, week, { jobs: 0, complaints: 0 })
  for (const job of jobs) {
    families.set(job.number, job.unit.family.name)
    const resolvedAt = job.outcome === 'cancelled' ? -1 : resolvedBy(job, END)
    if (resolvedAt < 0) continue
    for (const [subject, family] of [
      ['complaint', job.unit.family.name],
      ['complaint', null],
      ['part', job.unit.family.name],
    ] as const)
      counts.add(subject, family, null, weekOf(resolvedAt), { jobs: 1 })
  }
  for (const line of usage) {
    const cells = line.split(',')
    const family = families.get(cells[USAGE.ticket] ?? '')
    if (family !== undefined)
      counts.add('part', family, cells[USAGE.part] ?? '', weekOfStamp(cells[USAGE.usedAt] ?? ''), { counted: 1 })
  }
  const codes = causesByLabel(words)
  for (const row of complaints) complain(row, codes, counts)
  const rows = [...counts.rows.values()].map((row) => withUnits(row, words, tickets))
  return { rows, failures: tally.failures }
}

function complain(row: ComplaintRow, codes: ReadonlyMap<string, string>, counts: Counts): void {
  const code = codes.get(String(row[COMPLAINT.cause]))
  if (code === undefined) return
  const week = weekOfStamp(String(row[COMPLAINT.receivedAt]))
  for (const family of [null, String(row[COMPLAINT.family])]) {
    counts.add('complaint', family, null, week, { complaints: 1 })
    counts.add('complaint', family, code, week, { counted: 1 })
  }
}

function withUnits(row: WeekRow, words: ReturnType<typeof readVocabulary>, tickets: number): WeekRow {
  const family = words.products.families.find(({ name }) => name === row.product_family)
  if (row.subject !== 'part' || row.code !== null || family === undefined) return row
  const month = monthIndex((dayOfDate(row.week_start) * DAY) / DAY)
  return { ...row, units: Math.round(unitsInService(family, month, tickets)) }
}
