-- what: money that went the wrong way on tickets received in [since, until): free where the customer should have paid (by the windows; or because
-- the cause of its complaint was settled as the customer's), better than due, and charged where it was free
-- parameters: since DATE, until DATE, source VARCHAR, site VARCHAR, region VARCHAR, team VARCHAR, product_family VARCHAR, work_kind VARCHAR
with fault as (
  select complaint.ticket_key
  from marts.complaint as complaint
  where complaint.ticket_key is not null and complaint.responsibility = 'customer'
  group by complaint.ticket_key
),

judged as (
  select
    case
      when entitlement.agreement = 'less' then 'charged_though_free'
      when entitlement.agreement = 'more' and entitlement.due in ('paid_repair', 'excluded', 'none') then 'free_though_paid'
      when entitlement.agreement = 'more' then 'better_than_due'
      else 'free_though_customers_fault'
    end as leakage,
    entitlement.charged_beyond_due,
    entitlement.gross_cost
  from marts.entitlement as entitlement
  left join fault on fault.ticket_key = entitlement.ticket_key
  where
    entitlement.received_on >= $since
    and entitlement.received_on < $until
    and (
      entitlement.agreement in ('less', 'more')
      or (
        entitlement.agreement = 'as_due'
        and entitlement.due in ('free_repair', 'free_labour', 'exchange', 'refund', 'return')
        and coalesce(entitlement.charged_total, 0) <= 0
        and fault.ticket_key is not null
      )
    )
    and ($source is null or coalesce(entitlement.source, 'unknown') = $source)
    and ($site is null or coalesce(entitlement.site, 'unknown') = $site)
    and ($region is null or coalesce(entitlement.region, 'unknown') = $region)
    and ($team is null or coalesce(entitlement.team, 'unknown') = $team)
    and ($product_family is null or coalesce(entitlement.product_family, 'unknown') = $product_family)
    and ($work_kind is null or coalesce(entitlement.work_kind, 'unknown') = $work_kind)
)

select
  judged.leakage,
  cast(count(*) as double) as tickets,
  cast(count(*) filter (where (case when judged.leakage = 'charged_though_free' then judged.charged_beyond_due else judged.gross_cost end) is null) as double) as without_amount,
  cast(
    coalesce(sum(exact(case when judged.leakage = 'charged_though_free' then judged.charged_beyond_due else judged.gross_cost end)), 0) as double
  ) as amount
from judged
group by judged.leakage
order by judged.leakage asc nulls last
