-- what: whether the home states units in service: if not, served jobs stand in.
-- parameters:
select count(*) > 0 as has_units
from marts.part_exposure as exposure
