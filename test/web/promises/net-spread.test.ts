/** Distributions are of what is held against the limit: the time without the waits that pause the clock. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseFilters, type Filters } from '../../../web/src/lib/filters/filters.ts'
import { readSpread } from '../../../web/src/lib/server/read/promise-spread.ts'
import { HOLDER_DEFAULTS, WarehouseHolder, type Lease } from '../../../web/src/lib/server/warehouse.ts'
import { emptyHome, publishFixture } from '../fixture.ts'

/** Limit 60 minutes, all of them net below it; elapsed they would lie far beyond. */
const PAUSED = `insert into marts.promise by name
  select 'ticket' as subject_kind, 'a' as source, i::varchar as subject_id, 'a:' || i as ticket_key, 'p' as promise_id, 1 as cycle, 1 as round,
    's' as preset, 1 as preset_version, '诺' as promise_name_zh, 'p' as promise_name_en, 'visit' as stage, 'calendar' as clock,
    timestamp '2026-09-01 00:00:00' as started_at, timestamp '2026-09-01 00:00:00' + to_minutes(600 + i) as stopped_at,
    timestamp '2026-09-01 00:00:00' + to_minutes(660) as due_at, 600 + i as elapsed_minutes, 600 as paused_minutes, i as net_minutes,
    60 as limit_minutes, 'kept' as verdict, false as is_paused, false as is_at_risk, date '2026-09-01' as started_on
  from range(1, 42) as t(i)`

let folder: string
let holder: WarehouseHolder
let lease: Lease

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aftercare-spread-'))
  const home = await emptyHome(folder)
  await publishFixture(home, { weeks: 0, after: PAUSED })
  holder = new WarehouseHolder(home, { ...HOLDER_DEFAULTS, log: () => undefined })
  await holder.start()
  const held = holder.lease()
  if (held === null) throw new Error('the fixture is not served')
  lease = held
})
afterAll(async () => {
  lease.release()
  await holder.close()
  await rm(folder, { recursive: true, force: true })
})

test('paused promises lie where their net time is', async () => {
  const parsed = parseFilters(() => null)
  if (!parsed.ok) throw new Error('no filters are filters')
  const filters: Filters = parsed.filters
  const stretch = { range: 'span', since: '2026-09-01', until: '2026-10-01', certainty: 'settled', compared: null } as const
  const spread = await readSpread(lease, 'visit', stretch, filters, null)
  expect(spread).toMatchObject({ kind: 'time', measure: 'net', n: 41, median: 21, p90: 37, limit: 60 })
  if (spread?.kind !== 'time') throw new Error('it is a spread of times')
  // Within the limit, every one of them.
  const beyond = spread.bins.filter(({ from }) => from >= 60).reduce((sum, { count }) => sum + count, 0)
  expect([spread.bins.reduce((sum, { count }) => sum + count, 0), beyond]).toEqual([41, 0])
})
