/** The rows of marts.promise by the real readers and the real models, from the lake rows of a random warehouse. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { z } from 'zod'
import { ENTITY_NAMES } from '../../contracts/entities.ts'
import type { Load } from '../../contracts/load.ts'
import { checkContract } from '../../pipeline/build/check.ts'
import { prepareEngine } from '../../pipeline/build/engine.ts'
import { lakeColumns, lakeTables } from '../../pipeline/build/lake.ts'
import { readModels } from '../../pipeline/build/model.ts'
import { orderModels, type OrderedModel } from '../../pipeline/build/order.ts'
import { createTable, fillTable, type Row } from '../../pipeline/build/table.ts'
import { readCalendars } from '../../pipeline/reference/calendar.ts'
import { EMPTY_STATE } from '../../contracts/state/snapshot.ts'
import { fillReference, readTableContracts } from '../../pipeline/reference/fill.ts'
import { loadReference, type ReferenceData } from '../../pipeline/reference/load.ts'
import { readPresets } from '../../pipeline/reference/presets.ts'
import { writeHome } from './home.ts'
import { stamp, type Micros, type Ticket, type World } from './world.ts'

const contracts = await readTableContracts('ref')

/** In memory, closed whatever happens. */
async function withDatabase<T>(use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  try {
    return await use(connection)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

const WANTED = 'marts.promise'

/** What marts.promise is made from, in the order in which a build runs it. */
async function chain(): Promise<readonly OrderedModel[]> {
  const ordered = await withDatabase(async (connection) =>
    orderModels(connection, await readModels(), new Set([...lakeTables(), ...contracts.keys()])),
  )
  const needed = new Set([WANTED])
  for (const { id, dependsOn } of ordered.toReversed()) if (needed.has(id)) for (const each of dependsOn) needed.add(each)
  return ordered.filter((each) => needed.has(each.id))
}

let rest: Promise<ReferenceData> | undefined
let chained: Promise<readonly OrderedModel[]> | undefined

const SYSTEM = { source_file: 'random.csv', content_hash: '', extra: null }

const at = (moment: Micros | null): string | null => (moment === null ? null : stamp(moment))

function ticketRows({ source, id, receivedAt, versions }: Ticket, first: number): Row[] {
  return versions.map((each, place) => ({
    ...SYSTEM,
    ...each.fields,
    ...Object.fromEntries(Object.entries(each.stages).map(([stage, moment]) => [`${stage}_at`, stamp(moment)])),
    source,
    ticket_id: id,
    received_at: stamp(receivedAt),
    updated_at: at(each.updatedAt),
    sla_preset: each.sla_preset,
    outcome: each.outcome,
    visits: each.visits,
    promised_at: at(each.promisedAt),
    appointment_to: at(each.appointmentTo),
    team: each.team,
    technician_id: each.technician,
    load_id: String(each.loadSequence),
    load_sequence: each.loadSequence,
    source_row: first + place,
  }))
}

const eventRows = ({ source, id, events }: Ticket, first: number): Row[] =>
  events.map((each, place) => ({
    ...SYSTEM,
    source,
    ticket_id: id,
    at: stamp(each.at),
    event: each.event,
    value: each.value,
    load_id: '1',
    load_sequence: 1,
    source_row: first + place,
  }))

/** One load a source, as far as the reference tables look at it. */
const loadOf = (source: string, mapped: readonly string[]): Load => ({
  load_id: '000001-00000000',
  sequence: 1,
  source,
  spec_hash: '',
  file: SYSTEM.source_file,
  sha256: '',
  bytes: 0,
  landed: '',
  loaded_at: '2025-01-01T00:00:00Z',
  format: 'csv',
  encoding: null,
  rows: 0,
  unknown_columns: [],
  supersedes: null,
  maps: [
    {
      map: 0,
      entity: 'ticket',
      batch: null,
      rows: 0,
      accepted: 0,
      rejected: 0,
      duplicates: 0,
      not_selected: 0,
      mapped_fields: [...mapped],
      data_until: null,
    },
  ],
})

async function fill(connection: DuckDBConnection, root: string, world: World): Promise<void> {
  const { paths, config } = await writeHome(root, world)
  // What is not about promises is the same for all, and slow to read.
  rest ??= loadReference(paths, config, EMPTY_STATE)
  const reference = { ...(await rest), calendars: await readCalendars(paths), presets: await readPresets(paths) }
  const firstFact = Math.min(...world.tickets.map((each) => each.receivedAt), world.asOf)
  await fillReference(connection, contracts, reference, {
    build_id: 'random',
    as_of: `${stamp(world.asOf).replace(' ', 'T')}Z`,
    first_fact: stamp(firstFact).slice(0, 10),
    config,
    loads: Object.entries(world.mapped).map(([source, mapped]) => loadOf(source, mapped)),
    sources: [],
  })
  // A row of the lake is known by file and row: no two may have the same.
  let row = 1
  const lake: Record<string, Row[]> = { ticket: [], ticket_event: [] }
  for (const ticket of world.tickets) {
    lake.ticket?.push(...ticketRows(ticket, row))
    lake.ticket_event?.push(...eventRows(ticket, row))
    row += ticket.versions.length + ticket.events.length
  }
  for (const entity of ENTITY_NAMES) {
    const columns = lakeColumns(entity)
    await createTable(connection, `lake.${entity}`, columns)
    await fillTable(connection, `lake.${entity}`, columns, lake[entity] ?? [])
  }
}

const rowSchema = z.object({
  ticket: z.string(),
  promise_id: z.string(),
  cycle: z.number(),
  round: z.number(),
  preset: z.string(),
  preset_version: z.number(),
  calendar_id: z.string().nullable(),
  started_at: z.number().nullable(),
  due_at: z.number().nullable(),
  stopped_at: z.number().nullable(),
  elapsed_minutes: z.number().nullable(),
  paused_minutes: z.number(),
  net_minutes: z.number().nullable(),
  verdict: z.string(),
  verdict_reason: z.string().nullable(),
  replaced_at: z.number().nullable(),
  is_paused: z.boolean(),
  is_at_risk: z.boolean(),
})
export type FoundRow = z.infer<typeof rowSchema>

const QUERY = `
  select
    ticket_key as ticket, promise_id, cycle, round, preset, preset_version, calendar_id,
    epoch_us(started_at)::double as started_at, epoch_us(due_at)::double as due_at, epoch_us(stopped_at)::double as stopped_at,
    elapsed_minutes, paused_minutes, net_minutes, verdict, verdict_reason,
    epoch_us(replaced_at)::double as replaced_at, is_paused, is_at_risk
  from marts.promise
  where subject_kind = 'ticket'
  order by ticket_key, promise_id, cycle`

/** Throws when a contract is broken. */
export async function foundRows(world: World): Promise<FoundRow[]> {
  chained ??= chain()
  const models = await chained
  const root = await mkdtemp(path.join(tmpdir(), 'aftercare-promises-'))
  try {
    return await withDatabase(async (connection) => {
      await prepareEngine(connection)
      await fill(connection, root, world)
      for (const model of models) {
        await connection.run(`create ${model.materialized} ${model.id} as ${model.sql}`)
        const broken = (await checkContract(connection, model.id, model.contract)).find((each) => each.failures > 0)
        if (broken !== undefined) throw new Error(`${broken.check_id}: ${broken.sample ?? ''}`)
      }
      return z.array(rowSchema).parse((await connection.runAndReadAll(QUERY)).getRowObjectsJS())
    })
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}
