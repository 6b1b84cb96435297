-- what: how the served version was built
-- parameters:
select
  build.build_id,
  strftime(build.as_of, '%Y-%m-%dT%H:%M:%SZ') as as_of,
  strftime(build.started_at, '%Y-%m-%dT%H:%M:%SZ') as started_at,
  round_half_away(minutes_between(build.started_at, build.finished_at) * 60, 3) as seconds,
  build.program_version,
  build.engine_version,
  build.models
from meta.build as build
