-- grain: one row per source and use of a part
-- key: source, usage_id
-- clock: site-local dates
-- why: What a use cost, in its own currency and in the home's. Without a unit cost the first price of ref.part_price that fits its day
-- counts, then the standard cost of the list of parts where the home says so; else the cost is missing. Claims and what came back are
-- converted at the rate of the day of use, like the cost: a claim that is paid in full then reads 100 %.
-- materialized: table
with used as (
  select
    u.usage_key,
    u.source,
    u.ticket_key,
    local_date(u.used_at, p.time_zone) as used_on,
    u.technician_id,
    u.part_no,
    u.quantity,
    u.unit_cost,
    u.charged_amount,
    u.claim_amount,
    u.recovered_amount,
    u.currency,
    p.currency as home_currency,
    coalesce(p.uses_standard_cost, false) as uses_standard_cost
  from intermediate.part_usage_latest as u
  cross join ref.parameter as p
),

listed as (
  select
    p.source,
    p.part_no,
    p.standard_cost
  from staging.part as p
  where p.is_latest and p.is_known and p.standard_cost is not null
),

price as (
  select
    u.usage_key,
    r.per_piece
  from used as u
  inner join ref.part_price as r
    on
      r.part_no = u.part_no
      and u.used_on >= r.in_force_from
      and u.used_on < coalesce(r.in_force_until, cast('9999-12-31' as date))
      and (r.sources is null or has_code(r.sources, u.source))
  where u.unit_cost is null
  qualify row_number() over (partition by u.usage_key order by r.price_order asc nulls last) = 1
),

priced as (
  select
    u.usage_key,
    u.source,
    u.ticket_key,
    u.used_on,
    u.technician_id,
    u.quantity,
    coalesce(u.unit_cost, exact(r.per_piece), l.standard_cost) as unit_cost,
    case when u.unit_cost is null then u.home_currency else u.currency end as cost_currency,
    u.unit_cost is null and coalesce(exact(r.per_piece), l.standard_cost) is not null as is_rated,
    u.charged_amount,
    u.claim_amount,
    u.recovered_amount,
    u.currency,
    u.home_currency
  from used as u
  left join price as r on r.usage_key = u.usage_key
  left join listed as l on l.source = u.source and l.part_no = u.part_no and u.unit_cost is null and u.uses_standard_cost
),

-- The rate of the row's currency; a computed cost is in the home's already.
rated as (
  select
    r.usage_key,
    r.source,
    r.ticket_key,
    r.used_on,
    r.technician_id,
    r.unit_cost,
    money_times(r.unit_cost, r.quantity) as cost,
    r.cost_currency,
    r.is_rated,
    r.charged_amount,
    r.claim_amount,
    r.recovered_amount,
    r.currency,
    r.cost_currency = r.home_currency as is_cost_at_home,
    r.currency = r.home_currency as is_at_home,
    x.rate
  from priced as r
  left join ref.currency_rate as x
    on
      x.currency = r.currency
      and r.used_on >= x.in_force_from
      and r.used_on < coalesce(x.in_force_until, cast('9999-12-31' as date))
)

select
  r.usage_key,
  r.source,
  r.ticket_key,
  r.used_on,
  r.technician_id,
  r.unit_cost,
  r.cost,
  r.cost_currency,
  r.is_rated,
  r.unit_cost is null as is_unpriced,
  r.charged_amount,
  r.claim_amount,
  r.recovered_amount,
  r.currency,
  case when r.is_cost_at_home then 1 else r.rate end as cost_rate,
  case when r.is_at_home then 1 else r.rate end as currency_rate,
  case when r.is_cost_at_home then r.cost else cents_times(r.cost, r.rate) end as home_cost,
  case when r.is_at_home then r.charged_amount else cents_times(r.charged_amount, r.rate) end as home_charged_amount,
  case when r.is_at_home then r.claim_amount else cents_times(r.claim_amount, r.rate) end as home_claim_amount,
  case when r.is_at_home then r.recovered_amount else cents_times(r.recovered_amount, r.rate) end as home_recovered_amount
from rated as r
