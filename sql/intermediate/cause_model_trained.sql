-- grain: one row for the text model, none where there is too little to learn from
-- key: model_version
-- clock: none
-- why: What the text model learned from and how often it is right, by five-fold cross-validation beside two baselines. The threshold is the
-- lowest probability from which answers are right often enough; below it none counts. Texts that were seen before are not learned again:
-- the model lies in the home under the hash of what it learned from.
-- computed: cause_training
select
  l.complaint_key,
  l.code,
  l.text
from intermediate.complaint_labelled as l
order by l.complaint_key asc nulls last, l.code asc nulls last
