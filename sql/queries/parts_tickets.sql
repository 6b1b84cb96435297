-- what: the newest replacements of one part on tickets in [since, until), with the age of the unit and whether it came back for the same part.
-- parameters: part VARCHAR, since DATE, until DATE, most INTEGER, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with chosen as (
  select
    replaced.replacement_key,
    replaced.ticket_key,
    replaced.replaced_on,
    replaced.product_family,
    replaced.product_model,
    replaced.fault_family,
    replaced.region,
    replaced.pieces,
    replaced.cost,
    replaced.age_days,
    replaced.next_replaced_on,
    replaced.is_repeated,
    count(*) over () as replacements,
    sum(case when replaced.is_repeated then 1 else 0 end) over () as repeated
  from marts.part_replacement as replaced
  where
    replaced.part_no = $part
    and replaced.ticket_key is not null
    and replaced.replaced_on >= $since
    and replaced.replaced_on < $until
    and ($source is null or coalesce(replaced.source, 'unknown') = $source)
    and ($site is null or coalesce(replaced.site, 'unknown') = $site)
    and ($region is null or coalesce(replaced.region, 'unknown') = $region)
    and ($team is null or coalesce(replaced.team, 'unknown') = $team)
    and ($product_family is null or coalesce(replaced.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(replaced.work_kind, 'unknown') = $work_kind)
),

newest as (
  select
    chosen.ticket_key,
    chosen.replaced_on,
    chosen.product_model,
    chosen.fault_family,
    chosen.region,
    chosen.pieces,
    chosen.cost,
    chosen.age_days,
    chosen.next_replaced_on,
    chosen.is_repeated,
    chosen.replacements,
    chosen.repeated
  from chosen
  order by chosen.replaced_on desc nulls last, chosen.replacement_key asc nulls last
  limit $most
)

select
  newest.ticket_key,
  ticket.ticket_id,
  newest.replaced_on,
  newest.product_model,
  newest.fault_family,
  newest.region,
  newest.pieces,
  newest.cost,
  cast(newest.age_days as double) as age_days,
  newest.next_replaced_on,
  coalesce(newest.is_repeated, false) as is_repeated,
  cast(newest.replacements as double) as replacements,
  cast(newest.repeated as double) as repeated
from newest
inner join marts.ticket as ticket on ticket.ticket_key = newest.ticket_key
order by newest.replaced_on desc nulls last, newest.ticket_key asc nulls last
