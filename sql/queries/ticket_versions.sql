-- what: the rows of files that a ticket was made from, the one that counts first
-- parameters: ticket_key VARCHAR
select
  version.load_id,
  version.source_file,
  version.source_row,
  version.updated_at,
  version.is_latest,
  min(load.loaded_at) as loaded_at
from marts.ticket_version as version
left join meta.load as load
  on version.load_id = load.load_id
where version.ticket_key = $ticket_key
group by
  version.load_id,
  version.source_file,
  version.source_row,
  version.updated_at,
  version.is_latest,
  version.load_sequence
order by
  version.is_latest desc nulls last,
  version.load_sequence desc nulls last,
  version.source_row desc nulls last
