-- severity: error
-- why: Every complaint that is known is in the mart once, with whatever causes
select l.complaint_key
from intermediate.complaint_latest as l
left join marts.complaint as c on c.complaint_key = l.complaint_key
group by l.complaint_key
having count(c.complaint_key) <> 1
