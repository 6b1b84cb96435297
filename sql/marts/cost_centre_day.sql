-- grain: one row per day, cost centre and component on which there is any cost
-- key: used_on, cost_centre, component
-- clock: site-local dates
-- why: Whose budget each amount belongs to: the cost centre of the first rule that fits, else the site, team or region that a budget names,
-- else `unassigned`. An amount on no ticket goes by its technician's team and region on that day. Rules are asked once for each
-- combination that occurs, not once for each amount.
-- materialized: table
with entry as (
  select
    e.used_on,
    e.source,
    e.site,
    coalesce(e.region, s.region) as region,
    coalesce(e.team, s.team) as team,
    e.product_family,
    e.work_kind,
    e.component,
    sum(exact(e.cost)) as cost
  from marts.cost_entry as e
  left join intermediate.technician_spanned as s
    on
      s.source = e.source
      and s.technician_id = case when not e.is_on_ticket then e.technician_id end
      and e.used_on >= s.from_day
      and e.used_on < coalesce(s.until_day, cast('9999-12-31' as date))
  where e.cost is not null
  group by
    e.used_on, e.source, e.site, coalesce(e.region, s.region), coalesce(e.team, s.team), e.product_family, e.work_kind, e.component
),

place as (
  select
    e.used_on,
    e.source,
    e.site,
    e.region,
    e.team,
    e.product_family,
    e.work_kind
  from entry as e
  group by e.used_on, e.source, e.site, e.region, e.team, e.product_family, e.work_kind
),

ruled as (
  select
    p.used_on,
    p.source,
    p.site,
    p.region,
    p.team,
    p.product_family,
    p.work_kind,
    r.cost_centre
  from place as p
  inner join ref.cost_centre_rule as r
    on
      p.used_on >= r.in_force_from
      and (r.in_force_until is null or p.used_on < r.in_force_until)
      and (r.sources is null or has_code(r.sources, p.source))
      and (r.sites is null or coalesce(has_code(r.sites, p.site), false))
      and (r.teams is null or coalesce(has_code(r.teams, p.team), false))
      and (r.regions is null or coalesce(has_code(r.regions, p.region), false))
      and (r.product_families is null or coalesce(has_code(r.product_families, p.product_family), false))
      and (r.work_kinds is null or coalesce(has_code(r.work_kinds, p.work_kind), false))
  qualify
    row_number() over (
      partition by p.used_on, p.source, p.site, p.region, p.team, p.product_family, p.work_kind
      order by r.rule_order asc nulls last
    ) = 1
),

named as (
  select b.cost_centre
  from intermediate.budget_dated as b
  group by b.cost_centre
),

placed as (
  select
    e.used_on,
    coalesce(r.cost_centre, s.cost_centre, t.cost_centre, g.cost_centre, 'unassigned') as cost_centre,
    e.component,
    e.cost
  from entry as e
  left join ruled as r
    on
      r.used_on = e.used_on
      and r.source = e.source
      and r.site is not distinct from e.site
      and r.region is not distinct from e.region
      and r.team is not distinct from e.team
      and r.product_family is not distinct from e.product_family
      and r.work_kind is not distinct from e.work_kind
  left join named as s on s.cost_centre = e.site
  left join named as t on t.cost_centre = e.team
  left join named as g on g.cost_centre = e.region
)

select
  p.used_on,
  p.cost_centre,
  p.component,
  cast(sum(p.cost) as double) as cost
from placed as p
group by p.used_on, p.cost_centre, p.component
