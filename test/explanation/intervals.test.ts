/** Intervals and closes of every promise of two homes add up to what marts.promise says, and to the limit where it is due. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { SQL_FOLDER } from '../../pipeline/build/model.ts'
import { publishedDemo, type Published } from '../published.ts'
import { publishedClockHome } from './clock-home.ts'

/** The named query as it is, of all tickets instead of one. */
async function ofAll(name: string): Promise<string> {
  const sql = await readFile(path.join(SQL_FOLDER, 'queries', `${name}.sql`), 'utf8')
  expect(sql.split('= $ticket_key').length).toBeGreaterThan(2)
  return sql.replaceAll('= $ticket_key', 'is not null').replace(/\norder by[^)]*$/, '')
}

const KEY = 'ticket_key, subject_kind, subject_id, promise_id, cycle'

/** Promises whose intervals do not add up. Exact: both sides come from whole microseconds. */
const wrongSums = async () => `
  with i as (${await ofAll('promise_intervals')}),
  summed as (
    select ${KEY},
      sum((epoch_us(until_at) - epoch_us(from_at)) * (kind in ('worked', 'calendar') and not is_ahead)::int)::bigint as net,
      sum((epoch_us(until_at) - epoch_us(from_at)) * (kind = 'paused')::int)::bigint as paused,
      max(sum_minutes) filter (where kind in ('worked', 'calendar') and not is_ahead) as last_sum,
      max(sum_minutes) filter (where until_at = due_at) as sum_at_due,
      min(from_at) as from_at, max(until_at) filter (where not is_ahead) as until_at,
      sum(epoch_us(until_at) - epoch_us(from_at))::bigint as whole, max(until_at) as last_at
    from i inner join (select ${KEY}, due_at from marts.promise) using (${KEY})
    group by ${KEY}
  )
  select ${KEY}, p.net_minutes, p.paused_minutes, p.due_at, p.limit_minutes, s.net, s.paused, s.sum_at_due
  from marts.promise as p
  left join summed as s using (${KEY})
  where p.ticket_key is not null and p.started_at is not null and p.net_minutes is not null and (
    coalesce(s.net, 0) / 6e7 <> p.net_minutes
    or coalesce(s.paused, 0) / 6e7 <> p.paused_minutes
    or coalesce(s.last_sum, 0) <> p.net_minutes
    or (p.due_at > p.started_at and p.clock in ('calendar', 'working') and s.sum_at_due is distinct from p.limit_minutes)
    or s.from_at <> p.started_at
    or (p.counted_until > p.started_at and s.until_at is distinct from p.counted_until)
    or s.whole <> epoch_us(s.last_at) - epoch_us(s.from_at)
  )`

/** Promises of working days whose closes do not count up to net_working_days, or not to the limit at due. */
const wrongDays = async () => `
  with c as (${await ofAll('promise_closes')}),
  counted as (
    select ${KEY}, count(working_day) filter (where not is_ahead) as days, max(working_day) filter (where closes_at = due_at) as day_of_due
    from c inner join (select ${KEY}, due_at from marts.promise) using (${KEY})
    group by ${KEY}
  )
  select ${KEY}, p.net_working_days, p.limit_working_days, c.days, c.day_of_due
  from marts.promise as p
  left join counted as c using (${KEY})
  where p.clock = 'working_days' and p.ticket_key is not null and p.started_at is not null and p.net_minutes is not null and (
    c.day_of_due is distinct from p.limit_working_days
    or case when coalesce(c.days, 0) > 0 then c.days + 1 <> p.net_working_days else p.net_working_days > 1 end
  )`

describe.each([
  ['made', publishedClockHome, 15],
  ['demonstration', () => publishedDemo('small'), 4000],
] as const)('the %s home', (name, publish, least) => {
  let published: Published
  beforeAll(async () => {
    published = await publish()
  })

  test('intervals add up exactly, without gaps, and reach the limit at due', async () => {
    const promises = await published.row('select count(*)::int as n from marts.promise where started_at is not null')
    expect(Number(promises.n)).toBeGreaterThan(least)
    expect(await published.query(await wrongSums())).toEqual([])
  })

  test('closes that count are the working days used, and those of the limit at due', async () => {
    expect(await published.query(await wrongDays())).toEqual([])
  })

  test.runIf(name === 'made')('it has everything that a clock can do', async () => {
    const of = (condition: string) =>
      published.row(`select count(*)::int as n from marts.promise where ${condition}`).then(({ n }) => Number(n))
    expect(await of('paused_minutes > 0')).toBeGreaterThan(2)
    expect(await of(`verdict_reason = 'replaced'`)).toBe(1)
    expect(await of('is_paused')).toBe(1)
    expect(await of(`calendar_id = 'night'`)).toBeGreaterThan(0)
    // 23:30 to 4:00 of Berlin, open from midnight, less the hour that the clocks skip: 3 hours.
    const spring = await published.row(
      `select net_minutes from marts.promise where ticket_key = 'desk:C5' and promise_id = 'respond'`,
    )
    expect(spring.net_minutes).toBe(180)
    const moved = await published.row(
      `select count(distinct calendar_id)::int as n from marts.promise_piece where ticket_key = 'desk:C2' and promise_id = 'respond'`,
    )
    expect(moved.n).toBe(2)
  })
})
