-- grain: one row per ticket on which there is any money
-- key: ticket_key
-- clock: none
-- why: Exact sums by ticket. Amounts in a currency without a rate cannot be added; they are counted in foreign_entries.
-- materialized: table
select
  e.ticket_key,
  exact(coalesce(sum(case when e.component = 'labour' then e.cost end), 0)) as labour,
  exact(coalesce(sum(case when e.component = 'travel' then e.cost end), 0)) as travel,
  exact(coalesce(sum(case when e.component = 'parts' then e.cost end), 0)) as parts,
  exact(coalesce(sum(case when e.component = 'freight' then e.cost end), 0)) as freight,
  exact(coalesce(sum(case when e.component = 'outside' then e.cost end), 0)) as outside,
  exact(coalesce(sum(case when e.component = 'compensation' then e.cost end), 0)) as compensation,
  exact(coalesce(sum(e.cost), 0)) as gross_cost,
  exact(coalesce(sum(e.recovered_supplier), 0)) as recovered_supplier,
  exact(coalesce(sum(e.charged_customer), 0)) as charged_customer,
  cast(sum(case when e.original_cost is not null then 1 else 0 end) as integer) as cost_entries,
  cast(sum(case when e.is_foreign then 1 else 0 end) as integer) as foreign_entries,
  cast(sum(case when e.is_rated then 1 else 0 end) as integer) as rated_entries
from intermediate.repair_cost_entered as e
where e.ticket_key is not null
group by e.ticket_key
