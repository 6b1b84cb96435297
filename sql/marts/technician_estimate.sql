-- grain: one row per KPI, month or quarter, and technician with any decided case
-- key: kpi_id, grain, period, technician_id
-- clock: site-local months and quarters
-- why: Observed against expected, shrunk towards the group by how much chance there is in it. The rarer outcome is standardised (index
-- O/E times the group's rate) and taken as m cases of a beta-binomial, m chosen so that m binomial cases have the variance that the
-- standardised rate has under its strata: Var(O/E) = sum p(1-p) / E². The intra-class correlation comes by moments with weights m
-- (Kleinman, JASA 68, 1973, p. 46-54): phi = (S/(mu(1-mu)) - (k-1)) / (N - k + 1 - sum m²/N), S = sum m(q-mu)², not below 0; the prior is worth
-- (1-phi)/phi cases. Only technicians with 30 cases or more inform the prior. The interval is the normal approximation of the
-- posterior; above and below speak of it against the centre. Reliability = m phi / (m phi + 1 - phi).
-- materialized: table
with grouped as (
  select
    s.kpi_id,
    s.definition_version,
    s.grain,
    s.period,
    s.technician_id,
    s.n,
    s.observed_count,
    s.expected_count,
    s.expected_variance,
    ratio(
      sum(s.observed_count) over (partition by s.kpi_id, s.grain, s.period),
      sum(s.n) over (partition by s.kpi_id, s.grain, s.period)
    ) as rate
  from marts.technician_standardised as s
),

-- From here to `bounded` everything speaks of the rarer outcome.
turned as (
  select
    g.kpi_id, g.definition_version, g.grain, g.period, g.technician_id, g.n, g.observed_count, g.expected_count, g.expected_variance,
    g.rate > 0.5 as is_turned,
    case when g.rate > 0.5 then 1 - g.rate else g.rate end as rare_rate,
    case when g.rate > 0.5 then g.n - g.observed_count else g.observed_count end as rare_observed,
    case when g.rate > 0.5 then g.n - g.expected_count else g.expected_count end as rare_expected
  from grouped as g
),

indexed as (
  select
    t.kpi_id, t.definition_version, t.grain, t.period, t.technician_id, t.n, t.observed_count, t.expected_count, t.is_turned,
    case
      when t.expected_variance < 1e-9 or t.rare_expected < 1e-9 or t.rare_rate < 1e-12 then null
      when t.rare_rate * t.rare_observed > t.rare_expected then 1
      else t.rare_rate * t.rare_observed / t.rare_expected
    end as q,
    case
      when t.expected_variance < 1e-9 or t.rare_expected < 1e-9 or t.rare_rate < 1e-12 then null
      else (1 - t.rare_rate) * t.rare_expected * t.rare_expected / (t.rare_rate * t.expected_variance)
    end as cases_worth
  from turned as t
),

-- Nobody has a thousand million cases: a strata variance next to nothing must not outweigh everybody else, nor overflow an exact sum.
weighed as (
  select
    i.kpi_id, i.definition_version, i.grain, i.period, i.technician_id, i.n, i.observed_count, i.expected_count, i.is_turned, i.q,
    case when i.cases_worth > 1e9 then 1e9 else i.cases_worth end as m
  from indexed as i
),

centred as (
  select
    i.kpi_id,
    i.grain,
    i.period,
    count(*) as k,
    sum_exact(i.m) as total_m,
    sum_exact(i.m * i.m) as total_m2,
    sum_exact(i.m * i.q) / sum_exact(i.m) as mu
  from weighed as i
  where i.n >= 30 and i.m is not null
  group by i.kpi_id, i.grain, i.period
),

spread as (
  select
    c.kpi_id,
    c.grain,
    c.period,
    c.k,
    c.total_m,
    c.total_m2,
    c.mu,
    sum_exact(i.m * (i.q - c.mu) * (i.q - c.mu)) as s
  from centred as c
  inner join weighed as i on i.kpi_id = c.kpi_id and i.grain = c.grain and i.period = c.period
  where i.n >= 30 and i.m is not null
  group by c.kpi_id, c.grain, c.period, c.k, c.total_m, c.total_m2, c.mu
),

prior as (
  select
    s.kpi_id,
    s.grain,
    s.period,
    s.mu,
    coalesce(
      case
        when s.k < 2 or s.mu <= 0 or s.mu >= 1 then 0
        when s.s / (s.mu * (1 - s.mu)) <= s.k - 1 then 0
        when s.total_m - s.k + 1 - s.total_m2 / s.total_m <= 0 then 0
        when (s.s / (s.mu * (1 - s.mu)) - (s.k - 1)) >= s.total_m - s.k + 1 - s.total_m2 / s.total_m then 0.999
        else (s.s / (s.mu * (1 - s.mu)) - (s.k - 1)) / (s.total_m - s.k + 1 - s.total_m2 / s.total_m)
      end,
      0
    ) as phi
  from spread as s
),

shrunk as (
  select
    i.kpi_id, i.definition_version, i.grain, i.period, i.technician_id, i.n, i.observed_count, i.expected_count, i.is_turned, i.q, i.m, p.mu,
    case when i.n >= 30 then i.m * p.phi / (i.m * p.phi + 1 - p.phi) end as reliability
  from weighed as i
  left join prior as p on p.kpi_id = i.kpi_id and p.grain = i.grain and p.period = i.period
),

posterior as (
  select
    s.kpi_id, s.definition_version, s.grain, s.period, s.technician_id, s.n, s.observed_count, s.expected_count, s.is_turned, s.q, s.mu, s.reliability,
    s.mu + s.reliability * (s.q - s.mu) as mean,
    -- The posterior is worth prior and own cases together: m / reliability.
    case
      when s.reliability = 0 then 0
      else sqrt(
        (s.mu + s.reliability * (s.q - s.mu)) * (1 - s.mu - s.reliability * (s.q - s.mu)) / (s.m / s.reliability + 1)
      )
    end as deviation
  from shrunk as s
),

bounded as (
  select
    p.kpi_id, p.definition_version, p.grain, p.period, p.technician_id, p.n, p.observed_count, p.expected_count, p.is_turned, p.q, p.mu, p.reliability,
    p.mean,
    case when p.mean - 1.959964 * p.deviation < 0 then 0 else p.mean - 1.959964 * p.deviation end as low,
    case when p.mean + 1.959964 * p.deviation > 1 then 1 else p.mean + 1.959964 * p.deviation end as high
  from posterior as p
)

select
  b.kpi_id,
  b.definition_version,
  b.grain,
  b.period,
  b.technician_id,
  b.n,
  ratio(b.observed_count, b.n) as observed,
  ratio(b.expected_count, b.n) as expected,
  case when b.is_turned then 1 - b.q else b.q end as standardised,
  case when b.is_turned then 1 - b.mu else b.mu end as centre,
  case when b.is_turned then 1 - b.mean else b.mean end as estimate,
  case when b.is_turned then 1 - b.high else b.low end as lower,
  case when b.is_turned then 1 - b.low else b.high end as upper,
  b.reliability,
  case
    when b.n < 30 then 'too_few'
    when b.reliability is null or b.reliability < 0.7 then 'not_enough_evidence'
    when (case when b.is_turned then 1 - b.high else b.low end) > (case when b.is_turned then 1 - b.mu else b.mu end) then 'above'
    when (case when b.is_turned then 1 - b.low else b.high end) < (case when b.is_turned then 1 - b.mu else b.mu end) then 'below'
    else 'as_expected'
  end as verdict
from bounded as b
