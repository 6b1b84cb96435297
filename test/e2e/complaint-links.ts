/** How many complaints a link to their list is about, by SQL of the tests' own. */
import { DIMENSIONS } from '../../web/src/lib/filters/filters.ts'

const quoted = (value: string | null) => `'${(value ?? '').replaceAll("'", "''")}'`

/** @returns a statement of one row with the count `n` */
export function listStatement(href: string | null | undefined): string {
  const { pathname, searchParams } = new URL(href ?? '', 'http://localhost')
  if (pathname !== '/complaints/list') throw new Error(`${String(href)} leads to no list of complaints`)
  const of = (name: string) => searchParams.get(name)
  const isEvery = of('counting') === 'every'
  const is = (column: string, name: string): string[] => {
    const value = of(name)
    if (value === null) return []
    if (!isEvery) return [`coalesce(c.${column}, 'unknown') = ${quoted(value)}`]
    const named = `from marts.complaint_cause k where k.source = c.source and k.complaint_id = c.complaint_id and k.${column}`
    return value === 'unknown'
      ? [`not exists (select 1 ${named} is not null)`]
      : [`exists (select 1 ${named} = ${quoted(value)})`]
  }
  /** Another complaint of the same subject in the days before; which one is the one before does not matter. */
  const again = `exists (
    select 1 from marts.complaint_recurrence own
    join marts.complaint_recurrence other on other.kind = own.kind and other.subject_key = own.subject_key
    join marts.complaint earlier on earlier.complaint_key = other.complaint_key
    where own.complaint_key = c.complaint_key and own.kind = ${quoted(of('again'))} and other.complaint_key <> own.complaint_key
      and earlier.received_at <= c.received_at and earlier.received_at >= c.received_at - interval ${of('within') ?? '30'} day)`
  const where = [
    ...DIMENSIONS.flatMap((name) => (of(name) === null ? [] : [`coalesce(c.${name}, 'unknown') = ${quoted(of(name))}`])),
    ...(of('since') === null ? [] : [`c.received_on >= ${quoted(of('since'))}`]),
    ...(of('until') === null ? [] : [`c.received_on < ${quoted(of('until'))}`]),
    ...is('cause_group', 'cause_group'),
    ...is('root_cause', 'cause'),
    ...is('root_cause_detail', 'label'),
    ...(of('method') === null ? [] : [`c.cause_method = ${quoted(of('method'))}`]),
    ...(of('responsibility') === null ? [] : [`c.responsibility = ${quoted(of('responsibility'))}`]),
    ...(of('state') === 'open' ? ['c.resolved_at is null and c.closed_at is null'] : []),
    ...(of('again') === null ? [] : [again]),
    ...(of('word') === null ? [] : [`contains(lower(c.text), lower(${quoted(of('word'))}))`]),
  ]
  return `select count(*)::double as n from marts.complaint c where ${where.length === 0 ? 'true' : where.join(' and ')}`
}
