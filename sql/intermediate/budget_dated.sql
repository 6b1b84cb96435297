-- grain: one row per source, month, cost centre and kind of budget
-- key: source, month, cost_centre, kind
-- clock: months
-- why: The budget that counts, in the home's currency at the rate of the first of the month. A kind has the name of a component, or
-- ref.budget_kind says which it stands for; any other is `other`. Without a rate there is no amount.
-- materialized: table
select
  b.source,
  month_start(b.month) as month,
  b.cost_centre,
  b.kind,
  case
    when k.component is not null then k.component
    when b.kind in ('labour', 'travel', 'parts', 'freight', 'outside', 'compensation') then b.kind
    else 'other'
  end as component,
  case when coalesce(b.currency, p.currency) = p.currency then b.amount else cents_times(b.amount, x.rate) end as amount
from staging.budget as b
cross join ref.parameter as p
left join ref.budget_kind as k on k.kind = b.kind
left join ref.currency_rate as x
  on
    x.currency = b.currency
    and b.month >= x.in_force_from
    and b.month < coalesce(x.in_force_until, cast('9999-12-31' as date))
where b.is_latest and b.is_known
