-- severity: warning
-- why: Tickets whose preset has no version in force when they were received have no promise but the agreed time. Most likely the preset's name is misspelt in the source.
select
  c.source,
  c.preset,
  count(*) as tickets
from intermediate.promise_preset_chosen as c
left join ref.sla_promise as s
  on s.preset = c.preset
  and s.subject_kind = 'ticket'
  and c.received_on >= s.in_force_from
  and (s.in_force_until is null or c.received_on < s.in_force_until)
where s.preset is null
group by c.source, c.preset
