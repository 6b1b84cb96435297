-- grain: one row per complaint and piece of its text
-- key: complaint_key, term
-- clock: none
-- why: What words tell a cause or a time is counted over the pieces that several complaints share: runs of Chinese characters and of words,
-- without masks and digits, width and capitals folded. A piece that only occurs within a longer one is not kept beside it.
-- The statement gives the texts, masked in the lake.
-- computed: complaint_terms
select
  c.complaint_key,
  c.text
from intermediate.complaint_latest as c
where c.text is not null
order by c.complaint_key nulls last
