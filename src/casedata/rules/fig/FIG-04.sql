-- FIG-04  No figure is negative.
-- over: figures
-- why: Figures count people, days, years and papers, or measure how far two things are apart. None of these is less
--   than nothing; a minus sign is most often a dash that was copied with the number.
-- hint: take the sign away, or correct the number
-- also: DIS-12
select figure_id as id, 'low' as field, concat('is ', low, ', less than nothing') as message from figures where low < 0
union all
select figure_id as id, 'high' as field, concat('is ', high, ', less than nothing') as message
from figures where high < 0;
-- fault: low
update figures set measure = 'times', unit = 'times', low = '-1', high = '' where figure_id = $row;
-- fault: high
update figures set measure = 'times', unit = 'times', low = '', high = '-1' where figure_id = $row;
-- near miss:
update figures set measure = 'times', unit = 'times', low = '0', high = '0' where figure_id = $row;
