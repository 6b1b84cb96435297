/** Complaints of every kind that a person decides on, for a home made straight from the contracts. */

/** Two levels, as `ref.cause` has them. */
export const CAUSES = `
  insert into ref.cause by name
  select 1 as taxonomy_version, code, case when contains(code, '.') then split_part(code, '.', 1) end as parent_code,
    case when contains(code, '.') then 2 else 1 end as level, zh as name_zh, en as name_en, split_part(code, '.', 1) as responsibility, false as is_retired, true as is_current
  from (values ('service', '服务', 'Service'), ('service.late', '服务不及时', 'Late'), ('service.attitude', '服务态度', 'Attitude'),
    ('product', '产品', 'Product'), ('product.design', '设计缺陷', 'Design'), ('part', '配件', 'Part'), ('part.late', '配件延误', 'Part late')) as c(code, zh, en);`

/** C01 has the most at stake, C30 the least; the last five have a cause, and nobody has settled whose they are. */
export const COMPLAINTS = `
  insert into marts.complaint by name
  select 'desk:' || id as complaint_key, 'desk' as source, id as complaint_id, date '2026-09-01' + i::integer as received_on,
    timestamp '2026-09-01 02:00:00' + to_days(i::integer) as received_at, i % 3 = 0 as is_open,
    case when i % 7 = 0 then null else '等了九天师傅才来，电话没人接。They came late, case ' || i end as text,
    case when i % 2 = 0 then '华东' else '华北' end as region, 'web' as channel, 'CNY' as currency,
    case when i > 25 then 'service.late' end as root_cause, case when i > 25 then 'service' end as cause_group,
    case when i > 25 then 1 end as taxonomy_version, case when i > 25 then 'given' else 'none' end as cause_method,
    case when i > 25 then 1.0 end as cause_confidence, case when i % 4 = 0 then '态度差' end as root_cause_detail,
    case when i <= 5 then 'service.late' end as proposed_cause, case when i <= 5 then 'rule' end as proposed_method,
    case when i <= 5 then 0.01 end as proposed_confidence, 'service' as proposed_responsibility, true as needs_review,
    case when i > 25 then 'responsibility_open' when i <= 5 then 'below_threshold' else 'unclassified' end as review_reason,
    i <= 25 as is_unclassified, 'unsettled' as responsibility, false as is_settled_service,
    case when i <> 13 then 4000.0 - 100 * i end as complaint_cost, 1440.0 * i as lost_minutes
  from (select i, 'C' || lpad(i::varchar, 2, '0') as id from range(1, 31) as t(i));
  insert into marts.cause_proposal by name
  select 'desk:C0' || i as complaint_key, place, code, method, confidence, rule_id, words
  from range(1, 6) as t(i) cross join (values (1, 'service.late', 'rule', 0.01, 'late_zh', '等了九天\ncame late'), (2, 'service.attitude', 'model', 0.07, null, null))
    as p(place, code, method, confidence, rule_id, words);`

/** The labels of those complaints as the models would have them: one with a proposal, one without. */
export const LABELS = `
  insert into marts.complaint_cause by name
  select source, complaint_id, 1 as cause_order, case when i % 8 = 0 then '<b>misc</b>' else '态度差' end as root_cause_detail,
    'none' as cause_method, false as is_principal
  from (select source, complaint_id, cast(right(complaint_id, 2) as integer) as i from marts.complaint) where i % 4 = 0;
  insert into marts.cause_label_proposal by name
  select 'desk' as source, '态度差' as label, 1 as place, 'service.attitude' as code, 4 as complaints, 0.75 as similarity, 'similar_name' as method;`

/** The rules of those proposals. */
export const RULES = `
  insert into marts.cause_rule_count by name
  select 'late_zh' as rule_id, 'service.late' as cause, true as is_active, 17 as caught, 5 as decided_by_it, 3 as agreed, 2 as disagreed;`
